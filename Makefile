# Everything a newcomer needs: `make run` starts the product, `make test` proves it.
# Each target prepares what it needs by itself (scripts/bootstrap.py); the second time that takes no time and no network.

SHELL := /bin/bash
PYTHON ?= python3
BIN := .venv/bin
PYTEST := $(BIN)/python -m pytest -q
ENGINES := $(wildcard qingzhuang/vocabulary qingzhuang/tally qingzhuang/formfill qingzhuang/demo qingzhuang/content \
             qingzhuang/intake qingzhuang/rulebook qingzhuang/seal qingzhuang/timetable qingzhuang/tests)
# each worker would load what only the site's tests need; tests that share something costly go to one worker
TWO := -n 2 --dist loadgroup
ENGINES_ONLY := $(TWO) -p no:django -p no:schemathesis
THOROUGH := --hypothesis-profile=thorough -m "(thorough or hypothesis) and not browser"
SITE := $(wildcard qingzhuang/site)
BROWSER := $(wildcard tests/browser)
PARTS := test-engines test-site test-house test-thorough test-postgres test-browser
FORMS ?= $(if $(QINGZHUANG_FORMS),$(QINGZHUANG_FORMS),../shared/forms/dev)
ANSWERS ?= var/score

# whoever told Python to keep no byte code would wait twice as long for every process that the tests start
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help setup setup-test run test test-spark test-clickhouse test-engines test-thorough test-site test-postgres test-browser test-house check bench fuzz faults score fmt messages lock \
        screenshots clean

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 22

setup: ## prepare for running: virtual environment, packages, message catalogues
	@$(PYTHON) scripts/bootstrap.py run

setup-test: ## prepare for testing: that, and the tools of tests and checks
	@$(PYTHON) scripts/bootstrap.py test

run: setup ## start the site with the made-up district; prints the address and the accounts
	@if [ -d qingzhuang/site ]; then $(BIN)/qingzhuang site run --demo; \
	 else echo "The site is not part of this checkout; the command line is: $(BIN)/qingzhuang --help"; fi

test: setup-test ## all tests; parts that need Chromium or PostgreSQL skip without them
	@ended=0; for part in $(PARTS); do begun=$$SECONDS; $(MAKE) --no-print-directory $$part || ended=1; \
	 echo "== $$part took $$((SECONDS - begun)) s"; done; exit $$ended

test-engines: setup-test
	@echo "== engines"; $(PYTEST) $(ENGINES_ONLY) -m "not browser and not thorough" $(ENGINES)

test-thorough: setup-test ## one engine against another, damaged files, laws with many examples, processes that are killed
	@echo "== engines, against each other and with damaged files"; $(PYTEST) $(ENGINES_ONLY) $(THOROUGH) $(ENGINES)
	@if [ -n "$(SITE)" ]; then echo "== site, with processes of its own"; $(PYTEST) $(TWO) $(THOROUGH) $(SITE) tests; fi

test-site: setup-test
	@if [ -n "$(SITE)" ]; then echo "== site"; $(PYTEST) $(TWO) -m "not browser and not thorough" $(SITE); fi

test-postgres: setup-test ## the site's tests on a PostgreSQL of their own
	@if [ -n "$(SITE)" ]; then echo "== site on PostgreSQL"; \
	 $(BIN)/python scripts/with_postgres.py $(PYTEST) $(TWO) -m "(not thorough or postgres) and not browser" $(SITE); fi

test-spark: setup-test ## Spark in local mode against the bitmaps; fetches pyspark (450 MB) into var/spark, needs Java 17
	@command -v java >/dev/null || { echo "no Java on this machine: apt-get install openjdk-17-jre-headless"; exit 1; }
	@[ -d var/spark/pyspark ] || $(BIN)/python -m pip install --quiet --target var/spark --no-deps pyspark py4j
	@echo "== Spark"; PYTHONPATH=var/spark $(PYTEST) -m thorough qingzhuang/tally/tests/test_spark.py

test-clickhouse: setup-test ## ClickHouse's engine against the bitmaps; fetches chdb and its driver (570 MB) into var/clickhouse
	@[ -d var/clickhouse/chdb ] || $(BIN)/python -m pip install --quiet --target var/clickhouse --no-deps chdb-core clickhouse-connect lz4 zstandard
	@echo "== ClickHouse"; PYTHONPATH=var/clickhouse $(PYTEST) -m "" -k clickhouse qingzhuang/tally/tests/test_corpus.py qingzhuang/tally/tests/test_database.py

test-browser: setup-test
	@if [ -n "$(BROWSER)" ]; then echo "== browser"; $(PYTEST) -m browser $(BROWSER); fi

test-house: setup-test
	@echo "== house, docs and the whole"; $(PYTEST) $(TWO) -m "not browser and not thorough" tests

check: setup-test ## style, types, order of imports, migrations, translations, docs
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	@if [ -f qingzhuang/site/config/settings.py ]; then set -e; export DJANGO_SETTINGS_MODULE=qingzhuang.site.config.settings; \
	 echo "$(BIN)/python -m django check && makemigrations --check"; \
	 $(BIN)/python -m django check --fail-level WARNING; $(BIN)/python -m django makemigrations --check --dry-run; fi
	$(PYTEST) -n 2 -m "not browser" tests/house tests/docs

bench: setup-test ## measure, and write docs/benchmarks.md
	$(BIN)/python -m benchmarks

fuzz: setup-test ## mutated forms for longer than `make test` does
	QINGZHUANG_FUZZ=long $(PYTEST) -m "not browser" -k fuzz qingzhuang tests

faults: setup-test ## kill it at random moments, hundreds of times, and look that nothing is lost
	QINGZHUANG_FAULTS=300 $(PYTEST) tests/faults

score: setup ## how well the forms in $(FORMS) are understood
	@if [ ! -d "$(FORMS)" ]; then echo "No forms at $(FORMS): nothing to score. Name a folder with QINGZHUANG_FORMS=DIR."; \
	 else $(BIN)/python scripts/score.py "$(FORMS)" "$(ANSWERS)"; fi

fmt: setup-test ## format, and mend what ruff can mend
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

messages: setup-test ## gather new messages into the catalogues, and compile them
	$(BIN)/python -m qingzhuang.site.kit.messages extract
	$(BIN)/python -m qingzhuang.site.kit.messages compile

screenshots: setup-test ## draw docs/images from the running product
	$(BIN)/python scripts/screenshots.py

lock: setup-test ## work requirements/*.txt out of pyproject.toml again
	PYTHON=$(BIN)/python bash scripts/lock.sh $(UPGRADE)

clean: ## remove all that the targets made: environment, caches, database, browser libraries
	rm -rf .venv var build dist node_modules qingzhuang/seal/offline/lib .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -prune -exec rm -rf {} +
	find qingzhuang -name '*.mo' -delete
