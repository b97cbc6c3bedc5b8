# Two commands suffice: `make demo` to see the product, `make test` to check it. Each builds what it needs in .venv.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PACKAGES := qms documents audits reports
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard qms/translations/*/LC_MESSAGES/*.po))
DESCRIPTION := setup.cfg setup.py pyproject.toml
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-input

.DEFAULT_GOAL := help
.PHONY: help demo test lint bench pictures catalogues clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: $(VENV)/.runtime catalogues ## install the product and start its demonstration (data in .demo)
	QMS_HOME="$(CURDIR)/.demo" $(BIN)/qms demo

test: lint ## check the code and run the whole test suite
	$(BIN)/python -m pytest -n 2

lint: $(VENV)/.complete catalogues ## style, types, direction of imports, templates
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/djlint --quiet --lint templates

bench: $(VENV)/.complete catalogues ## measure the speed, each number beside its floor
	$(BIN)/python -m tests.benchmarks

pictures: $(VENV)/.complete ## make the README's pictures from the demonstration that `make demo` serves
	$(BIN)/python -m tests.browser.pictures

catalogues: $(CATALOGUES) ## compile the translations that have changed

.NOTPARALLEL:

%.mo: %.po | $(VENV)/.runtime
	$(BIN)/pybabel --quiet compile --input-file $< --output-file $@ --locale $(notdir $(patsubst %/LC_MESSAGES/,%,$(dir $<)))

clean: ## remove everything that was built, the demonstration included
	rm -rf $(VENV) .demo build dist ./*.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find $(PACKAGES) templates tests -name __pycache__ -prune -exec rm -rf {} +
	rm -rf $(CATALOGUES) qms/rendering/typefaces

$(VENV)/bin/pip:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; try: make PYTHON=python3.12")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.runtime: $(DESCRIPTION) | $(VENV)/bin/pip
	$(INSTALL) --editable .
	touch $@

$(VENV)/.complete: $(DESCRIPTION) | $(VENV)/bin/pip
	$(INSTALL) --editable '.[test,browser]'
	touch $(VENV)/.runtime $@
