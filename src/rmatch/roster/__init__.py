"""Files to people: reading, headings, cell grammars, checks; audit attributes are kept apart."""

from rmatch.roster.people import Person, Skill, Want, Zone
from rmatch.roster.roster import Roster, read_roster

__all__ = ["Person", "Roster", "Skill", "Want", "Zone", "read_roster"]
