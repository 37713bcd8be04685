"""What ``rmatch pair`` says on standard error once its result is there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from . import options as o

if TYPE_CHECKING:
    from rmatch.earlier import Forgotten
    from rmatch.errors import Problem
    from rmatch.matching import Matching

__all__ = [
    "Ended",
    "ended_pairings",
    "late_warnings",
    "tell",
    "tell_of_approval",
    "tell_of_calendars",
    "tell_of_ended",
    "tell_of_forgotten",
    "tell_of_past_start",
]

PAIRINGS_SHOWN = 4


@dataclass(frozen=True, slots=True)
class Ended:
    """A pairing that people's calendars show, and that a new result does not have.

    Attributes
    ----------
    who
        ``E106 (Ann Bell) with E008 (Bo Li)``.
    decided
        Whether somebody decided against it, or one of the two does not take part.
    gone
        Whether one of the two is not on the roster, so that nobody can keep it.
    """

    who: str
    decided: bool
    gone: bool


def late_warnings(matching: Matching) -> tuple[Problem, ...]:
    """What is odd beside the roster: in the decisions, and what only pairing has shown."""
    return matching.solved.cohort.warnings[len(matching.roster.warnings) :]


def tell(matching: Matching) -> None:
    """Warnings."""
    from . import terminal

    # No other command shows the places in files of decisions.
    of_decisions = matching.solved.cohort.decisions.warnings
    terminal.note_unused(matching.roster)
    terminal.show_problems(of_decisions)
    terminal.show_notices(matching.roster, late_warnings(matching)[len(of_decisions) :])


def tell_of_approval(signatures: list[str], out: Path, *, stands: bool) -> None:
    """What became of the approval that was in the folder."""
    from rmatch.explain.wording import listed

    from . import terminal

    by = f" by {listed(signatures)}" if signatures else ""
    if stands:
        terminal.note(f"The approval{by} in {out}/ stands: these are the very files it was of.")
        return
    terminal.note(
        f"The approval{by} in {out}/ was of the earlier draft, and is removed. Once this one "
        f'is reviewed: rmatch approve {o.quoted(out)} --by "Your name"'
    )


def tell_of_calendars(out: Path) -> None:
    """Calendars that people have, and that no approval of this result will change."""
    from rmatch.brief.folder import CALENDAR_FILE

    from . import terminal

    if (out / CALENDAR_FILE).exists():
        terminal.warn(
            f"calendars were made of an earlier result in {out}/, and this one has no briefs: "
            "what has changed or ended will not reach them. Fix: add brief to --format; or, if "
            f"that programme is over, move {o.quoted(out / CALENDAR_FILE)} away"
        )


def tell_of_forgotten(forgotten: tuple[Forgotten, ...], out: Path) -> None:
    """Decisions of earlier results in the folder that this one may not know."""
    from rmatch.explain.wording import listed

    from . import terminal

    missing = list(dict.fromkeys(one.name for one in forgotten if not one.replaced))
    replaced = list(dict.fromkeys(one.name for one in forgotten if one.replaced))
    if missing:
        told = listed(["standard input" if name == "-" else f"'{name}'" for name in missing])
        again = " ".join(f"--decisions {o.quoted(Path(name))}" for name in missing)
        terminal.warn(
            f"an earlier result in {out}/ honoured decisions of {told}, which this run was not "
            "given: vetoes and refusals there count no longer, unless the files given hold them "
            f"too. To keep them, add {again}; to start afresh, name a new folder with --out"
        )
    if replaced:
        told = listed([f"'{name}'" for name in replaced])
        terminal.warn(
            f"{told} {'is' if len(replaced) == 1 else 'are'} not as when an earlier result in "
            f"{out}/ honoured {'it' if len(replaced) == 1 else 'them'}: if vetoes or refusals "
            "were taken out, they count no longer"
        )


def ended_pairings(matching: Matching, out: Path) -> tuple[Ended, ...]:
    """The pairings in the calendars of earlier results in the folder that this one ends.

    Raises
    ------
    UsageError
        If the record of calendars is damaged.
    """
    from rmatch.brief.folder import earlier_meetings
    from rmatch.explain.wording import named

    cohort = matching.solved.cohort
    roster = matching.roster
    people = {one.id: named(one) for one in (*roster.juniors, *roster.seniors)}
    out_of_it = {one.id: f"{one.id} (does not take part)" for one in roster.left_out}
    people |= out_of_it
    now = {(row.junior_id, row.senior_id) for row in matching.pairing_rows}
    against = {(one.junior_id, one.senior_id) for one in cohort.decisions.forbidden}
    found = []
    for pair, meetings in sorted(earlier_meetings(out).items()):
        if meetings and pair not in now:
            who = [people.get(one, f"{one} (not on the roster)") for one in pair]
            gone = not people.keys() >= set(pair)
            decided = pair in against or not out_of_it.keys().isdisjoint(pair)
            found.append(Ended(" with ".join(who), decided, gone))
    return tuple(found)


def tell_of_ended(ended: tuple[Ended, ...], *, quiet: bool) -> None:
    """Pairings that end: people have their meetings in the calendar, and may not expect it."""
    from . import terminal

    surprising = [one for one in ended if not one.decided]
    meant = [one.who for one in ended if one.decided]
    if surprising:
        keepable = [one for one in surprising if not one.gone]
        which = "them" if len(keepable) > 1 else "it"
        if 0 < len(keepable) < len(surprising):
            which = "those of people who are on the roster"
        them = "it" if len(keepable) == 1 else "them"
        cure = f". To keep {which}, accept {them} in a file of decisions (--decisions)"
        told = _ending([one.who for one in surprising], ", and nobody decided so")
        terminal.warn(told + (cure if keepable else ""))
    if meant and not quiet:
        terminal.note(f"{_ending(meant, ', as was decided')}.")


def _ending(who: list[str], how: str) -> str:
    one = len(who) == 1
    more = len(who) - PAIRINGS_SHOWN
    shown = "; ".join(who[:PAIRINGS_SHOWN]) + (f"; and {more} more" if more > 0 else "")
    end = (
        "pairing whose calendar was made ends" if one else "pairings whose calendars were made end"
    )
    return f"{len(who)} {end} with this result{how}: {shown}"


def tell_of_past_start(matching: Matching) -> None:
    """A programme that has begun: who joins is planned as if from its first day."""
    from . import terminal

    start = matching.policy.programme.start
    if start is not None and start < date.today():
        terminal.note(
            f"The programme's start ({start}) is in the past: all pairings, also new ones, are "
            "planned from that day on."
        )
