"""pair(): a roster and a policy in, a proven matching out."""

from __future__ import annotations

import numbers
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, overload

from rmatch.assign.errors import RowsInfeasible
from rmatch.cohort import Cohort
from rmatch.errors import InfeasibleError, UsageError
from rmatch.explain.pair import Explanation, explain_pair
from rmatch.explain.person import PersonExplanation, explain_person
from rmatch.explain.unmatched import Unmatched, unmatched
from rmatch.output.tables import (
    Pairing,
    pairing_rows,
    pairings_frame,
    unmatched_frame,
)
from rmatch.policy import Policy
from rmatch.progress import CHANGES, EXPLAINING, Progress, unfailing
from rmatch.roster import Roster
from rmatch.roster.decisions import Decisions
from rmatch.solved import Solved, solve
from rmatch.summary import summarise
from rmatch.writing import DEFAULT_FORMATS, Result, write_result

if TYPE_CHECKING:
    import os

    import pandas as pd

    from rmatch.audit.figures import AuditReport
    from rmatch.decision_costs import DecisionCosts
    from rmatch.prices import Prices

__all__ = ["Matching", "pair"]


def pair(
    roster: Roster,
    *,
    policy: Policy | None = None,
    decisions: Decisions | None = None,
    time_limit: float | None = None,
    prices: bool = False,
    progress: Progress | None = None,
) -> Matching:
    """Pair the participants of a roster, optimally for the policy's objective.

    Parameters
    ----------
    roster
        The people, from :func:`rmatch.read_roster` or :meth:`rmatch.Roster.from_frame`.
    policy
        The programme's choices; the default programme if not given. A roster that was
        read under another policy is read again under this one.
    decisions
        What people decided about pairs, from :func:`rmatch.read_decisions`.
    time_limit
        Seconds after which the integer programme, or the flow, stops with the best valid
        matching found; the Hungarian method always finishes.
    prices
        Also work out what each requirement and each rule costs, by solving without it.
    progress
        Called as ``progress(step, done, of)`` while this works; ``of`` is 0 where nobody
        knows how much there is to do. If it fails, it is not called again.

    Returns
    -------
    Matching
        ``matching.summary["status"]`` is ``"optimal"`` only with a proof.

    Raises
    ------
    RosterError, PolicyError, DecisionsError
        With every problem found.
    SolverRefusedError
        If the policy names a solver that cannot honour it.
    InfeasibleError
        If no matching keeps the policy's requirements; with the smallest changes that help.
    TimeLimitError
        If the limit passed before any valid matching was found.
    MissingPartError
        If the solver's package is not installed.
    SolverError
        If the solver's answer failed the independent check.
    UsageError
        If the time limit is not above 0.
    TypeError
        If what was given is no roster, no policy, no decisions or no number of seconds.

    Examples
    --------
    >>> from rmatch import pair, read_roster
    >>> matching = pair(read_roster("examples/roster.csv"))
    >>> matching.summary["status"], matching.summary["objective"]["levels"]
    ('optimal', ['people', 'pairings', 'points'])
    >>> matching.pairings.columns[:5].tolist()
    ['junior_id', 'junior_name', 'senior_id', 'senior_name', 'score']
    """
    if not isinstance(roster, Roster):
        raise TypeError(
            f"pair() takes a Roster, not {type(roster).__name__}. "
            "Fix: rmatch.read_roster(file), or rmatch.Roster.from_frame(df)"
        )
    if not isinstance(policy, Policy | None):
        raise TypeError(
            f"policy must be a Policy, not {type(policy).__name__}. "
            "Fix: rmatch.Policy(...), or rmatch.read_policy(file)"
        )
    if not isinstance(decisions, Decisions | None):
        raise TypeError(
            f"decisions must be Decisions, not {type(decisions).__name__}. "
            "Fix: rmatch.read_decisions(file, roster)"
        )
    _check_limit(time_limit)
    told = unfailing(progress)
    cohort = Cohort.of(roster, policy or roster.policy, decisions, progress=told)
    _refuse_impossible_loads(cohort)
    try:
        solved = solve(cohort, time_limit=time_limit, progress=told)
    except RowsInfeasible as found:
        told(CHANGES)
        raise _infeasible(cohort, proven=found.proven, time_limit=time_limit) from None
    return Matching(
        solved,
        prices=_prices(solved, time_limit, told) if prices else None,
        decision_costs=_decision_costs(solved, time_limit, told) if cohort.decisions else None,
    )


