"""``python -m rmatch``: the same as the ``rmatch`` command."""

from rmatch.cli import main

main()
