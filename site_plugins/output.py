"""The folder that a build fills: a page that the last site has byte for byte is taken over from it."""

from __future__ import annotations

import os
import shutil
from hashlib import blake2b
from pathlib import Path


def digest_of(content: bytes) -> bytes:
    """By which a file is known again."""
    return blake2b(content, digest_size=20).digest()


class Output:
    """`folder` is filled; `last`, when there is one, is the site of the build before."""

    def __init__(self, folder: str, last: Path | None = None) -> None:
        self.folder = Path(folder)
        self.last = last if last and last.is_dir() and last.resolve() != self.folder.resolve() else None

    def write(self, path: str, content: bytes) -> None:
        """A file of this build; `path` is relative, with `/`."""
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        # a file taken over is the old site's as well: it is replaced, never written into
        target.unlink(missing_ok=True)
        target.write_bytes(content)

    def take_over(self, path: str, digest: bytes) -> bool:
        """Take a file of the last site that has this digest; False when it has none such."""
        if self.last is None:
            return False
        source, target = self.last / path, self.folder / path
        try:
            if digest_of(source.read_bytes()) != digest:
                return False
            target.parent.mkdir(parents=True, exist_ok=True)
            target.unlink(missing_ok=True)
            try:
                os.link(source, target)
            except OSError:
                shutil.copy2(source, target)
        except OSError:
            return False
        return True


def set_aside(folder: str) -> Path | None:
    """Take a finished site out of the way of MkDocs, which empties its folder before each build."""
    aside = Path(f"{folder}.last")
    shutil.rmtree(aside, ignore_errors=True)
    if not os.path.isdir(folder):
        return None
    os.rename(folder, aside)
    return aside
