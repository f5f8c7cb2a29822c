"""Puts a folder of hostile inputs through the real product and counts what became of each kind.

The folder holds `index.tsv` (file, kind, group, what, expect, code), `inputs.tar.xz`, and `make_trees.py` for rows
`tree:…`; rows `fault:…` are staged by `tests/hostile/faults.py`. Lessons, trials and pictures are built into one
site, documents are imported and their drafts built beside them, and Chromium opens every page with the site's
own policy switched off. Stricter than asked counts as passed and is listed.

    python benchmarks/hostile.py ../shared/hostile --json hostile.json
"""

from __future__ import annotations

import argparse
import csv
import functools
import http.server
import importlib.util
import io
import json
import multiprocessing
import os
import re
import resource
import shutil
import subprocess
import sys
import tarfile
import tempfile
import threading
import time
import traceback
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from harvester import imports, pipeline
from harvester.drafting.batch import Batch
from harvester.emitters import EMITTERS
from harvester.model.diagnostics import Severity
from harvester.settings import Settings
from tests.hostile.faults import FAULTS, HARVESTER

CPU = 5
"""Seconds of processor that one lesson or document may take."""
LESSON, DOCUMENT, DATA = (
    {"md"},
    {"docx", "html", "xml", "pdf", "xlsx", "csv", "eml", "odt", "zip", "rtf", "txt"},
    {"yml"},
)
READ_INSTEAD = {
    "FMT002": "every value is text to this format: a number, a word or a list of one is read as what it says",
    "FMT003": "Thai keys are what facilitators write",
    "ENC003": "files of old Windows are read, told, and saved as UTF-8 by `check --fix`",
}
"""Codes of inputs that this format reads where another would refuse; listed apart, never counted as passed."""
FACTS = {"duplicate-title", "missing-picture", "unknown-heading"}
"""What the inputs' own wrappers bring and the case is not about."""
BROWSER = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-sync",
]
_WRAPPER_ID = re.compile(rb"^id: LL-\d+\r?\n", re.MULTILINE)
_FENCE = re.compile(rb"(?<![^\xbf])---(\r\n|\r|\n)")
_THAI = re.compile(r"[ก-๙]")
TOUCH = """() => {
  const ran = window.__PWN === 1, main = document.querySelector('article, main');
  const hidden = !main || getComputedStyle(document.body).display === 'none' || main.innerText.trim().length < 20;
  const middle = document.elementFromPoint(innerWidth / 2, innerHeight / 2);
  const covered = !!middle && middle.tagName === 'A' && getComputedStyle(middle).position === 'fixed';
  document.querySelectorAll('article *').forEach(element => {
    for (const name of ['mouseover', 'mouseenter', 'focus', 'pointerenter', 'toggle', 'error', 'animationstart'])
      element.dispatchEvent(new Event(name, {bubbles: false}));
    const address = element.getAttribute('href') || element.getAttribute('xlink:href') || '';
    if (!element.closest('a, form, button, summary, label') && element.click) element.click();
    else if (/^\\s*(java|data|vb)/i.test(address)) element.click();
  });
  return {ran, hidden, covered};
}"""


@dataclass(slots=True)
class Row:
    """One input, and what became of it."""

    file: str
    kind: str
    what: str
    expect: str
    code: str
    refused: bool = False
    warned: bool = False
    cpu: float = 0.0
    rules: list[str] = field(default_factory=list)
    pages: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    read_instead: str = ""

    @property
    def stem(self) -> str:
        """A lesson id for it."""
        return re.sub(r"[^a-z0-9]+", "-", Path(self.file).stem.lower()).strip("-")

    def settle(self) -> None:
        """What was asked and did not come about, as faults."""
        if self.kind in ("tree", "fault"):
            return
        if self.expect == "REJECT" and not self.refused:
            if self.code in READ_INSTEAD:
                self.read_instead = READ_INSTEAD[self.code]
            else:
                self.faults.append("not refused")
        if self.expect == "ACCEPT" and self.refused:
            self.faults.append(f"a benign input was refused: {' '.join(self.rules)}")
        if self.expect == "WARN" and not (self.warned or self.refused):
            self.faults.append("no warning")
        if self.expect == "NORMALISE" and self.refused:
            self.faults.append(f"refused where a canonical form was asked: {' '.join(self.rules)}")

    @property
    def stricter(self) -> bool:
        """Refused where it might have been built."""
        return self.refused and not self.faults and self.expect in ("SANITISE", "WARN")


