# Every target needs nothing but Python and make: each sets up what it uses.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# The demo, and Dask with Spark, have environments of their own: one needs little, the other a great deal.
DEMO := .venv-demo
ENGINES := .venv-engines
FLOORS := .venv-floors
# The extras whose lowest versions are tested: those that the way to a server takes.
LOWEST := aiohttp,otel,sandbox,socks,truststore
# Other Pythons: the whole suite, or its part of pure modules and sockets; `?` stands behind those that need not be here.
OTHERS ?= 3.11 3.12:part 3.13 3.14:part? 3.14t:part?
# A module is compiled when it is first imported; to compile all takes four times as long as to install them.
INSTALL := -m pip install --quiet --disable-pip-version-check --no-compile
# Tests that share an expensive fixture stay with one worker.
PYTEST := -m pytest -n auto --dist loadgroup
# The suite starts hundreds of programs: without bytecode that is kept, each would compile the library anew.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help demo test test-engines floors quick format docs bench soak lint types mypy pyright tests others generate clean

help: ## Print the targets.
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-13s %s\n", $$1, $$2 }' Makefile

demo: $(DEMO)/ready ## Tour the nine services against a sandbox on this machine; nothing leaves it.
	@$(DEMO)/bin/python examples/demo.py

quick: $(VENV)/ready ## Test the pure modules, the sandbox and the sync clients: under a minute.
	$(BIN)/python $(PYTEST) @tests/quick.txt

test: $(VENV)/ready ## Check everything on every Python that is here, save the engines.
	@$(MAKE) --no-print-directory --jobs=2 --output-sync lint mypy pyright
	@$(MAKE) --no-print-directory tests others

test-engines: $(ENGINES)/ready ## Test the export to Dask and Spark, which needs Java.
	$(ENGINES)/bin/python -m pytest -m engines tests/engines

floors: $(FLOORS)/ready ## Test with the lowest versions of the dependencies.
	$(FLOORS)/bin/python -m pytest @tests/floors.txt

format: $(VENV)/ready ## Format the code, mend what can be, generate the sync trees and the reference.
	$(BIN)/ruff format
	$(BIN)/ruff check --fix
	$(BIN)/python setup_unasync.py
	$(BIN)/python setup_reference.py

generate: $(VENV)/ready ## Generate the sync trees from the async ones, and the pages of the reference.
	$(BIN)/python setup_unasync.py
	$(BIN)/python setup_reference.py

lint: $(VENV)/ready ## Check the style and the sync trees, and print what changed in the public interface.
	$(BIN)/python setup_unasync.py --check
	$(BIN)/python setup_reference.py --check
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/hadolint Dockerfile
	$(BIN)/python tests/public_api.py

types: mypy pyright ## Check the types with mypy and pyright.

mypy: $(VENV)/ready
	$(BIN)/mypy

pyright: $(VENV)/ready
	$(BIN)/pyright

tests: $(VENV)/ready ## Run the whole suite on one Python.
	$(BIN)/python $(PYTEST)

others: $(VENV)/ready ## Run the suite on the other Pythons that are here.
	@OTHERS="$(OTHERS)" VENV=$(VENV) INSTALL="$(INSTALL)" sh tests/other_pythons.sh $(PYTEST)

docs: $(VENV)/ready ## Build the guide into build/site, as pages and as Markdown.
	$(BIN)/zensical build --strict
	$(BIN)/python setup_markdown.py

bench: $(VENV)/ready ## Measure speed and memory.
	$(BIN)/python benchmarks/run.py

soak: $(VENV)/ready $(ENGINES)/ready ## Run it under faults for 20 minutes, fuzz each parser, export a live district, kill writers. Not in CI.
	$(BIN)/python -m tests.soak.soak --minutes 20
	$(BIN)/python -m tests.soak.fuzz --seconds 60
	$(ENGINES)/bin/python -m tests.soak.live --runs 20
	$(BIN)/python -m tests.soak.data_file --seconds 60

clean: ## Remove the environments and what was built.
	rm -rf $(VENV) .venv-* dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis

$(VENV)/ready: pyproject.toml setup_unasync.py
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python $(INSTALL) --editable '.[all,dev]'
	touch $@

$(DEMO)/ready: pyproject.toml setup_unasync.py
	@echo "Installing timeback and its sandbox into $(DEMO), once ..."
	@$(PYTHON) -m venv $(DEMO)
	@$(DEMO)/bin/python $(INSTALL) --editable '.[sandbox]'
	@touch $@

$(ENGINES)/ready: pyproject.toml setup_unasync.py
	$(PYTHON) -m venv $(ENGINES)
	$(ENGINES)/bin/python $(INSTALL) --editable '.[dask,export,sandbox,spark,test]'
	touch $@

# Without the extra `test`: what stands in for httpx there wants the latest.
# The constraints bring the versions of the SDK and the instrumentation that go with the API's.
$(FLOORS)/ready: pyproject.toml setup_unasync.py tests/floors.py
	$(PYTHON) -m venv $(FLOORS)
	$(PYTHON) tests/floors.py $(LOWEST) > $(FLOORS)/floors.txt
	$(FLOORS)/bin/python $(INSTALL) --constraint $(FLOORS)/floors.txt --editable '.[$(LOWEST)]' \
		hypothesis opentelemetry-instrumentation-httpx opentelemetry-sdk 'pytest>=9' 'pytest-asyncio>=1.3' \
		pytest-timeout pyyaml rich trio trustme
	touch $@
