"""``rmatch explain``: one pair, part by part."""

from __future__ import annotations

from typing import Annotated

import typer

from rmatch.errors import UsageError

from . import options as o


def explain_command(
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="[ROSTER] JUNIOR SENIOR",
            help="The roster as for `rmatch pair` (left out with --juniors and --seniors), the "
            "junior's id, the senior's id.",
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
    objective: o.Objective = None,
    solver: o.Solver = None,
    seed: o.Seed = None,
    raw: o.Raw = False,
    as_json: o.Json = False,
) -> None:
    """Explain one pair: its score part by part, the rules against it, the cost of forcing it."""
    from rmatch.matching import pair
    from rmatch.output.encode import json_bytes

    from . import terminal

    by_role = juniors is not None or seniors is not None
    if len(words) != (2 if by_role else 3):
        raise UsageError(
            "rmatch explain takes a roster, a junior's id and a senior's id (with --juniors and "
            f"--seniors the two ids alone), not {len(words)} words. Fix: put ids that hold spaces "
            "in quotes"
        )
    *roster, junior, senior = words
    chosen = o.load_policy(policy, objective=objective, solver=solver, seed=seed)
    people = o.load_roster(
        roster[0] if roster else None,
        chosen,
        juniors=juniors,
        seniors=seniors,
        skills=skills,
        wants=wants,
        org=org,
        maps=maps,
        sheet=sheet,
        raw=raw,
    )
    explanation = pair(people, policy=chosen).explain(junior, senior)
    if as_json:
        typer.echo(json_bytes(explanation.as_dict()), nl=False)
    else:
        for line in str(explanation).split("\n"):
            terminal.say(line)
