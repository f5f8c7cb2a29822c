"""Judges of hostile inputs: what the real product says of one, and what of it must not be."""

from __future__ import annotations

import io
import multiprocessing
import os
import re
import resource
import shutil
import subprocess
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

from PIL import Image

from harvester import pipeline
from harvester.drafting.batch import Batch
from harvester.drafting.writer import markdown
from harvester.emitters import EMITTERS
from harvester.model.diagnostics import Severity
from harvester.settings import Settings

from .seeds import ROOT, Row, lesson_of
from .staging import run

CPU = 5
"""Seconds of processor that one lesson or document may take."""
READ_INSTEAD = {
    "FMT002": "every value is text to this format: a number, a word or a list of one is read as what it says",
    "FMT003": "Thai keys are what facilitators write",
    "ENC003": "files of old Windows are read, told, and saved as UTF-8 by `check --fix`",
}
"""Codes of inputs that this format reads where another would refuse; listed apart, never counted as passed."""
FACTS = {"duplicate-title", "missing-picture", "unknown-heading"}
"""What the inputs' own wrappers bring and the case is not about."""
ANOTHER = "---\ntitle: เรื่องอื่น\nstatus: published\n---\n\n## บริบท\n\nเล่าเรื่องที่ไม่มีอะไรผิด\n"
_THAI = re.compile(r"[ก-๙]")
_OWN_FAULT = re.compile(r"\((?!โปรแกรม)\w*(Error|Exception)\w*|\(error\)")
_TRACES = (b"Exif\0\0", b"http://ns.adobe.com/xap", b"TRACE", b"GPSLatitude")


@dataclass(slots=True)
class Outcome:
    """What became of one input."""

    refused: bool = False
    warned: bool = False
    cpu: float = 0.0
    rules: list[str] = field(default_factory=list)
    pages: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    read_instead: str = ""

    def settle(self, row: Row) -> None:
        """What was asked and did not come about, as faults."""
        if row.expect == "REJECT" and not self.refused:
            self.read_instead = READ_INSTEAD.get(row.code, "")
            self.faults += [] if self.read_instead else ["not refused"]
        elif row.expect == "WARN" and not (self.warned or self.refused):
            self.faults.append("no warning")
        elif row.expect in ("ACCEPT", "NORMALISE") and self.refused:
            self.faults.append(f"refused: {' '.join(self.rules)}")
        if self.cpu > CPU + 1:
            self.faults.append(f"took {self.cpu:.1f} CPU seconds")

    def stricter(self, row: Row) -> bool:
        """Refused where it might have been built."""
        return self.refused and not self.faults and row.expect in ("SANITISE", "WARN")


def put(folder: Path, files: Mapping[str, bytes]) -> Path:
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


Asked = Callable[..., Answer]


def answer(folder: Path, path: str, *emitters: str) -> Answer:
    """Judge the library in this process, and make what is asked for."""
    settings = Settings(root=folder, drafts=True)
    library = pipeline.checked(pipeline.load(settings))
    shown = pipeline.publishable(library, drafts=True)
    made = pipeline.emit(shown, settings, leave_out=set(EMITTERS) - set(emitters))
    said = [one for one in library.diagnostics if not path or one.place.path == path]
    names = [str(one.id) for one in (*shown.lessons, *shown.collections)]
    names += [f"{one.lesson}/{one.slug}" for one in shown.trials]
    return Answer(
        [
            (one.rule, one.severity.name, one.message, one.hint, one.place.line, one.place.column)
            for one in said
        ],
        set(names),
        set(library.pictures),
        {one.path: one.content for one in made},
    )


