"""The programme's choices: models over the policy file (TOML).

Every table of the file is one model here, every key one field, with its default and a
description. Unknown keys are refused. Reading a file, with all its problems at once, is
in :mod:`rmatch.policy.file`; what single fields cannot tell is in :mod:`rmatch.policy.checks`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator
from pydantic.functional_validators import AfterValidator, BeforeValidator

from rmatch.errors import PolicyError, Problem

COMPONENTS = (
    "skill_gap",
    "reciprocity",
    "cross_department",
    "shared_goals",
    "shared_hours",
    "preference",
)

# In the order in which SPEC names them: reports keep it.
RULES = (
    "self",
    "no_topic",
    "reporting_line",
    "same_manager",
    "successor",
    "level_gap",
    "avoids",
    "language",
    "hours",
    "department",
    "min_score",
    "cooldown",
    "decision",
)
CONFIDENTIAL_RULES = frozenset({"avoids", "successor", "decision"})
NOT_TO_BE_PAIRED = "not to be paired"
PROVENANCES = ("self", "attested", "sample", "assessed")


@dataclass(frozen=True, slots=True)
class Expects:
    """What a field takes, in words that complete "must be ..."."""

    words: str


def _no_text(value: Any) -> Any:
    """A number stays one: quoted numbers and truth values are refused, not converted."""
    if isinstance(value, str | bool):
        # pydantic collects no TypeError
        raise ValueError("not a number")  # noqa: TRY004
    return value


def _no_number(value: Any) -> Any:
    """A bare number is no date, though pydantic would count it in seconds from 1970."""
    if isinstance(value, int | float | Decimal):
        raise ValueError("not a date")  # noqa: TRY004
    return value


def _few_decimals(value: Decimal) -> Decimal:
    """Exact fractions are made of it, so 1e-999999 would cost a number of a million digits."""
    if int(value.as_tuple().exponent) < -20:
        raise ValueError("too many decimals")
    return value


def _whole(low: int | None = None, high: int | None = None) -> Any:
    return Field(strict=True, ge=low, le=high)


Text = Annotated[str, Expects("text in quotes")]
Texts = Annotated[tuple[str, ...], Expects('a list of texts, such as ["one", "two"]')]
Flag = Annotated[bool, Field(strict=True), Expects("true or false")]
Whole = Annotated[int, _whole(), Expects("a whole number")]
Level = Annotated[int, _whole(1, 5), Expects("a whole number from 1 to 5")]
Count = Annotated[int, _whole(1, 10_000), Expects("a whole number from 1 to 10000")]
Number = Annotated[
    Decimal,
    BeforeValidator(_no_text),
    Field(ge=0, le=1_000_000, allow_inf_nan=False),
    AfterValidator(_few_decimals),
    Expects("a number from 0 to 1000000, at most 20 decimals"),
]
Points = Annotated[
    Decimal,
    BeforeValidator(_no_text),
    Field(ge=0, le=100, allow_inf_nan=False),
    AfterValidator(_few_decimals),
]
Real = Annotated[
    float,
    BeforeValidator(_no_text),
    Field(ge=0, le=1_000_000, allow_inf_nan=False),
    Expects("a number from 0 to 1000000"),
]
Day = Annotated[date, BeforeValidator(_no_number), Expects("a date, such as 2026-01-05")]
StrictBool = Annotated[bool, Field(strict=True)]
RoleLevel = Annotated[
    Annotated[int, _whole()] | str | None,
    Expects("a level: a whole number, or a word of [levels] order in quotes"),
]


class Section(BaseModel):
    """A table of the policy file: frozen, unknown keys refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    def __init__(self, /, **data: Any) -> None:
        try:
            self.__pydantic_validator__.validate_python(data, self_instance=self)
        except ValidationError:
            from rmatch.policy.problems import problems_of

            raise PolicyError(problems_of(type(self), data)) from None

    # Tells pydantic that tables inside a table need no call of this: it then collects the
    # problems of all of them.
    __init__.__pydantic_base_init__ = True  # type: ignore[attr-defined]

    def says(self, key: str) -> bool:
        """Whether the policy sets ``key`` itself rather than taking its default."""
        return key in self.model_fields_set


class Weights(Section):
    """How much each part of the score counts; scaled over the active ones to 100 points."""

    skill_gap: Number = Field(
        default=Decimal(60), description="what the senior wants to learn and the junior can teach"
    )
    reciprocity: Number = Field(
        default=Decimal(15), description="what the junior wants to learn and the senior can teach"
    )
    cross_department: Number = Field(
        default=Decimal(15), description="how far apart their departments are"
    )
    shared_goals: Number = Field(default=Decimal(5), description="goals in common")
    shared_hours: Number = Field(
        default=Decimal(5), description="hours of the week in common, full at two hours"
    )
    preference: Number = Field(default=Decimal(10), description="whom the two named in prefers")


