# `make demo` and `make test` need nothing but Python and make: each sets up what it uses.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Other Pythons that the suite runs on where the machine has them.
OTHERS ?= 3.11 3.12 3.13
# Dask and Spark are heavy, so they have an environment of their own.
ENGINES := .venv-engines

.PHONY: demo test test-engines docs bench lint types tests others generate clean

demo: $(VENV)/ready
	$(BIN)/python examples/demo.py

test: lint types tests others

$(VENV)/ready: pyproject.toml setup_unasync.py
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[all,dev]'
	touch $@

docs: $(VENV)/ready
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict

test-engines: $(ENGINES)/ready
	@PYTHON=$(ENGINES)/bin/python sh tests/engines/run.sh

$(ENGINES)/ready: pyproject.toml setup_unasync.py
	$(PYTHON) -m venv $(ENGINES)
	$(ENGINES)/bin/python -m pip install --quiet --disable-pip-version-check --editable '.[dask,sandbox,spark]' \
		'pytest>=8.2' 'pytest-asyncio>=0.26' 'pytest-timeout>=2.3'
	touch $@

bench: $(VENV)/ready
	$(BIN)/python benchmarks/run.py

generate: $(VENV)/ready
	$(BIN)/python setup_unasync.py

lint: $(VENV)/ready
	$(BIN)/python setup_unasync.py --check
	$(BIN)/ruff check .

types: $(VENV)/ready
	$(BIN)/mypy
	$(BIN)/pyright

tests: $(VENV)/ready
	$(BIN)/python -m pytest

others: $(VENV)/ready
	@PYTHONS="$(OTHERS)" VENV=$(VENV) sh tests/other_pythons.sh

clean:
	rm -rf $(VENV) .venv-* dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis
