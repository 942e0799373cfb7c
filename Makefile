# Two commands: make demo, make test. Each sets up what it needs and can be run again at any time.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

.PHONY: help demo test soak soak-distributed bench lint clean
help:
	@echo "make demo   crawl the bundled news site into Jekyll posts"
	@echo "make test   run all checks and tests"
	@echo "make soak-distributed   kill workers, and restart Redis, in 20 crawls of 1,000 articles"
	@echo "make soak   kill crawls at 200 random moments, and look whether anything is lost"
	@echo "make bench  measure speed and growth, beside the libraries that people take instead"

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

# pywb plays WARC packages in tests; what it needs cannot live with what newscrawl needs.
$(VENV)-pywb/bin/wayback: | $(BIN)/python
	$(PYTHON) -m venv $(VENV)-pywb
	$(VENV)-pywb/bin/python -m pip install --quiet --disable-pip-version-check 'pywb>=2.10,<3'

demo: $(VENV)/demo-ready
	@$(BIN)/scrapy demo

test: $(VENV)/test-ready $(VENV)-pywb/bin/wayback
	@scripts/system-packages jekyll chromium chromedriver chinese-font redis-server
	$(BIN)/ruff check .
	$(BIN)/ruff format --check --quiet .
	$(BIN)/mypy
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest --quiet --numprocesses 4 --dist loadfile
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report

soak: $(VENV)/test-ready
	$(BIN)/python -m pytest --quiet --numprocesses 4 -m 'soak or not soak' tests/test_kill.py

# Peers of benchmarks have an environment of their own: the package never imports them.
PEERS := .venv-peers
BENCHES := parts crawl_speed read_pages copies_growth index_growth site_growth

$(PEERS)/ready: benchmarks/peers/requirements.txt
	$(PYTHON) -m venv $(PEERS)
	$(PEERS)/bin/python -m pip install --quiet --disable-pip-version-check --requirement $<
	@touch $@

bench: $(VENV)/test-ready $(PEERS)/ready
	@for each in $(BENCHES); do $(BIN)/python benchmarks/$$each.py; echo; done

soak-distributed: $(VENV)/test-ready
	@scripts/system-packages redis-server
	$(BIN)/python -m pytest --quiet -m 'soak or not soak' tests/distributed

clean:
	rm -rf $(VENV) $(PEERS) $(PEERS)-pages $(VENV)-pywb output .coverage*
