# Kezek on one computer. `make help` lists what there is; needs Debian or Raspberry Pi OS with git, make and python3.

HALL_PACKAGES = python3-venv mosquitto espeak-ng libebur128-1
# libatomic1 is what playwright's own Node needs.
TEST_PACKAGES = $(HALL_PACKAGES) chromium libatomic1 tesseract-ocr tesseract-ocr-kaz tesseract-ocr-rus systemd faketime
PYTHON = .venv/bin/python
VOICE_BANK = $(or $(KEZEK_VOICE_BANK),$(or $(KEZEK_RUN_DIR),run)/voice)

.PHONY: help hall test whole booted piper check day campaign soak rules fuzz pictures contract lock clean
.DEFAULT_GOAL := help

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' Makefile | expand -t 18

hall: ## set up what is missing, and run the whole hall on this computer
	@setup/apt.sh $(HALL_PACKAGES)
	@setup/venv.sh run
	@$(PYTHON) -m audio.voice build --centre centre/borodulikha.toml --out "$(VOICE_BANK)"
	@exec $(PYTHON) -m simulator

test: ready ## set up what is missing, and run all tests
	@$(PYTHON) -m pytest --numprocesses 3 --dist worksteal

whole: ready ## the tests that drive a whole hall from outside (part of test)
	@$(PYTHON) -m pytest tests/whole

booted: ## boot all daemons under their units in a container (as root, with a network, some minutes; not part of test)
	@setup/booted.sh

piper: ready ## the real Piper makes clips, with an English voice (a large download the first time; not part of test)
	@setup/piper.sh

check: ## style, types, import directions, dead code
	@setup/apt.sh python3-venv
	@setup/venv.sh dev
	@$(PYTHON) -m ruff check
	@$(PYTHON) -m ruff format --check
	@$(PYTHON) -m mypy
	@.venv/bin/lint-imports
	@$(PYTHON) -m vulture

day: ready ## one scripted day in a real hall, in about a minute: what is done, shown, said and written down
	@$(PYTHON) -m audio.voice build --centre centre/borodulikha.toml --out "$(VOICE_BANK)"
	@$(PYTHON) bench/scripted_day.py --bank "$(VOICE_BANK)"

campaign: ready ## ten minutes of faults at random against a whole hall; MINUTES and SEED can be told
	@$(PYTHON) -m audio.voice build --centre bench/storm/centre.toml --out "$(VOICE_BANK)"
	@$(PYTHON) bench/campaign.py --minutes $(or $(MINUTES),10) $(if $(SEED),--seed $(SEED)) --bank "$(VOICE_BANK)"

soak: ready ## a hall pressed every two seconds for an hour, and what memory, threads and files did; MINUTES can be told
	@$(PYTHON) -m audio.voice build --centre centre/borodulikha.toml --out "$(VOICE_BANK)"
	@$(PYTHON) bench/soak.py --minutes $(or $(MINUTES),60) --bank "$(VOICE_BANK)"

rules: ready ## the hall's rules under 2,000 random histories, with fresh chance
	@KEZEK_RULES_EXAMPLES=$(or $(EXAMPLES),2000) $(PYTHON) -m pytest --timeout 0 tests/dispatcher/test_hall_properties.py

fuzz: ready ## the fuzz tests with fresh chance, for an hour; MINUTES can be told
	@$(PYTHON) bench/fuzz.py --minutes $(or $(MINUTES),60)

pictures: ready ## make docs/pictures anew: all tickets (each in run/pictures), a hall that is driven, a simulated day
	@$(PYTHON) -m printer.sheet --out run/pictures --sheet docs/pictures/tickets.png
	@$(PYTHON) -m audio.voice build --centre centre/borodulikha.toml --out "$(VOICE_BANK)"
	@$(PYTHON) -m simulator.pictures --bank "$(VOICE_BANK)"
	@$(PYTHON) -m display.sheet --sheets docs/pictures
	@PYTHONPATH=tests/support $(PYTHON) tests/support/console_sheet.py --out run/pictures/console
	@$(PYTHON) bench/day.py --days 1 --seed 4 --picture docs/pictures/day.png

contract: ready ## make docs/mqtt.md and docs/faults.md anew from the code
	@$(PYTHON) -m mqtt_bridge contract --out docs/mqtt.md
	@$(PYTHON) -m mqtt_bridge faults --out docs/faults.md

lock: ## choose the newest allowed Python packages, and lock them with hashes (needs uv)
	@setup/lock.sh

clean: ## remove what was made here: .venv, the hall's folder, caches
	@rm -rf .venv .piper run build kezek.egg-info .mypy_cache .ruff_cache .import_linter_cache .hypothesis tests/npos/node_modules
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

.PHONY: ready
ready:
	@setup/apt.sh $(TEST_PACKAGES)
	@setup/venv.sh dev
	@setup/npm.sh
