"""What a git repository says has changed in a lessons folder since a base. Reads only; what changes mean is left to others."""

import io
import os
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from pathlib import Path, PurePosixPath

from harvester import SetupError
from harvester.reading.files import content_of
from harvester.thai.dates import ThaiDate

THAI_TIME = timezone(timedelta(hours=7))
MOST_COMMITS = 20_000
MOST = 400
"""Changed files looked at one by one; a larger change is no contribution but a move of house."""


@dataclass(frozen=True, slots=True)
class Change:
    """One file of the lessons folder: paths relative to it, with `/`; bytes of before and after, None where it was
    not. `old_path` differs from `path` when the file was renamed."""

    path: str
    old_path: str
    before: bytes | None
    after: bytes | None


def changes(root: Path, lessons: str, base: str) -> tuple[Change, ...]:
    """Every file that differs between where `base` and the present diverged, and the files as they are now. Raises
    `SetupError` when `root` is in no repository or `base` names nothing."""
    commit = _start(root, base)
    options = ("--no-ext-diff", "--no-textconv", "--relative", "-z", "-M", "--name-status")
    pairs = list(_pairs(_told(root, "diff", *options, commit, "--", lessons)))
    others = _told(root, "ls-files", "--others", "--exclude-standard", "-z", "--", lessons)
    pairs += [("", path) for path in others]
    if len(pairs) > MOST:
        raise SetupError(f"เปลี่ยนถึง {len(pairs):,} ไฟล์ เกินกว่าที่จะดูทีละไฟล์ ({MOST}) แบ่งส่งเป็นหลายครั้ง")
    return tuple(
        Change(
            path=_inside(lessons, new or old),
            old_path=_inside(lessons, old or new),
            before=_git(root, "cat-file", "blob", f"{commit}:./{old}") if old else None,
            after=content_of(root, root / new) if new else None,
        )
        for old, new in sorted(set(pairs), key=lambda pair: pair[1] or pair[0])
    )


def days_of(root: Path, lessons: str) -> Mapping[str, tuple[ThaiDate, ...]]:
    """The days on which each lesson's file changed, by its id, the newest first; nothing where git does not know all."""
    with suppress(*_NO_HISTORY):
        if _git(root, "rev-parse", "--is-shallow-repository").strip() != b"false":
            return {}
    found: dict[str, dict[ThaiDate, None]] = {}
    for day, paths in _commits(root, "--no-renames", f"--max-count={MOST_COMMITS}", "--", f"{lessons}/*.md"):
        for path in paths:
            found.setdefault(PurePosixPath(path).stem, {})[ThaiDate.of(day)] = None
    return {name: tuple(days) for name, days in found.items()}


def first_seen(root: Path, lessons: str) -> dict[str, date]:
    """The day on which a commit added each file, by its path from `root`; nothing where there is no history."""
    commits = _commits(root, "--diff-filter=A", "--relative", "--", lessons)
    return {path: day for day, paths in commits for path in paths}


_NO_HISTORY = (SetupError, subprocess.SubprocessError, OSError)


def _commits(root: Path, *options: str) -> Iterator[tuple[date, list[str]]]:
    """Day and paths of each commit, the newest first; none where git cannot say."""
    with suppress(*_NO_HISTORY):
        for commit in _told(root, "log", "--format=%x00%cs", "--name-only", *options):
            day, *paths = filter(None, commit.split("\n"))
            yield date.fromisoformat(day), paths


def build_time(root: Path) -> int | None:
    """The moment that a build counts as its own, in seconds since 1970: the one that SOURCE_DATE_EPOCH names, in CI
    the commit's; None where neither says, and the clock decides. So one commit gives one site, whenever it is built.
    """
    named = os.environ.get("SOURCE_DATE_EPOCH", "")
    if named.isascii() and named.isdigit() and len(named) < 12:
        return int(named)
    if not os.environ.get("CI"):
        return None
    try:
        return int(_git(root, "log", "-1", "--format=%ct"))
    except (SetupError, subprocess.SubprocessError, ValueError, OSError):
        return None


def build_day(root: Path) -> date:
    """The day of `build_time` in Thailand, or today."""
    named = build_time(root)
    return date.today() if named is None else datetime.fromtimestamp(named, THAI_TIME).date()


def texts_at(root: Path, lessons: str, base: str, into: Path) -> None:
    """Writes the Markdown and YAML files of the lessons folder as they were where `base` and the present diverged."""
    commit = _start(root, base)
    try:
        archive = _git(root, "archive", "--format=tar", commit, "--", lessons)
    except subprocess.CalledProcessError:  # the folder was not there yet
        return
    import tarfile  # takes longer to load than all the rest of this module

    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        for member in tar:
            if member.isfile() and member.name.endswith((".md", ".markdown", ".yml", ".yaml")):
                tar.extract(member, into, filter="data")


def _start(root: Path, base: str) -> str:
    """The commit from which the present state grew: where it and `base` diverged."""
    try:
        named = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{base}^{{commit}}")
    except subprocess.CalledProcessError as error:
        hint = "ตรวจชื่อ หรือดึงมาก่อนด้วย git fetch" if (root / ".git").exists() else "โฟลเดอร์นี้ไม่ได้เก็บด้วย git"
        raise SetupError(f"ไม่พบ {base[:80]} ใน git ของ {root}\n{hint}") from error
    commit = named.decode().strip()
    try:
        return _git(root, "merge-base", commit, "HEAD").decode().strip() or commit
    except subprocess.CalledProcessError:
        return commit


def _pairs(fields: list[str]) -> list[tuple[str, str]]:
    """(old, new) paths of git's name-status fields; nothing means a file that is not there."""
    found: list[tuple[str, str]] = []
    queue = iter(fields)
    for status in queue:
        if status[0] in "RC":
            old, new = next(queue), next(queue)
            found.append((old if status[0] == "R" else "", new))
        else:
            path = next(queue)
            found.append(("" if status[0] == "A" else path, "" if status[0] == "D" else path))
    return found


def _inside(lessons: str, path: str) -> str:
    return path.removeprefix(lessons.rstrip("/") + "/")


def _told(root: Path, *words: str) -> list[str]:
    """What git says, split at its zero signs; paths as Python names them."""
    return [one for one in _git(root, *words).decode("utf-8", "surrogateescape").split("\0") if one]


def _git(root: Path, *words: str) -> bytes:
    """Run git without a pager, prompts, hooks or watchers. Raises `SetupError` when there is no git."""
    settings = ("-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "-c", "core.quotePath=false")
    quiet = {"GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "GIT_PAGER": "cat", "LC_ALL": "C"}
    command = ("git", "-C", str(root), *settings, *words)
    try:
        return subprocess.run(
            command, capture_output=True, check=True, env=os.environ | quiet, timeout=120
        ).stdout
    except FileNotFoundError as error:
        raise SetupError("เครื่องนี้ไม่มีโปรแกรม git ติดตั้งก่อนแล้วสั่งใหม่") from error
