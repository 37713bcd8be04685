"""The command line."""

import gc
import signal
import sys
from types import FrameType


def main() -> None:
    """Entry point of the ``rmatch`` command."""
    # The process ends with its command: looking for cyclic garbage would cost a tenth of it.
    gc.disable()
    # A scheduler's request to end is Ctrl-C by another name: nothing may stay half written.
    signal.signal(signal.SIGTERM, _interrupt)

    try:
        from rmatch.cli.main import main as run

        code = run()
        # Nor need the interpreter look through everything once more as it ends.
        gc.freeze()
        sys.exit(code)
    except KeyboardInterrupt:  # before or after the part that has words for it
        sys.exit(130)


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
