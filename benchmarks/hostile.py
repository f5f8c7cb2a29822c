"""Puts a folder of hostile inputs through the real product and counts what became of each kind.

The folder holds `index.tsv` (file, kind, group, what, expect, code), `inputs.tar.xz`, and `make_trees.py` for rows
`tree:…`; rows `fault:…` are staged by `tests/hostile/faults.py`. Lessons, trials and pictures are built into one
site, documents are imported and their drafts built beside them, and Chromium opens every page with the site's
own policy switched off. Stricter than asked counts as passed and is listed.

    python benchmarks/hostile.py ../shared/hostile --json hostile.json
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import sys
import tempfile
import time
from collections import Counter
from dataclasses import asdict
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from harvester import pipeline
from harvester.drafting.batch import Batch
from harvester.emitters import EMITTERS
from harvester.settings import Settings
from tests.conftest import ARGUMENTS
from tests.hostile.faults import FAULTS, run
from tests.hostile.judges import (
    ANOTHER,
    Outcome,
    judge_document,
    judge_lesson,
    judge_picture,
    judge_tree,
    put,
)
from tests.hostile.pages import Visitor
from tests.hostile.seeds import Row, inputs, maker, rows, site_of
from tests.serving import served

LESSONS, DOCUMENTS = (
    ("md", "yml"),
    ("docx", "html", "xml", "pdf", "xlsx", "csv", "eml", "odt", "zip", "rtf", "txt"),
)


def main() -> None:
    """Run, print the table, and say with the exit code whether anything failed."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("folder", type=Path)
    asked.add_argument("--json", type=Path, dest="out")
    asked.add_argument("--no-browser", action="store_true", help="judge only, open no page")
    asked.add_argument("--only", default="", help="a regular expression of file names")
    options = asked.parse_args()
    chosen = [row for row in rows(options.folder) if re.search(options.only, row.file)]
    given = inputs(options.folder)
    with tempfile.TemporaryDirectory(prefix="hostile-") as made:
        folder = Path(made)
        alone, site = folder / "alone", site_of(folder / "site")
        (site / "lessons" / "2569" / "another.md").write_text(ANOTHER, encoding="utf-8")
        ready(put(alone, {}))
        trees = maker(options.folder) if any(row.kind == "tree" for row in chosen) else None
        outcomes = {}
        for row in chosen:
            told(row.file)
            outcome = outcomes[row] = Outcome()
            if row.kind in LESSONS:
                judge_lesson(row, outcome, given[row.file], alone, site)
            elif row.kind in DOCUMENTS:
                judge_document(row, outcome, given[row.file], site)
            elif row.kind == "img":
                judge_picture(row, outcome, given[row.file], alone, site)
            elif trees is not None and row.kind == "tree":
                judge_tree(row, outcome, trees, alone)
            elif row.kind == "fault":
                stage_fault(row, outcome, folder / "fault")
            if row.kind not in ("tree", "fault"):
                outcome.settle(row)
        visits = 0 if options.no_browser else crawl(outcomes, site)
    report(outcomes, visits, options.out)
    sys.exit(any(outcome.faults for outcome in outcomes.values()))


def ready(folder: Path) -> None:
    """What every lesson needs and none pays for: dictionary, templates, models."""
    settings = Settings(root=folder)
    library = pipeline.publishable(pipeline.checked(pipeline.load(settings)))
    list(pipeline.emit(library, settings, leave_out=set(EMITTERS) - {"lessons", "pictures"}))
    list(pipeline.import_document("เรื่อง นัดด้วยใจ".encode(), "a.txt", Batch()))


def told(what: str) -> None:
    """What is being done, on the side."""
    print(f"{time.strftime('%H:%M:%S')} {what}", file=sys.stderr, flush=True)


def stage_fault(row: Row, outcome: Outcome, folder: Path) -> None:
    """A fault staged for real; a name that nobody stages is a failure."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    try:
        FAULTS[row.file.removeprefix("fault:")](folder)
    except Exception as error:
        outcome.faults.append(f"{type(error).__name__}: {error}"[:600])


def crawl(outcomes: dict[Row, Outcome], site: Path) -> int:
    """Build the site of all inputs and open every page of it. Returns how many."""
    from playwright.sync_api import sync_playwright

    told("the site of all of them, in Chromium")
    everything = outcomes[Row("site", "site", "the site of all inputs", "SURVIVE")] = Outcome()
    built = run(site, "build", "-q", "--drafts")
    if built.returncode or "Traceback" in built.stderr:
        everything.faults.append(f"the build failed: {built.stderr[-600:]}")
        return 0
    finished = site / "site"
    pages = sorted(page.relative_to(finished).as_posix() for page in finished.rglob("*.html"))
    pages = [page for page in pages if not page.startswith("admin/")]
    owners = {}
    for row, outcome in outcomes.items():
        names = [row.stem] if row.kind in ("md", "img") else [f"{row.stem}-{n}" for n in range(5)]
        own = {f"lessons/{name}/index.html": outcome for name in names}
        owners |= own
        if row.kind == "md" and outcome.refused and own.keys() & set(pages):
            outcome.faults.append("refused, and yet a page of the site")
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    with served(finished) as address, sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=program, args=ARGUMENTS)
        context = opened.new_context(bypass_csp=True)
        visitor = Visitor(context, address)
        for page in pages:
            outcome = owners.get(page, everything)
            outcome.pages.append(page)
            outcome.faults += [f"{page}: {fault}" for fault in visitor.visit(page)[0]]
        opened.close()
    return len(pages)


def report(outcomes: dict[Row, Outcome], visits: int, out: Path | None) -> None:
    """The table, and the same as JSON."""
    total, passed = Counter[str](), Counter[str]()
    for row, outcome in outcomes.items():
        total[row.expect] += 1
        passed[row.expect] += not outcome.faults and not outcome.read_instead
    failed = {row: outcome for row, outcome in outcomes.items() if outcome.faults}
    print(f"{'expect':<10} {'passed':>6} {'total':>5}  failed")
    for expect in total:
        names = " ".join(row.file for row in failed if row.expect == expect)
        print(f"{expect:<10} {passed[expect]:>6} {total[expect]:>5}  {names}")
    stricter = {
        row.file: " ".join(outcome.rules) for row, outcome in outcomes.items() if outcome.stricter(row)
    }
    instead = {row.file: outcome.read_instead for row, outcome in outcomes.items() if outcome.read_instead}
    for title, listed in (
        ("stricter than asked (counted as passed)", stricter),
        ("read instead of refused (not counted as passed)", instead),
    ):
        print(f"\n{title}: {len(listed)}")
        print("".join(f"  {name}: {why}\n" for name, why in listed.items()), end="")
    print(f"\nfailed: {len(failed)}")
    print(
        "".join(
            f"  {row.file} ({row.what}): {one}\n" for row, outcome in failed.items() for one in outcome.faults
        )
    )
    print(f"pages opened in Chromium, policy off: {visits}")
    if out:
        told_of = [
            row._asdict() | asdict(one) | {"stricter": one.stricter(row)} for row, one in outcomes.items()
        ]
        counts = {expect: {"passed": passed[expect], "total": total[expect]} for expect in total}
        data = {"expect": counts, "pages": visits, "rows": told_of}
        out.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
