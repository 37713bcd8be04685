"""Files to people: reading, headings, cell grammars, checks; audit attributes are kept apart."""

from rmatch.roster.decisions import Decision, Decisions, read_decisions
from rmatch.roster.people import Person, Skill, Want, Zone
from rmatch.roster.roster import Roster, read_roster

__all__ = [
    "Decision",
    "Decisions",
    "Person",
    "Roster",
    "Skill",
    "Want",
    "Zone",
    "read_decisions",
    "read_roster",
]
