"""`harvester receive` (and `from-issue`): turns received messages into trials, drafts and wishes, and writes the replies."""

import json
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from textwrap import indent
from typing import Any

import click

from harvester import SetupError, pipeline, store
from harvester.cli.paper_photo import is_photo, take_photo
from harvester.cli.site_folder import current_settings
from harvester.doors.letters import MAX_BYTES, Letter, Post, of_issue, open_letters
from harvester.doors.messages import Replies
from harvester.doors.questions import MARKS
from harvester.doors.submission import Draft, draft_submission
from harvester.model import Library
from harvester.rendering.forge import Forge
from harvester.search.answering import lessons_for
from harvester.search.building import index_of
from harvester.search.engine import Search
from harvester.settings import Settings
from harvester.thai.dates import ThaiDate

NEAREST = 3
"""Lessons named to someone who asks for one."""
LEDGER = "received.txt"
"""In the cache: digests of messages whose files are gone again."""
CAME = r"harvester receive ([0-9a-f]{16})"
"""What a file that came from a message says of it."""


@dataclass(frozen=True, slots=True)
class Item:
    """The result of one message: `state` is written, already, or reply (no file could be made)."""

    file: str
    letter: Letter
    draft: Draft
    state: str
    written: str = ""

    def data(self) -> dict[str, Any]:
        """As JSON."""
        told = self.letter.told
        draft = self.draft if self.state == "written" else replace(self.draft, path="", text="")
        return {
            "file": self.file, "kind": told.kind, "about": told.about, "state": self.state, "written": self.written,
            "path": draft.path, "text": draft.text, "title": draft.title, "points": draft.points, "notes": draft.notes,
            "invitations": draft.invitations, "reply": draft.reply, "channel": self.letter.channel,
            "sender": self.letter.sender, "date": self.letter.day.isoformat() if self.letter.day else "",
        }  # fmt: skip


@dataclass
class Desk:
    """Processes letters one by one, each only once; writes files to `folder`."""

    settings: Settings
    folder: Path
    plain: bool = True
    again: bool = False
    library: Library = field(init=False)
    known: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        self.library = pipeline.load(self.settings)
        self.known = dict(_known(self.settings))

    def take(self, name: str, post: Post) -> Iterator[Item]:
        """Each letter as what became of it, its file written."""
        for letter in post.letters:
            digest = letter.told.digest[:16]
            today = date.today()
            when = letter.day or today
            day = ThaiDate.of(when).thai()
            origin = f"รับมา {day} ทาง{letter.channel} (harvester receive {digest})"
            draft = draft_submission(
                letter.told, self.library, today, pipeline.checked,
                seek=self.nearest, replies=Replies(Forge(self.settings.repository), self.plain), origin=origin,
            )  # fmt: skip
            if digest in self.known and not self.again:
                yield Item(name, letter, draft, "already", self.known[digest])
            elif draft.path:
                written = store.write_new(self.folder / draft.path, draft.text.encode())
                self.known[digest] = str(written)
                store.append_line(self.settings.cache_folder / LEDGER, f"{digest} {draft.path}")
                yield Item(name, letter, draft, "written", str(written))
            else:
                yield Item(name, letter, draft, "reply")

    @cached_property
    def _searched(self) -> tuple[Library, Search]:
        shown = pipeline.publishable(pipeline.harvest(self.library), self.settings.drafts)
        return shown, Search(index_of(shown).load)

    def nearest(self, question: str) -> list[tuple[str, str]]:
        """Titles and ids of the lessons that the site's own search finds first."""
        shown, search = self._searched
        found = lessons_for(search, " ".join(question.split())[:200])[:NEAREST]
        return [(shown.by_id[name].title, name) for name in found]


def _known(settings: Settings) -> Iterator[tuple[str, str]]:
    """Digests of the messages that were taken before, and where they went: by the files, else by the ledger."""
    ledger = settings.cache_folder / LEDGER
    if ledger.is_file():
        for line in ledger.read_text("utf-8", "replace").splitlines():
            digest, _, path = line.partition(" ")
            yield digest, path
    for file in sorted(settings.lessons_folder.rglob("*")):
        if file.suffix in (".md", ".yml") and file.is_file() and not file.is_symlink():
            for digest in re.findall(CAME.encode(), file.read_bytes()):
                yield digest.decode(), str(file)


