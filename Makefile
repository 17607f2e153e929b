# All set-up happens here: `make demo` and `make test` need only Python 3.11 and git.
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/ready

PYWB := .venv-pywb
BENCH := .venv-bench
EMBEDDINGS := .venv-embeddings
FUZZ := .venv-fuzz
DEBIAN := /usr/lib/python3/dist-packages

.PHONY: demo test lint check env docs pywb embeddings rivals bench crash fuzz clean

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

# What the extra `embeddings` is tested in: torch is Debian's (python3-torch), since that on PyPI brings gigabytes.
embeddings: $(EMBEDDINGS)/ready

$(EMBEDDINGS)/ready: tests/embeddings-requirements.txt constraints.txt
	test -d $(DEBIAN)/torch || { echo "needs Debian's package python3-torch" >&2; exit 1; }
	$(PYTHON) -m venv $(EMBEDDINGS)
	ln -sfn $(DEBIAN)/torch* $(EMBEDDINGS)/lib/python3.11/site-packages/
	grep -v '^numpy==' constraints.txt >$(EMBEDDINGS)/constraints.txt
	$(EMBEDDINGS)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps \
		-c $(EMBEDDINGS)/constraints.txt -r tests/embeddings-requirements.txt
	touch $(EMBEDDINGS)/ready

demo: env
	@$(BIN)/python -m examples.demo

lint: env
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# Where the system permits it, in a network that holds nothing but this machine: the run fails when a test tries to leave.
# What the tests start is compiled once, whatever the environment says.
check: export PYTHONDONTWRITEBYTECODE =
check: env
	@if unshare -rn true 2>/dev/null; then \
		$(BIN)/python -m tests.loopback pytest -n auto --dist loadgroup; \
	else \
		echo "this system permits no network of one's own: tests that would leave this machine are not noticed"; \
		$(BIN)/pytest -n auto --dist loadgroup; \
	fi

test: lint check

# The documentation, into build/docs; a warning is an error, nothing is fetched.
docs: env
	$(BIN)/python -m sphinx -b html -n -W --keep-going -q -d build/doctrees docs build/docs

# What linking is measured beside, and what fits the weights of descent, in an environment of its own: the package does
# not need it.
rivals: $(BENCH)/ready

$(BENCH)/ready: bench/requirements.txt
	$(PYTHON) -m venv $(BENCH)
	$(BENCH)/bin/python -m pip install --quiet --disable-pip-version-check -r bench/requirements.txt
	touch $(BENCH)/ready

# One table, also written to docs/benchmarks.md; PARTS="start reading" measures only these.
bench: env $(BENCH)/ready
	$(BIN)/python -m bench $(PARTS)

# Kill programs at 200 random moments and see what is lost: nothing is to be.
crash: env
	$(BIN)/python -m tests.crash 200

# Random input for every parser and reader, in an environment of its own; fails when something is found. One target:
# make fuzz TARGETS=address SECONDS=600; so many inputs of each: make fuzz RUNS=100000 SECONDS=0
fuzz: $(FUZZ)/ready
	$(FUZZ)/bin/python -m fuzz --runs $(or $(RUNS),-1) --seconds $(or $(SECONDS),20) $(TARGETS)

$(FUZZ)/ready: fuzz/requirements.txt pyproject.toml constraints.txt
	$(PYTHON) -m venv $(FUZZ)
	$(FUZZ)/bin/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -r fuzz/requirements.txt -e .
	touch $(FUZZ)/ready

clean:
	rm -rf $(VENV) $(PYWB) $(BENCH) $(EMBEDDINGS) $(FUZZ) build dist
