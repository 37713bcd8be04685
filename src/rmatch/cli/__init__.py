"""The command line."""

import sys


def main() -> None:
    """Entry point of the ``rmatch`` command."""
    from .main import main as run

    sys.exit(run())