def _prices(solved: Solved, time_limit: float | None, progress: Progress) -> Prices:
    from rmatch.prices import prices

    return prices(solved, time_limit=time_limit, progress=progress)


def _decision_costs(solved: Solved, time_limit: float | None, progress: Progress) -> DecisionCosts:
    from rmatch.decision_costs import decision_costs

    return decision_costs(solved, time_limit=time_limit, progress=progress)


def _check_limit(time_limit: float | None) -> None:
    if time_limit is None:
        return
    if not isinstance(time_limit, numbers.Real) or isinstance(time_limit, bool):
        raise TypeError(
            f"time_limit must be a number of seconds, not {time_limit!r}. "
            "Fix: time_limit=60, or leave it out"
        )
    if not time_limit > 0:
        raise UsageError(
            f"time_limit must be above 0 seconds, not {time_limit}. "
            "Fix: time_limit=60, or leave it out"
        )


def _refuse_impossible_loads(cohort: Cohort) -> None:
    """Minimum loads that people cannot meet are named before anything is solved."""
    if not any(person.min_load for person in (*cohort.juniors, *cohort.seniors)):
        return
    from rmatch.explain.infeasible import unmet_loads

    problem = cohort.problem(cohort.policy.objective)
    if unmet_loads(problem, cohort.juniors, cohort.seniors, cohort.asked_loads):
        raise _infeasible(cohort, proven=True, time_limit=None)


def _infeasible(cohort: Cohort, *, proven: bool, time_limit: float | None) -> InfeasibleError:
    from rmatch.explain.infeasible import infeasible

    return infeasible(
        cohort.problem(cohort.policy.objective),
        cohort.requirements,
        cohort.juniors,
        cohort.seniors,
        cohort.asked_loads,
        held=cohort.held_rows,
        proven=proven,
        time_limit=time_limit,
    )


