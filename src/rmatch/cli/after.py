"""What ``rmatch pair`` says on standard error once its result is there."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from . import options as o

if TYPE_CHECKING:
    from rmatch.earlier import Forgotten
    from rmatch.errors import Problem
    from rmatch.matching import Matching

__all__ = ["late_warnings", "tell", "tell_of_approval", "tell_of_calendars", "tell_of_forgotten"]


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
