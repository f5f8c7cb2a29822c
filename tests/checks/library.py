"""Libraries out of text: `==> path <==` starts a file, `<!-- expect: rule, rule -->` says what its line must bring."""

from __future__ import annotations

import io
import re
from datetime import date
from pathlib import Path

from PIL import Image

from harvester import pipeline
from harvester.model import Library
from harvester.model.diagnostics import Diagnostic
from harvester.settings import Settings

STARTS: dict[str, bytes] = {}
"""What makes a file a picture; the words of the case stand behind its end."""
for _suffix, _form in ((".jpg", "JPEG"), (".png", "PNG")):
    _stream = io.BytesIO()
    Image.new("RGB", (2, 2)).save(_stream, _form)
    STARTS[_suffix] = _stream.getvalue()
TODAY = date(2026, 11, 20)
Place = tuple[str, int, str]
_FILE = re.compile(r"^==> (.+) <==\n", re.MULTILINE)
_EXPECT = re.compile(r"[ \t]*<!-- expect: ([a-z, -]+) -->")


def files_of(case: str) -> tuple[dict[str, str], set[Place]]:
    """The files of a case without their expectations, and the expectations as (path, line, rule)."""
    pieces = _FILE.split(case)[1:]
    files: dict[str, str] = {}
    expected: set[Place] = set()
    for path, text in zip(pieces[::2], pieces[1::2], strict=True):
        for number, line in enumerate(text.split("\n"), 1):
            for match in _EXPECT.finditer(line):
                expected |= {(path, number, rule.strip()) for rule in match[1].split(",")}
        files[path] = _EXPECT.sub("", text).rstrip("\n") + "\n"
    return files, expected


def harvested(folder: Path, files: dict[str, str]) -> Library:
    """The library of these files under `folder`/lessons, read and checked."""
    for path, text in files.items():
        file = folder / "lessons" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(STARTS.get(file.suffix.lower(), b"") + text.encode("utf-8"))
    return pipeline.checked(pipeline.load(Settings(root=folder), TODAY))


def where(found: Diagnostic) -> Place:
    """A diagnostic as an expectation is written."""
    return found.place.path, found.place.line, found.rule
