# Two commands: `make run` opens the app, `make test` proves it. Both install what they need into .venv.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip --disable-pip-version-check --quiet
# uv puts in place in seconds what takes pip a minute and a half, and trusts whom this machine trusts; where it
# cannot be had or does not get through, pip does all of it. Neither compiles: most will never be imported.
UV     := UV_SYSTEM_CERTS=1 $(BIN)/uv pip install --quiet --python $(BIN)/python
define install
	$(PIP) install --no-compile --require-hashes --requirement requirements-uv.lock && \
		$(UV) --require-hashes --requirement $(1) || \
		$(PIP) install --no-compile --require-hashes --requirement $(1)
	$(PIP) install --no-deps --no-build-isolation --editable .
endef
# What is imported is compiled once for all that run after it, whatever this shell says.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: run test lint collected browser postgres gdal format words lock bench clean

run: $(VENV)/.run-ready
	$(BIN)/streamlit run app.py

# By file, or by set of files (tests/conftest.py): what they share is made once, and the longest come first. (By group
# would do it too, but pytest-xdist 3.8 loses its groups under pytest 9.2 without a word: pytest-dev/pytest-xdist#1386.)
test: browser postgres gdal
	$(MAKE) --no-print-directory --jobs=2 lint collected
	$(BIN)/pytest --numprocesses=$(WORKERS) --dist=loadfile --no-loadscope-reorder
CORES := $(shell nproc 2>/dev/null || echo 1)
# Two more than there are cores, four at most: browsers and databases are waited for. (Five on two cores took longer.)
WORKERS := $(shell echo $$(( $(CORES) + 2 < 4 ? $(CORES) + 2 : 4 )))

lint: $(VENV)/.test-ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy --num-workers $(CORES)
	$(BIN)/lint-imports

# All that the tests import, compiled once; the workers would each do it for themselves. What fails here fails there.
collected: $(VENV)/.test-ready
	@$(BIN)/pytest --collect-only --quiet >/dev/null || true

browser: $(VENV)/.test-ready
	$(BIN)/python -m tests.browser.find_browser

# For the tests of the record. Where it cannot be had they run on SQLite alone, and say so.
postgres: $(VENV)/.test-ready
	$(BIN)/python -m tests.plans.find_postgres

# For one test of the GeoPackages, which says so where it cannot be had.
gdal: $(VENV)/.test-ready
	$(BIN)/python -m tests.briefing.find_gdal

format: $(VENV)/.test-ready
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# Gather the sentences of the sources into the French catalogue; new ones arrive empty, and a test says so.
words: $(VENV)/.test-ready
	$(BIN)/pybabel extract --mapping pyproject.toml --keywords "msg msgs:1,2 say" --no-default-keywords \
		--no-location --sort-output --omit-header --output /tmp/bivouac.pot \
		app.py cli.py i18n layers gis plans briefing commands views
	$(BIN)/pybabel update --domain bivouac --locale fr --input-file /tmp/bivouac.pot \
		--output-dir i18n/locale --no-fuzzy-matching --ignore-obsolete --no-wrap

# Measure the engine and the reading against their peers, and write the page, a section each. Not pinned:
# nothing but this uses them. One that cannot be had is named on the page.
bench: $(VENV)/.run-ready
	for peer in $(PEERS); do $(PIP) install "$$peer" || echo "$$peer cannot be installed"; done
	$(BIN)/python -m bench.routing $(OSM)/porto.osm.pbf $(PAGE)
	$(BIN)/python -m bench.osm_read $(OSM)/porto.osm.pbf $(OSM)/liechtenstein.osm.pbf --page $(PAGE)
	$(BIN)/python -m bench.reach --page $(PAGE)
	$(BIN)/python -m bench.record --page $(PAGE)
	$(BIN)/python -m bench.max_cover --page $(PAGE)
	$(BIN)/python -m bench.p_center --page $(PAGE)
	$(BIN)/python -m bench.capacitated --page $(PAGE)
	$(BIN)/python -m bench.p_median $(OSM)/porto.osm.pbf --page $(PAGE)
	$(BIN)/python -m bench.replan --page $(PAGE)
	$(BIN)/python -m bench.briefing --page $(PAGE)
PEERS := "igraph>=1.0" "networkx>=3.6" "pandana>=0.8" "pulp>=3.3" "pyrosm>=0.25" "spopt>=0.7"
OSM   := ../shared/data/osm
PAGE  := docs/benchmarks.md

# Pin anew. The lock files carry hashes, and name no index and no host.
lock: $(VENV)/.test-ready
	$(BIN)/uv pip compile pyproject.toml --group build $(LOCK_FLAGS) --output-file requirements.lock
	$(BIN)/uv pip compile pyproject.toml --group build --group install --group dev --constraints requirements.lock \
		$(LOCK_FLAGS) --output-file requirements-dev.lock
	$(BIN)/uv pip compile --group install --constraints requirements-dev.lock \
		$(LOCK_FLAGS) --output-file requirements-uv.lock
LOCK_FLAGS := --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--no-emit-find-links --no-header --no-annotate --quiet --upgrade

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Bivouac needs Python 3.11 or newer; $(PYTHON) is older. Try: make run PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv $(VENV)

# The stamps make the second `make run` start at once: nothing is installed unless a pin changed.
$(VENV)/.run-ready: requirements.lock requirements-uv.lock pyproject.toml | $(VENV)/bin/python
	$(call install,requirements.lock)
	touch $@

$(VENV)/.test-ready: requirements-dev.lock requirements-uv.lock pyproject.toml | $(VENV)/bin/python
	$(call install,requirements-dev.lock)
	touch $@

clean:
	rm -rf $(VENV) build *.egg-info
