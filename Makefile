PYTHON ?= .venv/bin/python

.PHONY: lint test bench build

lint:
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m mypy

test:
	$(PYTHON) -m pytest

bench:
	$(PYTHON) -m benchmarks

build:
	$(PYTHON) -m build --wheel --sdist
