# Two commands on a fresh machine: `make site` and `make test`. Both install what they need, and work
# offline the second time. The same without make: see README, "ติดตั้งเอง".
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready
TOOLS := .venv/.ready-for-tests
# Modules and templates stay as compiled: where this is set, every start would compile them again.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: site test check lint bench fuzz mutants lock generated licences sbom plan clean pictures

site: $(READY)
	$(BIN)/harvester build

test: $(READY) $(TOOLS) lint
	$(BIN)/python -m pytest -n 3 --dist loadfile --no-loadscope-reorder

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/zizmor --offline --no-progress --quiet .github

check: $(READY)
	$(BIN)/harvester check lessons

bench: $(READY)
	$(BIN)/uv pip install --quiet --require-hashes -r benchmarks/requirements.lock
	@ls benchmarks/*.py | sed 's/^/  $(subst /,\/,$(BIN))\/python /'

# A sample of one-token mutants against a room's own tests: `make mutants ROOM=thai`.
mutants: $(READY)
	$(BIN)/uv pip install --quiet --require-hashes -r benchmarks/requirements.lock
	$(BIN)/python benchmarks/mutants.py $(ROOM)

# All doors with bytes of strangers, in turns, for so many minutes of the clock; the table at the end is of all runs so far.
MINUTES ?= 15
fuzz: $(READY)
	$(BIN)/python -m fuzz --minutes $(MINUTES)

# Made again only when the dependencies change.
$(READY): requirements.lock pyproject.toml tools/debian-packages
	sh tools/debian-packages site
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $(READY)

# What only the tests need besides: a browser, readers of PDF and EPUB, LibreOffice, tesseract.
$(TOOLS): $(READY) tools/debian-packages
	sh tools/debian-packages test
	touch $(TOOLS)

lock:
	$(BIN)/uv pip compile pyproject.toml --extra dev --universal --generate-hashes --no-emit-index-url --quiet --custom-compile-command "make lock" -o requirements.lock
	$(BIN)/uv pip compile pyproject.toml --extra dev --extra bench --constraint requirements.lock --universal --generate-hashes --no-emit-index-url --quiet --custom-compile-command "make lock" -o benchmarks/requirements.lock

# Everything committed that is made from tables of the program. CI makes it and fails when git sees a change.
generated: $(READY)
	$(BIN)/harvester schema --for json --for editor --for docs --for issue-form --for owners --for workflows --out .
	$(BIN)/harvester rules --markdown > docs/rules.md

# What is under which licence, and what is inside, as CycloneDX.
licences: $(READY)
	$(BIN)/python tools/licences.py > docs/licences.md

sbom: $(READY)
	$(BIN)/cyclonedx-py environment --output-reproducible --output-format JSON --output-file sbom.cdx.json $(BIN)/python

# The guides' pictures, taken from the running product by following the guides.
pictures: $(READY) $(TOOLS)
	$(BIN)/python -m tools.guides

clean:
	rm -rf site .cache .pytest_cache .mypy_cache .ruff_cache

# The sizes of the rooms in docs/architecture.md; rounded, and not part of `generated`, since every change moves them.
plan: $(READY)
	$(BIN)/python tools/rooms.py
