"""The examples in docstrings are true, of whichever rmatch is installed."""

import doctest
import importlib
import pkgutil
from pathlib import Path

import pytest

import rmatch

ROOT = Path(__file__).parents[1]
NAMES = sorted(
    module.name
    for module in pkgutil.walk_packages(rmatch.__path__, "rmatch.")
    if not module.name.endswith("__main__")  # importing it runs the command
)


@pytest.mark.parametrize("name", ["rmatch", *NAMES])
def test_examples_in_docstrings(name, monkeypatch):
    monkeypatch.chdir(ROOT)
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def test_examples_are_found_at_all():
    tried = doctest.testmod(importlib.import_module("rmatch.assign.core")).attempted
    assert tried > 0