def main() -> None:
    """Run, print the table, and say with the exit code whether anything failed."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("folder", type=Path)
    asked.add_argument("--json", type=Path, dest="out")
    asked.add_argument("--no-browser", action="store_true", help="judge only, open no page")
    asked.add_argument("--only", default="", help="a regular expression of file names")
    options = asked.parse_args()
    rows = [row for row in read_index(options.folder) if re.search(options.only, row.file)]
    inputs = read_inputs(options.folder)
    with tempfile.TemporaryDirectory(prefix="hostile-") as made:
        folder = Path(made)
        ready(alone(folder / "alone", {}))
        site = prepared(folder / "site")
        told(f"{sum(row.kind in LESSON | DATA for row in rows)} lessons and data")
        for row in rows:
            if row.kind in LESSON | DATA:
                judge_lesson(row, inputs[row.file], folder / "alone", site)
        told("documents")
        for row in rows:
            if row.kind in DOCUMENT:
                judge_document(row, inputs[row.file], site)
            elif row.kind == "img":
                judge_picture(row, inputs[row.file], folder / "alone", site)
        told("trees")
        trees = maker(options.folder) if any(row.kind == "tree" for row in rows) else None
        for row in rows:
            if row.kind == "tree":
                judge_tree(row, trees, folder / "alone")
        told("faults")
        for row in rows:
            if row.kind == "fault":
                stage_fault(row, folder / "fault")
        visited = 0
        if not options.no_browser:
            told("the site of all of them, in Chromium")
            visited = crawl(rows, site)
        for row in rows:
            row.settle()
    report(rows, visited, options.out)
    sys.exit(any(row.faults for row in rows))


def ready(folder: Path) -> None:
    """What every lesson needs and none pays for: dictionary, templates, models."""
    settings = Settings(root=folder)
    library = pipeline.publishable(pipeline.judged(pipeline.load(settings)))
    list(pipeline.emit(library, settings, leave_out=set(EMITTERS) - {"lessons", "pictures"}))
    list(imports.import_document("เรื่อง นัดด้วยใจ".encode(), "a.txt", Batch()))


def told(what: str) -> None:
    """What is being done, on the side."""
    print(f"{time.strftime('%H:%M:%S')} {what}", file=sys.stderr, flush=True)


def read_index(folder: Path) -> list[Row]:
    """The rows of `index.tsv`."""
    with (folder / "index.tsv").open(encoding="utf-8") as stream:
        return [
            Row(one["file"], one["kind"], one["what"], one["expect"], one.get("code") or "")
            for one in csv.DictReader(stream, delimiter="\t")
        ]


def read_inputs(folder: Path) -> dict[str, bytes]:
    """File of the index to its bytes; from the archive, or from the folder itself where there is none."""
    archive = folder / "inputs.tar.xz"
    if not archive.is_file():
        return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    with tarfile.open(archive) as opened:
        members = (member for member in opened if member.isfile())
        return {one.name.removeprefix("./"): opened.extractfile(one).read() for one in members}  # type: ignore[union-attr]


def prepared(folder: Path) -> Path:
    """An empty site; its lessons are filled by the judges."""
    (folder / "lessons" / "2569").mkdir(parents=True)
    nav = [line for line in (ROOT / "mkdocs.yml").read_text("utf-8").splitlines() if "pages/" not in line]
    (folder / "mkdocs.yml").write_text("\n".join(nav) + "\n", encoding="utf-8")
    (folder / "pyproject.toml").write_text("[tool.harvester]\nprints = false\n", encoding="utf-8")
    (folder / "lessons" / "2569" / "another.md").write_text(ANOTHER, encoding="utf-8")
    return folder


ANOTHER = "---\ntitle: เรื่องอื่น\nstatus: published\n---\n\n## บริบท\n\nเล่าเรื่องที่ไม่มีอะไรผิด\n"


def lesson_of(raw: bytes) -> bytes:
    """The input as a published lesson: the generic `id` of its wrapper gives way to the file's name."""
    return _FENCE.sub(rb"---\1status: published\1", _WRAPPER_ID.sub(b"", raw, count=1), count=1)


