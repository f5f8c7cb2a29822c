"""The reader's page on a small phone: every kind of page of a built site, measured in real browsers.

    python benchmarks/reader.py [--site site] [--parts links,lines,load,sheets,axe,journeys,lighthouse] [--runs 5] [--json OUT]

`links` follows every address at the root, under a sub-path and from a disk. `lines` counts line ends inside words in
Chromium and Firefox, those of search results too. `load` gives layout shift, largest paint, requests and bytes of a first visit at 360 px with the
processor slowed six times and 1.6 Mbit/s. `sheets` counts the sheets of A4 that Ctrl+P makes. `axe` tells what axe finds at 360 px, light and dark. `journeys` walks from home
to a technique and its caution, by the pages' own clock and by the driver's. `lighthouse` is that of npm, medians of so many runs. Of each kind the largest page is
taken; `load` and `sheets` also tell the worst.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import zipfile
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(Path(__file__).parent), str(ROOT)]

from playwright.sync_api import Browser, sync_playwright
from slow_phone import Packed, journeys, slowed

from harvester import offline
from tests.conftest import ARGUMENTS, browser_program
from tests.firefox import Firefox, firefox_program
from tests.serving import served
from tests.site import crawl, line_ends

LIGHTHOUSE = "12.8.2"
KEPT = ROOT / ".cache" / "benchmarks"
_KIND = re.compile(r"page page--(\w+)")
SCROLL = """async () => { const pause = (ms) => new Promise((go) => setTimeout(go, ms));
  for (let at = 0; at < document.documentElement.scrollHeight; at += 1600) { scrollTo(0, at); await pause(30); }
  await document.fonts.ready; await pause(300); return seen; }"""


def kinds(site: Path) -> dict[str, str]:
    """Of each kind of page the address of the largest one."""
    largest: dict[str, tuple[int, str]] = {}
    for file in sorted(site.rglob("*.html")):
        text = file.read_text(encoding="utf-8")
        if found := _KIND.search(text):
            path = file.relative_to(site).as_posix().removesuffix("index.html")
            largest[found[1]] = max(largest.get(found[1], (0, "")), (len(text), path))
    return {kind: path for kind, (_, path) in sorted(largest.items()) if kind != "redirect"}


def links(site: Path) -> dict[str, Any]:
    """Dead addresses: of the site at the root, under a sub-path, of the copy on a disk."""
    with tempfile.TemporaryDirectory() as folder:
        offline.write_zip(site, Path(folder) / "copy.zip")
        with zipfile.ZipFile(Path(folder) / "copy.zip") as copy:
            copy.extractall(folder)
        disk = list(crawl.dead(Path(folder) / "copy", f"{(Path(folder) / 'copy').as_uri()}/", folders=False))
    return {
        "root": list(crawl.dead(site, "http://h/")),
        "sub-path": list(crawl.dead(site, "http://h/sub/path/")),
        "disk": disk,
        "feeds": list(crawl.dead_in_feeds(site, "https://example.org/")),
    }


def lines(site: Path, browser: Browser) -> dict[str, Any]:
    """Line ends seen and those inside words, by browser."""
    told: dict[str, Any] = {}
    with served(site, Packed) as at, contextlib.ExitStack() as stack:
        page = browser.new_page()
        eyes: dict[str, tuple[Any, Any, Any]] = {
            "chromium": (
                page.goto,
                page.evaluate,
                lambda w: page.set_viewport_size({"width": w, "height": 800}),
            )
        }
        if firefox_program():
            fox = stack.enter_context(Firefox())
            eyes["firefox"] = (fox.goto, fox.evaluate, fox.resize)
        for name, (goto, evaluate, resize) in eyes.items():
            ends, wrong = Counter[str](), []
            asked = {f"results of {one}": f"search/?q={quote(one)}" for one in line_ends.questions(site)}
            for kind, path in (kinds(site) | asked).items():
                resize(360)
                goto(at + path)
                if kind in asked:
                    evaluate(line_ends.ANSWERED)
                for width in (360, 412, 768):
                    resize(width)
                    blocks = evaluate(line_ends.SCRIPT)
                    ends["results" if kind in asked else "pages"] += sum(len(starts) for _, starts in blocks)
                    wrong += [f"{kind} {width}: {fault}" for fault in line_ends.faults(blocks)]
            told[name] = {"line ends": ends, "wrong": wrong}
        page.close()
    return told


def load(site: Path, browser: Browser) -> dict[str, Any]:
    """Shift, largest paint, requests and kilobytes of a first visit, by kind."""
    told = {}
    with served(site, Packed) as at:
        for kind, path in kinds(site).items():
            page, wire = slowed(browser)
            sizes: list[int] = []
            wire.on("Network.loadingFinished", lambda told, to=sizes: to.append(told["encodedDataLength"]))
            page.goto(at + path, wait_until="networkidle")
            seen = page.evaluate(SCROLL)
            told[kind] = {
                "page": path,
                "shift": round(seen["shift"], 4),
                "paint_ms": round(seen["paint"]),
                "requests": len(sizes),
                "kb": round(sum(sizes) / 1000),
            } | ({"moved": seen["moved"][:6]} if seen["shift"] > 0.005 else {})
            page.context.close()
    return told


def sheets(site: Path, browser: Browser) -> dict[str, int]:
    """Sheets of A4 that the browser prints: of every lesson, and of each kind's page."""
    from pypdf import PdfReader

    told = {}
    pages = {file.parent.name: f"lessons/{file.parent.name}/" for file in site.glob("lessons/*/index.html")}
    with served(site, Packed) as at:
        page = browser.new_page()
        for name, path in (kinds(site) | pages).items():
            if path == "404.html" or 'http-equiv="refresh"' in (site / path / "index.html").read_text(
                "utf-8"
            ):
                continue
            page.goto(at + path)
            told[name] = len(PdfReader(io.BytesIO(page.pdf(format="A4"))).pages)
        page.close()
    return told


