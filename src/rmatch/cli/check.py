"""``rmatch check``: every problem, what was recognised, and demand against supply."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from . import options as o

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rmatch.demand import TopicDemand
    from rmatch.errors import Problem
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

    from . import terminal

    chosen = o.load_policy(policy)
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
    check_supported(people, chosen)
    topics = demand(people, chosen, show_sensitive=show_sensitive)
    if as_json:
        from rmatch.output.encode import json_bytes

        typer.echo(json_bytes(_record(people, topics, show_sensitive)), nl=False)
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


def _columns(roster: Roster, show_sensitive: bool) -> list[tuple[str, str]]:
    """Heading and column of what was recognised; headings of sensitive topics last, unnamed."""
    from rmatch.roster.sensitive import SENSITIVE_TOPIC

    shown = [
        found
        for found in roster.recognised
        if show_sensitive or not _is_sensitive(found.column, roster)
    ]
    hidden = sorted({f.column.partition(":")[0] for f in roster.recognised if f not in shown})
    return [
        *((found.heading, found.column) for found in shown),
        *((column, "[[limits]] alone") for column in roster.extras),
        *((SENSITIVE_TOPIC, kind) for kind in hidden),
    ]


def _is_sensitive(column: str, roster: Roster) -> bool:
    """Whether a column stands for one skill, and that is a sensitive topic."""
    _, found, name = column.partition(":")
    return bool(found) and roster.hides(name)


def _show(roster: Roster, topics: tuple[TopicDemand, ...], show_sensitive: bool) -> None:
    from .terminal import headings_told, say, table

    for facts in roster.facts:
        how = [facts.format.upper(), facts.encoding, facts.sheet and f"sheet '{facts.sheet}'"]
        if facts.delimiter:
            how.append(
                {"\t": "tab", " ": "space"}.get(facts.delimiter, f"'{facts.delimiter}'")
                + " between cells"
            )
        if facts.hidden_rows:
            how.append(f"{facts.hidden_rows} hidden rows read as well")
        say(f"{facts.name}: {facts.rows} rows ({', '.join(filter(None, how))})")
    say(
        f"{len(roster.people)} people: {len(roster.juniors)} juniors and {len(roster.seniors)} "
        f"seniors take part, {len(roster.left_out)} left out."
    )
    say()
    say("Recognised columns:")
    table(("heading", "read as"), _columns(roster, show_sensitive))
    if roster.unused:
        say(f"Not used: {', '.join(headings_told(roster, show_sensitive=show_sensitive))}")
    say()
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
    from .terminal import headings_told

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
        "columns": [{"heading": h, "column": c} for h, c in _columns(roster, show_sensitive)],
        "unused": headings_told(roster, show_sensitive=show_sensitive),
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
        "warnings": _warnings(roster.warnings),
    }


def _warnings(warnings: Sequence[Problem]) -> list[dict[str, Any]]:
    """Every warning; confidential ones as one, for this output may be kept in a file."""
    from rmatch.roster.notices import notices

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
        for w in warnings
        if not w.confidential
    ]
    nowhere = dict.fromkeys(("file", "line", "heading", "value"))
    united = notices(w for w in warnings if w.confidential)
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
            and (show_sensitive or not _is_sensitive(found.column, roster))
        },
        unused=[h for h in roster.unused if show_sensitive or not roster.hides(h)],
        levels=roster.level_words,
        levels_down=any(w.code == "levels-upside-down" for w in roster.warnings),
        near_names=roster.near_skills,
    )
    write_file(path, text.encode())
    if not quiet:
        typer.echo(f"Wrote a policy for this roster to {path}.", err=True)
