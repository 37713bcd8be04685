"""Role words: who mentors, who is mentored, who does both; and roles from levels."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from rmatch.policy import Levels, Roles
from rmatch.roster.cells import CellError
from rmatch.roster.levels import level_threshold
from rmatch.roster.names import fold, strip_accents

__all__ = ["holds_role_words", "parse_role", "role_from_level", "role_of"]


def _words(text: str) -> frozenset[str]:
    """The words with their accents, and as people type them without."""
    words = {fold(word) for word in text.split("|")}
    return frozenset(words | {strip_accents(word) for word in words})


# These may be dressed up ("Mentor (teach)"); the others are also parts of job titles.
_MENTORS: Final = _words(
    "mentor|mentors|reverse mentor|reverse mentors|junior mentor|teach|teacher|teaching|mentoring"
    "|mentorin|mentorinnen|mentoren|mentore|mentora|mentori|mentores|mentoras|mentrice|mentrici"
    "|lehren|enseigner|enseñar|insegnare|ensinar|lesgeven"
)
_MENTEES: Final = _words(
    "mentee|mentees|reverse mentee|reverse mentees|learner|learners|learn|learning|be mentored"
    "|mentoré|mentorée|mentorés|mentorées|apprenant|apprenante|apprenants|apprenantes"
    "|lernende|lernender|lernenden|lernen|apprendre|aprender|imparare|leren|lerende|lerenden"
    "|mentorado|mentorada|mentorados|mentoradas|mentorizado|mentorizada"
)
_BOTH: Final = _words(
    "both|both roles|either|either role|beide|beides|beide rollen|les deux|ambos|ambas|los dos"
    "|os dois|entrambi|entrambe|tutti e due|allebei"
)
_JUNIORS: Final = _words("junior|juniors|júnior|juniores") | _MENTORS
_SENIORS: Final = (
    _words(
        "senior|seniors|sénior|séniors|executive|executives|leader|leaders|sponsor|sponsors"
        "|führungskraft|führungskräfte|dirigeant|dirigeante|dirigeants|ejecutivo|ejecutiva"
        "|ejecutivos|líder|líderes|dirigente|dirigenti|executivo|executiva|leidinggevende"
        "|leidinggevenden|sponsorin|sponsoren"
    )
    | _MENTEES
)
_LEAD_IN = re.compile(
    r"(?:i(?: would|'d) like to|i (?:want|wish|prefer) to|i am an?|as an?|as|to|be an?|be"
    r"|become an?|als|en tant que|comme|como|come) (?=\S)"
)
_GENDERED = re.compile(r"(?<=\w)(?:[:*_/·.]|\()(?:in(?:nen)?|e|s|es|r|a)\)?(?!\w)")
_ASIDE = re.compile(r"\s*(?:\([^()]*\)|\[[^\[\]]*\]|(?:[:–—]| -)\s.*)$")
_AND = re.compile(r"\s*[/,;&+|]\s*|\s(?:and|or|und|oder|et|ou|y|o|e|en|of)\s")


def role_of(text: str, roles: Roles) -> str | None:
    """The role that a cell names, or ``None`` if it holds no role word.

    Parameters
    ----------
    text
        The cell.
    roles
        The policy's ``[roles]``; its words go before the built-in ones.
    """
    if (key := fold(text)) == "":
        return None
    own = {fold(word): role for word, role in roles.words.items()}
    if key in own:
        return own[key]
    plain = _GENDERED.sub("", key.replace("’", "'"))
    named = _word(plain)
    if named is None:
        named = _joined([own.get(part) or _word(part) for part in _AND.split(plain)])
    return named


def _word(text: str) -> str | None:
    before = None
    while text != before:
        before, text = text, _LEAD_IN.sub("", text, count=1) if _LEAD_IN.match(text) else text
    bare = _ASIDE.sub("", text)
    if text in _BOTH or bare in _BOTH:
        return "both"
    # Mentors first: French "mentoré" typed without its accent is Italian "mentore".
    if text in _JUNIORS or bare in _MENTORS:
        return "junior"
    if text in _SENIORS or bare in _MENTEES:
        return "senior"
    return None


def _joined(named: list[str | None]) -> str | None:
    found = set(named)
    if None in found:
        return None
    return named[0] if len(found) == 1 else "both"


def parse_role(text: str, roles: Roles) -> str | None:
    """The cell of the ``role`` column: ``junior``, ``senior``, ``both``; ``None`` if blank.

    Raises
    ------
    CellError
        If the cell holds no role word.
    """
    role = role_of(text, roles)
    if role is None and fold(text):
        raise CellError(
            "this is no role word",
            "write junior, senior or both, or say what the word means in [roles] words",
            "role-word",
        )
    return role


def holds_role_words(cells: Iterable[str], roles: Roles) -> bool:
    """Whether a column headed "role" holds role words; if none, it is a job title."""
    return any(role_of(cell, roles) is not None for cell in set(cells))


def role_from_level(rank: int | None, roles: Roles, levels: Levels) -> str | None:
    """The role that ``[roles] junior_max`` and ``senior_min`` give a level, if any.

    Parameters
    ----------
    rank
        As :func:`rmatch.roster.levels.level_ranks` gives it.

    Raises
    ------
    CellError
        If a limit of the policy is no level.
    """
    if rank is None:
        return None
    junior = roles.junior_max is not None and rank <= level_threshold(roles.junior_max, levels)
    senior = roles.senior_min is not None and rank >= level_threshold(roles.senior_min, levels)
    if junior and senior:
        return "both"
    return "junior" if junior else "senior" if senior else None
