"""The command line."""

import gc
import sys


def main() -> None:
    """Entry point of the ``rmatch`` command."""
    # The process ends with its command: looking for cyclic garbage would cost a tenth of it.
    gc.disable()

    try:
        from rmatch.cli.main import main as run

        sys.exit(run())
    except KeyboardInterrupt:  # before or after the part that has words for it
        sys.exit(130)
