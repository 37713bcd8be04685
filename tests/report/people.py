"""Small invented rosters, and the page of their matching."""

from collections.abc import Iterable, Mapping

import pandas as pd

from rmatch import Matching, Policy, Roster, pair
from rmatch.report import report_page

COLUMNS = ("id", "name", "role", "level", "department", "skills", "wants")
HOSTILE = (
    "<img src=x onerror=alert(1)>",
    "</script><script>alert(1)</script>",
    "=cmd|' /C calc'!A0",
    '"><svg onload=alert(1)>',
    "\u202egnp.exe \u2066x",
    "👩🏽‍🔬 Zoë \u0645\u0631\u064a\u0645",
    "Anna-Maria " * 30 + "von der Tann",
)


def junior(person: str, skills: str = "python:4", **cells: object) -> dict[str, object]:
    return {"id": person, "role": "junior", "level": 1, "skills": skills, **cells}


def senior(person: str, wants: str = "python:5", **cells: object) -> dict[str, object]:
    return {"id": person, "role": "senior", "level": 5, "wants": wants, **cells}


def matching_of(rows: Iterable[Mapping[str, object]], **policy: object) -> Matching:
    """People given by the columns that they fill; a blank cell where they do not."""
    rows = list(rows)
    columns = list(dict.fromkeys([*COLUMNS, *(key for row in rows for key in row)]))
    frame = pd.DataFrame([{c: row.get(c, "") for c in columns} for row in rows])
    chosen = Policy(**policy)
    return pair(Roster.from_frame(frame, policy=chosen), policy=chosen)


def page_of(matching: Matching, *, show_sensitive: bool = False) -> bytes:
    return report_page(
        matching.solved,
        summary=matching.summary,
        pairings=matching.pairing_rows,
        unmatched=matching.unmatched_rows,
        prices=matching.prices,
        show_sensitive=show_sensitive,
    )


def programme() -> list[dict[str, object]]:
    """Six pairings, one of them weak, in four departments; a junior and a senior left over."""
    return [
        senior(
            "S1",
            "python:4; sql:3",
            name="Ada Berg",
            department="Sales/EMEA",
            skills="pricing:5; python:1",
        ),
        senior("S2", "sql:5", name="Élodie Crane", department="Sales/Asia", skills="budgeting:5"),
        senior("S3", "podcasting:3", name="Frida Dahl", department="Legal"),
        senior("S4", "python:3; cloud:5*9", name="Gil Egan", department="Finance"),
        senior("S5", "chess:2", name="Hugo Frey", department="Finance"),
        senior("S6", "sql:2", name="Ines Gold", department="Legal"),
        senior("S7", "origami:4", name="Jon Hale", department="Legal"),
        junior("J1", "python:4", name="Kit Ives", department="Engineering", wants="pricing:3"),
        junior("J2", "sql:5; podcasting:2", name="Lou Jarl", department="Sales/EMEA"),
        junior("J3", "podcasting:4", name="Mia Kern", department="Engineering"),
        junior("J4", "python:3", name="Nia Lund", department="Engineering"),
        junior("J5", "chess:4", name="Oda Mohr", department="Legal"),
        junior("J6", "sql:4", name="Pia Nord", department="Engineering"),
        junior("J7", "", name="Quin Ode", department="Engineering"),
    ]
