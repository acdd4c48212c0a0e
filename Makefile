# make demo    links demo/article.txt: a table here, a page in demo.html
# make test    the tests, in an environment of its own
# make bench-peers    this library beside others, into docs/benchmarks.md; a quarter of an hour
# All need Python 3.11 or later and make. PYTHON=python3.13 chooses another interpreter.
PYTHON ?= python3
VENV ?= .venv
VENV_BENCH ?= .venv-bench
BIN = $(VENV)/bin
SOURCES = $(shell find src lexicon -type f -not -name '*.pyc' -not -path '*/data/*') pyproject.toml $(wildcard hatch_build.py)

.DEFAULT_GOAL := help
.PHONY: help venv test lint types docs demo bench bench-env bench-peers clean

help:
	@echo "make demo | test | lint | types | docs | bench | bench-env | bench-peers | venv | clean"

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "$(PYTHON) is older than 3.11; run: make PYTHON=python3.12 ..."; exit 1; }
	$(PYTHON) -m venv $(VENV)

# The package with what its development needs; again when the project file changed.
$(VENV)/dev: $(BIN)/python pyproject.toml $(wildcard hatch_build.py)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	@touch $@

# The package alone, as a user gets it: no development tools.
$(VENV)/demo: $(BIN)/python $(SOURCES)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check .
	@rm -f $(VENV)/dev
	@touch $@

venv: $(VENV)/dev

test: $(VENV)/dev
	$(BIN)/python -m pytest -n auto

lint: $(VENV)/dev
	$(BIN)/ruff check .

types: $(VENV)/dev
	$(BIN)/mypy

docs: $(VENV)/dev
	$(BIN)/python -m pytest --doctest-glob='*.md' --doctest-glob='*.rst' README.md docs

demo: $(VENV)/demo
	@$(BIN)/cnfin-terms link demo/article.txt
	@$(BIN)/cnfin-terms link demo/article.txt --format html --output demo.html --title "A week in Lujiazui 陆家嘴一周"
	@echo
	@echo "The same as a page, with the mentions highlighted: demo.html"

bench: $(VENV)/dev
	@for file in benchmarks/scaling.py benchmarks/profile_link.py benchmarks/start.py; do echo "== $$file"; $(BIN)/python $$file || exit 1; done

# The peers have an environment of their own, so that the library's tests never see them.
$(VENV_BENCH)/ready: benchmarks/requirements.txt pyproject.toml
	$(PYTHON) -m venv $(VENV_BENCH)
	$(VENV_BENCH)/bin/python -m pip install --quiet --disable-pip-version-check -e . -r benchmarks/requirements.txt
	@touch $@

bench-env: $(VENV_BENCH)/ready

bench-peers: $(VENV_BENCH)/ready
	$(VENV_BENCH)/bin/python benchmarks/peers.py

clean:
	rm -rf $(VENV) $(VENV_BENCH) build dist demo.html .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find src tests -name __pycache__ -type d -prune -exec rm -rf {} +
