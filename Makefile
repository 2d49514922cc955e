# The two commands: `make run` and `make test`. Nothing but Python 3.11 or 3.12 and make is needed.

# The first Python of a version that leakreg runs on.
FITS := import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 13))
PYTHON ?= $(shell for name in python3.11 python3.12 python3 python; do \
	$$name -c "$(FITS)" 2>/dev/null && echo $$name && break; done)
VENV ?= .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install -qq --disable-pip-version-check
TESTS ?= tests

.PHONY: run test check bench bench-ingest bench-scale evaluate corpus migration lock ray clean help

run: $(VENV)/installed  ## the main job on corpus/, tables in outputs/
	@$(BIN)/leakreg run

test: $(VENV)/installed-dev  ## all tests
	$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder $(TESTS)

check: $(VENV)/installed-dev  ## static checks: style, types, imports, lock file
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/python -m tools.lock

bench-ingest: $(VENV)/installed-dev  ## speed of PDF reading beside other readers, reading order
	$(BIN)/python -m benchmarks.bench_ingest

bench-scale: $(VENV)/installed-dev  ## what runs and refreshes of 100 to 10,000 documents cost (an hour)
	$(BIN)/python -m benchmarks.bench_scale

bench: $(VENV)/installed-dev  ## speed and memory
	$(BIN)/python -m benchmarks.bench

evaluate: $(VENV)/installed-dev  ## precision and recall on the corpus, gains and losses
	$(BIN)/python -m corpus.build --all build/corpus
	$(BIN)/python -m corpus.folds build/corpus
	$(BIN)/leakreg evaluate build/corpus/folds/development build/corpus/documents \
		--baseline tests/golden/baseline.json

corpus: $(VENV)/installed-dev  ## renders the corpus anew from its sources
	$(BIN)/python -m corpus.build

migration: $(VENV)/installed-dev  ## the next step of the tables: make migration NAME="what it adds"
	$(BIN)/python -m tools.migration "$(NAME)"

lock: $(VENV)/installed-dev  ## writes the installed versions into the lock files
	$(BIN)/python -m tools.lock --write

ray: $(VENV)/installed-dev  ## installs Ray beside the rest, for its tests (310 MB)
	@$(PIP) --constraint requirements-dev.lock --editable '.[ray]'

clean:  ## removes the environment and everything generated
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find outputs -mindepth 1 ! -name .gitkeep -delete

help:  ## lists what make can do
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /	/'

$(VENV)/installed: requirements.lock pyproject.toml
	@"$(PYTHON)" -c "$(FITS)" || { echo "leakreg needs Python 3.11 or 3.12: make run PYTHON=..."; exit 1; }
	@echo "installing into $(VENV), once; this takes some minutes"
	@"$(PYTHON)" -m venv $(VENV)
	@$(PIP) -r requirements.lock
	@$(PIP) --no-deps --editable .
	@touch $@

$(VENV)/installed-dev: requirements-dev.lock $(VENV)/installed
	@$(PIP) -r requirements-dev.lock
	@touch $@
