"""``reference/commands.md``, from the commands: what ``--help`` shows, without its drawing."""

from __future__ import annotations

import re
from typing import Any

import typer

from docs.generate.markdown import code, sentence, table
from rmatch.cli.main import app

__all__ = ["commands_page"]

OPTION = re.compile(r"(?<![\w`-])(--[a-z-]+)")

HEAD = """\
# Commands

<!-- Made from the commands by `python -m docs.generate`; a test compares. -->

What `rmatch COMMAND --help` says. Results go to standard output, messages to standard error.
`NO_COLOR` in the environment turns colours off. `rmatch --version` shows the version, and `-h` is
short for `--help`. How a command ended is its [exit code](#exit-codes)."""

EXIT_CODES = """\
## Exit codes

| code | meaning |
| --- | --- |
| 0 | done |
| 1 | something unexpected: a defect in rmatch |
| 2 | the command was not understood, cannot be honoured by the solver asked for, or its output cannot be written |
| 3 | the roster or the policy cannot be used; every problem is listed, nothing was written |
| 4 | the requirements cannot all be kept; nothing was written, and changes that help are named |
| 5 | the time limit stopped it: a valid result was written, or none, and it says which |
| 6 | an optional part is missing; the message has the command that installs it |
| 130 | interrupted |"""  # noqa: E501 - one row a line


def commands_page() -> str:
    """The page: one section a command, one table a group of its options."""
    # Its classes have another home in each version of Typer: only attributes are used.
    commands: dict[str, Any] = typer.main.get_command(app).commands  # type: ignore[attr-defined]
    shown = {name: command for name, command in commands.items() if not command.hidden}
    overview = table(
        ("command", "what it does"),
        [(f"[`rmatch {name}`](#rmatch-{name})", sentence(c.help)) for name, c in shown.items()],
    )
    sections = [part for name, command in shown.items() for part in _section(name, command)]
    return "\n\n".join([HEAD, overview, *sections, EXIT_CODES]) + "\n"


def _section(name: str, command: Any) -> list[str]:
    arguments = [p for p in command.params if p.param_type_name == "argument"]
    options = [p for p in command.params if p.param_type_name == "option" and not p.hidden]
    usage = " ".join(["rmatch", name, "[OPTIONS]", *(p.metavar for p in arguments)])
    parts = [f"## `rmatch {name}`", sentence(command.help), f"```text\n{usage}\n```"]
    if arguments:
        parts.append(table(("Argument", ""), [(code(p.metavar), _about(p)) for p in arguments]))
    panels = dict.fromkeys(p.rich_help_panel or "Options" for p in options)
    parts += [
        table(
            (panel, ""),
            [(_spelt(p), _about(p)) for p in options if (p.rich_help_panel or "Options") == panel],
        )
        for panel in panels
    ]
    return parts


def _spelt(option: Any) -> str:
    """``--out DIR``; an option of ours without a word for its value takes a number."""
    long = sorted(option.opts, key=len, reverse=True)
    value = "" if option.is_flag else f" {option.metavar or 'NUMBER'}"
    return ", ".join(code(f"{name}{value}") for name in long)


def _about(parameter: Any) -> str:
    about = OPTION.sub(r"`\1`", sentence(parameter.help or ""))
    default = parameter.default
    if parameter.required and parameter.param_type_name == "option":
        return f"{about} Required."
    if parameter.show_default and default not in (None, False):
        return f"{about} Default: {code(str(default))}."
    return about
