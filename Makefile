# The README's two commands are `make up` and `make test`; each first installs what it needs into .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Twice quiet: what pip warns of, such as an index that lacks a package and another one has, ends in an error if it matters.
INSTALL := $(BIN)/python -m pip install --quiet --quiet
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: help up test coverage check release docs bench soak fuzz validators interop format wheel vendor clean

help: ## List the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

up: $(VENV)/.installed ## Fetch the sources, build the graph and show the phenotypes of IPEX
	$(BIN)/rarekg fetch
	$(BIN)/rarekg build
	$(BIN)/rarekg query phenotypes-by-frequency
	@printf '%s\n' '' 'To serve it:  ./rarekg serve' \
		'To look:      http://127.0.0.1:8000/MONDO:0010580, in a browser, when it is served' \
		'To ask:       ./rarekg search marfan; ./rarekg query phenotypes-by-frequency -p disease=MONDO:0007947'

test: $(VENV)/.developing ## Run every test and measure its coverage, which must reach the bar in pyproject.toml
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest -n 2 --dist worksteal
	$(BIN)/coverage report --format=total

coverage: $(VENV)/.developing ## Show the modules and lines that the last `make test` did not reach
	$(BIN)/coverage report --skip-covered --sort=cover

check: $(VENV)/.developing ## Lint, and check the types of code and tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/mypy tests

release: $(VENV)/.releasing ## Write a release of the current build, which `rarekg serve` then offers at /downloads/
	$(BIN)/rarekg release

docs: $(VENV)/.developing ## Cut the snippets of docs/model.md and the answers of docs/first-queries.md from a build of the pinned releases
	$(BIN)/rarekg fetch
	$(BIN)/rarekg build
	PYTHONPATH=tests/support $(BIN)/python tests/support/snippets.py
	PYTHONPATH=tests/support $(BIN)/python tests/support/answers.py

bench: $(VENV)/.benching ## Measure builds against the engine's own loader, every saved query, the endpoint, the pages, dumps and tables, the ranking, how readers' time grows, and how the store's does
	$(BIN)/rarekg fetch
	$(BIN)/python tests/benchmarks/bench.py --json bench.json
	$(BIN)/rarekg build
	$(BIN)/python tests/benchmarks/queries.py --json build/bench/queries.json
	$(BIN)/python tests/benchmarks/serving.py --json bench-serving.json
	$(BIN)/python tests/benchmarks/pages.py
	$(BIN)/python tests/benchmarks/documents.py
	$(BIN)/python tests/benchmarks/dumps.py
	$(BIN)/python tests/benchmarks/tables.py
	$(BIN)/python tests/benchmarks/patients.py
	PYTHONPATH=tests/support $(BIN)/python tests/benchmarks/growth.py
	$(BIN)/python tests/benchmarks/scaling.py

soak: $(VENV)/.developing ## Serve good and bad queries for ten minutes, then attacks beside a client that does no harm; report memory and waits
	PYTHONPATH=tests/support $(BIN)/python tests/soak/soak.py
	PYTHONPATH=tests/support $(BIN)/python tests/soak/attacks.py

# SECONDS, SEED, ONLY and CASE are the options of tests/fuzz/fuzz.py.
fuzz: $(VENV)/.developing ## Try broken files, requests, queries and searches for two minutes, print what is wrong, and fail if anything is
	PYTHONPATH=tests/support $(BIN)/python tests/fuzz/fuzz.py $(if $(SECONDS),--seconds $(SECONDS)) $(if $(SEED),--seed $(SEED)) \
		$(if $(ONLY),--only $(ONLY)) $(if $(CASE),--case $(CASE))

validators: $(VENV)/.developing ## Install the validators of KGX, SSSOM and RO-Crate, which `make test` then runs: 1.2 GB, up to three minutes
	PYTHONPATH=tests/support $(BIN)/python tests/support/roc_validator.py
	PYTHONPATH=tests/support $(BIN)/python tests/support/sssom_program.py
	PYTHONPATH=tests/support $(BIN)/python tests/support/kgx_program.py

interop: validators ## Install OAK too, and let every program of others read endpoint and tables
	PYTHONPATH=tests/support $(BIN)/python tests/support/oak.py
	$(BIN)/python -m pytest -n 0 -rs tests/graph/endpoint/test_clients*.py tests/graph/tables $(wildcard tests/graph/release)

format: $(VENV)/.developing ## Fix what ruff can fix, and format the code
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

wheel: $(VENV)/.developing ## Build the wheel into dist/, by way of a source distribution, so that no stale build/ folder leaks in
	$(BIN)/python -m build

vendor: ## Fetch the query editor's npm package into graph/endpoint/pages/vendor/, in the release that tools/vendor_yasgui.py names
	$(PYTHON) tools/vendor_yasgui.py

clean: ## Remove everything that make created here, but no fetched source and no build of `rarekg`
	rm -rf $(VENV) .coverage* bench.json bench-serving.json build dist *.egg-info tests/_types/*.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "rarekg needs Python 3.11 or newer; name it with: make PYTHON=/path/to/python3.12 $(MAKECMDGOALS)"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(INSTALL) --upgrade pip

$(VENV)/.installed: pyproject.toml | $(BIN)/python
	$(INSTALL) --editable .
	@touch $@

$(VENV)/.releasing: pyproject.toml $(VENV)/.installed | $(BIN)/python
	$(INSTALL) --editable '.[release]'
	@touch $@

$(VENV)/.benching: pyproject.toml $(VENV)/.installed | $(BIN)/python
	$(INSTALL) --group dev --group bench
	@touch $@

$(VENV)/.developing: pyproject.toml $(VENV)/.installed | $(BIN)/python
	$(INSTALL) --group dev
	@touch $@