def axe(site: Path, browser: Browser) -> list[str]:
    """Faults that axe finds, contrast of AAA and the size of targets among its rules."""
    from axe_playwright_python.sync_playwright import Axe

    rules = {"color-contrast-enhanced": {"enabled": True}, "target-size": {"enabled": True}}
    options = {
        "rules": rules,
        "resultTypes": ["violations"],
    }  # what is right is many times as much to hand over
    faults = []
    with served(site, Packed) as at:
        for theme in ("light", "dark"):
            page = browser.new_page(
                viewport={"width": 360, "height": 800}, color_scheme=theme, bypass_csp=True
            )
            for kind, path in kinds(site).items():
                page.goto(at + path)
                for fault in Axe().run(page, options=options).response["violations"]:
                    faults += [f"{kind} {theme}: {fault['id']} {one['html'][:120]}" for one in fault["nodes"]]
            page.close()
    return faults


def lighthouse(site: Path, runs: int, only: str) -> dict[str, Any]:
    """Scores of each kind of page: performance, accessibility, best practices, search engines; medians."""
    program = KEPT / "node_modules" / ".bin" / "lighthouse"
    if not program.exists():
        KEPT.mkdir(parents=True, exist_ok=True)
        install = [
            "npm",
            "install",
            "--silent",
            "--no-fund",
            "--prefix",
            str(KEPT),
            f"lighthouse@{LIGHTHOUSE}",
        ]
        subprocess.run(install, check=True, env=os.environ | {"PUPPETEER_SKIP_DOWNLOAD": "1"})
    told: dict[str, Any] = {}
    with served(site, Packed) as at:
        for kind, path in kinds(site).items():
            if only and kind not in only.split(","):
                continue
            found = [_lighthouse(program, at + path) for _ in range(runs)]
            scores = {name: statistics.median(one[0][name] for one in found) for name in found[0][0]}
            told[kind] = {"page": path, "scores": list(scores.values()), "lacks": found[0][1]}
            print(kind, told[kind], file=sys.stderr, flush=True)
    return told


def _lighthouse(program: Path, address: str) -> tuple[Mapping[str, float], list[str]]:
    flags = f"--headless=new {' '.join(ARGUMENTS)}"
    said = subprocess.run(
        [program, address, "--quiet", "--output=json", f"--chrome-flags={flags}"],
        env=os.environ | {"CHROME_PATH": browser_program() or "chromium"},
        capture_output=True,
        check=True,
    )
    report = json.loads(said.stdout)
    weighed = {
        ref["id"]
        for name, category in report["categories"].items()
        for ref in category["auditRefs"]
        if ref["weight"]
    }
    lacks = [
        f"{one['id']} {one.get('displayValue', '')}".strip()
        for one in report["audits"].values()
        if one["id"] in weighed and one["score"] is not None and one["score"] < 0.9
    ]
    return {name: round(one["score"] * 100) for name, one in report["categories"].items()}, lacks


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--site", type=Path, default=ROOT / "site")
    parser.add_argument("--parts", default="links,lines,load,sheets,axe,journeys,lighthouse")
    parser.add_argument("--only", default="", help="kinds for lighthouse, with commas")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--json", type=Path, default=None)
    chosen = parser.parse_args()
    if not chosen.site.is_dir():
        sys.exit("no site: harvester build")
    figures: dict[str, Any] = {}
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=browser_program(), args=ARGUMENTS)
        parts = {
            "links": lambda: links(chosen.site),
            "lines": lambda: lines(chosen.site, browser),
            "load": lambda: load(chosen.site, browser),
            "sheets": lambda: sheets(chosen.site, browser),
            "axe": lambda: axe(chosen.site, browser),
            "journeys": lambda: journeys(chosen.site, browser, chosen.runs),
            "lighthouse": lambda: lighthouse(chosen.site, chosen.runs, chosen.only),
        }
        for name in chosen.parts.split(","):
            figures[name] = parts[name]()
        browser.close()
    text = json.dumps(figures, ensure_ascii=False, indent=1)
    print(text)
    if chosen.json:
        chosen.json.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
