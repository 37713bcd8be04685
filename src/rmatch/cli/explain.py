"""``rmatch explain``: one pair, part by part."""

from __future__ import annotations

from typing import Annotated

import typer

from . import options as o


def explain_command(
    roster: Annotated[str, typer.Argument(help="The roster, as for `rmatch pair`.")],
    junior: Annotated[str, typer.Argument(help="The junior's id.")],
    senior: Annotated[str, typer.Argument(help="The senior's id.")],
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

    chosen = o.load_policy(policy, objective=objective, solver=solver, seed=seed)
    people = o.load_roster(
        roster, chosen, skills=skills, wants=wants, org=org, maps=maps, sheet=sheet, raw=raw
    )
    explanation = pair(people, policy=chosen).explain(junior, senior)
    if as_json:
        typer.echo(json_bytes(explanation.as_dict()), nl=False)
    else:
        typer.echo(str(explanation))
