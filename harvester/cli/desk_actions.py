"""What the writing page asks of this machine besides files: faults while writing, documents, messages, publishing."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any

from harvester import pipeline, store
from harvester.cli.import_documents import TOLD, _batch
from harvester.cli.news import write_news_page
from harvester.cli.receive import CAME, Desk
from harvester.doors.letters import open_letters
from harvester.doors.local_backend import Refused, content_sent
from harvester.drafting.proposals import accept
from harvester.drafting.review import label_of_field, review_page
from harvester.drafting.writer import markdown
from harvester.model.draft import Draft
from harvester.reading.files import content_of, files_under
from harvester.reading.lesson import is_valid_name, read_lesson
from harvester.reading.yaml import dump
from harvester.settings import Settings
from harvester.thai.text import slug

MAX_TEXT = 1_000_000
_KEY = re.compile(r"^([\w-]+):")


def faults(settings: Settings, params: Mapping[str, Any]) -> Any:
    """What the checks say of a lesson as it is typed (`fields` and `body`, or its whole `text`): each with the field
    that it is in (`body` for the story)."""
    path = str(params["path"])
    text = params.get("text") or f"---\n{dump(params['fields'])}---\n\n{params['body'] or ''}"
    text = str(text)[:MAX_TEXT]
    reading = read_lesson(path, text.encode("utf-8", "replace"))
    library = pipeline.load(settings)
    others = tuple(one for one in library.lessons if one.path != path)
    found = reading.diagnostics
    if reading.lesson is not None:
        among = replace(library, lessons=(*others, reading.lesson), diagnostics=found)
        found = tuple(one for one in pipeline.checked(among).diagnostics if one.place.path == path)
    lines = text.split("\n")
    end = lines.index("---", 1) if "---" in lines[1:] else 1
    return [
        {
            "rule": one.rule, "severity": one.severity.value, "message": one.message, "hint": one.hint,
            "field": _field(lines, one.place.line, end), "words": lines[min(one.place.line, len(lines)) - 1].strip()[:80],
        }
        for one in found
    ]  # fmt: skip


def _field(lines: list[str], line: int, end: int) -> str:
    if line > end + 1:
        return "body"
    keys = (match[1] for at in range(min(line, end), 0, -1) if (match := _KEY.match(lines[at - 1])))
    return next(keys, "title")


def import_drafts(settings: Settings, params: Mapping[str, Any]) -> Any:
    """A document as drafts, parsed in a confined process; nothing is written yet. `accepted` holds the numbers of the
    proposals that a person takes, by the id of the draft."""
    batch = _batch(settings, settings.lessons_folder / "drafts", True, "")
    accepted = params.get("accepted") or {}
    return [
        {
            "name": outcome.name,
            "state": outcome.state,
            "refused": f"{outcome.refused.message} {outcome.refused.hint}" if outcome.refused else "",
            "drafts": [_draft(one, accepted.get(one.id, ())) for one in outcome.drafts],
            "review": review_page(outcome.drafts) if outcome.drafts else "",
            "source": outcome.drafts[0].document.text if outcome.drafts else "",
        }
        for outcome in pipeline.import_document(content_sent(params), str(params["name"])[:200], batch)
    ]


def _draft(draft: Draft, accepted: Collection[int]) -> dict[str, Any]:
    taken = accept(draft, accepted)
    proposed = [(label_of_field(one.field), one.value, one.reason) for one in draft.proposals]
    proposals = [dict(zip(("label", "value", "reason"), one, strict=True)) for one in proposed]
    remarks = [f"{one.message} {one.hint}".strip() for one in draft.findings if one.rule in TOLD]
    said = {"id": draft.id, "title": taken.title.text, "text": markdown(taken)}
    return said | {"proposals": proposals, "remarks": remarks}


def receive_messages(settings: Settings, params: Mapping[str, Any]) -> Any:
    """Messages taken in, and the replies to send back."""
    post = open_letters(content_sent(params))
    items = list(Desk(settings, settings.lessons_folder).take(str(params["name"])[:200], post))
    return {"items": [one.data() for one in items], "chatter": post.passed}


def inbox(settings: Settings, params: Mapping[str, Any]) -> Any:
    """Files that came from messages, the newest first."""
    root = settings.lessons_folder
    found = []
    folders = (root / folder for folder in ("drafts", "trials", "wishes", "faults"))
    for file in chain(*(files_under(folder, suffix) for folder in folders for suffix in (".md", ".yml"))):
        text = (content_of(root, file, MAX_TEXT) or b"").decode("utf-8", "replace")
        if came := re.search(r"รับมา [^\n]*?(?= \(" + CAME + r")", text):
            title = re.search(r"^(?:title|problem|wrong|result|outcome): *(.+)$", text, re.MULTILINE)
            path = file.relative_to(root).as_posix()
            told = {"path": path, "came": came[0], "title": title[1] if title else path}
            found.append((file.stat().st_mtime, told))
    return [one for _, one in sorted(found, key=lambda pair: -pair[0])[:100]]


def save_draft(settings: Settings, params: Mapping[str, Any]) -> Any:
    """A draft as a new file; an existing one is never written over."""
    name, text = str(params["id"]), str(params["text"])
    if not is_valid_name(name) or len(text) > MAX_TEXT:
        raise Refused("รหัสหรือเนื้อหาของร่างใช้ไม่ได้")
    file = store.write_new(settings.lessons_folder / "drafts" / f"{name}.md", text.encode("utf-8", "replace"))
    return {"path": file.relative_to(settings.lessons_folder).as_posix()}


def publish_site(settings: Settings, params: Mapping[str, Any]) -> Any:
    """The site built; with a repository committed and pushed, else packed for an upload by hand. `faults` counts the
    lessons that are held back."""
    root = settings.root
    write_news_page(settings)
    words = [sys.executable, "-c", "from harvester.cli import main; main()", "-C", str(root), "build", "-q"]
    built = _ran(words, root)
    if built.returncode:
        raise Refused(f"สร้างเว็บไม่สำเร็จ {_last(built)}")
    wrong = [one for one in pipeline.checked(pipeline.load(settings)).diagnostics if one.is_error]
    paths = sorted({one.place.path for one in wrong})
    told = push_lessons(settings) if settings.repository and (root / ".git").exists() else pack_site(settings)
    if paths:
        told["told"] += f" แต่ยังมี {len(paths)} ไฟล์ที่ต้องแก้ จึงยังไม่ขึ้นเว็บ: {' '.join(paths[:5])}"
    return told | {"faults": len(paths)}


_CONFLICT = "บันทึกในเครื่องแล้ว แต่ยังส่งขึ้นไม่ได้ เพราะมีคนอื่นแก้เรื่องเดียวกันไว้บนคลังโค้ด ขอให้ผู้ดูแลรวมสองฉบับก่อน"


def push_lessons(settings: Settings) -> dict[str, Any]:
    """The lessons folder committed and pushed, on top of what others pushed meanwhile. Raises `Refused`."""
    root = settings.root
    # On a facilitator's machine that never used git the commit says whose library it is.
    known = _ran(["git", "config", "user.email"], root).stdout.strip()
    name = [] if known else ["-c", f"user.name={settings.name}", "-c", "user.email=desk@localhost"]
    _git(root, "add", "--all", "--", settings.lessons)
    if _ran(["git", "diff", "--cached", "--quiet", "--", settings.lessons], root).returncode:
        _git(root, *name, "commit", "--quiet", "-m", "เผยแพร่จากหน้าเขียน", "--", settings.lessons)
    push = ["push", "--quiet", "--set-upstream", "origin", "HEAD"]
    if _ran(["git", *push], root).returncode:
        branch = _ran(["git", "branch", "--show-current"], root).stdout.strip()
        if _ran(["git", "fetch", "--quiet", "origin", branch], root).returncode == 0:
            try:
                _git(root, *name, "rebase", "--quiet", "--autostash", "FETCH_HEAD")
            except Refused as error:
                _ran(["git", "rebase", "--abort"], root)
                raise Refused(_CONFLICT) from error
        _git(root, *push)
    return {"told": f"บันทึกและส่งขึ้น {settings.repository} แล้ว งานอัตโนมัติจะสร้างและเผยแพร่เว็บให้ในไม่กี่นาที"}


def _git(root: Path, *words: str) -> None:
    done = _ran(["git", *words], root)
    if done.returncode:
        step = next((word for word in words if word in ("add", "commit", "rebase", "push")), words[0])
        raise Refused(f"สร้างเว็บแล้ว แต่ส่งขึ้นคลังโค้ดไม่สำเร็จ (git {step}) {_last(done)}")


def pack_site(settings: Settings) -> dict[str, Any]:
    """The built site as a zip, and where to upload it."""
    folder = settings.root / "dist"
    folder.mkdir(exist_ok=True)
    made = shutil.make_archive(str(folder / f".{slug(settings.name)}-new"), "zip", settings.site_folder)
    final = folder / f"{slug(settings.name)}-site.zip"
    os.replace(made, final)
    return {
        "zip": str(final),
        "told": f"เว็บพร้อมแล้วในไฟล์ {final} แตกไฟล์แล้วอัปโหลดทั้งหมดขึ้นโฮสต์ของหน่วยงาน (โฟลเดอร์เว็บ เช่น public_html) "
        "หรือลากไฟล์ zip ไปวางในบริการเว็บฟรีที่รับไฟล์ เช่น Netlify Drop หรือ Cloudflare Pages",
    }


def _ran(command: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"GIT_TERMINAL_PROMPT": "0", "PYTHONUTF8": "1"}
    run = partial(subprocess.run, encoding="utf-8", errors="replace", capture_output=True, check=False)
    return run(command, cwd=folder, env=environment)


def _last(done: subprocess.CompletedProcess[str]) -> str:
    lines = [line for line in (done.stdout + done.stderr).splitlines() if line.strip()]
    return " ".join(lines[-3:])[:600]


ACTIONS: Mapping[str, Callable[[Settings, Mapping[str, Any]], Any]] = {
    "faults": faults,
    "import": import_drafts,
    "receive": receive_messages,
    "inbox": inbox,
    "saveDraft": save_draft,
    "publish": publish_site,
}
"""What the page asks to what answers it."""