@dataclass(frozen=True, eq=False)
class Matching:
    """The whole result: who is paired with whom, who is not and why, and how good it is.

    Attributes
    ----------
    solved
        The arrays behind it: scores, legal pairs, and the assignment with its proof.
    prices
        What each requirement and each rule costs, where that was asked for.
    decision_costs
        What decisions cost, where there are any.
    """

    solved: Solved
    prices: Prices | None = None
    decision_costs: DecisionCosts | None = None

    def __repr__(self) -> str:
        """In short, and without anybody's name: notebooks show it, logs keep it."""
        cohort, found = self.solved.cohort, self.solved.assignment
        return (
            f"<Matching: {len(found.rows)} pairings of {len(cohort.juniors)} juniors and "
            f"{len(cohort.seniors)} seniors, {found.status}>"
        )

    @property
    def roster(self) -> Roster:
        """The roster as it was read under the policy of this matching."""
        return self.solved.cohort.roster

    @property
    def policy(self) -> Policy:
        return self.solved.cohort.policy

    @cached_property
    def pairing_rows(self) -> tuple[Pairing, ...]:
        """The pairings as records, sorted by senior id, then junior id."""
        return pairing_rows(self.solved)

    @cached_property
    def unmatched_rows(self) -> tuple[Unmatched, ...]:
        """Everyone without a pairing as records, sorted by id."""
        return unmatched(self.solved)

    @cached_property
    def pairings(self) -> pd.DataFrame:
        """The pairings in the columns of ``pairings.csv``; points as floats."""
        return pairings_frame(self.pairing_rows)

    @cached_property
    def unmatched(self) -> pd.DataFrame:
        """Everyone without a pairing, in the columns of ``unmatched.csv``."""
        return unmatched_frame(self.unmatched_rows)

    @cached_property
    def summary(self) -> dict[str, Any]:
        """The content of ``summary.json``."""
        return summarise(self.solved, self.prices, self.decision_costs)

    @overload
    def explain(self, junior_id: str) -> PersonExplanation: ...

    @overload
    def explain(self, junior_id: str, senior_id: str) -> Explanation: ...

    def explain(
        self, junior_id: str, senior_id: str | None = None
    ) -> Explanation | PersonExplanation:
        """Why two people are paired, or what stands against it; or all about one person.

        Parameters
        ----------
        junior_id, senior_id
            Ids as in the roster's id column. With one id alone, of either role: that person's
            pairings and why, or why there is none and the smallest change that would help.

        Returns
        -------
        Explanation or PersonExplanation
            ``str()`` of it is the text that ``rmatch explain`` prints.

        Raises
        ------
        UsageError
            If nobody has that id, or either of two does not take part in that role.
        """
        if senior_id is None:
            return explain_person(self.solved, junior_id)
        return explain_pair(self.solved, junior_id, senior_id)

    def audit(self, *, seed: int | None = None) -> AuditReport:
        """How the pairings fall among groups that no score or rule has seen.

        The columns about protected traits are read for this alone. Without any, the report
        says so and shows what needs no groups.

        Parameters
        ----------
        seed
            Of the random shuffles and matchings; the policy's if not given.

        Returns
        -------
        AuditReport

        Raises
        ------
        RosterError
            If a file has changed since it was read.
        """
        from rmatch.audit import audit

        pairs = [(row.junior_id, row.senior_id) for row in self.pairing_rows]
        return audit(self.solved.cohort, pairs, seed=seed)

    def write(
        self,
        folder: str | os.PathLike[str],
        *,
        formats: Collection[str] = DEFAULT_FORMATS,
        raw: bool = False,
        show_sensitive: bool = False,
        audit: AuditReport | None = None,
        options: Mapping[str, Any] | None = None,
        started: float | None = None,
        progress: Progress | None = None,
    ) -> tuple[Path, ...]:
        """Write the result, each file whole or not at all.

        Parameters
        ----------
        folder
            Where to; made if it does not exist.
        formats
            ``"csv"``: ``pairings.csv`` and ``unmatched.csv``; ``"json"``: the same as JSON;
            ``"html"``: ``report.html``; ``"xlsx"``: ``pairings.xlsx``; ``"brief"``: in
            ``briefs/`` a page for the two of each pairing, marked as a draft until
            ``rmatch approve``. ``summary.json`` and ``run.json`` are always
            written; files of other formats that are in the folder are removed, and so is an
            approval, unless it was of the very same files: it was of another draft.
        raw
            Write text that starts like a formula without an apostrophe before it.
        show_sensitive
            Write sensitive topics out.
        audit
            A report of :meth:`audit`, to be written as ``audit.csv``, ``audit.json`` and
            ``audit.html``; an older one in the folder is removed otherwise.
        options
            What to record in ``run.json`` about how the run was asked for.
        started
            ``time.perf_counter()`` at the start of the run, for ``run.json``.
        progress
            As for :func:`rmatch.pair`.

        Returns
        -------
        tuple of Path
            The files written.

        Raises
        ------
        UsageError
            If a format is unknown, or the folder cannot be made or written to.
        """
        told = unfailing(progress)
        told(EXPLAINING)
        pairings = (
            pairing_rows(self.solved, show_sensitive=True) if show_sensitive else self.pairing_rows
        )
        result = Result(
            self.solved, self.summary, pairings, self.unmatched_rows, self.prices, show_sensitive
        )
        return write_result(
            Path(folder),
            result,
            formats,
            raw=raw,
            audit=audit,
            options=options,
            started=started,
            progress=told,
        )
