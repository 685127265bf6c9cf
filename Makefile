# make demo: set up and show. make test: set up and run every test. Python 3.11 or newer is all that must be there.

# The first Python that runs and is new enough; a name on the PATH may be a shim with nothing behind it.
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
  $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && echo $$p && break; done)
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/ready
READY_DEV := $(VENV)/ready-dev
# What setup.py compiles: a change of it is installed anew.
COMPILED := setup.py $(foreach types,$(shell find scraper db -name '*.pxd'),$(types) $(wildcard $(types:.pxd=.py))) $(shell find scraper db -name '*.pyx')
PYTEST = $(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder

# pip compiles what it installs on one core only.
define install
$(BIN)/python -m pip install -qq --disable-pip-version-check --no-compile -c constraints.txt -e '$(1)'
$(BIN)/python -m compileall -qq -j 0 $(VENV)/lib || true
endef

.PHONY: help setup demo test test-fast lint format types check build clean

help: ## show this
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/ -/'

setup: $(READY) ## install dateline into .venv

demo: $(READY) ## crawl the bundled sample site and show the result
	$(BIN)/dateline demo

test: $(READY_DEV) ## every test, SQLite and Postgres
	$(PYTEST)

test-fast: $(READY_DEV) ## without the slow ones
	$(PYTEST) -m 'not slow'

lint: $(READY_DEV) ## ruff: lint and format
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

format: $(READY_DEV) ## let ruff format and mend
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

types: $(READY_DEV) ## mypy --strict
	$(BIN)/mypy

check: lint types test ## all that CI does

build: $(READY_DEV) ## a wheel in dist/
	$(BIN)/python -m build --wheel

clean: ## forget .venv and caches
	find scraper -name '*.so' -delete
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(VENV)/made:
	@test -n "$(PYTHON)" || { echo "dateline needs Python 3.11 or newer; name one: make PYTHON=/path/to/python3"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install -qq --disable-pip-version-check --upgrade pip # today's takes half the time
	touch $@

$(READY): $(VENV)/made pyproject.toml constraints.txt $(COMPILED)
	$(call install,.)
	touch $@

$(READY_DEV): $(VENV)/made pyproject.toml constraints.txt $(COMPILED)
	$(call install,.[dev])
	touch $@ $(READY)
