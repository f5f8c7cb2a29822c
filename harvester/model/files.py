"""What is beside lessons as files: pictures, and documents to be filled in or handed out."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import unquote

_LINKED = re.compile(
    r"(?:\]\(\s{0,3}<?|^\s{0,3}\[[^\]\n]{1,100}\]:\s{0,3}<?|\shref\s{0,3}=\s{0,3}[\"']?)"
    r"([^\s<>()\"']{1,300}\.(?:pdf|docx|xlsx))(?=[\s<>)\"'#?]|$)",
    re.IGNORECASE | re.MULTILINE,
)


WIDEST = 1600
"""Pixels of the longer side of what is published under a picture's own name."""
WIDTHS = (480, 960)
"""Narrower widths, for pictures that are wider than that."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that could be decoded: pixels of the file, upright; and what of it is published."""

    width: int
    height: int

    @property
    def shown(self) -> tuple[int, int]:
        """Width and height of what is published under its own name."""
        share = min(1.0, WIDEST / max(self.width, self.height))
        return max(1, round(self.width * share)), max(1, round(self.height * share))

    def versions(self, path: str) -> Mapping[int, str]:
        """Width to path of all that is published, the narrowest first; a GIF, which may move, and a drawing have one."""
        own = self.shown[0]
        still = not path.lower().endswith((".gif", ".svg"))
        return {width: f"{width}w/{path}" for width in WIDTHS if width < own and still} | {own: path}


@dataclass(frozen=True, slots=True)
class Attachment:
    """A document that lessons hand out, such as a form; `path` in the lessons folder, `size` in bytes."""

    path: str
    size: int

    @property
    def kind(self) -> str:
        """What people call it: PDF, DOCX, XLSX."""
        return self.path.rpartition(".")[2].upper()


def linked_files(path: str, body: str) -> tuple[str, ...]:
    """Documents that a page at `path` links to, as paths of the lessons folder, each once."""
    folder = posixpath.dirname(path)
    targets = (unquote(match[1]) for match in _LINKED.finditer(body))
    inside = (posixpath.normpath(posixpath.join(folder, one)) for one in targets if ":" not in one)
    return tuple(dict.fromkeys(one for one in inside if not one.startswith((".", "/"))))
