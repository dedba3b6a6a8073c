# `make` lists what there is. What is set on the command line (PORT=, DATA_DIR=, DEMO_MODE=, ALL=) reaches the scripts;
# PYTHON= takes another interpreter.
PYTHON ?= python3
PORT ?= 8000
export PORT

.PHONY: help run test check bench screenshots format lock

help:
	@echo "make run          the site with its demo community, at http://localhost:$(PORT) (DEMO_MODE=0: an empty one)"
	@echo "make test         the tests on SQLite (ALL=1: also browser, faults, PostgreSQL and Redis)"
	@echo "make check        format, lint, types, floors, migrations, strings, templates, production settings"
	@echo "make bench        the numbers, on PostgreSQL"
	@echo "make screenshots  the pages of the demo, in both themes and two widths"
	@echo "make format       put the code in its form"
	@echo "make lock         compile requirements.in and requirements-dev.in anew"

run test check bench screenshots format lock:
	@command -v "$(PYTHON)" >/dev/null 2>&1 || { echo "There is no $(PYTHON) here. Install Python 3.11 or newer, or name one: make $@ PYTHON=/path/to/python3"; exit 1; }
	@exec "$(PYTHON)" scripts/$@.py
