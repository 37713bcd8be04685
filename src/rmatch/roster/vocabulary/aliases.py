"""Headings of the usual HR systems and lists, by the column they fill, best first.

Compared without case, accents and punctuation (:func:`rmatch.roster.questions.alias_key`), so
one spelling stands for all: ``Employee ID`` is also ``employeeId`` and ``EMPLOYEE_ID``.
Read in the exports of Workday, SAP SuccessFactors, BambooHR, Personio, Oracle HCM, ADP, UKG,
HiBob and Rippling, and in English, German, French, Spanish, Italian, Portuguese and Dutch lists.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

__all__ = [
    "ALIASES",
    "COLUMNS",
    "FIRST_NAMES",
    "INFIXES",
    "LAST_NAMES",
    "LONE_LAST_NAMES",
    "REQUIRED",
    "ROSTER_COLUMNS",
    "TEACHING",
]

# In SPEC's order: a heading that could fill two columns goes to the earlier one.
ROSTER_COLUMNS = (
    "id",
    "name",
    "email",
    "role",
    "level",
    "department",
    "manager_id",
    "skills",
    "wants",
    "offers",
    "goals",
    "languages",
    "timezone",
    "available",
    "capacity",
    "min_load",
    "prefers",
    "avoids",
    "successor_of",
    "participate",
)

_PAIRS = ("junior_id", "senior_id", "decision", "override", "reason", "by")

# The columns of each kind of file, and those it cannot do without.
COLUMNS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "roster": ROSTER_COLUMNS,
        "skills": ("id", "skill", "level", "provenance"),
        "wants": ("id", "skill", "target", "weight"),
        "org": ("id", "manager_id", "name"),
        "pairs": _PAIRS,
        "decisions": _PAIRS,
    }
)
REQUIRED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "roster": ("id",),
        "skills": ("id", "skill"),
        "wants": ("id", "skill"),
        "org": ("id", "manager_id"),
        "pairs": ("junior_id", "senior_id"),
        "decisions": ("junior_id", "senior_id", "decision"),
    }
)

_ID = """
Employee ID; Employee Number; Employee No; Employee #; Employee Code; Employee Identifier;
Emp ID; EmpNo; Emp No; Emp Number; Emp #; EEID; EE ID; Worker ID; Worker Number;
Worker Reference ID; User ID; User Sys ID; Person ID; Person ID External; Person Number;
Person No; Personnel Number; Personnel No; Personnel ID; PERNR; Staff ID; Staff Number; Staff No;
Associate ID; Associate Number; Associate OID; Colleague ID; Colleague Number; Member ID;
Payroll Number; Payroll No; Payroll ID; File Number; Badge Number; Global ID; Corporate ID;
Company ID Number; Employee ID in company; Rippling Employee ID; Unique ID; Identifier; Kennung;
Personalnummer; Personal-Nr; Pers-Nr; Persnr; Mitarbeiternummer; Mitarbeiter-Nr; Mitarbeiter-ID;
MA-Nr; MA-Nummer; Mitarbeiterkennung; Stammnummer; Benutzer-ID; Matrikelnummer; Ausweisnummer;
Matricule; Numéro de matricule; N° matricule; No matricule; Matricule salarié;
Numéro d'employé; Numéro de salarié; Numéro employé; N° employé; N° salarié; ID employé;
ID salarié; Identifiant; Identifiant employé; Identifiant salarié; ID collaborateur;
Numéro collaborateur;
Número de empleado; Nº de empleado; N° empleado; Número empleado; No de empleado;
ID de empleado; ID empleado; ID del empleado; Código de empleado; Legajo; Número de legajo;
Matrícula; Identificador; Número de trabajador; ID de trabajador; ID trabajador; Nómina No;
Matricola; Numero matricola; N. matricola; Codice dipendente; ID dipendente; Numero dipendente;
Codice matricola; Identificativo; ID collaboratore;
Número de funcionário; Nº de funcionário; Número do funcionário; ID do funcionário;
ID funcionário; Número mecanográfico; Nº mecanográfico; Registro; Registro do empregado;
Número de colaborador; ID do colaborador; ID colaborador; Código do colaborador; Chapa;
Personeelsnummer; Medewerkernummer; Medewerker-ID; Werknemersnummer; Werknemer-ID;
Personeels-ID; Personeelsnr; Medewerkernr; Stamnummer; ID; ID-Nr; Nr; No; Number; #; Nummer;
Employee; User name; Login; Login name; Username; Benutzername
"""

_NAME = """
Full Name; Employee Name; Employee Full Name; Display Name; Worker Name; Worker; Person Name;
Preferred Name; Preferred Full Name; Legal Name; Legal Full Name; Payroll Name; Associate Name;
Colleague; Colleague Name; Staff Name; Participant; Participant Name; Formatted Name;
First name Last name; First and last name; First Name + Last Name; Last name, First name;
Last name First name; Name (first and last); Mentor name; Mentee name;
Vollständiger Name; Vollstaendiger Name; Vor- und Nachname; Vorname Nachname; Vorname Name;
Nachname, Vorname; Name, Vorname; Name Vorname; Mitarbeiter; Mitarbeiterin; Mitarbeitername;
Mitarbeitende; Anzeigename;
Nom complet; Nom et prénom; Prénom et nom; Nom prénom; Prénom nom; Nom affiché; Salarié;
Collaborateur; Nom du salarié; Nom de l'employé; Nom du collaborateur; Nom;
Nombre completo; Nombre y apellidos; Nombre y apellido; Apellidos y nombre; Apellidos, nombre;
Empleado; Nombre del empleado; Nombre de empleado; Nombre;
Nome completo; Nome e cognome; Cognome e nome; Cognome nome; Nominativo; Dipendente;
Nome dipendente; Nome e sobrenome; Nome do funcionário; Nome do colaborador; Funcionário;
Colaborador; Nome;
Volledige naam; Naam medewerker; Medewerker; Weergavenaam; Voor- en achternaam; Naam
"""

_EMAIL = """
E-mail; Work Email; Work E-mail; Work Email Address; Work E-mail Address; Email Address;
E-mail Address; Business Email; Business E-mail; Business Email Address; Business Email
Information Email Address; Company Email; Corporate Email; Office Email; Employee Email;
Employee Email Address; Primary Work Email; Primary Email; Primary Email Address; Email - Work;
Email - Primary Work; Email (Work); Work Contact: Work Email; Personal Contact: Work Email;
Contact Email; Mail; Mail address; User Principal Name; UPN; Participant Email; Username (email);
E-Mail-Adresse; Mailadresse; E-Mail (geschäftlich); E-Mail geschäftlich; Geschäftliche E-Mail;
Geschäftliche E-Mail-Adresse; Dienstliche E-Mail; Dienstliche E-Mail-Adresse;
Adresse e-mail; Adresse mail; Adresse électronique; Courriel; Adresse courriel; Email
professionnel; E-mail professionnel; Mail professionnel; Adresse e-mail professionnelle;
Correo electrónico; Correo; Correo de trabajo; Correo corporativo; Dirección de correo
electrónico; Dirección de correo; Correo electrónico del trabajo;
Indirizzo e-mail; Indirizzo email; E-mail aziendale; Email aziendale; Posta elettronica;
Endereço de e-mail; Endereço de email; E-mail corporativo; E-mail profissional; Correio eletrónico;
Correio eletrônico; Email corporativo;
E-mailadres; Emailadres; Zakelijk e-mailadres; Zakelijke e-mail; Werk e-mail; Username;
Nom d'utilisateur; Nutzername; Nombre de usuario; Nome utente; Nome de usuário;
Nome de utilizador; Gebruikersnaam
"""

_ROLE = """
Programme role; Program role; Role in programme; Role in program; Role in the programme;
Role in the program; Mentoring role; Mentorship role; Reverse mentoring role; Participant role;
Participation role; Participant type; Participates as; Participation as; Take part as;
Taking part as; Mentor or mentee; Mentor/Mentee; Mentee/Mentor; Mentor or learner; Mentor/Learner;
Mentor / Mentee / Both; Junior or senior; Junior/Senior; Side; I am a; I want to be a;
Rolle im Programm; Mentoring-Rolle; Programmrolle; Teilnahme als; Teilnehmerrolle; Rolle;
Mentor oder Mentee;
Rôle dans le programme; Rôle mentorat; Participe comme; Participation en tant que; Mentor ou
mentoré; Rôle;
Rol en el programa; Rol de mentoría; Participa como; Rol;
Ruolo nel programma; Ruolo mentoring; Partecipa come; Ruolo;
Papel no programa; Função no programa; Participa como; Papel;
Rol in het programma; Mentorrol; Deelname als
"""

_LEVEL = """
Management Level; Job Level; Career Level; Employee Level; Job Grade; Grade; Grade Name;
Grade Code; Grade Level; Employee Grade; Pay Grade; Pay Grade Level; Salary Grade;
Compensation Grade; Compensation Level; Global Grade; Job Band; Career Band; Pay Band; Band;
Salary Band; Level Name; Seniority Level; Job Seniority Level; Position Level; Hierarchy Level;
Organisational Level; Organizational Level; Org Level; Management Tier; Tier; Rank; Layer;
Job Level Name; Manager Level; Global Job Level; Career Stage; Level of seniority;
Hierarchieebene; Hierarchiestufe; Führungsebene; Fuehrungsebene; Managementebene; Karrierestufe;
Karrierelevel; Karriereebene; Stufe; Ebene; Entgeltgruppe; Tarifgruppe; Gehaltsgruppe;
Gehaltsband; Vergütungsgruppe; Verguetungsgruppe; Besoldungsgruppe; Lohngruppe; Eingruppierung;
Niveau hiérarchique; Niveau de poste; Niveau; Échelon; Niveau de management;
Position conventionnelle; Coefficient;
Nivel jerárquico; Nivel de puesto; Nivel del puesto; Nivel; Grado; Banda; Banda salarial;
Categoría profesional; Escalafón; Grupo profesional; Rango;
Livello; Livello di inquadramento; Livello contrattuale; Inquadramento; Fascia; Livello gerarchico;
Nível hierárquico; Nível; Nível do cargo; Grau; Faixa; Faixa salarial; Nível salarial; Escalão;
Functieniveau; Functieschaal; Salarisschaal; Schaal; Managementniveau; Loonschaal; Inschaling
"""

# The coarse units last: they are departments only where nothing finer is given.
_DEPARTMENT = """
Dept; Dept Name; Department Name; Department Description; Department (Name); Home Department;
Home Department Description; Home Department Name; Primary Department; Employee Department;
Department Path; Department / Team; Dept Description; Departments; Department Long Name;
Supervisory Organization; Supervisory Organisation; Supervisory Org; Organizational Unit;
Organisational Unit; Organization Unit; Organisation Unit; Org Unit; Org Unit Name; Orgunit;
OU; Organization; Organisation; Organization Name; Organisation Name; Team; Team Name; Group;
Work group; Section; Unit; Function; Job Function; Function Name; Functional Area; Area;
Department Code; Department ID; Dept ID; Dept Code; Department Number; Home Department Code;
Abteilung; Abteilungsname; Abteilungsbezeichnung; Fachabteilung; Organisationseinheit; OrgEinheit;
Org-Einheit; OE; Referat; Bereich; Fachbereich; Geschäftsbereich; Geschaeftsbereich; Ressort;
Abt;
Département; Service; Direction; Pôle; Unité organisationnelle; Unité; Équipe; Entité; Secteur;
Departamento; Área; Sección; Unidad organizativa; Equipo; Unidad; Gerencia;
Dipartimento; Reparto; Ufficio; Funzione; Settore; Unità organizzativa; Area aziendale;
Setor; Unidade organizacional; Secção; Seção; Equipa; Equipe; Diretoria; Gerência;
Afdeling; Afdelingsnaam; Organisatie-eenheid; Organisatieonderdeel; Dienst; Sector;
Business Unit; Business Unit Name; BU; Business Area; Business; Business Line; Line of business;
Geschäftseinheit; Geschaeftseinheit; Unité d'affaires; Unité opérationnelle; Unidad de negocio;
Unità di business; Unidade de negócio; Bedrijfsonderdeel; Businessunit;
Division; Division Name; Division Description; División; Divisione; Divisão; Divisie; Sparte;
Cost Centre; Cost Center; Cost Centre Name; Cost Center Name; Cost Centre Description;
Cost Center Description; Cost Centre Code; Cost Center Code; Cost Centre ID; Cost Center ID;
Cost Centre Hierarchy; Cost Center Hierarchy; Costcentre Number; Cost Center Number; Kostenstelle;
Kostenstellenbezeichnung; KST; Centre de coût; Centre de coûts; Centro de coste;
Centro de costes; Centro de costo; Centro de costos; Centro di costo; Centro de custo;
Centro de custos; Kostenplaats
"""

# Names of managers last: a reference is also found as a unique full name, or an e-mail.
_MANAGER = """
Manager Employee ID; Manager ID; Manager Employee Number; Manager Number; Manager No; Manager #;
Manager Worker ID; Manager User ID; Manager Person Number; Manager Person ID; Manager Staff ID;
Manager External ID; Manager's ID; Manager's Employee ID; Manager Identifier; Manager EEID;
Line Manager ID; Line Manager Employee ID; Line Manager Employee Number; Line Manager Number;
Line Manager Person Number; Line Manager Staff ID; Direct Manager ID; Direct Manager Employee ID;
People Manager ID; Reporting Manager ID; Reporting Manager Employee ID; Supervisor ID;
Supervisor Employee ID; Supervisor Employee Number; Supervisor EID; Supervisor EEID;
Supervisor Number; Supervisor Employee #; Supervisor No; Supervisor Person Number;
Supervisor User ID; Reports To ID; Reports To Employee ID; Reports To Employee Number;
Reports To Associate ID; Reports To Worker ID; Reports To (Employee ID); Reports To (ID);
Reports To Number; Reporting To ID; Reporting to (ID); Work Reports To ID; Boss ID; Head ID;
Superior ID; MGR ID; MGRID; Mgr Employee ID; Mgr No; Manager User Sys ID; Parent ID;
Vorgesetzten-ID; Vorgesetzter ID; Vorgesetzte ID; Vorgesetztennummer;
Personalnummer Vorgesetzter; Personalnummer Vorgesetzte; Personalnummer des Vorgesetzten;
Personalnummer der Führungskraft; Vorgesetzter Personalnummer; Personalnummer Führungskraft;
Führungskraft Personalnummer; Führungskraft-ID; Fuehrungskraft-ID; Manager Personalnummer;
Matricule du manager; Matricule manager; Matricule responsable; Matricule du responsable;
Matricule supérieur; Matricule N+1; ID manager; ID du manager; ID responsable;
Identifiant du manager; Identifiant manager;
ID del jefe; ID jefe; ID del supervisor; ID supervisor; ID del responsable; ID de manager;
Número de empleado del jefe; Código del jefe; ID del gerente; ID gerente; Legajo del jefe;
Matricola responsabile; Matricola del responsabile; ID del manager; Matricola superiore;
Codice responsabile; Matricola manager;
ID do gestor; ID gestor; Matrícula do gestor; Matrícula gestor; ID do supervisor; ID da chefia;
Matrícula do chefe; Número do gestor;
Personeelsnummer leidinggevende; Personeelsnummer manager; Leidinggevende ID; Manager nummer;
Medewerkernummer leidinggevende; ID leidinggevende;
Manager; Line Manager; Direct Manager; People Manager; Reporting Manager; Supervisor; Reports To;
Reporting To; Direct Supervisor; Immediate Supervisor; Worker's Manager; Employee's Manager;
Manager Name; Manager Full Name; Line Manager Name; Supervisor Name; Reports To Name; Boss;
Reporting To Name; Direct Manager Name; Superior; Reports to (name);
Vorgesetzter; Vorgesetzte; Vorgesetzte/r; Vorgesetzte(r); Vorgesetzte*r; Vorgesetzte:r;
Direkter Vorgesetzter; Führungskraft; Fuehrungskraft; Direkte Führungskraft; Disziplinarischer
Vorgesetzter; Disziplinarische Führungskraft; Chef; Berichtet an;
Responsable hiérarchique; Supérieur hiérarchique; Supérieur; N+1; Responsable; Manager direct;
Jefe; Jefe directo; Jefe inmediato; Superior jerárquico; Gerente; Reporta a; Supervisor directo;
Responsabile; Responsabile diretto; Superiore; Superiore diretto; Capo; Riporta a;
Gestor; Gestor direto; Chefe; Chefia; Chefia direta; Superior hierárquico; Reporta a;
Supervisor direto; Responsável;
Leidinggevende; Direct leidinggevende; Leidinggevende naam; Rapporteert aan; Chef direct;
Manager Email; Manager E-mail; Manager Email Address; Manager's Email; Manager Work Email;
Line Manager Email; Line Manager E-mail; Supervisor Email; Supervisor Email Address;
Reports To Email; E-Mail Vorgesetzter; E-Mail Führungskraft; Email manager; Email responsable
"""

_SKILLS = """
Skill; Skill set; Skillset; Skills list; List of skills; My skills; Your skills; Skills and levels;
Skills (with levels); Skill levels; Skills profile; Skill profile; Current skills; Key skills;
Core skills; Top skills; Technical skills; Digital skills; Skill names; Competency; Competencies;
Competences; Competence; Expertise; Areas of expertise; Area of expertise; Strengths;
Kenntnisse; Fähigkeiten; Faehigkeiten; Kompetenzen; Fachkenntnisse; Fertigkeiten; Qualifikationen;
Compétences; Compétence; Savoir-faire; Mes compétences; Domaines d'expertise;
Competencias; Habilidades; Destrezas; Conocimientos; Aptitudes;
Competenze; Abilità; Conoscenze; Capacità professionali;
Competências; Conhecimentos; Aptidões;
Vaardigheden; Competenties; Kennis; Kundigheden
"""

_WANTS = """
Want; Wants to learn; Want to learn; Would like to learn; Likes to learn; Wish to learn;
Wishes to learn; Learn; Learning; Learning wishes; Learning needs; Learning interests;
Learning topics; Topics to learn; Skills to learn; Skills wanted; Wanted skills; Skills needed;
Desired skills; Target skills; Skills to develop; Skill gaps; Skill interests;
Skills I want to learn; I want to learn; I would like to learn; Development areas;
Development needs; Areas for development; Areas to develop; Areas of development;
Will lernen; Möchte lernen; Moechte lernen; Lernwünsche; Lernwuensche; Lernbedarf; Lernthemen;
Lernziele; Entwicklungsbedarf; Entwicklungsfelder; Entwicklungsthemen; Gewünschte Kenntnisse;
Souhaite apprendre; Veut apprendre; Compétences à développer; Compétences souhaitées;
Besoins de formation; Axes de développement; À apprendre;
Quiere aprender; Desea aprender; Por aprender; Competencias a desarrollar;
Habilidades a desarrollar; Áreas de desarrollo; Necesidades de aprendizaje;
Vuole imparare; Desidera imparare; Da imparare; Competenze da sviluppare; Aree di sviluppo;
Quer aprender; Deseja aprender; Competências a desenvolver; Áreas de desenvolvimento;
Wil leren; Leerwensen; Leerdoelen; Leerbehoeften; Ontwikkelpunten; Te ontwikkelen vaardigheden
"""

_OFFERS = """
Offer; Offered skills; Skills offered; Topics offered; Offers to teach; Willing to teach;
Happy to teach; Teaching topics; Topics to teach; Skills I would teach; Skills willing to teach;
Bietet an; Angebot; Angebotene Themen; Bereit zu vermitteln; Compétences proposées; Propose;
Ofrece; Competencias ofrecidas; Offre; Competenze offerte; Oferece; Competências oferecidas;
Biedt aan; Aangeboden vaardigheden
"""

# What a person can teach: skills where no column says more of them, else what is offered.
_TEACHING = """
Can teach; Could teach; Teaches; Teach; I can teach; I could teach; Skills to teach;
Skills I can teach; Skills I could teach; Skills to share; Can share; Can mentor in; Can help with;
Kann vermitteln; Kann lehren; Kann unterrichten; Kann beibringen; Peut enseigner;
Peut transmettre; Puede enseñar; Può insegnare; Pode ensinar; Kan leren aan; Kan onderwijzen;
Kan overdragen
"""

_GOALS = """
Goal; My goals; Mentoring goals; Programme goals; Program goals; Goals for the programme;
Goals for the program; Objectives; Objective; Aims; Expectations; Motivation; Motivations;
Hopes; Ziele; Ziel; Erwartungen; Objectifs; Objectif; Attentes; Objetivos; Objetivo; Expectativas;
Metas; Obiettivi; Obiettivo; Aspettative; Doelen; Doel; Doelstellingen; Verwachtingen
"""

_LANGUAGES = """
Language; Spoken languages; Languages spoken; Language(s); Working language; Working languages;
Meeting language; Meeting languages; Language skills; Preferred language; Preferred languages;
Business language; Correspondence language; Sprachen; Sprache; Sprachkenntnisse; Arbeitssprache;
Arbeitssprachen; Bevorzugte Sprache; Langues; Langue; Langues parlées; Langue de travail;
Langues de travail; Idiomas; Idioma; Idiomas hablados; Lenguas; Idioma de trabajo; Lingue;
Lingua; Lingue parlate; Lingua di lavoro; Línguas; Língua; Idiomas falados; Talen; Taal;
Gesproken talen; Talenkennis; Werktaal; Voertaal
"""

_TIMEZONE = """
TZ; Time zone name; Timezone name; Time zone ID; Default timezone; Work timezone; Local timezone;
Home timezone; Employee timezone; Office timezone; Timezone (IANA); UTC offset; GMT offset;
Zeitzone; Fuseau horaire; Fuseau; Zona horaria; Huso horario; Fuso orario; Fuso horário;
Tijdzone
"""

_AVAILABLE = """
Availability; Available times; Available hours; Available slots; Times available; Free times;
Preferred times; Preferred meeting times; Meeting times; Meeting slots; When available;
Weekly availability; Verfügbarkeit; Verfuegbarkeit; Verfügbar; Verfuegbar; Verfügbare Zeiten;
Zeitfenster; Disponibilité; Disponibilités; Disponible; Créneaux; Créneaux disponibles;
Disponibilidad; Horario disponible; Horarios disponibles; Disponibilità; Orari disponibili;
Disponibilidade; Horários disponíveis; Beschikbaarheid; Beschikbaar; Beschikbare tijden
"""

_CAPACITY = """
Max pairings; Maximum pairings; Max matches; Max partners; Max mentees; Maximum mentees;
Max number of mentees; Maximum number of mentees; Max mentors; Max learners; Number of mentees;
Number of pairings; Number of partners; Max load; Places; Max number of pairings;
Maximum number of pairings; Maximale Anzahl Paarungen; Maximale Anzahl Mentees; Max. Paarungen;
Kapazität; Kapazitaet; Plätze; Plaetze; Max. Mentees; Maximale Anzahl; Anzahl Plätze;
Capacité; Nombre de mentorés; Nombre maximum de binômes; Places disponibles; Capacidad;
Plazas; Número máximo de parejas; Capienza; Posti; Numero massimo di coppie; Capacidade; Vagas;
Capaciteit; Plekken; Maximaal aantal
"""

_MIN_LOAD = """
Minimum load; Min pairings; Minimum pairings; Min matches; Minimum matches; Min partners;
Minimum partners; Min mentees; Minimum mentees; Minimum number of mentees; Mindestanzahl;
Mindestlast; Charge minimale; Carga mínima; Carico minimo; Minimale belasting
"""

_PREFERS = """
Prefer; Preferred; Preference; Preferences; Preferred partner; Preferred partners;
Preferred mentor; Preferred mentors; Preferred mentee; Preferred mentees; Preferred colleagues;
Preferred pairing; Preferred pairings; Preferred match; Preferred matches; Prefers to meet;
Prefer to be paired with; Prefers to be paired with; Wants to be paired with;
Want to be paired with; Wish to be paired with; Wishes to be paired with;
Would like to be matched with; Wants to be matched with; Would like to work with;
Wish list; Wishlist; Would like to be paired with; Pair with; Match with; Partner wishes;
Requested partner; Requested partners; Requested mentor; Requested mentee;
Wunschpartner; Wunschpartnerin; Wunschpartner/in; Wunschpartnerinnen; Wunschmentor;
Wunschmentorin; Wunschmentee; Wunschperson; Wunschpersonen;
Bevorzugt; Bevorzugt mit; Bevorzugter Partner; Bevorzugte Partner; Bevorzugte Personen;
Präferenz; Präferenzen; Praeferenz; Praeferenzen; Möchte mit; Moechte mit; Möchte zusammen mit;
Gern mit; Gerne mit; Am liebsten mit; Lieber mit;
Préférences; Préfère; Partenaire souhaité; Partenaires souhaités; Partenaire préféré;
Partenaires préférés; Mentor souhaité; Mentoré souhaité; Binôme souhaité; De préférence avec;
Souhaite être avec; Souhaite être associé à; Souhaite travailler avec; Voudrait être avec;
Preferencia; Preferencias; Prefiere; Prefiere a; Prefiere con; Pareja preferida;
Parejas preferidas; Quiere estar con; De preferencia con; Personas preferidas;
Preferenza; Preferenze; Preferisce; Partner preferito; Partner preferiti; Vorrebbe stare con;
Preferibilmente con; Persone preferite; Abbinare con; Abbinare a;
Preferência; Preferências; Prefere; Parceiro preferido; Parceiros preferidos; Quer ficar com;
De preferência com; Pessoas preferidas; Emparelhar com;
Voorkeuren; Voorkeur; Voorkeurspartner; Voorkeurspartners; Voorkeursmentor; Bij voorkeur met;
Graag met; Liefst met; Wil graag met
"""

_AVOIDS = """
Avoid; Avoid pairing with; To avoid; People to avoid; Do not pair; Do not pair with;
Don't pair with; Not to be paired with; Not to pair with; Not with; Never with; Never pair with;
Must not be paired with; Should not be paired with; May not be paired with;
Cannot be paired with; Can't be paired with; Do not match; Do not match with; Don't match with;
Not to be matched with; Must not be matched with; Must not meet; Keep apart; Keep apart from;
Keep separate from; Prefer not; Prefers not; Prefer not to be paired with;
Prefers not to be paired with; Would rather not be paired with; Rather not with; Not wanted;
Exclude; Excludes; Exclusion; Exclusions; Excluded; Excluded partners; Excluded people;
Conflict; Conflicts; Conflict with; Conflicts with; In conflict with; Has conflict with;
Has a conflict with; Conflict of interest; Conflict of interest with; Conflicts of interest;
Incompatible; Incompatible with; Incompatibilities; Blocked; Blocked partners; Block list;
Ausschluss; Ausschlüsse; Ausschluesse; Ausschlussliste; Ausgeschlossen; Ausgeschlossene Partner;
Ausgeschlossene Personen; Nicht mit; Bitte nicht mit; Nie mit; Niemals mit; Keinesfalls mit;
Auf keinen Fall mit; Lieber nicht mit; Darf nicht mit; Nicht paaren; Nicht paaren mit;
Nicht zusammen mit; Nicht zusammenbringen mit; Nicht kombinieren mit; Nicht zuordnen zu;
Nicht matchen mit; Vermeiden; Vermeidet; Zu vermeiden; Zu vermeidende Personen; Meiden; Meidet;
Möchte nicht mit; Moechte nicht mit; Möchte nicht zusammen mit; Möchte nicht gepaart werden mit;
Will nicht mit; Konflikt; Konflikte; Konflikt mit; Konflikte mit; Hat Konflikt mit;
Interessenkonflikt; Interessenkonflikte; Interessenkonflikt mit; Unverträglich;
Unverträglich mit; Unvertraeglich mit; Unverträglichkeit; Unverträglichkeiten;
Éviter; Évite; À éviter; Personnes à éviter; Exclusions binôme; Exclure; Partenaires exclus;
Personnes exclues; Pas avec; Surtout pas avec; Jamais avec; Ne pas associer;
Ne pas associer avec; Ne pas associer à; Ne pas apparier avec; Ne pas jumeler avec;
Ne pas mettre avec; Ne doit pas être avec; Ne souhaite pas être avec; Ne veut pas être avec;
Préfère ne pas être avec; Conflit; Conflits; Conflit avec; Conflits avec; En conflit avec;
Conflit d'intérêts; Conflits d'intérêts; Conflit d'intérêts avec; Incompatible avec;
Incompatibilité; Incompatibilités;
Evitar; Evita; Evitar a; A evitar; Personas a evitar; No con; Nunca con; No emparejar;
No emparejar con; No asignar con; No juntar con; No quiere con; No quiere estar con;
Prefiere no estar con; Excluir; Exclusiones; Personas excluidas; Conflicto;
Conflictos; Conflicto con; Conflictos con; En conflicto con; Conflicto de interés;
Conflicto de intereses; Conflictos de interés; Incompatible con; Incompatibilidad;
Incompatibilidades;
Evitare; Da evitare; Persone da evitare; Non con; Mai con; Non abbinare; Non abbinare con;
Non abbinare a; Non accoppiare con; Non vuole stare con; Preferisce non stare con; Escludere;
Esclusione; Esclusioni; Persone escluse; Conflitto; Conflitti; Conflitto con; In conflitto con;
Conflitto di interessi; Conflitto d'interessi; Conflitti di interesse; Incompatibile con;
Incompatibilità;
Não com; Nunca com; Não emparelhar; Não emparelhar com; Não combinar com; Não juntar com;
Não quer com; Não quer ficar com; Prefere não ficar com; Pessoas a evitar; Exclusão; Exclusões;
Pessoas excluídas; Conflito; Conflitos; Conflito com; Em conflito com; Conflito de interesse;
Conflito de interesses; Conflitos de interesse; Incompatível com; Incompatibilidade;
Vermijden; Vermijdt; Vermijd; Te vermijden; Niet met; Nooit met; Liever niet met; Wil niet met;
Niet koppelen; Niet koppelen aan; Niet koppelen met; Niet matchen met; Niet samen met;
Uitsluiting; Uitsluitingen; Uitgesloten; Uitgesloten partners; Conflicten; Conflict met;
In conflict met; Belangenconflict; Belangenverstrengeling; Onverenigbaar met
"""

_SUCCESSOR = """
Successor for; Successor to; Succession; Succession for; Succession to; Succession plan for;
Succession candidate for; In line for; In line for the role of; Named successor of; Succeeds;
Nachfolge; Nachfolge für; Nachfolge fuer; Nachfolger von; Nachfolgerin von; Nachfolger/in von;
Nachfolgekandidat für; Successeur de; Succession de; Sucesor de; Sucesora de; Sucesión de;
Successore di; Sucessor de; Sucessora de; Opvolger van
"""

_PARTICIPATE = """
Participates; Participating; Participation; Participant (yes/no); Takes part; Taking part;
Take part; Agrees to take part; Agreed to take part; Agreed; Agrees; Opt in; Opted in; Optin;
Opt-in consent; Consent; Consent given; Consents; Consented; Signed up; Sign up; Joins; Joining;
Enrolled; Enroled; Nimmt teil; Teilnahme; Teilnehmend; Teilnahme ja/nein; Einwilligung;
Einverständnis; Einverstaendnis; Zustimmung; Participe; Participera; Consentement; Accord;
Inscrit; Participa; Participación; Participará; Consentimiento; Acepta; Partecipa;
Partecipazione; Consenso; Participação; Consentimento; Aceita; Neemt deel; Doet mee; Deelname;
Toestemming; Akkoord
"""

_SKILL = """
Skill name; Skills; Skill title; Competency; Competency name; Competence; Topic; Kenntnis;
Fähigkeit; Faehigkeit; Kompetenz; Compétence; Competencia; Habilidad; Competenza; Competência;
Habilidade; Vaardigheid; Competentie
"""

_SKILL_LEVEL = """
Skill level; Proficiency; Proficiency level; Skill rating; Rating; Score; Competency level;
Current level; Own level; Expertise level; Stufe; Niveau; Kenntnisstand; Bewertung; Nivel;
Livello; Nível; Beheersing; Beheersingsniveau
"""

_PROVENANCE = """
Source; Evidence; Assessed by; Assessment type; Rated by; Rating type; Skill source; Nachweis;
Quelle; Preuve; Fuente; Evidencia; Fonte; Prova; Bron; Bewijs
"""

_TARGET = """
Target level; Desired level; Wanted level; Aim; Aimed level; Goal level; Required level; Level;
Target proficiency; Desired proficiency; Zielstufe; Ziel; Zielniveau; Zielwert; Niveau cible;
Niveau visé; Cible; Nivel objetivo; Objetivo; Livello obiettivo; Livello desiderato;
Nível desejado; Nível alvo; Doelniveau; Gewenst niveau
"""

_WEIGHT = "Weights; Importance; Gewicht; Gewichtung; Poids; Peso; Importancia; Gewichten; Belang"

_JUNIOR_ID = """
Junior; Junior employee ID; Junior number; Mentor ID; Mentor employee ID; Mentor number; Mentor;
Reverse mentor ID; Reverse mentor; Personalnummer Junior; Personalnummer Mentor; Matricule mentor
"""
_SENIOR_ID = """
Senior; Senior employee ID; Senior number; Mentee ID; Mentee employee ID; Mentee number; Learner
ID; Executive ID; Leader ID; Sponsor ID; Mentee; Learner; Executive; Leader; Sponsor;
Personalnummer Senior; Personalnummer Mentee; Matricule mentoré
"""
_DECISION = """
Decisions; Your decision; My decision; HR decision; Decision made; Decision taken; Entscheidung;
Entscheid; Décision; Decisión; Decisione; Decisão; Besluit; Beslissing
"""
_OVERRIDE = """
Overrides; Override rule; Override rules; Override rule or capacity; Übersteuern; Ausnahme;
Dérogation; Excepción; Eccezione; Exceção; Uitzondering
"""
# Never loaded: known so that nobody is told that it goes unread.
_DECISION_REASON = """
Decision note; Decision notes; Decision reason; Decision comment; Reason for decision;
Reason for the decision; Note; Notes; Comment; Comments; Begründung; Bemerkung; Motif; Raison;
Commentaire; Motivo; Comentario; Motivazione; Commento; Comentário; Reden; Opmerking
"""
_DECIDED_BY = """
Decided by; Decision by; Reviewed by; Reviewer; Approved by; Entschieden von; Décidé par;
Decidido por; Deciso da; Besloten door
"""


def _listed(text: str) -> tuple[str, ...]:
    """The items of a ``;`` list, each on one line, empty ones dropped."""
    items = (" ".join(item.split()) for item in text.split(";"))
    return tuple(item for item in items if item)


ALIASES: Mapping[str, Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "roster": MappingProxyType(
            {
                "id": _listed(_ID),
                "name": _listed(_NAME),
                "email": _listed(_EMAIL),
                "role": _listed(_ROLE),
                "level": _listed(_LEVEL),
                "department": _listed(_DEPARTMENT),
                "manager_id": _listed(_MANAGER),
                "skills": _listed(_SKILLS),
                "wants": _listed(_WANTS),
                "offers": _listed(_OFFERS),
                "goals": _listed(_GOALS),
                "languages": _listed(_LANGUAGES),
                "timezone": _listed(_TIMEZONE),
                "available": _listed(_AVAILABLE),
                "capacity": _listed(_CAPACITY),
                "min_load": _listed(_MIN_LOAD),
                "prefers": _listed(_PREFERS),
                "avoids": _listed(_AVOIDS),
                "successor_of": _listed(_SUCCESSOR),
                "participate": _listed(_PARTICIPATE),
            }
        ),
        "skills": MappingProxyType(
            {
                "id": _listed(_ID),
                "skill": _listed(_SKILL),
                "level": _listed(_SKILL_LEVEL),
                "provenance": _listed(_PROVENANCE),
            }
        ),
        "wants": MappingProxyType(
            {
                "id": _listed(_ID),
                "skill": _listed(_SKILL),
                "target": _listed(_TARGET),
                "weight": _listed(_WEIGHT),
            }
        ),
        "org": MappingProxyType(
            {"id": _listed(_ID), "manager_id": _listed(_MANAGER), "name": _listed(_NAME)}
        ),
        "pairs": MappingProxyType(
            {"junior_id": _listed(_JUNIOR_ID), "senior_id": _listed(_SENIOR_ID)}
        ),
        "decisions": MappingProxyType(
            {
                "junior_id": _listed(_JUNIOR_ID),
                "senior_id": _listed(_SENIOR_ID),
                "decision": _listed(_DECISION),
                "override": _listed(_OVERRIDE),
                "reason": _listed(_DECISION_REASON),
                "by": _listed(_DECIDED_BY),
            }
        ),
    }
)

TEACHING = _listed(_TEACHING)

FIRST_NAMES = _listed("""
First name; Given name; Given names; Forename; Forenames; Preferred first name; Legal first name;
First; Fname; Vorname; Rufname; Prénom; Prénom usuel; Nombre; Nombres; Primer nombre;
Nombre de pila; Nome; Primeiro nome; Nome próprio; Voornaam; Roepnaam
""")
INFIXES = _listed("Tussenvoegsel; Tussenvoegsels; Voorvoegsel; Voorvoegsels")
LAST_NAMES = _listed("""
Last name; Surname; Family name; Legal last name; Preferred last name; Last; Lname; Nachname;
Familienname; Zuname; Nom de famille; Nom d'usage; Nom usuel; Apellidos; Apellido; Primer apellido;
Cognome; Sobrenome; Apelido; Apelidos; Último nome; Achternaam; Familienaam; Geslachtsnaam
""")
# Beside a first name these mean the last name alone; without one, the whole name.
LONE_LAST_NAMES = (("Vorname", "Name"), ("Prénom", "Nom"), ("Voornaam", "Naam"))