def answer_of_a_child(folder: Path, path: str, *emitters: str) -> Answer:
    """The same in a child, with its pages, so that a limit, a death or a traceback is seen from outside."""
    fork = multiprocessing.get_context("fork")
    ours, theirs = fork.Pipe(duplex=False)
    child = fork.Process(target=_child, args=(folder, path, ("lessons", *emitters), theirs))
    child.start()
    theirs.close()
    try:
        found: Answer = ours.recv() if ours.poll(CPU * 60) else Answer(fault="hangs")
    except EOFError:
        found = Answer(fault=f"died or took more than {CPU} CPU seconds")
    child.join(1)
    if child.is_alive():
        child.kill()
    return found


def _child(folder: Path, path: str, emitters: tuple[str, ...], pipe: Any) -> None:
    before = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
    resource.setrlimit(resource.RLIMIT_CPU, (int(before) + CPU + 1,) * 2)
    try:
        found = answer(folder, path, *emitters)
    except Exception:
        found = Answer(fault=f"traceback: {traceback.format_exc(limit=-2)[-600:]}")
    found.cpu = sum(resource.getrusage(resource.RUSAGE_SELF)[:2]) - before
    pipe.send(found)
    pipe.close()


def judge_lesson(
    row: Row,
    outcome: Outcome,
    raw: bytes,
    folder: Path,
    site: Path | None = None,
    ask: Asked = answer_of_a_child,
) -> None:
    """A lesson, or data beside the lessons (its path in the lessons folder is the one in the index)."""
    path = f"2569/{row.stem}.md" if row.kind == "md" else row.file.removeprefix("yml/")
    content = lesson_of(raw, published=True) if row.kind == "md" else raw
    name = row.stem if row.kind == "md" else path.removeprefix("trials/").removeprefix("collections/")[:-4]
    found = ask(put(folder, {path: content}), path)
    take(outcome, found)
    errors = any(severity == "ERROR" for _, severity, *_ in found.found)
    outcome.refused = errors or (not found.found and name not in found.shown)
    if outcome.refused and name in found.shown:
        outcome.faults.append("an error, and published all the same")
    if not outcome.refused and name not in found.shown and not path.startswith("vocabulary"):
        outcome.faults.append("neither refused nor shown")
    if "another" not in found.shown and not found.fault:
        outcome.faults.append("kept another lesson from the site")
    if row.expect == "ACCEPT" and outcome.warned:
        outcome.faults.append(f"a benign input is warned of: {' '.join(outcome.rules)}")
    if site is not None:
        (site / "lessons" / path).parent.mkdir(parents=True, exist_ok=True)
        (site / "lessons" / path).write_bytes(content)


def take(outcome: Outcome, answer: Answer) -> None:
    """What was said, with what a refusal must hold."""
    outcome.cpu = round(answer.cpu, 2)
    outcome.rules = sorted({rule for rule, *_ in answer.found})
    outcome.warned = any(rule not in FACTS for rule, severity, *_ in answer.found if severity != "INFO")
    outcome.faults += [answer.fault] if answer.fault else []
    for rule, severity, message, hint, line, column in answer.found:
        if severity == "ERROR" and not (
            _THAI.search(message) and _THAI.search(hint) and line > 0 and column > 0
        ):
            outcome.faults.append(f"{rule} lacks its place, Thai message or hint")


def judge_document(row: Row, outcome: Outcome, raw: bytes, site: Path) -> None:
    """A document is imported as a user would; its drafts go to the site."""
    before = sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2])
    try:
        made = list(pipeline.import_document(raw, Path(row.file).name, Batch()))
    except Exception:
        outcome.faults.append(f"traceback: {traceback.format_exc(limit=-2)[-600:]}")
        return
    outcome.cpu = round(sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2]) - before, 2)
    drafts = [draft for one in made for draft in one.drafts]
    found = [finding for draft in drafts for finding in draft.findings]
    refusals = [one.refused for one in made if one.refused]
    outcome.refused = not drafts
    outcome.rules = sorted({one.rule for one in (*refusals, *found)})
    outcome.warned = bool(refusals) or any(draft.privacy for draft in drafts)
    outcome.warned = outcome.warned or any(one.severity is not Severity.INFO for one in found)
    for one in refusals:
        if not (_THAI.search(one.message) and (_THAI.search(one.hint) or one.rule == "already")):
            outcome.faults.append(f"{one.rule} lacks its Thai message or hint")
        if one.rule == "broken-document" and _OWN_FAULT.search(one.message):
            outcome.faults.append(f"a fault of ours told as the document's: {one.message}")
    for number, draft in enumerate(drafts[:5]):
        file = site / "lessons" / "drafts" / f"{row.stem}-{number}.md"
        file.parent.mkdir(exist_ok=True)
        file.write_text(markdown(draft), encoding="utf-8")