class CrossDepartment(Section):
    """What the cross_department part rewards."""

    prefer: Literal["different", "same", "any"] = Field(
        default="different", description='"different" or "same" departments; "any" turns it off'
    )


class Rules(Section):
    """Who may never be paired. A rule or a weight set here or above needs its column."""

    no_topic: Flag = Field(
        default=True, description="the junior can teach nothing that the senior wants"
    )
    reporting_line: Flag = Field(
        default=True, description="either is above the other at any distance"
    )
    same_manager: Flag = Field(default=False, description="both report to the same manager")
    successor: Flag = Field(default=True, description="one is in line for the other's role")
    level_gap: Flag = Field(
        default=True, description="the levels are too near, or too far, see below"
    )
    avoids: Flag = Field(default=True, description="one asked not to be paired with the other")
    language: Flag = Field(default=True, description="both list languages and share none")
    hours: Flag = Field(
        default=True, description="both have time zones and share too few hours, see below"
    )
    department: Flag = Field(default=False, description="both are in the very same department")
    decision: Flag = Field(
        default=True, description="a reviewer vetoed the pair, or a person declined"
    )
    min_level_gap: Whole = Field(
        default=1, description="levels that the junior must be below the senior"
    )
    max_level_gap: Annotated[
        Annotated[int, _whole()] | Literal[False],
        Expects("a whole number, or false for no limit"),
    ] = Field(
        default=False,
        description="levels that the junior may be below the senior, or false",
        examples=[5],
    )
    min_shared_minutes: Annotated[
        int, _whole(0, 10_080), Expects("a whole number of minutes from 0 to 10080")
    ] = Field(default=60, description="minutes a week that they must share")
    min_score: Annotated[
        Points | StrictBool, Expects("a number of points from 0 to 100, or false for no limit")
    ] = Field(default=Decimal("0.01"), description="points that a pair must reach, or false")
    cooldown: Annotated[
        Annotated[int, _whole(0, 10_000)] | StrictBool,
        Expects("true (all cohorts of the history), a number of cohorts, or false"),
    ] = Field(
        default=True,
        description="not the same pair again within this many finished cohorts; true: never",
    )

    @model_validator(mode="before")
    @classmethod
    def _self_is_always_on(cls, data: Any) -> Any:
        """Accept ``self = true``, which changes nothing; anything else stays, and is refused."""
        if isinstance(data, dict) and data.get("self") is True:
            return {key: value for key, value in data.items() if key != "self"}
        return data

    @field_validator("min_score")
    @classmethod
    def _on_is_the_least(cls, value: Decimal | bool) -> Decimal | bool:
        """``true`` turns the rule on with its default number."""
        return Decimal("0.01") if value is True else value


class Skills(Section):
    """How skills and levels are read."""

    unrated: Level = Field(default=3, description="the level of a skill listed without one")
    default_target: Level = Field(default=4, description="the target of a want listed without one")
    scale: dict[str, Annotated[int, _whole(0, 5), Expects("a whole number from 0 to 5")]] = Field(
        default={},
        description="your words for levels 0 to 5; they replace none, basic, ... expert",
        examples=[{"learner": 2, "user": 3, "master": 5}],
    )
    aliases: dict[str, Text] = Field(
        default={},
        description="spellings that mean the same skill",
        examples=[{"py": "Python", "social": "Social media"}],
    )
    known: Texts = Field(
        default=(),
        description="names that contain a comma, semicolon or bar, to be kept whole",
        examples=[("Health, safety and environment",)],
    )


class Evidence(Section):
    """What counts as being able to teach a skill."""

    accept: Annotated[
        tuple[Literal["self", "attested", "sample", "assessed"], ...],
        Expects('a list of "self", "attested", "sample", "assessed"'),
    ] = Field(
        default=("self", "attested", "sample", "assessed"), description="how the level is known"
    )
    min_level: Level = Field(default=2, description="the level from which somebody can teach")


class Levels(Section):
    """How job levels compare."""

    order: Texts = Field(
        default=(),
        description="words for levels, lowest first; empty where levels are numbers",
        examples=[("Analyst", "Manager", "Director")],
    )
    direction: Literal["up", "down"] = Field(
        default="up", description='"down" where level 1 is the top of the company'
    )


class Roles(Section):
    """Roles from job levels, for a roster without a role column."""

    junior_max: RoleLevel = Field(
        default=None, description="the highest level that is a junior", examples=[5]
    )
    senior_min: RoleLevel = Field(
        default=None, description="the lowest level that is a senior", examples=[8]
    )
    words: dict[str, Literal["junior", "senior", "both"]] = Field(
        default={},
        description="your words in the role column",
        examples=[{"reverse mentor": "junior", "board member": "senior"}],
    )