def alone(folder: Path, files: Mapping[str, bytes]) -> Path:
    """A library of its own: one input and a lesson that must not suffer from it."""
    shutil.rmtree(folder, ignore_errors=True)
    for path, content in {"2569/another.md": ANOTHER.encode(), **files}.items():
        (folder / "lessons" / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / "lessons" / path).write_bytes(content)
    return folder


@dataclass
class Answer:
    """What the product says of a library of one input."""

    found: list[tuple[str, str, str, str, int, int]] = field(default_factory=list)
    """(rule, severity, message, hint, line, column) of the input's file."""
    shown: set[str] = field(default_factory=set)
    pictures: set[str] = field(default_factory=set)
    written: dict[str, bytes] = field(default_factory=dict)
    cpu: float = 0.0
    fault: str = ""


def asked_of(folder: Path, path: str, emitters: tuple[str, ...] = ("lessons",)) -> Answer:
    """Judge and render the library in a child, so that a limit, a death or a traceback is seen from outside."""
    ours, theirs = multiprocessing.get_context("fork").Pipe(duplex=False)
    child = multiprocessing.get_context("fork").Process(target=_answer, args=(folder, path, emitters, theirs))
    child.start()
    theirs.close()
    try:
        answer: Answer = ours.recv() if ours.poll(CPU * 60) else Answer(fault="hangs")
    except EOFError:
        answer = Answer(fault=f"died or took more than {CPU} CPU seconds")
    child.join(1)
    if child.is_alive():
        child.kill()
    return answer


def _answer(folder: Path, path: str, emitters: tuple[str, ...], pipe: Any) -> None:
    before = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
    resource.setrlimit(resource.RLIMIT_CPU, (int(before) + CPU + 1,) * 2)
    try:
        settings = Settings(root=folder, drafts=True)
        library = pipeline.judged(pipeline.load(settings))
        shown = pipeline.publishable(library, drafts=True)
        rest = set(EMITTERS) - set(emitters)
        written = {one.path: one.content for one in pipeline.emit(shown, settings, leave_out=rest)}
        answer = Answer(
            [
                (one.rule, one.severity.name, one.message, one.hint, one.place.line, one.place.column)
                for one in library.diagnostics
                if not path or one.place.path == path
            ],
            {str(lesson.id) for lesson in shown.lessons}
            | {f"{trial.lesson}/{trial.slug}" for trial in shown.trials}
            | {one.id for one in shown.collections},
            set(library.pictures),
            written,
        )
    except Exception:
        answer = Answer(fault=f"traceback: {traceback.format_exc(limit=-2)[-600:]}")
    answer.cpu = sum(resource.getrusage(resource.RUSAGE_SELF)[:2]) - before
    pipe.send(answer)
    pipe.close()


def judge_lesson(row: Row, raw: bytes, folder: Path, site: Path) -> None:
    """A lesson, or data beside the lessons (its path in the lessons folder is the one in the index)."""
    path = f"2569/{row.stem}.md" if row.kind in LESSON else row.file.removeprefix("yml/")
    content = lesson_of(raw) if row.kind in LESSON else raw
    name = row.stem if row.kind in LESSON else path.removeprefix("trials/").removeprefix("collections/")[:-4]
    answer = asked_of(alone(folder, {path: content}), path)
    take(row, answer)
    row.refused = any(severity == "ERROR" for _, severity, *_ in answer.found) or (
        not answer.found and not answer.shown & {name}
    )
    if row.refused and name in answer.shown:
        row.faults.append("an error, and published all the same")
    if not row.refused and name not in answer.shown and path.split("/")[0] != "vocabulary":
        row.faults.append("neither refused nor shown")
    if "another" not in answer.shown and not answer.fault:
        row.faults.append("kept another lesson from the site")
    (site / "lessons" / path).parent.mkdir(parents=True, exist_ok=True)
    (site / "lessons" / path).write_bytes(content)


