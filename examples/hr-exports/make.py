"""Write the people of ``../roster.csv`` as three HR systems would export them.

Run it after changing the roster: ``python examples/hr-exports/make.py`` (needs xlsxwriter,
which ``pip install 'rmatch[test]'`` brings).
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path

HERE = Path(__file__).parent
Row = Mapping[str, str]

WORKDAY = {
    "Employee ID": "id",
    "Worker": "name",
    "Email - Work": "email",
    "Programme Role": "role",
    "Management Level": "level",
    "Supervisory Organization": "department",
    "Manager ID": "manager_id",
    "Skills": "skills",
    "Development Areas": "wants",
    "Willing to Teach": "offers",
    "Objectives": "goals",
    "Language(s)": "languages",
    "Time Zone": "timezone",
    "Availability": "available",
    "Max Pairings": "capacity",
    "Wish List": "prefers",
    "Do Not Pair With": "avoids",
    "Succession Plan For": "successor_of",
    "Opted In": "participate",
    "Age": "age",
    "Gender": "gender",
}
GERMAN = {
    "Personal-Nr.": "id",
    "Vor- und Nachname": "name",
    "E-Mail-Adresse": "email",
    "Karrierestufe": "level",
    "Abteilung": "department",
    "Personalnummer Vorgesetzte": "manager_id",
    "Kenntnisse": "skills",
    "Lernwünsche": "wants",
    "Bietet an": "offers",
    "Ziele": "goals",
    "Sprachen": "languages",
    "Zeitzone": "timezone",
    "Verfügbarkeit": "available",
    "Anzahl Plätze": "capacity",
    "Wunschpartner": "prefers",
    "Nicht mit": "avoids",
    "Nachfolge für": "successor_of",
    "Macht mit": "participate",
    "Alter": "age",
    "Geschlecht": "gender",
}
# What is neither a skill nor a want, for the workbook; those two come as long tables.
WORKBOOK = {
    "Staff ID": "id",
    "Full Name": "name",
    "Work Email": "email",
    "Mentor or Mentee": "role",
    "Grade": "level",
    "Department": "department",
    "Line Manager ID": "manager_id",
    "Teaching topics": "offers",
    "Goals": "goals",
    "Spoken Languages": "languages",
    "Local Timezone": "timezone",
    "Available Times": "available",
    "Places": "capacity",
    "Preferred Partners": "prefers",
    "Exclusions": "avoids",
    "In line for": "successor_of",
    "Consent": "participate",
    "Age": "age",
}

DAYS = {"Mon": "Mo", "Tue": "Di", "Wed": "Mi", "Thu": "Do", "Fri": "Fr"}
WORDS = {"morning": "vormittags", "afternoon": "nachmittags"}
TONGUES = {
    "Danish": "Dansk",
    "English": "Englisch",
    "French": "Français",
    "German": "Deutsch",
    "Hindi": "hi",
    "Italian": "Italiano",
    "Portuguese": "pt-BR",
    "Spanish": "Español",
    "Swedish": "Svenska",
}
ZONES = {
    "Europe/Berlin": "W. Europe Standard Time",
    "Europe/London": "GMT Standard Time",
    "Europe/Paris": "Romance Standard Time",
    "Asia/Kolkata": "India Standard Time",
}


def main() -> None:
    """Write every export."""
    with (HERE.parent / "roster.csv").open(encoding="utf-8", newline="") as source:
        people = list(csv.DictReader(source))
    write_workday(people)
    write_german(people)
    write_workbook(people)


def write_workday(people: Sequence[Row]) -> None:
    """One comma file with a mark, roles in its own words, columns that nobody needs."""
    roles = {"junior": "Mentor", "senior": "Mentee", "both": "Both"}
    rows = [
        {heading: person[column] for heading, column in WORKDAY.items()}
        | {
            "Programme Role": roles[person["role"]],
            "Management Level": f"Level {person['level']}",
            "Location": "Main site",
            "Hire Date": "2020-01-01",
        }
        for person in people
    ]
    write_csv("workday.csv", rows, encoding="utf-8-sig", delimiter=",")


def write_german(people: Sequence[Row]) -> None:
    """Two files by role, semicolons and Windows-1252, as a German spreadsheet saves them."""
    rows = {
        person["id"]: {heading: person[column] for heading, column in GERMAN.items()}
        | {
            "Karrierestufe": f"Stufe {person['level']}",
            "Sprachen": translated(person["languages"], "; ", TONGUES),
            "Zeitzone": ZONES.get(person["timezone"], person["timezone"]),
            "Verfügbarkeit": german_hours(person["available"]),
            "Macht mit": {"yes": "ja", "no": "nein"}.get(person["participate"], ""),
        }
        for person in people
    }
    for name, other in (("mentoren.csv", "senior"), ("mentees.csv", "junior")):
        chosen = [rows[person["id"]] for person in people if person["role"] != other]
        write_csv(name, chosen, encoding="cp1252", delimiter=";")


def write_workbook(people: Sequence[Row]) -> None:
    """A workbook with a title above the headings, and skills and wants one a line."""
    import xlsxwriter

    with xlsxwriter.Workbook(HERE / "people.xlsx", {"strings_to_numbers": False}) as book:
        # Fixed, so that the same people give the same bytes.
        book.set_properties({"created": datetime(2026, 1, 1)})
        book.add_worksheet("Read me").write(0, 0, "Export of the people system")
        sheet = book.add_worksheet("People")
        sheet.write(0, 0, "Reverse mentoring: participants")
        sheet.write_row(2, 0, list(WORKBOOK))
        for number, person in enumerate(people, start=3):
            for place, column in enumerate(WORKBOOK.values()):
                if column in ("level", "capacity", "age"):
                    sheet.write_number(number, place, int(person[column]))
                else:
                    sheet.write_string(number, place, person[column])
    skills, wants = [], []
    for person in people:
        for item in listed(person["skills"]):
            name, _, grade = item.rpartition(":")
            level, _, provenance = grade.partition("@")
            skills.append(
                {"Staff ID": person["id"], "Skill": name, "Rating": level, "Source": provenance}
            )
        for item in listed(person["wants"]):
            name, _, aim = item.rpartition(":")
            target, _, weight = aim.partition("*")
            wants.append(
                {
                    "Staff ID": person["id"],
                    "Skill": name,
                    "Target level": target,
                    "Importance": weight,
                }
            )
    write_csv("skills.tsv", skills, encoding="utf-8", delimiter="\t")
    write_csv("wants.tsv", wants, encoding="utf-8", delimiter="\t")


def write_csv(name: str, rows: Iterable[Row], *, encoding: str, delimiter: str) -> None:
    """Write rows under the headings of the first."""
    rows = list(rows)
    with (HERE / name).open("w", encoding=encoding, newline="") as out:
        writer = csv.DictWriter(out, list(rows[0]), delimiter=delimiter, lineterminator="\r\n")
        writer.writeheader()
        writer.writerows(rows)


def listed(text: str) -> list[str]:
    """The items of a list in a cell."""
    return [item.strip() for item in text.split(";") if item.strip()]


def translated(text: str, separator: str, words: Mapping[str, str]) -> str:
    """A list with each of its words in the other tongue."""
    return separator.join(words.get(word, word) for word in text.split(separator) if word)


def german_hours(text: str) -> str:
    """``Tue 08:00-10:00; Fri morning`` as ``Di 08:00-10:00; Fr vormittags``."""
    for word, other in (DAYS | WORDS).items():
        text = text.replace(word, other)
    return text


if __name__ == "__main__":
    main()
