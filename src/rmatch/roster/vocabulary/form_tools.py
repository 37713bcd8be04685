"""What form tools add to an export by themselves: marks that a file is one, and its numbers."""

from __future__ import annotations

__all__ = ["AUTOMATIC_MARKS", "FORM_MARKS", "NO_IDS"]

# Tools that also write who answered, as `Name` and `Email`, blank or "anonymous" for strangers.
AUTOMATIC_MARKS = (
    "Start time",
    "Completion time",
    "Startzeit",
    "Fertigstellungszeit",
    "Abschlusszeit",
    "Heure de début",
    "Heure de fin",
    "Hora de inicio",
    "Hora de finalización",
    "Ora di inizio",
    "Ora di completamento",
    "Hora de início",
    "Hora de conclusão",
    "Begintijd",
    "Tijd van voltooien",
    "Tijdstip van voltooien",
)

FORM_MARKS = (
    *AUTOMATIC_MARKS,
    "Timestamp",
    "Time stamp",
    "Zeitstempel",
    "Horodateur",
    "Horodatage",
    "Marca temporal",
    "Marca de tiempo",
    "Informazioni cronologiche",
    "Carimbo de data/hora",
    "Carimbo de data e hora",
    "Tijdstempel",
    "Submitted at",
    "Submitted on",
    "Submission date",
    "Submission time",
    "Submit date (UTC)",
    "Start date (UTC)",
    "Response ID",
    "Respondent ID",
    "Submission ID",
    "Date submitted",
)

# In such a file these count the answers, or tell the account: no ids of the company.
NO_IDS = (
    "ID",
    "#",
    "No",
    "Nr",
    "Number",
    "Nummer",
    "Identifier",
    "Unique ID",
    "Kennung",
    "Identifiant",
    "Identificador",
    "Identificativo",
    # The signed-in account, which is an e-mail address there.
    "Username",
    "User name",
    "Nutzername",
    "Benutzername",
    "Nom d'utilisateur",
    "Nombre de usuario",
    "Nome utente",
    "Nome de usuário",
    "Nome de utilizador",
    "Gebruikersnaam",
)
