"""The programme's choices: models over the policy file (TOML).

Every table of the file is one model here, every key one field, with its default.
Unknown keys are refused. Reading a file, with all its problems at once, is in
:mod:`rmatch.policy_file`.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

COMPONENTS = (
    "skill_gap",
    "reciprocity",
    "cross_department",
    "shared_goals",
    "shared_hours",
    "preference",
)
DEFAULT_WEIGHTS = dict(zip(COMPONENTS, map(Decimal, (60, 15, 15, 5, 5, 10)), strict=True))

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

Level = Annotated[int, Field(ge=1, le=5)]
Number = Annotated[Decimal, Field(ge=0, allow_inf_nan=False)]


class Section(BaseModel):
    """A table of the policy file: frozen, unknown keys refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=False)

    def says(self, key: str) -> bool:
        """Whether the policy sets ``key`` itself rather than taking its default."""
        return key in self.model_fields_set


class Weights(Section):
    """Weight of each component; scaled over the active ones to 100 points."""

    skill_gap: Number = Decimal(60)
    reciprocity: Number = Decimal(15)
    cross_department: Number = Decimal(15)
    shared_goals: Number = Decimal(5)
    shared_hours: Number = Decimal(5)
    preference: Number = Decimal(10)


class CrossDepartment(Section):
    prefer: Literal["different", "same", "any"] = "different"


class Rules(Section):
    """Which rules are on, and their numbers; ``False`` turns a number's rule off."""

    no_topic: bool = True
    reporting_line: bool = True
    same_manager: bool = False
    successor: bool = True
    level_gap: bool = True
    avoids: bool = True
    language: bool = True
    hours: bool = True
    department: bool = False
    decision: bool = True
    min_level_gap: int = 1
    max_level_gap: int | Literal[False] = False
    min_shared_minutes: Annotated[int, Field(ge=0)] = 60
    min_score: Number | bool = Decimal("0.01")
    cooldown: Annotated[int, Field(ge=0)] | bool = True


class Skills(Section):
    unrated: Level = 3
    default_target: Level = 4
    scale: dict[str, Annotated[int, Field(ge=0, le=5)]] = {}
    aliases: dict[str, str] = {}
    known: tuple[str, ...] = ()


class Evidence(Section):
    accept: tuple[Literal["self", "attested", "sample", "assessed"], ...] = PROVENANCES  # type: ignore[assignment]
    min_level: Level = 2


class Levels(Section):
    order: tuple[str, ...] = ()
    direction: Literal["up", "down"] = "up"


class Roles(Section):
    """Roles from levels: at most ``junior_max`` is a junior, at least ``senior_min`` a senior."""

    junior_max: int | str | None = None
    senior_min: int | str | None = None
    words: dict[str, Literal["junior", "senior", "both"]] = {}


class Programme(Section):
    start: date | None = None
    end: date | None = None
    holidays: tuple[date, ...] = ()
    meetings: Annotated[int, Field(ge=1)] = 6
    minutes: Annotated[int, Field(ge=1)] = 50
    contact: str = ""
    words: dict[str, str] = {}


class Columns(BaseModel):
    """Their heading = our column; and the columns that must be there."""

    model_config = ConfigDict(extra="allow", frozen=True)

    require: tuple[str, ...] = ()

    @property
    def headings(self) -> dict[str, str]:
        return dict(self.model_extra or {})


class Audit(Section):
    attributes: tuple[str, ...] = ()
    minimum: Annotated[int, Field(ge=5)] = 5
    bands: dict[str, tuple[float, ...]] = {}


class Stereotypes(Section):
    topics: tuple[str, ...] = ()
    sensitive: tuple[str, ...] = ()
    not_sensitive: tuple[str, ...] = ()
    attribute: str | None = None
    mode: Literal["audit", "enforce"] = "audit"
    ratio: float = 0.8
    funnel: float = 1.25
    load_tolerance: float = 0.25


class Limit(Section):
    name: str = ""
    junior: dict[str, Any] = {}
    senior: dict[str, Any] = {}
    same: tuple[str, ...] = ()
    different: tuple[str, ...] = ()
    topic: tuple[str, ...] = ()
    min: float | None = None
    max: float | None = None
    share: bool = False


class Policy(Section):
    """A programme's choices; ``Policy()`` is the default programme."""

    objective: Literal["most-matched", "best-total", "fairest"] = "most-matched"
    fill: Literal["needed", "full"] = "needed"
    solver: Literal["auto", "hungarian", "flow", "ilp"] = "auto"
    seed: int = 0
    gap: Annotated[float, Field(ge=0, lt=1)] = 0.0
    mode: Literal["reverse"] = "reverse"
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
