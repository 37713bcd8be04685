PYTHON ?= .venv/bin/python

.PHONY: lint test bench docs build

lint:
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m mypy

test:
	$(PYTHON) -m pytest

bench:
	$(PYTHON) -m benchmarks

# The site: docs/_build/html/index.html
docs:
	$(PYTHON) -m sphinx -W --keep-going -n -q -b html docs docs/_build/html

build:
	$(PYTHON) -m build --wheel --sdist
