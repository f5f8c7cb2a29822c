"""The record of what the published site was built from. While it is unchanged and the site untouched, a build is
skipped. The record is a file in the cache folder; a foreign, older, truncated or damaged one counts as missing."""

import json
import os
import re
import stat
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from hashlib import blake2b
from operator import attrgetter
from pathlib import Path
from typing import Any

from harvester.settings import Settings
from harvester.store import write_file

NAME = "built.json"
_CAREFUL = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
"""Flags: follow no link, do not wait for a pipe."""
APART = frozenset({"node_modules", "__pycache__"})
"""Folders that are never part of a site; hidden ones are skipped too."""


def digest_of_inputs(settings: Settings, options: Iterable[object]) -> str:
    """A digest of all that a build depends on: every file of the site's folder by its bytes, the program and its
    libraries, the day, the environment and `options`."""
    digest = blake2b(digest_size=20)
    matters = re.compile("HARVESTER_.*|LC_.*|SOURCE_DATE_EPOCH|LANG|TZ").fullmatch
    surroundings = [f"{name}={value}" for name, value in sorted(os.environ.items()) if matters(name)]
    day: object = date.today().isoformat()
    if os.environ.get("CI"):
        from harvester.doors.history import build_time  # takes long to load

        day = build_time(settings.root) or day
    digest.update(repr((sys.version, day, surroundings, list(options))).encode())
    digest.update(program().encode())
    apart = {os.path.realpath(settings.site_folder), os.path.realpath(settings.cache_folder)}
    _digest_files(digest, os.path.realpath(settings.root), apart)
    return digest.hexdigest()


@lru_cache(maxsize=1)
def program() -> str:
    """A digest of the program: its sources, templates and data, and what is installed beside it."""
    digest = blake2b(digest_size=20)
    digest.update(sys.version.encode())
    package = Path(__file__).parent
    for folder in (package, package.parent / "site_plugins", package.parent / "templates"):
        _digest_files(digest, str(folder), set())
    for place in filter(os.path.isdir, sys.path):
        # each distribution's folder is named by its version
        names = (name for name in os.listdir(place) if name.endswith(".dist-info"))
        digest.update("\0".join(sorted(names)).encode("utf-8", "surrogateescape"))
    return digest.hexdigest()


def _digest_files(digest: Any, root: str, apart: set[str]) -> None:
    for path, entry in _files(root, apart):
        digest.update(path.encode("utf-8", "surrogateescape") + b"\0")
        try:
            with open(os.open(entry.path, os.O_RDONLY | _CAREFUL), "rb", buffering=0) as file:
                content = file.read() if stat.S_ISREG(os.fstat(file.fileno()).st_mode) else b""
        except OSError:
            content = b"\0unreadable"
        digest.update(str(len(content)).encode() + b"\0" + content)


def is_current(settings: Settings, made: str) -> list[str] | None:
    """The report of the last build if inputs and site are unchanged, else None."""
    try:
        record = json.loads((settings.cache_folder / NAME).read_bytes())
        if record["made_of"] == made and record["site"] == _site(settings.site_folder):
            return [str(line) for line in record["said"]]
    except (OSError, ValueError, KeyError, TypeError):
        pass
    return None


def remember(settings: Settings, made: str, said: Iterable[str]) -> None:
    """Record what the present site was built from."""
    record = {"made_of": made, "site": _site(settings.site_folder), "said": list(said)}
    write_file(settings.cache_folder / NAME, json.dumps(record, ensure_ascii=False).encode())


def _site(folder: Path) -> str:
    """Every file with its size and time of change, in a fixed order."""
    digest = blake2b(digest_size=20)
    for path, entry in _files(str(folder), set()):
        state = entry.stat(follow_symlinks=False)
        digest.update(f"{path}\0{state.st_size} {state.st_mtime_ns}\0".encode("utf-8", "surrogateescape"))
    return digest.hexdigest()


def _files(root: str, apart: set[str], inner: str = "") -> Iterator[tuple[str, "os.DirEntry[str]"]]:
    """Files below a folder in a fixed order, each with its path from there; none where there is no such folder."""
    try:
        with os.scandir(root) as found:
            entries = sorted(found, key=attrgetter("name"))
    except OSError:
        return
    for entry in entries:
        if not entry.is_dir(follow_symlinks=False):
            yield inner + entry.name, entry
        elif entry.name not in APART and not entry.name.startswith(".") and entry.path not in apart:
            yield from _files(entry.path, apart, f"{inner}{entry.name}/")
