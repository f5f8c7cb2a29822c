"""What stands beside lessons as files: pictures, and documents to be filled in or handed out."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from urllib.parse import unquote

_LINKED = re.compile(
    r"(?:\]\(\s{0,3}<?|^\s{0,3}\[[^\]\n]{1,100}\]:\s{0,3}<?|\shref\s{0,3}=\s{0,3}[\"']?)"
    r"([^\s<>()\"']{1,300}\.(?:pdf|docx|xlsx))(?=[\s<>)\"'#?]|$)",
    re.IGNORECASE | re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that could be decoded: pixels as it is shown, upright."""

    width: int
    height: int


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