class Programme(Section):
    """The programme's calendar and words, and what its briefs say on a topic."""

    start: Day | None = Field(
        default=None,
        description="first day; its week settles which time zones have summer time",
        examples=[date(2026, 1, 5)],
    )
    end: Day | None = Field(default=None, description="last day", examples=[date(2026, 7, 3)])
    holidays: Annotated[tuple[Day, ...], Expects("a list of dates, such as [2026-05-01]")] = Field(
        default=(), description="days without meetings", examples=[(date(2026, 5, 1),)]
    )
    meetings: Count = Field(default=6, description="meetings of a pairing")
    minutes: Count = Field(default=50, description="minutes of a meeting")
    weeks: Annotated[int, _whole(1, 260), Expects("a whole number of weeks from 1 to 260")] = Field(
        default=26, description="weeks that the meetings are spread over, where no end is given"
    )
    contact: Text = Field(
        default="",
        description="whom participants may write to, best with an e-mail address",
        examples=["Ada Example, mentoring@example.com"],
    )
    words: dict[str, Text] = Field(
        default={},
        description="your words for the one who mentors and the one who learns",
        examples=[{"junior": "mentor", "senior": "learner"}],
    )
    questions: dict[str, Texts] = Field(
        default={},
        description="opening questions for a topic, one line a topic",
        examples=[{"Generative AI": ("What did you last try it for?",)}],
    )
    resources: dict[str, Texts] = Field(
        default={},
        description="where to read or try more about a topic, one line a topic",
        examples=[{"Generative AI": ("https://intranet.example/ai",)}],
    )


class Columns(Section):
    """Your headings = the roster's columns, such as "Personnel no." = "id"."""

    model_config = ConfigDict(extra="allow", frozen=True)
    if TYPE_CHECKING:
        __pydantic_extra__: dict[str, str] = Field(init=False)
    else:
        __pydantic_extra__: dict[str, Text]

    require: Texts = Field(
        default=(), description="columns that must be there", examples=[("manager_id", "languages")]
    )

    @property
    def headings(self) -> dict[str, str]:
        return dict(self.model_extra or {})


class Audit(Section):
    """Columns about protected traits.

    Nothing reads them but the audit and, if it is turned on, [stereotypes] mode "enforce".
    The audit is made by `rmatch audit` or `rmatch pair --audit`, and never otherwise.
    """

    attributes: Texts = Field(
        default=(), description="further headings to keep apart", examples=[("Works council",)]
    )
    minimum: Annotated[int, _whole(5), Expects("a whole number, 5 or more")] = Field(
        default=5, description="fewest people that a figure may rest on"
    )
    bands: dict[
        str,
        Annotated[
            tuple[Annotated[float, BeforeValidator(_no_text), Field(allow_inf_nan=False)], ...],
            Expects("a list of numbers, such as [30, 45]"),
        ],
    ] = Field(
        default={},
        description="bands of a number: below 30, 30 to 44, 45 and over",
        examples=[{"age": (30, 45)}],
    )


class Stereotypes(Section):
    """Stereotype avoidance beyond what always holds, and which topics are sensitive.

    With mode "audit" nothing is changed: the audit shows how far the juniors' groups are
    from the three figures below. With "enforce" every pairing is made within them, and
    the result says what that costs; it needs topics and an attribute, as in the examples.
    """

    topics: Texts = Field(
        default=(),
        description="topics that stereotypes push people into, or keep them out of",
        examples=[("Social media", "Generative AI")],
    )
    sensitive: Texts = Field(
        default=(),
        description="further topics that only those teach who list them in offers, kept discreet",
        examples=[("Returning from leave",)],
    )
    not_sensitive: Texts = Field(
        default=(), description="topics that are not sensitive here", examples=[("Accessibility",)]
    )
    attribute: Text | None = Field(
        default=None,
        description="the audit column whose groups are compared",
        examples=["age"],
    )
    mode: Literal["audit", "enforce"] = Field(
        default="audit",
        description='"audit" reports, "enforce" forces the three figures below',
    )
    ratio: Annotated[Real, Field(le=1), Expects("a number from 0 to 1")] = Field(
        default=0.8,
        description="parity: of the juniors able to teach a listed topic, the part of a group who\n"
        "get to teach it is at least this much of any other group's (give or take a person)",
    )
    funnel: Real = Field(
        default=1.25,
        description="no funnelling: of a group's pairings, listed topics are at most this many\n"
        "times the part that they are of what it offers and seniors want (plus one pairing)",
    )
    load_tolerance: Real = Field(
        default=0.25,
        description="load: a group has at most this much more of all pairings than its share of\n"
        "the juniors; 0.25 is a quarter more (plus one pairing)",
    )


