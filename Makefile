# Each of these sets up what the machine lacks (packaging/set_up.py) and then does its work.
# `make test ARGS="-k queue"` hands words on; `make PYTHON=python3.12 run` takes another interpreter.
PYTHON ?= python3
SET_UP = $(PYTHON) packaging/set_up.py

.PHONY: run test check bench faults shots lock

run: ## the demo branch, in a window or headless
	@$(SET_UP) run $(ARGS)

test: ## the whole test suite
	@$(SET_UP) test $(ARGS)

check: ## lint, format, types, who may import whom
	@$(SET_UP) check $(ARGS)

bench: ## how long the things take that have a bar
	@$(SET_UP) test tests/bench -s -m "long or not long" $(ARGS)

faults: ## break things on purpose for minutes
	@$(SET_UP) test tests/faults -m "long or not long" $(ARGS)

shots: ## pictures of every window, light and dark
	@$(SET_UP) tools main.py shots --out docs/images $(ARGS)

lock: ## requirements.lock anew; ARGS=--upgrade takes newer releases
	@$(SET_UP) lock $(ARGS)
