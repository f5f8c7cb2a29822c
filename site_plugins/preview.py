"""What a preview keeps from one build to the next: files that did not change are not written again."""

from __future__ import annotations

import os
import shutil
from hashlib import blake2b
from pathlib import Path

from harvester.model import Library


class Preview:
    """The site folder of `mkdocs serve` as the last build left it; of a single build, nothing is kept."""

    def __init__(self) -> None:
        self._held: dict[str, bytes] = {}
        self._now: dict[str, bytes] = {}
        self.harvest: Library | None = None
        """The last harvest, by which the next one saves work."""

    @property
    def is_warm(self) -> bool:
        """Whether there is a build to start from."""
        return bool(self._held)

    def set_aside(self, site_folder: str) -> None:
        """Take the folder out of the way: MkDocs empties it before each build."""
        self._now = {}
        if self._held and os.path.isdir(site_folder):
            shutil.rmtree(_aside(site_folder), ignore_errors=True)
            os.rename(site_folder, _aside(site_folder))

    def bring_back(self, site_folder: str) -> None:
        """Put it back once MkDocs has emptied the place."""
        if os.path.isdir(_aside(site_folder)):
            shutil.rmtree(site_folder, ignore_errors=True)
            os.rename(_aside(site_folder), site_folder)
        elif self._held:
            self._held = {}

    def write(self, path: str, content: bytes) -> None:
        """A file of this build; it is written when it differs from that of the last."""
        digest = self._now[path] = blake2b(content, digest_size=16).digest()
        if self._held.get(path) != digest:
            os.makedirs(os.path.dirname(path), exist_ok=True)
            Path(path).write_bytes(content)

    def clear(self, resting: tuple[str, ...]) -> None:
        """Remove what this build no longer has; what stands in the folders `resting` is left as it is."""
        for path in self._held.keys() - self._now.keys():
            if path.startswith(resting or ("\0",)):
                self._now[path] = self._held[path]
            else:
                Path(path).unlink(missing_ok=True)
        self._held, self._now = self._now, {}

    def forget(self) -> None:
        """Start from nothing next time, as after a build that failed half-way."""
        self._held = {}


def _aside(site_folder: str) -> str:
    return f"{site_folder}.kept"