def judge_picture(row: Row, outcome: Outcome, raw: bytes, folder: Path, site: Path) -> None:
    """A picture beside a lesson that shows it."""
    name = f"{row.stem}{Path(row.file).suffix}"
    text = f"---\ntitle: ภาพ {row.stem}\nstatus: published\n---\n\n## บริบท\n\nเล่าด้วยภาพ\n\n![ภาพ]({name})\n"
    files = {f"2569/{name}": raw, f"2569/{row.stem}.md": text.encode()}
    found = answer_of_a_child(put(folder, files), f"2569/{name}", "pictures")
    take(outcome, found)
    published = [content for path, content in found.written.items() if "/pictures/" in path]
    outcome.refused = not published
    outcome.faults += ["left out without a word"] if outcome.refused and not found.found else []
    outcome.faults += [f"published with {leak}" for content in published if (leak := traces_of(content))]
    for path, content in files.items():
        (site / "lessons" / path).write_bytes(content)


def traces_of(content: bytes) -> str:
    """What a published picture still tells besides the picture; '' when nothing."""
    with Image.open(io.BytesIO(content)) as picture:
        kept = {"comment", "xmp", "XML:com.adobe.xmp", "photoshop"} & set(picture.info)
        if set(picture.getexif()) - {0x0112}:
            return "EXIF"
    marks = [mark.decode("ascii", "replace") for mark in _TRACES if mark in content]
    return ", ".join(sorted(kept) or marks) or (
        "a second picture" if content.count(b"\xff\xd8\xff") > 1 else ""
    )


def judge_tree(
    row: Row, outcome: Outcome, trees: ModuleType, folder: Path, ask: Asked = answer_of_a_child
) -> None:
    """Odd names, links, pipes: judged, and every command that walks the folder must come back."""
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "lessons").mkdir(parents=True)
    shutil.copy(ROOT / "mkdocs.yml", folder)
    if not trees.make(row.file.removeprefix("tree:"), folder / "lessons"):
        return
    found = ask(folder, "", "pictures")
    take(outcome, found)
    outcome.refused = any(severity != "INFO" for rule, severity, *_ in found.found if rule not in FACTS)
    readable = row.file == "tree:t_unreadable" and os.geteuid() == 0
    if row.expect == "REJECT" and not readable and (not outcome.refused or len(found.shown) > 1):
        outcome.faults.append(f"nothing is said, or published: {' '.join(sorted(found.shown))}")
    if row.expect == "ACCEPT" and any(severity == "ERROR" for _, severity, *_ in found.found):
        outcome.faults.append(f"refused: {' '.join(outcome.rules)}")
    outcome.faults += ["a picture that is none"] if found.pictures else []
    for command in (
        () if ask is answer else (("check",), ("check", "--diff", "lessons"), ("format", "--check"))
    ):
        try:
            done = run(folder, *command)
        except subprocess.TimeoutExpired:
            outcome.faults.append(f"{' '.join(command)} hangs")
            continue
        if "Traceback" in done.stderr or "root:" in done.stdout + done.stderr:
            outcome.faults.append(
                f"{' '.join(command)}: a traceback, or a file of the machine {done.stderr[-300:]}"
            )
