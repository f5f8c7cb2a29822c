"""`harvester check` and `format`: reports what is wrong in the library, applies safe fixes, writes canonical form."""

import difflib
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from harvester import pipeline, store
from harvester.checks import RULES as CHECK_RULES
from harvester.cli.site_folder import current_settings, open_memory, site_settings, tell_lacking
from harvester.model.diagnostics import SetupError, Severity
from harvester.reading.canonical import canonical, mend
from harvester.reading.files import MAX_BYTES, Decoded, content_of, decode
from harvester.reading.library import lesson_files
from harvester.reading.rules import RULES as READING_RULES
from harvester.reports import FORMATS, Report
from harvester.reports.text import as_text, visible
from harvester.settings import Settings


@dataclass(frozen=True, slots=True)
class Chosen:
    """A library and the part of it that was asked about; `paths` are relative to the lessons folder, with `/`."""

    settings: Settings
    paths: tuple[str, ...]

    def holds(self, path: str) -> bool:
        """Does a file of the library belong to what was asked about?"""
        return any(path == one or one in ("", ".") or path.startswith(f"{one}/") for one in self.paths)

    @property
    def folder(self) -> str:
        """The lessons folder as the caller would type it."""
        try:
            return Path(os.path.relpath(self.settings.lessons_folder)).as_posix()
        except ValueError:  # another drive
            return self.settings.lessons_folder.as_posix()

    def lessons(self) -> Iterator[tuple[str, Path]]:
        """The lesson files among them: (path relative to the lessons folder, path), in a fixed order."""
        found = lesson_files(self.settings.lessons_folder)
        return ((path, Path(file)) for path, file in sorted(found) if self.holds(path))


def chosen(paths: tuple[Path, ...]) -> Chosen:
    """What `paths` name; without any, the whole library. A folder that belongs to no site is a library of its own.
    Raises `SetupError` for a path that is not there or lies outside the lessons folder."""
    if gone := [path for path in paths if not path.exists()]:
        raise SetupError(f"ไม่พบ {gone[0]}\nตรวจชื่อไฟล์หรือโฟลเดอร์ที่พิมพ์")
    full = [path.resolve() for path in paths]
    settings = site_settings() if full else current_settings()
    if settings is None:
        folder = full[0] if full[0].is_dir() else full[0].parent
        settings = Settings(root=folder.parent, lessons=folder.name)
    root = settings.lessons_folder.resolve()
    relative = []
    for path in full:
        if root.is_relative_to(path):
            relative.append("")
        elif path.is_relative_to(root):
            relative.append(path.relative_to(root).as_posix())
        else:
            raise SetupError(f"{path} ไม่ได้อยู่ในโฟลเดอร์บทเรียน {root}")
    return Chosen(settings, tuple(relative) or ("",))


_COLOURS = {"error": "red", "warning": "yellow", "info": "cyan", "gutter": "blue", "hint": "green"}


def check(paths: tuple[Path, ...], form: str, strict: bool, fix: bool, diff: bool) -> None:
    """Report every finding; exits with 1 where something must be mended, with 2 where nothing could be checked."""
    asked = chosen(paths)
    if fix or diff:
        _mend(asked, write=fix)
    report = _report(asked)
    click.echo(as_text(report, _paint) if form == "text" else FORMATS[form](report), nl=False)
    if form == "text":
        tell_lacking(asked.settings)
    fails = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    sys.exit(1 if any(found.severity in fails for found in report.diagnostics) else 0)


def _report(asked: Chosen) -> Report:
    """The findings in the chosen files; the whole library is read, since ids, links and near copies depend on it. In
    a site, what was learnt is remembered for the next check or build."""
    if (asked.settings.root / "mkdocs.yml").is_file():
        open_memory(asked.settings)
    lessons = {path for path, _ in asked.lessons()}
    alone = lessons if lessons == set(asked.paths) else ()
    library = pipeline.checked(pipeline.load(asked.settings), alone)
    found = tuple(one for one in library.diagnostics if asked.holds(one.place.path))
    return Report(
        diagnostics=found,
        sources={path: text for path in {one.place.path for one in found} if (text := _text(asked, path))},
        pages={**READING_RULES, **CHECK_RULES},
        folder=asked.folder,
        lessons=len(lessons),
    )


def _text(asked: Chosen, path: str) -> str:
    """The text of a file of the library; '' for one that reading refused."""
    root = asked.settings.lessons_folder
    decoded = decode(content_of(root, root / path, MAX_BYTES + 1) or b"", path)
    return decoded.text if isinstance(decoded, Decoded) else ""


def _mend(asked: Chosen, write: bool) -> None:
    """Show every safe edit as a diff on the error stream, so that standard output holds the report alone."""
    for path, file in asked.lessons():
        mended = mend(path, file.read_bytes())
        if mended is None or not mended.changed:
            continue
        name = f"{asked.folder}/{path}"
        shown = _difference(mended.before, mended.after, name, "แก้แล้ว")
        click.echo("\n".join([*shown, *(f"# {title}" for title in mended.fixes)]), err=True)
        if write:
            store.write_file(file, mended.after.encode("utf-8"))


def _difference(before: str, after: str, name: str, now: str) -> Iterator[str]:
    texts = before.splitlines(), after.splitlines()
    return map(visible, difflib.unified_diff(*texts, name, f"{name} ({now})", lineterm=""))


def _paint(text: str, role: str) -> str:
    return click.style(text, _COLOURS.get(role), bold=role not in ("gutter", "hint") or None)


def format_lessons(paths: tuple[Path, ...], only_tell: bool, diff: bool) -> None:
    """Rewrite lessons in their canonical form, or only tell which are not in it."""
    asked = chosen(paths)
    changed = unread = same = 0
    for path, file in asked.lessons():
        raw = file.read_bytes()
        text = canonical(path, raw)
        name = f"{asked.folder}/{path}"
        if text is None:
            unread += 1
            click.echo(f"อ่านไม่ได้ {name} (ดูเหตุด้วย harvester check)", err=True)
        elif text.encode("utf-8") == raw:
            same += 1
        else:
            changed += 1
            if diff:
                shown = _difference(raw.decode("utf-8", "replace"), text, name, "รูปแบบมาตรฐาน")
                click.echo("\n".join(shown))
            elif only_tell:
                click.echo(f"ยังไม่เป็นรูปแบบมาตรฐาน {name}")
            else:
                store.write_file(file, text.encode("utf-8"))
                click.echo(f"จัดแล้ว {name}")
    told = "ควรจัด" if diff or only_tell else "จัดแล้ว"
    more = f" อ่านไม่ได้ {unread:,} ไฟล์" if unread else ""
    click.echo(f"{told} {changed:,} ไฟล์ เป็นรูปแบบมาตรฐานอยู่แล้ว {same:,} ไฟล์{more}")
    sys.exit(1 if unread or (changed and (diff or only_tell)) else 0)
