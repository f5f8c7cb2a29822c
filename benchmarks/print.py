"""Sets books of 50 and 500 lessons beside Chromium's print and mkdocs-print-site on the same lessons.

For each: CPU seconds, peak memory, pages, bytes, share of two-word phrases of the sources that the text layer
holds (poppler), and whether the contents name pages. Needs ../shared/data/thaigov, Chromium and poppler-utils.

    python benchmarks/print.py 50 500
"""

from __future__ import annotations

import base64
import json
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path
from typing import Any

from lessons_at_scale import make

from harvester import pipeline
from harvester.model import Collection, Library
from harvester.printing import FORMS, Job, Press, glyphs, joining
from harvester.printing.collections import whole_words
from harvester.settings import Settings
from harvester.thai.dates import ThaiDate
from harvester.thai.engine import newmm

CHROMIUM = shutil.which("chromium") or "chromium"
SAMPLE = 300
PRINT_SITE = """\
site_name: {name}
docs_dir: lessons
theme: {{name: material, language: th, font: false}}
plugins: [search, print-site]
"""


def ours(folder: Path, target: Path) -> dict[str, Any]:
    """The booklet on A4, set in a process of its own."""
    command = [sys.executable, __file__, "--set", str(folder), str(target)]
    return json.loads(subprocess.run(command, check=True, capture_output=True).stdout.splitlines()[-1])


