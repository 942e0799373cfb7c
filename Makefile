# make demo and make test are all that a newcomer needs. Each rule sets up what it needs and can be run again at any time.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

.PHONY: help demo test compiled soak soak-distributed fuzz bench bench-quick clean
help:
	@echo "make demo   crawl the bundled news site into Jekyll posts"
	@echo "make test   run all checks and tests"
	@echo "make compiled   run the tests on an installation whose reading is compiled"
	@echo "make soak-distributed   kill workers, and restart Redis, in 20 crawls of 1,000 articles"
	@echo "make soak   kill crawls at 200 random moments, and look whether anything is lost"
	@echo "make fuzz   read broken pages for five minutes on four processors: none may raise"
	@echo "make bench  measure speed and growth beside what people take instead, for hours, and write docs/performance.md"
	@echo "make bench-quick   the same at small sizes in a quarter of an hour, and write nothing"

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

# An installation whose reading is compiled, beside what it finds in a checkout: tests, and the bundled site.
$(VENV)-compiled/ready: setup.py pyproject.toml $(shell find newscrawl -type f -not -name '*.pyc') | $(BIN)/python
	@scripts/system-packages compiler $(PYTHON)
	$(PYTHON) -m venv $(VENV)-compiled
	NEWSCRAWL_COMPILE=1 $(VENV)-compiled/bin/python -m pip install --quiet --disable-pip-version-check '.[test]'
	@packages=$$($(VENV)-compiled/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))'); \
	echo "$(CURDIR)" > "$$packages/checkout.pth"; ln -sfn "$(CURDIR)/fixtures" "$$packages/fixtures"
	@touch $@

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

# addsite writes into a checkout, which an installation is not.
compiled: $(VENV)-compiled/ready
	@scripts/system-packages jekyll chromium chromedriver chinese-font redis-server
	$(VENV)-compiled/bin/python -I -c 'from newscrawl.text.page import lines; assert lines.__file__.endswith(".so"), lines'
	$(VENV)-compiled/bin/pytest --quiet --numprocesses 4 --dist loadfile --ignore tests/commands/test_addsite.py tests

soak: $(VENV)/test-ready
	$(BIN)/python -m pytest --quiet --numprocesses 4 -m 'soak or not soak' tests/test_kill.py
	$(BIN)/python -m pytest --quiet -m 'soak or not soak' tests/benchmarks

# Peers get environments of their own as they are needed, .venv-peers and .venv-peers-pages: the package never imports them.
# What cannot be installed is left out, and the document says so. One part anew: benchmarks/run.py read_pages
bench: $(VENV)/test-ready
	-@$(MAKE) --no-print-directory $(VENV)-compiled/ready
	-@scripts/system-packages jekyll redis-server
	@$(BIN)/python benchmarks/run.py

bench-quick: $(VENV)/test-ready
	-@scripts/system-packages jekyll redis-server
	@$(BIN)/python benchmarks/run.py --quick

soak-distributed: $(VENV)/test-ready
	@scripts/system-packages redis-server
	$(BIN)/python -m pytest --quiet -m 'soak or not soak' tests/distributed

fuzz: $(VENV)/test-ready
	$(BIN)/python -m pytest --quiet --numprocesses 4 -m 'soak or not soak' tests/test_fuzz.py

clean:
	rm -rf $(VENV) $(VENV)-compiled $(VENV)-peers $(VENV)-peers-pages $(VENV)-pywb benchmarks/results build output .coverage*
