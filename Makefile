# SPDX-License-Identifier: EUPL-1.2
# Two commands do everything: `make run` and `make test`. They need python3 (with venv), pip and make.

PYTHON ?= python3
VENV ?= .venv
PYTEST_ARGS ?=
SERVE_ARGS ?=

BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install -qq --disable-pip-version-check --no-input
# Every package comes with a hash and ready made: no compiler is needed. The lists are complete, and without --no-deps
# older versions of pip look past them for a package that is named with an extra (coverage[toml]).
LOCKED := $(PIP) --require-hashes --no-deps --only-binary :all:

# Package registries may not be named anywhere; the brackets keep this line from matching itself.
REGISTRY_HOSTS := py[p]i\.(org|python)|python[h]osted|npm[j]s\.(org|com)|registry\.[n]pm|deb\.[d]ebian|--(extra-)?index-url

# Some containers forbid Python to keep what it compiled. Every process of the tests would compile everything anew.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help run serve test test-thorough coverage lint hosts docs bench-smoke requirements clean distclean

help:
	@echo 'make run          de ronde 2012 doorrekenen          assess the 2012 round'
	@echo 'make serve        de werkbank in de browser          the workbench in the browser'
	@echo 'make test         elke controle                      every check'
	@echo 'make test-thorough   elke controle, ook op meer van hetzelfde   every check, on more of the same too'
	@echo 'make coverage     alle tests, en welke regels zij raken   all tests, and the lines they reach'
	@echo 'make lint         stijl, typen, lagen, licenties     style, types, floors, licences'
	@echo 'make docs         documentatie in docs/_build/html   documentation in docs/_build/html'
	@echo 'make bench-smoke  elke snelheidsmeting een keer      every benchmark once, small'
	@echo 'make requirements versies opnieuw vastleggen (uv)    pin the versions again (uv)'
	@echo 'make clean        wat gemaakt is weggooien           remove what was made'
	@echo 'make distclean    ook de virtuele omgeving           the virtual environment too'

# The environment, with a stamp per step so that the second run is quick.

$(VENV)/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo 'Weerbaar heeft Python 3.11 of nieuwer nodig. Staat die er onder een andere naam, dan: make PYTHON=python3.12 run'; \
	  echo 'Weerbaar needs Python 3.11 or newer. If it goes by another name: make PYTHON=python3.12 run'; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { \
	  echo 'Deze Python mist venv. Op Debian en Ubuntu: sudo apt install python3-venv'; \
	  echo 'This Python lacks venv. On Debian and Ubuntu: sudo apt install python3-venv'; exit 1; }
	@echo 'Virtuele omgeving maken / making the virtual environment: $(VENV)'
	@$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.base: requirements/build.txt requirements/base.txt pyproject.toml | $(VENV)/.made
	@echo 'Weerbaar installeren / installing (about a minute)'
	@$(LOCKED) -r requirements/build.txt -r requirements/base.txt
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.base
	@echo 'Testgereedschap installeren / installing the test tools'
	@$(LOCKED) -r requirements/dev.txt
	@touch $@

$(VENV)/.lint: requirements/lint.txt $(VENV)/.base
	@echo 'Controlegereedschap installeren / installing the checking tools'
	@$(LOCKED) --no-binary reuse --no-build-isolation -r requirements/lint.txt
	@touch $@

$(VENV)/.docs: requirements/docs.txt $(VENV)/.base
	@echo 'Documentatiegereedschap installeren / installing the documentation tools'
	@$(LOCKED) -r requirements/docs.txt
	@touch $@

run: $(VENV)/.base
	$(BIN)/weerbaar run nrb-2012 --out results/nrb-2012
	$(BIN)/weerbaar run voorbeeld-2012 --out results/voorbeeld-2012
	@echo
	@echo 'Open om te lezen / open to read:'
	@find results/nrb-2012 results/voorbeeld-2012 -name '*.html' -o -name '*.pdf' -o -name '*.docx' | sort

# For example: make serve SERVE_ARGS='--port 8080 --data gegevens'
serve: $(VENV)/.base
	$(BIN)/weerbaar serve $(SERVE_ARGS)

# Every process starts with a stretch of its own: what a module prepares is prepared once, and one browser is started.
SPREAD := -n auto --dist worksteal

test: $(VENV)/.dev
	$(BIN)/python -m pytest $(SPREAD) $(PYTEST_ARGS)

# With what repeats a check: the second language, the second rendering, more examples.
test-thorough: export WEERBAAR_THOROUGH = 1
test-thorough: test

# Takes twice as long; compiled kernels count as not run.
coverage: $(VENV)/.dev
	$(BIN)/python -m pytest $(SPREAD) --cov --cov-report=term $(PYTEST_ARGS)

lint: $(VENV)/.lint hosts
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	@# The types of Django come from the settings, which would otherwise make a key in the home folder.
	WEERBAAR_SECRET_KEY=lint $(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/reuse lint

hosts:
	@! grep -nE '://' requirements/* || { echo 'requirements/ may not name a host'; exit 1; }
	@! grep -rnIE '$(REGISTRY_HOSTS)' . --exclude-dir=.git --exclude-dir='.venv*' --exclude-dir='.*_cache' \
	  --exclude-dir=_build || { echo 'these lines name a package registry'; exit 1; }

docs: $(VENV)/.docs
	$(BIN)/python -m sphinx -W --keep-going -q -b html docs docs/_build/html
	@echo 'docs/_build/html/index.html'

bench-smoke: $(VENV)/.base
	$(BIN)/python -m benchmarks --smoke
	$(BIN)/python -m benchmarks.load_workbench --smoke

# Versions and hashes, for every supported Python and system at once, without naming a host.
requirements:
	@command -v uv >/dev/null || { echo 'This needs uv: pip install uv'; exit 1; }
	cd requirements && for name in base build dev lint docs; do \
	  uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header \
	    --python-version 3.11 --fork-strategy fewest $(UV_ARGS) $$name.in --output-file $$name.txt || exit 1; \
	done

clean:
	rm -rf results docs/_build docs/api docs/tables build dist .coverage .coverage.* htmlcov .hypothesis \
	  .mypy_cache .pytest_cache .ruff_cache .import_linter_cache

distclean: clean
	rm -rf $(VENV)
