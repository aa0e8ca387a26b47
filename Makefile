# `make map` builds the map; `make test` checks everything. Both set up what they need.
.PHONY: help map test test-long quick check-style check-fast check-python check-page check-picture browser debian-browser picture shell bench bench-peers verify lock clean

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
MAP := output/pilot_expansion.html

# Keep what Python compiles, whatever the caller's environment says: each of two hundred processes
# that the tests start would compile all of it anew.
export PYTHONDONTWRITEBYTECODE =

map: $(VENV)/.installed ## build output/pilot_expansion.html
	$(BIN)/pilotmap build --out $(MAP)

test: ## run every check
	@$(MAKE) --no-print-directory -j 3 check-style check-page check-picture check-python

# A minute: what to run after each change. No browser, none of the tests marked slow.
quick: $(VENV)/.installed-test ## lint, types, import contracts and the fast tests
	@$(MAKE) --no-print-directory -j 2 check-style check-fast

check-fast: $(VENV)/.installed-test
	$(BIN)/pytest -n auto --dist worksteal -q -m "not browser and not slow"

help: ## list what can be made
	@sed -nE 's/^([a-z-]+):.*## (.*)/\1\t\2/p' $(MAKEFILE_LIST) | expand -t 14

check-style: $(VENV)/.installed-test ## ruff, mypy, import contracts
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

check-python: tests/page/node_modules/.installed browser ## all of pytest, in random order
	$(BIN)/pytest -n auto --dist worksteal

# Properties on twenty times as many examples as `make test` takes, and all that it combines less
# of; an hour or so.
test-long: tests/page/node_modules/.installed browser ## the properties, on many more examples
	HYPOTHESIS_PROFILE=long $(BIN)/pytest -n auto -m "hypothesis or long"

# The page's scripts: lint and format, types, unit tests. Only tests need node.
NPM := $(BIN)/python tests/page/npm.py

check-page: tests/page/node_modules/.installed ## lint, types and unit tests of the page's scripts
	$(NPM) run --silent lint
	$(NPM) run --silent types
	$(NPM) run --silent unit

# Not `npm ci`: it refuses a lock without the tools' builds for other machines.
tests/page/node_modules/.installed: tests/page/package-lock.json $(VENV)/.installed-test
	$(NPM) install --no-save --silent
	touch $@

# Chromium, also without its window, which takes a page test 40 % less computing, and fonts that have
# Chinese characters: Debian's packages as root, else what the system has, else Playwright's own.
DEBIAN := apt-get install -y -qq --no-install-recommends fonts-noto-cjk chromium
browser: debian-browser $(VENV)/.installed-test
	@command -v chromium-headless-shell >/dev/null || command -v chromium >/dev/null \
	|| command -v google-chrome >/dev/null || $(BIN)/playwright install chromium

debian-browser: # while pip installs the rest
	@command -v chromium-headless-shell >/dev/null || [ "$$(id -u)" != 0 ] \
	|| ! command -v apt-get >/dev/null \
	|| { apt-get update -qq && { $(DEBIAN) chromium-headless-shell || $(DEBIAN); }; } || true

# The picture in README: the article's map, as Chromium draws it now.
picture: $(VENV)/.installed-test browser ## take docs/map.webp anew
	$(BIN)/python docs/screenshot.py

# Does the page still look like that picture?
check-picture: $(VENV)/.installed-test browser
	$(BIN)/python docs/screenshot.py --check

# The empty map that every page holds, as the installed Folium renders it.
shell: $(VENV)/.installed ## make shell.json and outlines.json in geo/page/assets anew
	$(BIN)/python -c "from geo.page.document import write_shells; write_shells()"
	$(BIN)/python -c "from geo.page.drawn_outlines import write_outlines; write_outlines()"

# Beside nine other ways to draw the same places; 12 minutes, on an idle machine.
PEERS := build/benchmarks/venv

bench: $(VENV)/.installed-test browser bench-peers ## measure beside peers, for docs/benchmarks.md
	$(BIN)/python -m tests.benchmarks.peers --quick --record

bench-peers: $(PEERS)/.installed ## install what pilotmap is measured beside, 1.6 GB

$(PEERS)/.installed: tests/benchmarks/requirements-peers.txt
	$(PYTHON) -m venv $(PEERS)
	$(PEERS)/bin/pip install --quiet --disable-pip-version-check -r $<
	touch $@

# Rebuild data/reference in memory, from the packages it is made of, and compare every byte.
verify: $(VENV)/.installed-reference ## rebuild data/reference and compare every byte
	$(BIN)/python -m geo.reference --verify

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: requirements.txt pyproject.toml | $(VENV)/bin/python
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

$(VENV)/.installed-test: requirements-test.txt $(VENV)/.installed
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-test.txt
	touch $@

$(VENV)/.installed-reference: requirements-reference.txt $(VENV)/.installed
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-reference.txt
	touch $@

# Pin every dependency with its hashes, for every platform and Python from 3.11 on.
lock: | $(VENV)/bin/python ## pin every dependency anew
	$(BIN)/pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --no-annotate --no-header --extra build pyproject.toml --output-file requirements.txt
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --no-annotate --no-header --extra build --extra test --constraint requirements.txt pyproject.toml --output-file requirements-test.txt
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --no-annotate --no-header --extra build --extra reference --constraint requirements.txt pyproject.toml --output-file requirements-reference.txt

clean: ## remove the environment and what was built
	rm -rf $(VENV) output/*.html
