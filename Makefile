VENV := .venv
BIN := $(VENV)/bin
PY ?= python3
STAMP := $(VENV)/.stamp

.DEFAULT_GOAL := help
.PHONY: help run test check bench evals learn teach lock clean

help: ## what can be made
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/'

# Not quiet on purpose: a first install by pip takes two minutes, and silence would look like a hang.
$(STAMP): requirements.lock pyproject.toml
	@if command -v uv >/dev/null 2>&1; then \
	  uv venv --clear --python '>=3.11,<3.14' $(VENV) && \
	  uv pip sync --python $(BIN)/python --compile-bytecode --require-hashes requirements.lock && \
	  uv pip install --python $(BIN)/python --no-deps --no-build-isolation -e .; \
	else \
	  $(PY) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' || \
	    { echo "Python 3.11 to 3.13 is needed and $(PY) is another: say which, for example make PY=python3.12 $(MAKECMDGOALS)"; exit 1; }; \
	  $(PY) -m venv --clear $(VENV) && \
	  $(BIN)/python -m pip install --disable-pip-version-check --no-deps --require-hashes -r requirements.lock && \
	  $(BIN)/python -m pip install --disable-pip-version-check --no-deps --no-build-isolation -e .; \
	fi
	@touch $@

run: $(STAMP) ## set everything up and open the app
	@$(BIN)/mentorprep

test: $(STAMP) ## set everything up and run the tests
	$(BIN)/python -m pytest -q -n auto --maxprocesses=4 --dist loadfile --no-loadscope-reorder

check: $(STAMP) ## lint, formatting, types, import directions
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(STAMP) ## speed, against raw Chroma in the same run
	$(BIN)/python -m evals.benchmark

evals: $(STAMP) ## quality of the search and the answers on the held-out questions
	$(BIN)/mentorprep eval

learn: $(STAMP) ## after notes have changed: their vectors, and what is learned from them (ARTICLES=DIR refits that part)
	$(BIN)/python -m evals.adapt
	$(BIN)/python -m knowledge.shipped
	$(BIN)/python -m evals.fit $(if $(ARTICLES),--corpus $(ARTICLES))

teach: $(STAMP) ## teach the readers anew, after notes were added or removed (fetches PyTorch; four hours on two cores)
	uv pip install --python $(BIN)/python torch
	$(BIN)/python -m evals.teach
	$(BIN)/python -m evals.teach --more --seed 1
	cp knowledge/reader.npz $(VENV)/earlier.npz
	$(BIN)/python -m evals.teach --more --seed 2
	$(BIN)/python -m evals.teach --average $(VENV)/earlier.npz
	cp knowledge/reader.npz $(VENV)/earlier.npz
	$(BIN)/python -m evals.teach --more --seed 3 --steps 1500
	$(BIN)/python -m evals.teach --average $(VENV)/earlier.npz $(VENV)/earlier.npz $(VENV)/earlier.npz
	cp knowledge/reader.npz $(VENV)/earlier.npz
	$(BIN)/python -m evals.teach --more --seed 4 --epochs 1 2 1
	$(BIN)/python -m evals.teach --average $(VENV)/earlier.npz
	$(BIN)/python -m evals.teach --more --marks --seed 6
	$(BIN)/python -m evals.teach --more --notes 766
	rm -f knowledge/answers.npz
	for seed in 11 12 13; do $(BIN)/python -m evals.teach --talks --seed $$seed --steps 600; done
	cp knowledge/answers.npz $(VENV)/course.npz
	$(BIN)/python -m evals.teach --talks --average knowledge/reader.npz $(VENV)/course.npz $(VENV)/course.npz
	$(BIN)/python -m evals.fit_concerns
	$(BIN)/python -m evals.teach_letters --epochs 10
	cp knowledge/letters.npz $(VENV)/master.npz
	$(BIN)/python -m evals.teach_letters --epochs 14 --master $(VENV)/master.npz
	for seed in 0 1 2; do $(BIN)/python -m evals.teach_turns --seed $$seed && cp knowledge/turns.npz $(VENV)/turns$$seed.npz; done
	$(BIN)/python -m evals.teach_turns --average $(VENV)/turns0.npz $(VENV)/turns1.npz
	$(BIN)/python -m evals.fit_letters
	$(BIN)/python -m evals.fit_turns
	$(BIN)/python -m evals.teach_subjects

lock: ## pin every package anew, by hash
	uv pip compile pyproject.toml --all-extras --group dev --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-emit-find-links --no-header --no-annotate -q -o requirements.lock

clean: ## forget the environment
	rm -rf $(VENV)
