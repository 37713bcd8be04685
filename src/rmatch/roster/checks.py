"""What is odd about a roster that was read: warnings, and what a policy needs of it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from rmatch.errors import Problem, shortened
from rmatch.policy import Policy
from rmatch.roster.conditions import Extras
from rmatch.roster.evidence import gaps, teach
from rmatch.roster.limits import limit_columns, limit_warnings
from rmatch.roster.names import fold, near_names, strip_accents
from rmatch.roster.people import Person, Skill, Want
from rmatch.roster.proficiency import LevelScale
from rmatch.roster.sensitive import SENSITIVE_TOPIC
from rmatch.roster.topic_notes import unused_notes

if TYPE_CHECKING:
    from rmatch.roster.roster import Roster

__all__ = ["impossible_loads", "missing_side", "near_skills", "required_columns", "warnings"]

# A level after a dash, an equals sign, an opening bracket, "to level", or a space alone.
_TAIL = re.compile(
    r"(?P<stem>.+?)(?:\s*(?P<sign>\s[-–—]|=|\(|\[|\s(?:to )?level)\s*|\s)"
    r"(?P<level>[1-5]|[^\W\d_]+)(?:\s*/\s*5)?\s*[)\]]?"
)
# Words after a colon: a level in the programme's own words, or the rest of a name.
_AFTER_COLON = re.compile(r"(?P<stem>[^:]*[^:\s])\s*:\s*(?P<words>[^:]*[^\W\d_][^:]*)")
_OF_FIVE = re.compile(r"[0-5]\s*(?:von|out of|of|aus|sur|de|su|van)\s*5")
_LEVEL_WORDS = (
    "|very good|good|fair|strong|weak|poor|excellent|high|low|medium|pro|professional|sehr gut|gut"
    "|befriedigend|ausreichend|ausgezeichnet|hervorragend|sicher|schwach|hoch|niedrig|profi|keine"
    "|tres bon|bon|bien|moyen|faible|muy bueno|bueno|buena|alto|bajo|molto buono|buono|ottimo"
    "|muito bom|bom|medio|zeer goed|goed|matig|uitstekend|"
)
# The column without which a rule or a component that the policy turns on has nothing to say.
NEEDS = {
    "rules": {
        "reporting_line": "manager_id",
        "same_manager": "manager_id",
        "successor": "successor_of",
        "level_gap": "level",
        "min_level_gap": "level",
        "max_level_gap": "level",
        "avoids": "avoids",
        "language": "languages",
        "hours": "timezone",
        "min_shared_minutes": "timezone",
        "department": "department",
    },
    "weights": {
        "cross_department": "department",
        "shared_goals": "goals",
        "shared_hours": "timezone",
        "preference": "prefers",
    },
}


def missing_side(people: Sequence[Person], *, file: str | None) -> list[Problem]:
    """An error for each side on which nobody takes part."""
    problems = []
    for role in ("junior", "senior"):
        of_role = [p for p in people if p.role in (role, "both")]
        if any(p.participates for p in of_role):
            continue
        if of_role:
            what = f"no {role} takes part: {len(of_role)} on the roster, none agreed"
            fix = "check the column 'participate'"
        else:
            what = f"no {role} takes part: nobody on the roster has this role"
            fix = (
                f"check the column 'role' (or [roles] in the policy); it needs at least one {role}"
            )
        problems.append(Problem(f"no-{role}", what, fix, file=file))
    return problems


def required_columns(roster: Roster, policy: Policy) -> list[Problem]:
    """Errors for columns that the policy needs and the roster does not have.

    ``[columns] require`` names them; a rule that the policy itself turns on and a weight
    above 0 that it sets itself need theirs; limits need those that they name.
    """
    needed: dict[str, str] = {}
    for column in policy.columns.require:
        needed.setdefault(column, "[columns] require")
    for key, column in NEEDS["rules"].items():
        value = getattr(policy.rules, key)
        if policy.rules.says(key) and value is not False:
            needed.setdefault(column, f"[rules] {key}")
    for key, column in NEEDS["weights"].items():
        if policy.weights.says(key) and getattr(policy.weights, key) > 0:
            needed.setdefault(column, f"[weights] {key}")
    for column, limit in limit_columns(policy).items():
        needed.setdefault(column, f"[[limits]] '{limit}'")
    return [
        Problem(
            "column-required",
            f"{why} needs the column '{column}', which this roster does not have",
            f'add the column, or say which one it is (--map "Their heading={column}"), or take '
            f"{why} out of the policy",
            file=roster.file,
        )
        for column, why in needed.items()
        if column not in roster.columns
    ]


def impossible_loads(roster: Roster) -> list[Problem]:
    """Errors for participants who ask for more pairings than they have places."""
    return [
        Problem(
            "min-load-above-capacity",
            f"'{person.id}' asks for at least {_pairings(person.min_load)}, but has a capacity of "
            f"{person.capacity}",
            f"lower the min_load of '{person.id}' to {person.capacity}, or raise the capacity",
            file=roster.file,
            ids=(person.id,),
            value=str(person.min_load),
        )
        for person in sorted(roster.people, key=lambda p: p.id)
        if person.participates and person.min_load > person.capacity
    ]


def _pairings(number: int) -> str:
    return f"{number} pairing{'' if number == 1 else 's'}"


def near_skills(people: Iterable[Person], sensitive: frozenset[str]) -> tuple[tuple[str, str], ...]:
    """Pairs of skill names that nearly equal each other, in the spelling of the first by id."""
    names: dict[str, str] = {}
    for person in sorted(people, key=lambda p: p.id):
        for skill in person.skills.values():
            names.setdefault(skill.key, skill.name)
        for want in person.wants.values():
            names.setdefault(want.key, want.name)
    found = near_names(sorted(names.keys() - sensitive))
    return tuple((names[one], names[other]) for one, other in found)


def warnings(
    people: Sequence[Person],
    managers: Mapping[str, str],
    known_ids: frozenset[str],
    sensitive: frozenset[str],
    policy: Policy,
    near: Sequence[tuple[str, str]],
    *,
    extras: Extras,
    org: Mapping[str, str],
    consent_asked: bool,
    consent_heading: str = "",
    file: str | None,
) -> list[Problem]:
    """Everything odd that only the whole roster shows; the order of rows plays no part."""
    people = sorted(people, key=lambda p: p.id)
    found = [
        *_consent(consent_asked, consent_heading),
        *_cycles(managers, people),
        *_chains(people, managers, known_ids),
        *_strangers(people, org),
        *_skills(people, sensitive),
        *_levels_in_names(people, sensitive, policy),
        *_wants(people, sensitive),
        *_untaught(people, sensitive, policy),
        *_levels(people),
        *limit_warnings(people, sensitive, policy, extras),
        *unused_notes(people, sensitive, policy),
        *(
            Problem(
                "near-name",
                f"the skills '{one}' and '{other}' nearly equal each other and count as two",
                "if they mean the same, correct the roster or add one to [skills] aliases",
                severity="warning",
            )
            for one, other in near
        ),
    ]
    return [
        Problem(p.code, p.what, p.fix, file, None, None, p.value, p.ids, "warning") for p in found
    ]


def _consent(asked: bool, heading: str) -> Iterator[Problem]:
    if not asked:
        yield Problem(
            "consent-not-asked",
            "the roster has no column 'participate', so everyone on it takes part",
            heading or "add the column if people were asked whether they agree",
        )


def _cycles(managers: Mapping[str, str], people: Sequence[Person]) -> Iterator[Problem]:
    """Each ring of managers once; rings of people outside the roster concern nobody."""
    ours = {person.id for person in people}
    done: set[str] = set()
    for start in sorted(managers):
        path: dict[str, int] = {}
        at: str | None = start
        while at is not None and at not in done and at not in path:
            path[at] = len(path)
            at = managers.get(at)
        if at in path:
            ring = sorted(list(path)[path[at] :])
            if ours & set(ring):
                yield Problem(
                    "manager-cycle",
                    f"through their managers these people are above themselves: {', '.join(ring)}",
                    "correct one manager; until then each counts as above all the others",
                    ids=tuple(sorted(ours & set(ring))),
                )
        done.update(path)


def _chains(
    people: Sequence[Person], managers: Mapping[str, str], known: frozenset[str]
) -> Iterator[Problem]:
    """Participants whose chain of managers leaves the roster: checked only in part."""
    for person in people:
        if not person.participates:
            continue
        seen = {person.id}
        at = managers.get(person.id)
        while at is not None and at in known and at not in seen:
            seen.add(at)
            at = managers.get(at)
        if at is not None and at not in known:
            yield Problem(
                "reporting-line-in-part",
                "reporting_line is checked only in part, for the chain of managers ends at an id "
                "that is not on the roster",
                "give the whole company's id and manager_id with --org",
                ids=(person.id,),
            )


def _strangers(people: Sequence[Person], org: Mapping[str, str]) -> Iterator[Problem]:
    """Participants of whom the organisation file, if there is one, knows nothing."""
    named = {*org, *org.values()}
    for person in people:
        if org and person.participates and person.id not in named and not person.manager_id:
            yield Problem(
                "not-in-org",
                "the organisation file does not name this person, nor the roster a manager, so "
                "reporting_line cannot be checked",
                "add the person to the organisation file, or correct the id there",
                ids=(person.id,),
            )


def _skills(people: Sequence[Person], sensitive: frozenset[str]) -> Iterator[Problem]:
    for person in people:
        unrated = [s for s in person.skills.values() if not s.rated]
        if person.participates and unrated:
            yield Problem(
                "unrated-skill",
                f"no level for {_quoted(unrated, sensitive)}",
                "add levels from 1 to 5, as in python:4 (without, [skills] unrated counts)",
                ids=(person.id,),
            )
        if person.participates and (extra := person.offers - person.skills.keys()):
            offered = [Skill(key, key, 0) for key in sorted(extra)]
            yield Problem(
                "offer-not-listed",
                f"offered, but not among this person's skills: {_quoted(offered, sensitive)}",
                "add the skill with its level to 'skills'; else there is nothing to teach in it",
                ids=(person.id,),
            )


def _quoted(named: Sequence[Skill | Want], sensitive: frozenset[str], most: int = 3) -> str:
    # Last, for their place among the others would narrow down which they are.
    ordered = sorted(named, key=lambda s: s.key in sensitive)
    names = [SENSITIVE_TOPIC if s.key in sensitive else f"'{s.name}'" for s in ordered]
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more


def _levels_in_names(
    people: Sequence[Person], sensitive: frozenset[str], policy: Policy
) -> Iterator[Problem]:
    """Names that end in what looks like a level: ``SQL - 3``, ``Excel (expert)``, ``SQL 3``."""
    scale = LevelScale.of(policy.skills.scale)
    names = {key for p in people for key in (*p.skills, *p.wants)}
    known = set(map(fold, policy.skills.known))

    def looks(key: str) -> bool:
        found = _TAIL.fullmatch(key)
        if found is None:
            return False
        # "Python 3" is a name, unless somebody lists a skill "Python".
        sure = bool(found["sign"]) or found["stem"] in names
        return sure and (found["level"] in scale.words or found["level"] in "12345")

    for person in people:
        if not person.participates:
            continue
        items: list[Skill | Want] = [s for s in person.skills.values() if not s.rated]
        items += [w for w in person.wants.values() if not w.stated]
        for item in items:
            if item.key in sensitive or item.key in known:
                continue
            if _words_after_colon(item.key, names):
                yield Problem(
                    "words-after-colon",
                    f"'{item.name}' reads as a skill of its own, words after the colon and all",
                    "if they are a level, write 1 to 5 instead, or say in [skills] scale what the "
                    "words mean; if they belong to the name, list it in [skills] known",
                    ids=(person.id,),
                )
            elif looks(item.key):
                yield Problem(
                    "level-in-name",
                    f"'{item.name}' is read as a skill's whole name, level and all",
                    "put a colon before the level, as in python:4",
                    ids=(person.id,),
                )


def _words_after_colon(key: str, names: Collection[str]) -> bool:
    """Whether a name's end may be a level: its beginning is a skill too, or it sounds so."""
    found = _AFTER_COLON.fullmatch(key)
    if found is None:
        return False
    words = strip_accents(found["words"])
    return (
        found["stem"] in names
        or f"|{words}|" in _LEVEL_WORDS
        or _OF_FIVE.fullmatch(words) is not None
    )


