# Two commands: make demo, make test. Each sets up what it needs and can be run again at any time.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

.PHONY: help demo test soak lint clean
help:
	@echo "make demo   crawl the bundled news site into Jekyll posts"
	@echo "make test   run all checks and tests"
	@echo "make soak   kill crawls at 200 random moments, and look whether anything is lost"

# -- what they need: a virtual environment, and packages of the system where a tool is missing

$(BIN)/python:
	@scripts/system-packages venv $(PYTHON)
	$(PYTHON) -m venv $(VENV)

$(VENV)/demo-ready: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/test-ready: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test]'
	@touch $@ $(VENV)/demo-ready

demo: $(VENV)/demo-ready
	@$(BIN)/scrapy demo

test: $(VENV)/test-ready
	@scripts/system-packages jekyll
	$(BIN)/ruff check .
	$(BIN)/ruff format --check --quiet .
	$(BIN)/mypy
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest --quiet --numprocesses 4 --dist loadfile
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report

soak: $(VENV)/test-ready
	$(BIN)/python -m pytest --quiet --numprocesses 4 -m 'soak or not soak' tests/test_kill.py

clean:
	rm -rf $(VENV) output .coverage*
