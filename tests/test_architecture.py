"""The house's arrows: data flows one way, and imports point one way."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import rmatch

ROOT = Path(rmatch.__file__).parent
ALLOWED = {
    "errors": set(),
    "printable": set(),
    "spreadsheet_safe": set(),
    "blocks": set(),
    "progress": set(),
    "assign": {"errors", "progress"},
    "policy": {"errors", "roster"},  # words and levels of a policy are read as the roster's are
    "roster": {"errors", "policy", "spreadsheet_safe"},
    "hours": {"blocks", "policy", "roster"},
    "score": {"blocks", "errors", "hours", "policy", "roster"},
    "rules": {"blocks", "errors", "hours", "policy", "roster"},
    "requirements": {"assign", "policy", "roster"},
    "demand": {"policy", "roster"},
    "decided": {"errors", "policy", "roster"},
    "cohort": {
        "assign",
        "decided",
        "errors",
        "policy",
        "progress",
        "requirements",
        "roster",
        "rules",
        "score",
    },
    "solved": {"assign", "cohort", "errors", "policy", "progress", "requirements"},
    "prices": {"assign", "progress", "solved"},
    "decision_costs": {"assign", "cohort", "decided", "errors", "progress", "roster", "solved"},
    "changes": set(),
    "earlier": {"spreadsheet_safe"},
    "pages": {"printable"},
    "audit": {"cohort", "output", "pages", "policy", "printable", "roster", "score"},
    "summary": {"assign", "cohort", "decision_costs", "prices", "roster", "solved"},
    "explain": {
        "assign",
        "cohort",
        "decided",
        "errors",
        "hours",
        "policy",
        "progress",
        "requirements",
        "roster",
        "score",
        "solved",
    },
    "output": {
        "cohort",
        "errors",
        "explain",
        "policy",
        "printable",
        "roster",
        "solved",
        "spreadsheet_safe",
    },
    "matching": {
        "assign",
        "audit",
        "cohort",
        "decision_costs",
        "errors",
        "explain",
        "output",
        "policy",
        "prices",
        "progress",
        "roster",
        "solved",
        "summary",
        "writing",
    },
    "brief": {
        "cohort",
        "earlier",
        "errors",
        "explain",
        "output",
        "pages",
        "policy",
        "printable",
        "roster",
        "score",
        "solved",
    },
    "approval": {"brief", "earlier", "errors", "output", "roster"},
    "writing": {
        "approval",
        "audit",
        "brief",
        "earlier",
        "errors",
        "explain",
        "output",
        "policy",
        "prices",
        "progress",
        "report",
        "solved",
    },
    "report": {
        "explain",
        "output",
        "pages",
        "policy",
        "prices",
        "printable",
        "progress",
        "roster",
        "score",
        "solved",
    },
    "feedback": {"errors", "policy", "roster", "spreadsheet_safe"},
    "starter": {"errors", "feedback", "output", "policy", "roster"},
}


def room_of(path: Path) -> str:
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


def imported(path: Path) -> set[str]:
    """The rooms of rmatch that a module imports, wherever in it."""
    package = ["rmatch", *path.relative_to(ROOT).parent.parts]
    rooms = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            full = ".".join([*base, node.module or ""]).strip(".")
            names = [f"{full}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        else:
            continue
        for name in names:
            parts = name.split(".")
            if parts[0] == "rmatch" and len(parts) > 1:
                rooms.add(parts[1])
    return rooms


MODULES = sorted(ROOT.rglob("*.py"))


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_imports_point_one_way(path):
    room = room_of(path)
    if room in ("cli", "__init__", "__main__"):
        return
    assert imported(path) - {room} <= ALLOWED[room]


def test_nothing_imports_the_command_line():
    importers = {room_of(path) for path in MODULES if "cli" in imported(path)}
    assert importers <= {"cli", "__main__"}


def loaded_by(code: str) -> set[str]:
    script = f"import sys\n{code}\nprint('\\n'.join(m.partition('.')[0] for m in sys.modules))"
    run = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60
    )
    return set(run.stdout.split())


def test_help_loads_nothing_heavy():
    code = "from rmatch.cli.main import main\nmain(['--help'])\nmain(['pair', '--help'])"
    heavy = {"numpy", "pandas", "scipy", "pulp", "highspy", "ortools", "pyarrow", "babel", "jinja2"}
    heavy |= {"xlsxwriter"}
    assert not heavy & loaded_by(code)


def test_public_names_are_frozen():
    assert dir(rmatch) == [
        "Assignment",
        "AuditReport",
        "Decisions",
        "Explanation",
        "Feedback",
        "Matching",
        "Person",
        "PersonExplanation",
        "Policy",
        "Roster",
        "__version__",
        "assign",
        "errors",
        "pair",
        "read_decisions",
        "read_feedback",
        "read_policy",
        "read_roster",
    ]
    for name in rmatch.__all__:
        assert getattr(rmatch, name) is not None


def test_unknown_names_are_refused():
    with pytest.raises(AttributeError, match="no attribute 'matchmaker'"):
        rmatch.matchmaker  # noqa: B018