def take(row: Row, answer: Answer) -> None:
    """What was said, with what a refusal must hold."""
    row.cpu = round(answer.cpu, 2)
    row.rules = sorted({rule for rule, *_ in answer.found})
    row.warned = any(rule not in FACTS for rule, severity, *_ in answer.found if severity != "INFO")
    if answer.fault:
        row.faults.append(answer.fault)
    if answer.cpu > CPU:
        row.faults.append(f"took {answer.cpu:.1f} CPU seconds")
    for rule, severity, message, hint, line, column in answer.found:
        if severity == "ERROR" and not (
            rule and _THAI.search(message) and _THAI.search(hint) and line > 0 and column > 0
        ):
            row.faults.append(f"{rule} lacks its place, Thai message or hint")


def judge_document(row: Row, raw: bytes, site: Path) -> None:
    """A document is imported as a user would; its drafts go to the site."""
    before = children()
    try:
        outcomes = list(imports.import_document(raw, Path(row.file).name, Batch()))
    except Exception:
        row.faults.append(f"traceback: {traceback.format_exc(limit=-2)[-600:]}")
        return
    row.cpu = round(children() - before, 2)
    drafts = [draft for outcome in outcomes for draft in outcome.drafts]
    refusals = [outcome.refused for outcome in outcomes if outcome.refused]
    row.refused = not drafts
    row.rules = sorted({one.rule for one in refusals} | {f.rule for draft in drafts for f in draft.findings})
    row.warned = bool(refusals) or any(
        f.severity is not Severity.INFO for draft in drafts for f in draft.findings
    )
    row.warned = row.warned or any(draft.privacy for draft in drafts)
    for one in refusals:
        if not (one.rule and _THAI.search(one.message) and (_THAI.search(one.hint) or one.rule == "already")):
            row.faults.append(f"{one.rule} lacks its Thai message or hint")
        if one.rule == "broken-document" and re.search(
            r"\((?!โปรแกรม)\w*(Error|Exception)\w*|\(error\)", one.message
        ):
            row.faults.append(f"a fault of ours told as the document's: {one.message}")
    if row.expect == "LIMIT" and row.cpu > CPU + 1:
        row.faults.append(f"took {row.cpu} CPU seconds")
    from harvester.drafting.writer import markdown

    for number, draft in enumerate(drafts[:5]):
        file = site / "lessons" / "drafts" / f"{row.stem}-{number}.md"
        file.parent.mkdir(exist_ok=True)
        file.write_text(markdown(draft), encoding="utf-8")


def children() -> float:
    """CPU seconds of the children that have ended."""
    return sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2])


def judge_picture(row: Row, raw: bytes, folder: Path, site: Path) -> None:
    """A picture beside a lesson that shows it."""
    name = f"{row.stem}{Path(row.file).suffix}"
    text = f"---\ntitle: ภาพ {row.stem}\nstatus: published\n---\n\n## บริบท\n\nเล่าด้วยภาพ\n\n![ภาพ]({name})\n"
    files = {f"2569/{name}": raw, f"2569/{row.stem}.md": text.encode()}
    answer = asked_of(alone(folder, files), f"2569/{name}", ("lessons", "pictures"))
    take(row, answer)
    published = {path: content for path, content in answer.written.items() if "/pictures/" in path}
    row.refused = not published
    if row.refused and not answer.found:
        row.faults.append("left out without a word")
    for content in published.values():
        if leak := traces_of(content):
            row.faults.append(f"published with {leak}")
    for path, content in files.items():
        (site / "lessons" / path).write_bytes(content)


def traces_of(content: bytes) -> str:
    """What a published picture still tells besides the picture; '' when nothing."""
    from PIL import Image

    with Image.open(io.BytesIO(content)) as picture:
        exif = picture.getexif()
        if exif.get_ifd(0x8825) or any(tag != 0x0112 for tag in exif):
            return "EXIF"
        told = {"comment", "xmp", "XML:com.adobe.xmp", "photoshop", "exif"} & set(picture.info)
    if told:
        return ", ".join(sorted(told))
    for mark in (b"Exif\0\0", b"http://ns.adobe.com/xap", b"TRACE", b"GPSLatitude"):
        if mark in content and not (mark == b"Exif\0\0" and len(exif)):
            return mark.decode("ascii", "replace")
    return "a second picture" if content.count(b"\xff\xd8\xff") > 1 else ""


