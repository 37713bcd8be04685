"""Reads invented decisions about the people of an invented roster."""

from collections.abc import Callable

import pytest

from rmatch.errors import DecisionsError, Problem
from rmatch.roster import Decisions

ROSTER = """\
id,name,email,role,skills,wants,participate
J01,Aisha Rahman,a.rahman@example.com,junior,python:4,,yes
0007,Chloé Vasseur,c.vasseur@example.com,junior,python:3,,yes
'=1+1,Noa Levi,,junior,python:3,,yes
J04,Dario Conti,,junior,python:2,,no
S01,Henrik Sørensen,h.sorensen@example.com,senior,,python:5,yes
S02,Beatriz Muñoz,,senior,,python:4,yes
S03,Tomasz Zieliński,,senior,,python:4,no
B01,Miriam Stone,,both,python:5,python:5,yes
"""
HEADING = "junior_id,senior_id,decision,override,reason,by\n"


def wrong(reading: Callable[..., Decisions], text: str, *more: str, **options) -> list[Problem]:
    """The problems of files that cannot be used, each with its cure."""
    with pytest.raises(DecisionsError) as caught:
        reading(text, *more, **options)
    assert all(problem.fix for problem in caught.value.problems)
    return list(caught.value.problems)


def said(decisions: Decisions) -> list[tuple[str, str, str]]:
    return [(d.junior_id, d.senior_id, d.decision) for d in decisions.decisions]
