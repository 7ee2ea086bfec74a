# Everything a person types is `make run` or `make test`; the rest serves those who work on planqa.
PYTHON ?= python3
BIN := .venv/bin
ALONE := tests/page tests/serve
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet --constraint constraints.txt

.PHONY: run test setup check eval bench formats peers speed programs clean

run: .venv/.run
	@$(BIN)/python -m app

# What starts a server or a browser waits for it in seconds: those tests have the machine to themselves.
test: check programs
	@$(BIN)/python -m pytest --numprocesses 2 --dist loadfile $(addprefix --ignore=,$(ALONE))
	@$(BIN)/python -m pytest $(ALONE)
	@$(BIN)/python -m eval --baseline --ledger
	@$(BIN)/python -m eval --split extra

setup: .venv/.dev

check: .venv/.dev
	@$(BIN)/ruff format --check --quiet . && $(BIN)/ruff check --quiet . && $(BIN)/mypy

eval: .venv/.dev
	@$(BIN)/python -m eval --baseline --ledger --out results/latest

bench: .venv/.dev
	@$(BIN)/python -m eval.bench

formats: .venv/.dev programs
	@PYTHONPATH=tests/formats $(BIN)/python -m score

peers: .venv/.dev programs
	@$(PIP) --editable '.[peers]'
	@PYTHONPATH=tests/formats $(BIN)/python -m peers

speed: .venv/.dev programs
	@PYTHONPATH=tests/formats $(BIN)/python -m speed

# PyTorch first: its pinned version decides which build the rest is content with (see README).
.venv/.run: pyproject.toml constraints.txt
	@echo "正在准备运行环境（首次约几分钟）……"
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(PIP) torch
	@$(PIP) --editable .
	@touch $@

.venv/.dev: .venv/.run
	@$(PIP) --editable '.[dev]'
	@touch $@

# The browser tests drive Debian's Chromium, whose fonts draw Chinese in the screenshots; LibreOffice makes the test documents.
programs:
	@command -v chromium >/dev/null && command -v soffice >/dev/null || { apt-get update -qq && \
	apt-get install -y -qq chromium fonts-noto-cjk libreoffice-writer-nogui libreoffice-calc-nogui; }

clean:
	rm -rf .venv .planqa results
