# Everything a newcomer or a machine runs. uv is used where it is installed, else fetched into .tools/.
UV := $(shell command -v uv 2>/dev/null || echo .tools/bin/uv)
RUN := $(UV) run --locked
WORKERS ?= 2# processes that the tests run in; each wants about 1 GB
FUZZ_SECONDS ?= 60
FUZZ_SEED ?= 1
FUZZ_WITH ?= --with atheris==3.0.0# empty where it has no build: a slower loop takes its place

.PHONY: sample test newest check unit format setup reference bench package faults fuzz help

help:            ## list the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/'

sample: setup    ## install, then read the bundled sample of contested reports
	$(RUN) counterclaim sample

test: check unit ## everything the project must pass: style, types, tests

check: setup
	$(RUN) ruff format --check .
	$(RUN) ruff check .
	$(RUN) mypy

unit: setup      ## the tests; those in a browser in a process of their own, since its driver leaves an event loop running
	$(RUN) pytest -n $(WORKERS) --dist loadfile --ignore=tests/browser
	$(RUN) pytest tests/browser

newest:          ## run the tests on the newest Python supported, where it is installed (needs uv)
	@if $(UV) python find --no-python-downloads 3.13 >/dev/null 2>&1; then \
		UV_PROJECT_ENVIRONMENT=.venv-newest $(UV) run --python 3.13 --locked pytest -n $(WORKERS) --dist loadfile --ignore=tests/browser; \
	else echo "Python 3.13 is not installed: skipped"; fi

format: setup    ## put the code into its house style
	$(RUN) ruff format .
	$(RUN) ruff check --fix .

reference: setup ## rewrite docs/reference/commands.md and docs/schema from the code
	$(RUN) python docs/make_reference.py

bench: setup     ## speed and memory over 1,000 generated reports (see docs/benchmarks.md)
	$(RUN) python -m benchmarks.generate 1000 out/generated
	$(RUN) python -m benchmarks speed --in out/generated

package:         ## build the wheel, install it into an empty environment, run it without network
	.ci/package out/dist

faults: setup    ## kill 1,000 writers and look at what they left; the log is out/faults.jsonl (about 10 minutes)
	$(RUN) python -m tests.faults 1000 --log out/faults.jsonl

fuzz: setup      ## fuzz extraction, furniture, times, figures and output: FUZZ_SECONDS each (60), seed FUZZ_SEED (1)
	@for target in article page furniture times figures output; do \
		echo "== $$target"; $(RUN) $(FUZZ_WITH) python -m tests.fuzz.guided $$target \
			--seconds $(FUZZ_SECONDS) --seed $(FUZZ_SEED) || exit 1; \
	done

setup: $(UV)     ## install the locked dependencies into .venv
	@$(UV) sync --locked --quiet

.tools/bin/uv:
	python3 -m venv .tools
	.tools/bin/pip install --quiet uv