def _wants(people: Sequence[Person], sensitive: frozenset[str]) -> Iterator[Problem]:
    takers = [p for p in people if p.participates]
    wants = [(p, want) for p in takers for want in p.wants.values()]
    unstated = [p.id for p, want in wants if want.key not in p.skills.keys() | p.without]
    if unstated:
        share = round(100 * len(unstated) / len(wants))
        are = "is for a skill" if len(unstated) == 1 else "are for skills"
        yield Problem(
            "own-level-not-given",
            f"{len(unstated)} of {len(wants)} want{'' if len(wants) == 1 else 's'} ({share} %) "
            f"{are} in which the person's own level is not given; it counts as 0",
            "list the skill with the level that the person has now",
            ids=tuple(sorted(set(unstated))),
        )
    if takers and not any(p.wants for p in takers if p.is_senior):
        yield Problem(
            "nobody-wants",
            "no participating senior says what they want to learn, so nobody can be paired",
            "ask them, and write it into 'wants', as in python:4",
        )
    for person in takers:
        met = [want for want in person.wants.values() if person.gap(want) == 0]
        if met:
            yield Problem(
                "want-met",
                f"the person's own level already meets what is wanted in {_quoted(met, sensitive)}",
                "raise the target, or take the want out",
                ids=(person.id,),
            )


