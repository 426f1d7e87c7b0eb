# Everything here needs only Python 3.11 or newer, make and git; nothing is installed outside .venv.
#
#   make demo       read the example communiqués into a ledger and open it in the browser (DEMO_SERVE=0: print and stop)
#   make test       the tests, without the slow ones (under ten minutes on two cores)
#   make test-all   all tests, with everything they can use
#   make lint       ruff, mypy, file checks
#   make lexicon    compile lexicon/*.yaml into the package
#   make docs       write docs/commands.md from the commands' own help
#   make lock       renew the locked dependencies (the only target that needs uv)
#   make bench      reading speed beside its peers, into docs/performance.md (make bench-compiled: compiled by mypyc)
#   make clean      remove .venv and caches

PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip --disable-pip-version-check

.PHONY: demo test test-all lint format lexicon docs lock bench bench-compiled clean install install-dev install-all
.DEFAULT_GOAL := test

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Elchi needs Python 3.11 or newer; $(PYTHON) is $$($(PYTHON) -V 2>&1). Say make PYTHON=python3.x …" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
	  echo "$(PYTHON) cannot make a virtual environment; on Debian: apt-get install python3-venv" >&2; exit 1; }

# A stamp per set of dependencies; the package itself is installed editable, so that a change needs no new install.
$(VENV)/.base: locks/base.txt pyproject.toml | $(BIN)/python
	$(PIP) install --quiet --require-hashes -r locks/base.txt
	$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: locks/dev.txt $(VENV)/.base
	$(PIP) install --quiet --require-hashes -r locks/dev.txt
	@touch $@

# What needs more than Python to install (FollowTheMoney: ICU and a compiler) or is large (Ray): the whole check has it all.
$(VENV)/.all: locks/all.txt $(VENV)/.dev
	$(PIP) install --quiet --require-hashes -r locks/all.txt
	@touch $@

$(VENV)/.bench: locks/bench.txt $(VENV)/.base
	$(PIP) install --quiet --require-hashes -r locks/bench.txt
	@touch $@

install: $(VENV)/.base
install-dev: $(VENV)/.dev
install-all: $(VENV)/.all

demo: $(VENV)/.base
	$(BIN)/elchi demo

test: $(VENV)/.dev
	$(BIN)/python -m pytest -q -m "not slow"

test-all: $(VENV)/.all
	$(BIN)/python -m pytest -q

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(VENV)/.dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lexicon: $(VENV)/.dev
	$(BIN)/python -m elchi.lexicon.build

docs: $(VENV)/.dev
	$(BIN)/python tools/commands_page.py

# The locks name versions and hashes, never an index: pip takes them from whatever index it is set up with.
UV_COMPILE = uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate
lock:
	$(UV_COMPILE) pyproject.toml locks/build.in -o locks/base.txt
	$(UV_COMPILE) --extra dev --extra browser pyproject.toml locks/build.in -c locks/base.txt -o locks/dev.txt
	$(UV_COMPILE) --extra dev --extra browser --extra scale --extra judges pyproject.toml locks/build.in -c locks/base.txt -c locks/dev.txt -o locks/all.txt
	$(UV_COMPILE) --extra bench pyproject.toml locks/build.in -c locks/base.txt -o locks/bench.txt

bench: $(VENV)/.bench
	$(BIN)/python benchmarks/reading.py --report

# The reader compiled by mypyc (needs a C compiler, takes some minutes), in a copy: modules compiled beside the sources
# would hide every later edit.
bench-compiled: $(VENV)/.bench
	rm -rf build/compiled build/source build/wheels
	mkdir -p build/source
	cp -R src examples pyproject.toml README.md LICENSE build/source/
	HATCH_BUILD_HOOKS_ENABLE=1 $(PIP) wheel --quiet --no-deps --wheel-dir build/wheels ./build/source
	$(PIP) install --quiet --no-deps --target build/compiled build/wheels/*.whl
	PYTHONPATH=build/compiled $(BIN)/python benchmarks/reading.py --report

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