def maker(folder: Path) -> Any:
    """The script that makes the trees, writing this format's lessons."""
    spec = importlib.util.spec_from_file_location("make_trees", folder / "make_trees.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.L = _tree_lesson
    return module


def _tree_lesson(title: str, name: str = "", links: str = "") -> str:
    """`related` and `supersedes` are this format's uses_with and follows."""
    own_id = links.replace("LL-1", "a").replace("LL-2", "b").replace("LL-9", "nowhere")
    kind, _, targets = own_id.strip().partition(": ")
    own = {"related": "uses_with", "supersedes": "follows"}.get(kind)
    head = f"links:\n  {own}: {targets}\n" if own else ""
    return f"---\ntitle: {title} {name}\n{head}---\n\n## บริบท\n\nน้ำใจ\n"


def judge_tree(row: Row, trees: Any, folder: Path) -> None:
    """Odd names, links, pipes: judged, and every command that walks the folder must come back."""
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "lessons").mkdir(parents=True)
    shutil.copy(ROOT / "mkdocs.yml", folder)
    if not trees.make(row.file.removeprefix("tree:"), folder / "lessons"):
        row.what += " (made by no script here)"
        return
    answer = asked_of(folder, "", ("lessons", "pictures"))
    take(row, answer)
    row.refused = any(
        severity in ("ERROR", "WARNING") for rule, severity, *_ in answer.found if rule not in FACTS
    )
    readable = row.file == "tree:t_unreadable" and os.geteuid() == 0
    if row.expect == "REJECT" and not row.refused and not readable:
        row.faults.append("nothing is said")
    if row.expect == "ACCEPT" and any(severity == "ERROR" for _, severity, *_ in answer.found):
        row.faults.append(f"refused: {' '.join(row.rules)}")
    if row.expect == "REJECT" and len(answer.shown) > 1 and not readable:
        row.faults.append(f"published: {' '.join(sorted(answer.shown))}")
    if answer.pictures:
        row.faults.append("a picture that is none")
    for command in (["check"], ["check", "--diff", "lessons"], ["format", "--check"]):
        try:
            done = subprocess.run(
                [*HARVESTER, *command], cwd=folder, capture_output=True, timeout=60,
                encoding="utf-8", errors="replace", env=os.environ | {"PYTHONPATH": str(ROOT)},
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            row.faults.append(f"{' '.join(command)} hangs")
            continue
        if "Traceback" in done.stderr:
            row.faults.append(f"{' '.join(command)}: {done.stderr[-300:]}")
        if "root:" in done.stdout + done.stderr:
            row.faults.append(f"{' '.join(command)} prints a file of the machine")


def stage_fault(row: Row, folder: Path) -> None:
    """A fault staged for real; a name that nobody stages is a failure."""
    name = row.file.removeprefix("fault:")
    if name not in FAULTS:
        row.faults.append("nobody stages this fault here")
        return
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    try:
        FAULTS[name](folder)
    except Exception as error:
        row.faults.append(f"{type(error).__name__}: {error}"[:600])


def crawl(rows: list[Row], site: Path) -> int:
    """Build the site of all inputs and open every page of it. Returns how many."""
    built = subprocess.run(
        [*HARVESTER, "build", "-q", "--drafts"], cwd=site, capture_output=True,
        encoding="utf-8", errors="replace", env=os.environ | {"PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    everything = Row("site", "site", "the site of all inputs", "SURVIVE", "")
    rows.append(everything)
    if built.returncode or "Traceback" in built.stderr:
        everything.faults.append(f"the build failed: {built.stderr[-600:]}")
        return 0
    finished = site / "site"
    pages = sorted(
        p.relative_to(finished).as_posix() for p in finished.rglob("*.html") if "admin/" not in p.as_posix()
    )
    by_page = {f"lessons/{row.stem}/index.html": row for row in rows if row.kind in {"md", "img"}}
    by_page |= {
        f"lessons/{row.stem}-{n}/index.html": row for row in rows if row.kind in DOCUMENT for n in range(5)
    }
    for row in rows:
        if row.kind == "md" and row.refused and any(f"/{row.stem}/" in page for page in pages):
            row.faults.append("refused, and yet a page of the site")
    with served(finished) as address, chromium() as context:
        for page in pages:
            row = by_page.get(page, everything)
            row.pages.append(page)
            for fault in visit(context, address, page):
                row.faults.append(fault if row is not everything else f"{page}: {fault}")
    return len(pages)


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a folder."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *words: Any) -> None:
            """Says nothing."""

    http.server.ThreadingHTTPServer.handle_error = lambda *call: None  # type: ignore[method-assign]
    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder))
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


@contextmanager
def chromium() -> Iterator[Any]:
    """The machine's own, with every policy of the pages switched off."""
    from playwright.sync_api import sync_playwright

    own = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    with sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=own, args=BROWSER)
        yield opened.new_context(bypass_csp=True)
        opened.close()