def _untaught(
    people: Sequence[Person], sensitive: frozenset[str], policy: Policy
) -> Iterator[Problem]:
    taught = {
        key
        for person in people
        if person.participates and person.is_junior
        for key in teach(person, policy.evidence)
    }
    lacking: dict[str, str] = {}
    for person in people:
        if person.participates and person.is_senior:
            for want, _, _ in gaps(person):
                if want.key not in taught:
                    lacking.setdefault(want.key, want.name)
    hidden = len(lacking.keys() & sensitive)
    names = [shortened(lacking[key]) for key in sorted(lacking.keys() - sensitive)]
    if hidden:
        names.append(SENSITIVE_TOPIC if hidden == 1 else f"{hidden} sensitive topics")
    if names:
        yield Problem(
            "nobody-teaches",
            f"no participating junior can teach what seniors want here: {', '.join(names)}",
            "find juniors who can, or check the spelling of the skills",
        )


def _levels(people: Sequence[Person]) -> Iterator[Problem]:
    """Most juniors above most seniors: the direction or the roles are most likely swapped."""
    juniors = sorted(
        p.level for p in people if p.participates and p.is_junior and p.level is not None
    )
    seniors = sorted(
        p.level for p in people if p.participates and p.is_senior and p.level is not None
    )
    if juniors and seniors and juniors[len(juniors) // 2] > seniors[len(seniors) // 2]:
        yield Problem(
            "levels-upside-down",
            "most mentors are above most mentees in level",
            'if level 1 is the top, set [levels] direction = "down" in the policy; if the words '
            "for the roles are swapped here, set them in [roles] words",
        )
