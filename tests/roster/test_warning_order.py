"""Warnings do not depend on the order of the rows, nor does the spelling that they show."""

import rmatch
from rmatch.roster.notices import notices

HEAD = "id,role,skills,wants\n"
ROWS = (
    "A,junior,SQL:3,\n",
    "B,senior,Pyhton:1,Machine Learning:4\n",
    "C,senior,,machine learning\n",
)
MORE = ("D,both,python:2,PYHTON\n", "E,junior,PYTHON:3; sql,MACHINE LEARNING\n")


def test_warnings_are_the_same_in_any_order(tmp_path):
    told = []
    for k, rows in enumerate(((*ROWS, *MORE), (*MORE[::-1], *ROWS[::-1]))):
        path = tmp_path / f"{k}.csv"
        path.write_text(HEAD + "".join(rows), "utf-8")
        told.append(notices(rmatch.read_roster(path).warnings))
    assert told[0] == told[1]
    said = " ".join(notice.message for notice in told[0])
    assert "'Pyhton' and 'PYTHON'" in said or "'Pyhton' and 'python'" in said
    assert "what seniors want here: Machine Learning" in said
