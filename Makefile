# Everything works from a fresh clone on a machine with Python 3.11 or newer. Each target sets up what it needs.
PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3.14 python3 python; do \
	command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV := .venv
BIN := $(VENV)/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PATH := $(CURDIR)/$(BIN):$(PATH)

.PHONY: demo test unit browser clients lint fix docs accept bench pictures player player-fresh clean

demo: $(VENV)/base.stamp ## build the courses to dist/
	@$(BIN)/coursepack build courses/* --frozen --as-of 2026-11-23 -o dist
	@$(BIN)/python tools/after_demo.py

# A browser test waits more than it computes: one process for each core, each with whole files.
PARALLEL := -n auto --maxprocesses 4 --dist loadfile

test: lint player-fresh $(VENV)/clients.stamp ## everything that CI runs
	$(BIN)/python -m pytest $(PARALLEL)

unit: $(VENV)/dev.stamp player/node_modules/.stamp ## all tests but those in a browser
	$(BIN)/python -m pytest --ignore tests/browser --ignore tests/hosts --ignore tests/clients

browser: $(VENV)/dev.stamp $(VENV)/browser.stamp player/node_modules/.stamp ## packages played in real browsers
	$(BIN)/python -m pytest tests/browser $(PARALLEL)

clients: $(VENV)/clients.stamp ## LMSs that are not ours, for the tests that import packages into them

lint: $(VENV)/dev.stamp player/node_modules/.stamp
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	cd player && npm run --silent check

fix: $(VENV)/dev.stamp player/node_modules/.stamp
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .
	cd player && npm run --silent fix

player: player/node_modules/.stamp ## bundle player/ into coursepack/static/
	cd player && npm run --silent build

player-fresh: $(VENV)/browser.stamp player ## the committed bundle is the one that player/ gives
	@git diff --exit-code --stat -- coursepack/static || { echo "coursepack/static/ is stale: commit what 'make player' wrote"; exit 1; }
	cd player && npm test --silent

docs: $(VENV)/dev.stamp ## rewrite the generated pages of docs/
	$(BIN)/python -m tools.docs

accept: $(VENV)/dev.stamp player/node_modules/.stamp ## rewrite the golden files; review the difference
	$(BIN)/python -m pytest tests/golden --accept

pictures: $(VENV)/dev.stamp $(VENV)/browser.stamp ## take the pictures of docs/design.md, docs/blocks.md and docs/questions.md again
	$(BIN)/python -m tools.pictures

bench: $(VENV)/dev.stamp $(VENV)/browser.stamp player/node_modules/.stamp ## CPU medians against the budgets
	$(BIN)/python -m tools.bench

clean:
	rm -rf $(VENV) player/node_modules dist/*.zip dist/*.sha256

$(VENV)/base.stamp: requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "coursepack needs Python 3.11 or newer: none was found on the PATH"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || { echo "this Python cannot make a venv: on Debian, apt-get install python3-venv"; exit 1; }
	$(BIN)/python -m pip install --quiet -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps -e .
	@touch $@

$(VENV)/dev.stamp: requirements-dev.lock $(VENV)/base.stamp
	$(BIN)/python -m pip install --quiet -r requirements-dev.lock
	@touch $@

# Their own environment: what they need fits neither ours nor our users'.
$(VENV)/clients.stamp: requirements-clients.lock $(VENV)/base.stamp
	@test -x $(VENV)/clients/bin/python || $(BIN)/python -m venv $(VENV)/clients
	$(VENV)/clients/bin/python -m pip install --quiet -r requirements-clients.lock
	@touch $@

$(VENV)/browser.stamp: tools/need.sh $(VENV)/dev.stamp
	tools/need.sh chromium firefox webkit
	@touch $@

player/node_modules/.stamp: player/package.json player/package-lock.json $(VENV)/dev.stamp
	tools/need.sh java node
	# Not `npm ci`: it wants every platform's optional binaries in the lock, and a registry mirror may carry only some.
	cd player && npm install --no-save --no-audit --no-fund --loglevel=error
	@touch $@