def receive(
    files: tuple[str, ...], folder: Path | None, reply_file: Path | None, again: bool, as_json: bool
) -> None:
    """Make files of received messages, and say what became of each."""
    settings = current_settings()
    folder = folder or settings.lessons_folder
    contents = [(name, _read(name)) for name in files]
    desk = Desk(settings, folder, again=again)
    items: list[Item] = []
    passed = 0
    photos = []
    for name, raw in contents:
        if is_photo(raw):
            kind, about, draft, new = take_photo(raw, folder / "drafts")
            state = "written" if new else "already"
            photos.append({"file": name, "kind": kind, "about": about, "state": state, "written": str(draft)})
            continue
        post = open_letters(raw)
        passed += post.passed
        items += desk.take(name, post)
    if reply_file is not None:
        replies = "\n\n".join(one.draft.reply for one in items if one.draft.reply)
        store.write_file(reply_file, replies.encode())
    if as_json:
        states = [one.state for one in items]
        counts = {state: states.count(state) for state in ("written", "already")}
        report = {"items": [one.data() for one in items]} | counts | {"chatter": passed, "photos": photos}
        click.echo(json.dumps(report, ensure_ascii=False, indent=2))
        return
    for one in photos:
        done = "เขียนร่างเปล่าไว้" if one["state"] == "written" else "รับไว้แล้วก่อนหน้านี้ ไม่ทำซ้ำ"
        where = f"ที่ {one['written']} ลายมือต้องพิมพ์เอง ภาพอยู่ข้างร่างและไม่ขึ้นเว็บ"
        click.echo(f"ภาพแบบกระดาษ {one['file']}: {done} {where}")
    if items or passed or not photos:
        _print_items(items, passed)


def _print_items(items: Sequence[Item], passed: int) -> None:
    if not items:
        marks = " ".join(MARKS.values())
        click.echo(f"ไม่พบข้อความถึงคลัง ข้อความถึงคลังขึ้นต้นด้วย {marks}")
    for one in items:
        told = one.letter.told
        mark = MARKS.get(told.kind, "ข้อความที่ไม่รู้จัก")
        by = " ".join(part for part in (one.letter.sender, one.letter.channel) if part)
        click.echo(f"{mark} {told.about or one.draft.title} (จาก {by})".replace("  ", " "))
        done = {
            "written": f"  เขียนไว้ที่ {one.written}",
            "already": f"  รับไว้แล้วก่อนหน้านี้ ไม่ทำซ้ำ ({one.written})",
            "reply": "  ยังทำเป็นไฟล์ไม่ได้",
        }
        click.echo(done[one.state])
        if one.state != "already":
            click.echo("".join(f"  - {point}\n" for point in one.draft.points), nl=False)
            reply = indent(one.draft.reply.rstrip("\n"), "    ")
            click.echo(f"  ข้อความตอบกลับ\n{reply}\n")
    if passed:
        click.echo(f"ข้อความอื่น {passed:,} ข้อความ ไม่ได้อ่านและไม่ได้เก็บไว้")


def from_issue(file: str, event: bool, folder: Path | None, reply_file: Path | None, as_json: bool) -> None:
    """Receive one issue form; the older name of `receive`, which workflows use."""
    settings = current_settings()
    raw = _read(file)
    post = open_letters(raw) if event else of_issue(raw.decode("utf-8", "replace"))
    if event and not post.letters:
        raise SetupError(f"{file} ไม่ใช่เหตุการณ์ของประเด็นจาก GitHub")
    items = list(Desk(settings, folder or settings.lessons_folder, plain=False).take(file, post))
    replies = "\n".join(one.draft.reply for one in items)
    if reply_file is not None:
        store.write_file(reply_file, replies.encode())
    if as_json:
        click.echo(json.dumps(items[0].data() | {"reply": replies}, ensure_ascii=False, indent=2))
        return
    for one in items:
        if one.written:
            click.echo(f"เขียนร่างแล้ว: {one.written}\n", err=True)
    click.echo(replies, nl=False)


def _read(name: str) -> bytes:
    if name == "-":
        return sys.stdin.buffer.read(MAX_BYTES + 1)
    try:
        with Path(name).open("rb") as stream:
            return stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise SetupError(f"เปิด {name} ไม่ได้ ตรวจชื่อไฟล์ที่พิมพ์") from error
