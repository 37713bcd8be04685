"""The command line."""

import contextlib
import gc
import os
import signal
import sys
from types import FrameType

INTERRUPTED = 130


def main() -> None:
    """Entry point of the ``rmatch`` command."""
    # The process ends with its command: looking for cyclic garbage would cost a tenth of it.
    gc.disable()
    # A scheduler's request to end is Ctrl-C by another name: nothing may stay half written.
    signal.signal(signal.SIGTERM, _interrupt)

    try:
        from rmatch.cli.main import main as run

        code = run()
        if code == INTERRUPTED:
            _leave()
        # Nor need the interpreter look through everything once more as it ends.
        gc.freeze()
        sys.exit(code)
    except KeyboardInterrupt:  # before or after the part that has words for it
        sys.exit(INTERRUPTED)


def _leave() -> None:
    """End at once: a solver's thread may be at work still, and nobody waits for its answer."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError):
            stream.flush()
    os._exit(INTERRUPTED)


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
