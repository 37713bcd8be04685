"""``rmatch explain``: one pair, part by part; or one person."""

from __future__ import annotations

from typing import Annotated

import typer

from rmatch.errors import UsageError

from . import options as o
from .showing import Showing


def explain_command(
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="[ROSTER] PERSON | [ROSTER] JUNIOR SENIOR",
            help="The roster as for `rmatch pair` (left out with --juniors and --seniors), and one "
            "person, or the junior and the senior: id, full name or e-mail address.",
        ),
    ],
    juniors: o.Juniors = None,
    seniors: o.Seniors = None,
    policy: o.PolicyFile = None,
    skills: o.Skills = None,
    wants: o.Wants = None,
    org: o.Org = None,
    maps: o.Map = None,
    sheet: o.Sheet = None,
    decisions: o.Decisions = None,
    objective: o.Objective = None,
    solver: o.Solver = None,
    seed: o.Seed = None,
    raw: o.Raw = False,
    as_json: o.Json = False,
) -> None:
    """Explain one pair: its score, the rules against it, the cost of forcing it; or one person."""
    from rmatch.matching import pair
    from rmatch.output.encode import json_bytes
    from rmatch.progress import READING
    from rmatch.roster.whom import whom

    from . import terminal

    by_role = juniors is not None or seniors is not None
    named = words if by_role else words[1:]
    if len(named) not in (1, 2):
        raise UsageError(_not_understood(words, by_role=by_role))
    chosen = o.load_policy(policy, objective=objective, solver=solver, seed=seed)
    for_roster, for_decisions = o.parted_maps(maps, decisions)
    with Showing() as progress:
        progress(READING)
        people = o.load_roster(
            None if by_role else words[0],
            chosen,
            juniors=juniors,
            seniors=seniors,
            skills=skills,
            wants=wants,
            org=org,
            maps=for_roster,
            sheet=sheet,
            raw=raw,
        )
        meant = [whom(people, name) for name in named]
        decided = o.load_decisions(decisions, people, maps=for_decisions, raw=raw)
        matching = pair(people, policy=chosen, decisions=decided, progress=progress)
        explanation = matching.explain(*(one.id for one in meant))
    for one in meant:
        if one.how:
            terminal.note(one.how)
    if as_json:
        typer.echo(json_bytes(explanation.as_dict()), nl=False)
    else:
        for line in str(explanation).split("\n"):
            terminal.say(line)


def _not_understood(words: list[str], *, by_role: bool) -> str:
    """What is missing, or one too many."""
    takes = "rmatch explain takes a roster and one person, or a roster, a junior and a senior"
    files = "roster.csv"
    if by_role:
        takes = "with --juniors and --seniors, rmatch explain takes one person, or a junior "
        takes += "and a senior"
        files = "--juniors j.csv --seniors s.csv"
    if len(words) == 1:
        return f"{takes}; here is a roster alone. Fix: name somebody: rmatch explain {files} J012"
    without = "leave out the roster, and " if by_role else ""
    return (
        f"{takes}; here are {len(words)} words. Fix: {without}put names that hold spaces in "
        f'quotes: rmatch explain {files} "Ann Bell" S003'
    )
