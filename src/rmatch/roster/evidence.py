"""What a person can teach: evidence only, never a guess from anything else (SPEC 4, S1)."""

from __future__ import annotations

from rmatch.policy import Evidence
from rmatch.roster.people import Person, Want

__all__ = ["gaps", "teach"]


def teach(person: Person, evidence: Evidence) -> dict[str, int]:
    """Level at which a person can teach each skill; skills at 0 are left out.

    A skill counts if the person offers it, its provenance is accepted by the
    policy, and its level reaches ``[evidence] min_level``.

    Parameters
    ----------
    person
        Whose evidence.
    evidence
        The policy's ``[evidence]`` table.

    Returns
    -------
    dict
        Compared skill name -> level, 1 to 5.
    """
    return {
        key: skill.level
        for key, skill in person.skills.items()
        if key in person.offers
        and skill.provenance in evidence.accept
        and skill.level >= evidence.min_level
    }


def gaps(person: Person) -> list[tuple[Want, int, int]]:
    """The wants that are not yet met, by compared skill name.

    Returns
    -------
    list of (want, own, gap)
        The person's own level in the skill, and the steps from there to the target.
    """
    open_wants = []
    for key in sorted(person.wants):
        want, own = person.wants[key], person.own(key)
        if want.target > own:
            open_wants.append((want, own, want.target - own))
    return open_wants
