"""The public names: what ``import rmatch`` promises."""

from __future__ import annotations

import subprocess
import sys

import pytest


@pytest.mark.parametrize(
    "before", ["", "import rmatch.assign", "from rmatch.assign.core import solve"]
)
def test_assign_is_the_function_whatever_was_imported_before(before: str) -> None:
    code = f"{before}\nimport rmatch\nfrom rmatch import assign\n"
    code += "assert assign is rmatch.assign\nprint(assign([[3]]).total)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("3\n", "")
