# The words of this house: `make demo`, `make test`, `make check`. What each does stands beside it.
# `make` makes its own environment in `.venv`; Debian's package python3-venv must be there.

PYTHON = .venv/bin/python
# The locks stand on each other: what an office runs, what tests add, what CI adds.
COMPILE = .venv/bin/uv pip compile --quiet pyproject.toml --universal --generate-hashes \
	--no-emit-index-url --no-header --python-version 3.11 $(UPGRADE)

.PHONY: help demo test check check-all bench lock docs

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## /make \1\t/p' Makefile

demo: ## a running one-stop desk with invented dossiers
	@bin/motcua demo

test: ## every quick test that needs no browser and no server, the rules first
	@tools/environment requirements-test.lock
	@$(PYTHON) -m pytest -n auto -m "not journey and not slow"

check: ## what CI runs, with what is installed here
	@.ci/run --installed

check-all: ## the same, and the tests on every other Python from 3.12 to 3.14 found here
	@.ci/run --installed --pythons

bench: ## our speed against the bare limit, as ratios
	@tools/environment requirements-test.lock
	@$(PYTHON) bench/run.py $(ARGS)

lock: ## the three lock files again from pyproject.toml (UPGRADE=--upgrade for newer versions)
	@tools/environment requirements-ci.lock
	$(COMPILE) -o requirements.lock
	$(COMPILE) --group test -c requirements.lock -o requirements-test.lock
	$(COMPILE) --group test --group ci -c requirements-test.lock -o requirements-ci.lock

docs: ## the pages printed from code and data
	@tools/environment requirements-test.lock
	@$(PYTHON) tools/print_docs.py