def visit(context: Any, base: str, path: str) -> Iterator[str]:
    """What a page did that it must not when it was opened and touched everywhere."""
    page = context.new_page()
    page.set_default_timeout(20_000)
    foreign: set[str] = set()

    def watched(route: Any) -> None:
        if route.request.url.startswith((base, "blob:", "data:")):
            route.continue_()
        else:
            foreign.add(route.request.url[:100])
            route.abort()

    page.route("**/*", watched)
    page.on("dialog", lambda dialog: foreign.add(f"dialog {dialog.message}") or dialog.dismiss())
    try:
        page.goto(base + path, wait_until="load", timeout=20_000)
        redirect = page.url.split("#")[0].removesuffix("index.html") != (base + path).removesuffix(
            "index.html"
        )
        if redirect and page.url.startswith(base):
            return
        did = page.evaluate(TOUCH)
        page.wait_for_timeout(40)
        if did["ran"] or page.evaluate("window.__PWN === 1"):
            yield "a script ran"
        if did["hidden"] and "redirect" not in page.content():
            yield "hides the page"
        if did["covered"]:
            yield "covers the page"
        if page.url.split("#")[0].removesuffix("index.html") != (base + path).removesuffix("index.html"):
            yield f"leads away to {page.url[:100]}"
    except Exception as error:
        if "context was destroyed" in str(error) and page.url.startswith(base):
            return  # an old address of ours that leads on
        yield f"browser: {str(error)[:200]}"
    finally:
        page.close()
    yield from (f"calls {url}" for url in sorted(foreign))


def report(rows: list[Row], visited: int, out: Path | None) -> None:
    """The table, and the same as JSON."""
    print(f"{'expect':<10} {'passed':>6} {'total':>5}  failed")
    for expect in dict.fromkeys(row.expect for row in rows):
        these = [row for row in rows if row.expect == expect]
        passed = [row for row in these if not row.faults and not row.read_instead]
        failed = " ".join(row.file for row in these if row.faults)
        print(f"{expect:<10} {len(passed):>6} {len(these):>5}  {failed}")
    for title, chosen in (
        ("stricter than asked (counted as passed)", [row for row in rows if row.stricter]),
        ("read instead of refused (not counted as passed)", [row for row in rows if row.read_instead]),
    ):
        print(f"\n{title}: {len(chosen)}")
        for row in chosen:
            print(f"  {row.file}: {row.read_instead or ' '.join(row.rules)}")
    print(f"\nfailed: {sum(bool(row.faults) for row in rows)}")
    for row in rows:
        for fault in row.faults:
            print(f"  {row.file} ({row.what}): {fault}")
    print(f"\npages opened in Chromium, policy off: {visited}")
    if out:
        by_expect: dict[str, Counter[str]] = {}
        for row in rows:
            count = by_expect.setdefault(row.expect, Counter(passed=0, total=0))
            count["total"] += 1
            count["passed"] += not row.faults and not row.read_instead
        data = {
            "expect": by_expect,
            "pages": visited,
            "rows": [asdict(row) | {"stricter": row.stricter} for row in rows],
        }
        out.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
