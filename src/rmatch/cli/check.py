"""``rmatch check``: every problem, what was recognised, and demand against supply."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from . import options as o
from .headings import (
    Hides,
    columns_told,
    how_to_have_read,
    is_sensitive_column,
    show_headings,
    unused_told,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rmatch.demand import TopicDemand
    from rmatch.errors import HeadingsRead, InputError, Problem
    from rmatch.policy import Policy
    from rmatch.roster import Roster


def check_command(
    roster: o.RosterFile = None,
    policy: o.PolicyFile = None,
    juniors: o.Juniors = None,
    seniors: o.Seniors = None,
    skills: o.Skills = None,
    wants: o.Wants = None,
    org: o.Org = None,
    maps: o.Map = None,
    sheet: o.Sheet = None,
    write_policy: Annotated[
        Path | None,
        typer.Option(
            help="Write a commented policy filled in from this roster.",
            metavar="FILE",
            rich_help_panel=o.OUTPUT,
        ),
    ] = None,
    raw: o.Raw = False,
    show_sensitive: o.ShowSensitive = False,
    strict: o.Strict = False,
    as_json: o.Json = False,
    quiet: o.Quiet = False,
) -> None:
    """Read a roster, say what was recognised and what is wrong, and pair nobody."""
    from rmatch.cohort import check_supported
    from rmatch.demand import demand
    from rmatch.errors import HeadingsRead, InputError, RosterError

    from . import terminal

    chosen = o.load_policy(policy)
    read = HeadingsRead()
    try:
        people = o.load_roster(
            roster,
            chosen,
            strict=strict,
            juniors=juniors,
            seniors=seniors,
            skills=skills,
            wants=wants,
            org=org,
            maps=maps,
            sheet=sheet,
            raw=raw,
        )
        read = people.headings
        check_supported(people, chosen)
    except InputError as error:
        if isinstance(error, RosterError) and error.headings != HeadingsRead():
            read = error.headings
        if as_json:
            _print_json(_record_of_failed(error, read, chosen, show_sensitive))
        elif not quiet:
            _show_of_failed(read, chosen, show_sensitive)
        raise
    topics = demand(people, chosen, show_sensitive=show_sensitive)
    if as_json:
        _print_json(_record(people, topics, show_sensitive))
    elif not quiet:
        _show(people, topics, show_sensitive)
    if not quiet:
        terminal.show_problems(people.warnings)
        # The same words whatever the roster has: nothing but the audit shows such columns.
        terminal.note(
            "Columns about protected traits, if there are any, are kept apart: never part of a "
            "score, rule or tie. `rmatch audit` names them."
        )
    if write_policy is not None:
        _write_policy(people, write_policy, quiet, show_sensitive)


def _print_json(record: dict[str, Any]) -> None:
    from rmatch.output.encode import json_bytes

    typer.echo(json_bytes(record), nl=False)


def _hides(roster: Roster, show_sensitive: bool) -> Hides:
    """Which names are not to be written out."""
    return _nothing if show_sensitive else roster.hides


def _hides_unread(policy: Policy, show_sensitive: bool) -> Hides:
    """The same of a roster that could not be read, whose people are not known."""
    from rmatch.roster.sensitive import sensitive_under

    return _nothing if show_sensitive else sensitive_under(policy)


def _nothing(_name: str) -> bool:
    return False


def _show_of_failed(read: HeadingsRead, policy: Policy, show_sensitive: bool) -> None:
    """What could be recognised where errors, which follow, stand against the rest."""
    from rmatch.errors import HeadingsRead

    from .terminal import say

    show_headings(read, _hides_unread(policy, show_sensitive))
    if how := how_to_have_read(read, policy):
        say(how)
    if read != HeadingsRead():
        say()


def _show(roster: Roster, topics: tuple[TopicDemand, ...], show_sensitive: bool) -> None:
    from .terminal import counted, say, table

    for facts in roster.facts:
        how = [facts.format.upper(), facts.encoding, facts.sheet and f"sheet '{facts.sheet}'"]
        if facts.delimiter:
            how.append(
                {"\t": "tab", " ": "space"}.get(facts.delimiter, f"'{facts.delimiter}'")
                + " between cells"
            )
        if facts.hidden_rows:
            how.append(f"{counted(facts.hidden_rows, 'hidden row')} read as well")
        say(f"{facts.name}: {counted(facts.rows, 'row')} ({', '.join(filter(None, how))})")
    juniors = counted(len(roster.juniors), "junior")
    seniors = counted(len(roster.seniors), "senior")
    say(
        f"{counted(len(roster.people), 'person', 'people')}: {juniors} and {seniors} take part, "
        f"{len(roster.left_out)} left out."
    )
    say()
    show_headings(roster.headings, _hides(roster, show_sensitive))
    say()
    if not topics:
        say("No senior has anything to learn yet, so there are no topics.")
        return
    say("What the seniors want to learn, and who can teach it:")
    table(
        ("topic", "juniors who can teach", "their places", "places wanted", "short by"),
        [
            (
                t.name,
                str(t.teachers),
                str(t.places),
                str(t.wanted),
                str(t.short_by) if t.short_by else "",
            )
            for t in topics
        ],
        right=(1, 2, 3, 4),
    )
    _sensitive(roster, show_sensitive)


def _sensitive(roster: Roster, show: bool) -> None:
    """Which words were taken for sensitive topics; here alone, and only where asked for."""
    from .terminal import say

    written = [
        name
        for person in sorted(roster.people, key=lambda person: person.id)
        for name in (
            *(skill.name for skill in person.skills.values() if skill.key in roster.sensitive),
            *(want.name for want in person.wants.values() if want.key in roster.sensitive),
            *(goal for key, goal in person.goals.items() if roster.hides(key)),
        )
    ]
    names = sorted({name.casefold(): name for name in reversed(written)}.values(), key=str.casefold)
    if not names:
        return
    say()
    if show:
        say(f"Taken for sensitive topics: {', '.join(names)}")
        say("[stereotypes] in the policy adds others (sensitive) or releases one (not_sensitive).")
    else:
        topics = "topic is" if len(names) == 1 else "topics are"
        say(
            f"{len(names)} sensitive {topics} not written out; `rmatch check --show-sensitive` "
            "lists what was taken for one."
        )


def _record(
    roster: Roster, topics: tuple[TopicDemand, ...], show_sensitive: bool
) -> dict[str, Any]:
    return {
        "files": [
            {
                "name": f.name,
                "format": f.format,
                "encoding": f.encoding,
                "delimiter": f.delimiter,
                "sheet": f.sheet,
                "rows": f.rows,
                "hidden_rows": f.hidden_rows,
            }
            for f in roster.facts
        ],
        "people": len(roster.people),
        "juniors": len(roster.juniors),
        "seniors": len(roster.seniors),
        "left_out": len(roster.left_out),
        **_headings(roster.headings, _hides(roster, show_sensitive)),
        "topics": [
            {
                "topic": t.name,
                "juniors_who_can_teach": t.teachers,
                "their_places": t.places,
                "places_wanted": t.wanted,
                "short_by": t.short_by,
            }
            for t in topics
        ],
        "errors": [],
        "warnings": _problems(roster.warnings),
    }


def _record_of_failed(
    error: InputError, read: HeadingsRead, policy: Policy, show_sensitive: bool
) -> dict[str, Any]:
    """The same of a roster with errors: no people, for nobody could be read as a whole."""
    return {
        **_headings(read, _hides_unread(policy, show_sensitive)),
        "errors": _problems(p for p in error.problems if p.severity == "error"),
        "warnings": _problems(p for p in error.problems if p.severity != "error"),
    }


def _headings(read: HeadingsRead, hides: Hides) -> dict[str, Any]:
    return {
        "columns": [{"heading": h, "column": c} for h, c in columns_told(read, hides)],
        "unused": unused_told(read, hides),
    }


def _problems(problems: Iterable[Problem]) -> list[dict[str, Any]]:
    """Every one; confidential ones as one, for this output may be kept in a file."""
    from rmatch.roster.notices import notices

    problems = list(problems)
    shown = [
        {
            "code": w.code,
            "file": w.file,
            "line": w.line,
            "heading": w.heading,
            "value": w.value,
            "what": w.what,
            "fix": w.fix,
        }
        for w in problems
        if not w.confidential
    ]
    nowhere = dict.fromkeys(("file", "line", "heading", "value"))
    united = notices(w for w in problems if w.confidential)
    return shown + [{"code": n.code, **nowhere, "what": n.message, "fix": ""} for n in united]


def _write_policy(roster: Roster, path: Path, quiet: bool, show_sensitive: bool) -> None:
    from rmatch.errors import UsageError
    from rmatch.output.files import write_file
    from rmatch.policy.text import write_policy

    if os.path.lexists(path):
        raise UsageError(f"'{path}' exists already. Fix: name another file, or delete it first")
    text = write_policy(
        roster.policy,
        headings={
            found.heading: found.column
            for found in roster.recognised
            # The policy's headings are those of the people's files.
            if found.kind == "roster"
            and found.heading != found.column
            and not is_sensitive_column(found.column, _hides(roster, show_sensitive))
        },
        unused=[h for h in roster.unused if show_sensitive or not roster.hides(h)],
        levels=roster.level_words,
        levels_down=any(w.code == "levels-upside-down" for w in roster.warnings),
        near_names=roster.near_skills,
    )
    write_file(path, text.encode())
    if not quiet:
        typer.echo(f"Wrote a policy for this roster to {path}.", err=True)
