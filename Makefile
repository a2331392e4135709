# Two commands do all: `make run` and `make test`. PYTHON names the interpreter that the environment is made from.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
LIBRARY ?=
SCREENSHOTS ?= build/screenshots

.PHONY: install run test check screenshots clean

# A stamp for each set of packages: pip runs again only where what it reads has changed.
$(VENV)/.installed: pyproject.toml constraints.txt
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --disable-pip-version-check --progress-bar off --constraint constraints.txt --editable .
	touch $@

$(VENV)/.installed-test: $(VENV)/.installed
	$(BIN)/python -m pip install --disable-pip-version-check --progress-bar off --constraint constraints.txt --editable '.[test]'
	touch $@

install: $(VENV)/.installed

# Weights are fetched and verified once, pages that are unchanged cost nothing: a second run starts at once.
run: install
	$(BIN)/askpress models fetch
	$(BIN)/askpress $(if $(LIBRARY),--library $(LIBRARY)) build examples/pages
	$(BIN)/askpress $(if $(LIBRARY),--library $(LIBRARY)) ui

test: $(VENV)/.installed-test
	$(BIN)/python -m tests.prepare
	$(BIN)/python -m pytest

check: $(VENV)/.installed-test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# Pictures of every state of the reading room, to be looked at; `ONLY="--only answer --language zh"` makes some.
screenshots: $(VENV)/.installed-test
	$(BIN)/askpress models fetch
	$(BIN)/python -m tests.screenshots --to $(SCREENSHOTS) $(ONLY)

clean:
	rm -rf $(VENV)