def set_book(folder: Path, target: Path) -> None:
    """Set one book and print its figures; reading the lessons is not counted, everything after it is."""
    settings, library, book = _book(folder)
    before, start = _cpu(), time.monotonic()
    with Press(whole_words(library)) as press:
        made = FORMS["booklet"].make(Job(library, book, library.lessons, settings, _day()), press)
    target.write_bytes(made.content)
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    figures = {"cpu_s": round(_cpu() - before, 1), "wall_s": round(time.monotonic() - start, 1)}
    print(json.dumps(figures | {"peak_mb": peak // 1024}))


def chromium(folder: Path, target: Path, page: Path | None = None) -> dict[str, Any]:
    """Chromium's print of our own page of the same book, or of the page that is given."""
    if page is None:
        page = target.with_suffix(".html")
        page.write_text(_as_a_file(folder), encoding="utf-8")
    command = [
        CHROMIUM,
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--no-zygote",  # its processes are waited for, and so counted
        "--no-pdf-header-footer",
        "--timeout=600000",
    ]
    return _timed([*command, f"--print-to-pdf={target}", page.as_uri()], folder)


def print_site(folder: Path, target: Path) -> dict[str, Any]:
    """mkdocs-print-site's page of the lessons, printed by Chromium; building the site is counted."""
    site = folder.parent / "print-site"
    shutil.copytree(folder / "lessons", site / "lessons", ignore=shutil.ignore_patterns("vocabulary"))
    (site / "lessons" / "index.md").write_text("# print-site\n", encoding="utf-8")
    (site / "mkdocs.yml").write_text(PRINT_SITE.format(name="print-site"), encoding="utf-8")
    built = _timed([sys.executable, "-m", "mkdocs", "build", "-q"], site)
    page = site / "site" / "print_page" / "index.html"
    printed = chromium(site, target, page)
    return {
        "cpu_s": round(built["cpu_s"] + printed["cpu_s"], 1),
        "wall_s": round(built["wall_s"] + printed["wall_s"], 1),
        "peak_mb": max(built["peak_mb"], printed["peak_mb"]),
    }


def judged(target: Path, wanted: list[str]) -> dict[str, Any]:
    """What can be read off the file itself."""
    text = subprocess.run(
        ["pdftotext", "-raw", str(target), "-"], capture_output=True, check=True
    ).stdout.decode()
    info = subprocess.run(["pdfinfo", str(target)], capture_output=True, check=True).stdout.decode()
    pages = re.search(r"Pages:\s+(\d+)", info)
    squeezed = re.sub(r"\s+", "", text)
    found = sum(phrase in squeezed for phrase in wanted)
    return {
        "pages": int(pages[1]) if pages else 0,
        "mb": round(target.stat().st_size / 1e6, 2),
        "phrases": f"{found}/{len(wanted)}",
        "contents_with_numbers": len(re.findall(r"(?m)^.*\D\s\d+$", _contents(text))) > 5,
    }


def _contents(text: str) -> str:
    """The first page that is called contents, as text."""
    return next((page for page in text.split("\f") if page.lstrip().startswith("สารบัญ")), "")


def phrases(library: Library) -> list[str]:
    """Every n-th pair of neighbouring words of summaries and steps."""
    pairs: list[str] = []
    for lesson in library.lessons:
        for text in (lesson.summary, *(step.text for one in lesson.techniques for step in one.steps)):
            words = [word for word in newmm(text.split("\n")[0]) if re.fullmatch("[\u0e01-\u0e4e]+", word)]
            pairs += [a + b for a, b in pairwise(words) if a + b in re.sub(r"\s", "", text)]
    return pairs[:: max(1, len(pairs) // SAMPLE)][:SAMPLE]


def _book(folder: Path) -> tuple[Settings, Library, Collection]:
    settings = Settings(root=folder, url="https://botrian.example/")
    library = pipeline.load(settings)
    book = Collection(
        id="bench", title="เล่มวัดผล", path="bench", summary="บทเรียนจำนวนมาก", edition="1", order="place",
        ids=tuple(lesson.id for lesson in library.lessons),
    )  # fmt: skip
    return settings, library, book


def _as_a_file(folder: Path) -> str:
    """Our page with its faces and codes inside, as any browser can open it."""
    settings, library, book = _book(folder)
    seen: list[tuple[str, dict[str, bytes]]] = []
    joining.pikepdf = None  # the whole book as one page

    class Listening(Press):
        def set(self, page: str, pictures: Any = None) -> Any:
            seen.append((page, dict(pictures or {})))
            raise InterruptedError

    try:
        FORMS["booklet"].make(Job(library, book, library.lessons, settings, _day()), Listening())
    except InterruptedError:
        page, shown = seen[0]
    shown |= {f"print:fonts/{name}": glyphs.face(name) for name in (*glyphs.TEXT_FACES, glyphs.MARKS)}
    for name, content in shown.items():
        kind = "font/ttf" if name.endswith("ttf") else "image/png"
        page = page.replace(name, f"data:{kind};base64,{base64.b64encode(content).decode()}")
    return page


def _timed(command: list[str], folder: Path) -> dict[str, Any]:
    start = time.monotonic()
    environment = os.environ | {"DISABLE_MKDOCS_2_WARNING": "true"}
    process = subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    message = process.stderr.read() if process.stderr else b""
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(message.decode("utf-8", "replace")[-2000:])
    return {
        "cpu_s": round(usage.ru_utime + usage.ru_stime, 1),
        "wall_s": round(time.monotonic() - start, 1),
        "peak_mb": usage.ru_maxrss // 1024,
    }


def _cpu() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def _day() -> ThaiDate:
    return ThaiDate(2026, 11, 20)


WAYS = {"ours": ours, "chromium, our page": chromium, "mkdocs-print-site": print_site}


def main() -> None:
    for number in map(int, sys.argv[1:] or ["50", "500"]):
        with tempfile.TemporaryDirectory() as scratch:
            folder = make(Path(scratch) / "site", number)
            _, library, _ = _book(folder)
            wanted = phrases(library)
            for name, way in WAYS.items():
                target = Path(scratch) / f"{name.split(',')[0]}.pdf"
                figures = way(folder, target) | judged(target, wanted)
                told = "  ".join(f"{key} {value}" for key, value in figures.items())
                print(f"N={number:>4} {name:<20} {told}", flush=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--set"]:
        set_book(Path(sys.argv[2]), Path(sys.argv[3]))
    else:
        main()
