# Each of these sets up what the machine lacks (packaging/set_up.py) and then does its work.
# `make test ARGS="-k queue"` hands words on; `make PYTHON=python3.12 run` takes another interpreter.
PYTHON ?= python3
SET_UP = $(PYTHON) packaging/set_up.py

.PHONY: run test check cover prove mutants bench faults security oidc shots gallery translations docs lock package hub-package package-test

run: ## the demo branch, in a window or headless
	@$(SET_UP) run $(ARGS)

# what looks for counterexamples looks half as often as it says: `prove` is there for looking long
test: export FOLLOWTHROUGH_EFFORT ?= 0.5
test: ## the whole test suite
	@$(SET_UP) test $(ARGS)

check: ## lint, format, types, who may import whom
	@$(SET_UP) check $(ARGS)

cover: export FOLLOWTHROUGH_EFFORT = 0.2
cover: export FOLLOWTHROUGH_REPEATABLE = 1
cover: ## every branch of app/domain is gone through by its own tests, or those that are not are listed
	@$(SET_UP) tools -m coverage run --data-file=out/coverage -m pytest -q -p no:xdist tests/app/domain $(ARGS)
	@$(SET_UP) tools -m coverage report --data-file=out/coverage

prove: export FOLLOWTHROUGH_EFFORT = 20
prove: ## the property tests with twenty times their examples, for half an hour
	@$(SET_UP) tools -m pytest -q -p no:xdist tests/app/domain $(ARGS)

mutants: ## changes the engine and the rules in small ways and tells which changes no test notices, for up to an hour
	@$(SET_UP) tools packaging/mutants.py $(ARGS)

bench: ## how long the things take that have a bar
	@$(SET_UP) test tests/bench -s -m "long or not long" $(ARGS)

faults: ## break things on purpose for an hour at most, going on where the run before ended
	@$(SET_UP) test tests/faults -m "long or not long" $(ARGS)

security: ## bandit over the code, pip-audit over the lock, schemathesis over every address of the hub, for some minutes
	@$(SET_UP) tools packaging/security.py $(ARGS)

oidc: ## sign in at a real provider, npm's oidc-provider, which is brought into out/ first
	npm install --silent --no-package-lock --no-audit --no-fund --prefix out/oidc-provider oidc-provider@8.8.1
	@$(SET_UP) test tests/together/test_real_provider.py -m long $(ARGS)

shots: ## pictures of every window, light and dark
	@$(SET_UP) tools main.py shots --out docs/images $(ARGS)

gallery: ## what `make shots` drew, smaller, as docs/screens.md
	@$(SET_UP) tools packaging/gallery.py docs/images $(ARGS)

translations: ## the catalogues in resources/translations anew; ARGS=--release compiles them for the program
	@$(SET_UP) tools packaging/translations.py $(ARGS)

docs: ## the papers and docs/ as a site in out/site, where every link leads somewhere
	@$(SET_UP) tools packaging/docs.py $(ARGS)

lock: ## requirements.lock anew; ARGS=--upgrade takes newer releases
	@$(SET_UP) lock $(ARGS)

package: ## the Linux program as .deb, .rpm and tarball, with their lists, in dist/; ARGS=--quick packs loosely
	@$(SET_UP) tools packaging/package.py $(ARGS)

hub-package: ## the hub by itself as a tarball with its lists, in dist/hub/; ARGS="--lock hub/statistics.lock" brings statistics
	@$(SET_UP) tools packaging/hub/image.py pack $(ARGS)

package-test: ## puts the .deb into a bare Debian, uses it, upgrades and removes it; needs root
	@$(SET_UP) tools packaging/desktop/smoke.py $(ARGS)