class Limit(Section):
    """How many pairings of one kind there must be, or may be: one [[limits]] table each.

    A pairing is of the kind if everything that the table names is true of it. Columns are
    rmatch's or any other heading of the roster, but for those kept for the audit; a
    department means its parts too. For example, at most 60 % within a department:

        [[limits]]
        name = "within a department"
        same = ["department"]
        max = 0.6
        share = true
    """

    name: Text = Field(
        default="", description="how reports call it", examples=["Sales teaches Finance"]
    )
    junior: dict[str, Any] = Field(
        default={},
        description="what is true of the junior: column = value or [values]",
        examples=[{"department": "Sales"}],
    )
    senior: dict[str, Any] = Field(
        default={},
        description="what is true of the senior",
        examples=[{"department": "Finance"}],
    )
    same: Texts = Field(
        default=(), description="columns in which the two agree", examples=[("level",)]
    )
    different: Texts = Field(
        default=(), description="columns in which the two differ", examples=[("department",)]
    )
    topic: Texts = Field(
        default=(),
        description="the pairing's first topic is one of these",
        examples=[("Python", "SQL")],
    )
    min: Real | None = Field(default=None, description="fewest such pairings", examples=[2])
    max: Real | None = Field(default=None, description="most such pairings", examples=[10])
    share: Flag = Field(default=False, description="min and max are shares of all pairings, 0 to 1")


class Policy(Section):
    """A programme's choices; ``Policy()`` is the default programme."""

    objective: Literal["most-matched", "best-total", "fairest"] = Field(
        default="most-matched",
        description='"most-matched": as many people as possible, then the best total;\n'
        '"best-total": the best total, whoever is left out;\n'
        '"fairest": as many people as possible, then the senior with the lowest score as\n'
        "well off as can be, then the next lowest, and so on; the total comes last",
    )
    fill: Literal["needed", "full"] = Field(
        default="needed", description='"full" uses all places; "needed" as few as reach everyone'
    )
    solver: Literal["auto", "hungarian", "flow", "ilp"] = Field(
        default="auto",
        description='"auto" takes the quickest that can do it: "hungarian", "flow", "ilp"',
    )
    seed: Whole = Field(default=0, description="settles ties")
    gap: Annotated[
        float,
        BeforeValidator(_no_text),
        Field(ge=0, lt=1, allow_inf_nan=False),
        Expects("a number from 0 to below 1"),
    ] = Field(default=0.0, description="part of the best total that a result may lack: 0.01 is 1 %")
    mode: Literal["reverse", "peer", "mutual"] = Field(
        default="reverse", description='"reverse": juniors mentor seniors'
    )
    weights: Weights = Weights()
    cross_department: CrossDepartment = CrossDepartment()
    rules: Rules = Rules()
    skills: Skills = Skills()
    evidence: Evidence = Evidence()
    levels: Levels = Levels()
    roles: Roles = Roles()
    programme: Programme = Programme()
    columns: Columns = Columns()
    audit: Audit = Audit()
    stereotypes: Stereotypes = Stereotypes()
    limits: tuple[Limit, ...] = ()

    def replaced(self, **changes: Any) -> Policy:
        """The policy with other top-level values, checked again; None changes nothing.

        Raises
        ------
        PolicyError
            If a value is none that its key takes, or does not go with the others.
        """
        given = {key: value for key, value in changes.items() if value is not None}
        if not given:
            return self
        return Policy(**{**self.model_dump(exclude_unset=True), **given})

    def model_post_init(self, context: Any, /) -> None:
        """Refuse what only several keys together make wrong."""
        from rmatch.policy.checks import UNCHECKED, cross_problems

        if context != UNCHECKED and (problems := cross_problems(self)):
            raise PolicyError(problems)


def tables() -> dict[str, type[Section]]:
    """The policy's tables by name, in the file's order; ``[[limits]]``, a list, is none."""
    fields = Policy.model_fields.items()
    return {
        name: info.annotation
        for name, info in fields
        if isinstance(info.annotation, type) and issubclass(info.annotation, Section)
    }


def unsupported(policy: Policy) -> list[Problem]:
    """What the policy asks for and this version cannot do: refused by name, never ignored."""
    if policy.mode == "reverse":
        return []
    return [
        Problem(
            "not-yet",
            f"this version cannot honour mode '{policy.mode}'",
            "use mode 'reverse'",
            value=policy.mode,
            key="mode",
        )
    ]
