# All set-up happens here: `make demo` and `make test` need only Python 3.11 and git.
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/ready

PYWB := .venv-pywb

.PHONY: demo test lint check env pywb loopback bench clean

env: $(READY)

$(READY): pyproject.toml constraints.txt requirements-dev.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -r requirements-dev.txt -e .
	touch $(READY)

# The web archive that some tests start, in an environment of its own: it needs other versions of much.
pywb: $(PYWB)/ready

$(PYWB)/ready: tests/pywb-constraints.txt
	$(PYTHON) -m venv $(PYWB)
	$(PYWB)/bin/python -m pip install --quiet --disable-pip-version-check -c tests/pywb-constraints.txt pywb
	touch $(PYWB)/ready

demo: env
	@$(BIN)/python -m examples.demo

lint: env
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

check: env
	$(BIN)/pytest -n auto --dist loadgroup

test: lint check

# All tests where nothing but this machine can be reached; fails when one of them tries.
loopback: env
	$(BIN)/python -m tests.loopback

bench: env
	$(BIN)/python -m bench

clean:
	rm -rf $(VENV) $(PYWB) build dist
