"""What a preview keeps from one build to the next: pages that did not change are neither rendered nor written again."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator

from harvester.model import Artifact, Library


class Preview:
    """The site folder of `mkdocs serve` as the last build left it."""

    def __init__(self) -> None:
        self._shown: dict[str, bytes] = {}
        self.harvest: Library | None = None
        """The last harvest, by which the next one saves work."""
        self.gone: set[str] = set()
        """Paths of the last build that this one no longer has."""

    @property
    def is_warm(self) -> bool:
        """Whether there is a build to start from."""
        return bool(self._shown)

    def set_aside(self, site_folder: str) -> None:
        """Take the folder out of the way: MkDocs empties it before each build."""
        if self._shown and os.path.isdir(site_folder):
            shutil.rmtree(_aside(site_folder), ignore_errors=True)
            os.rename(site_folder, _aside(site_folder))

    def bring_back(self, site_folder: str) -> None:
        """Put it back once MkDocs has emptied the place."""
        if os.path.isdir(_aside(site_folder)):
            shutil.rmtree(site_folder, ignore_errors=True)
            os.rename(_aside(site_folder), site_folder)
        elif self._shown:
            self._shown = {}

    def remember(self, artifacts: Iterable[Artifact]) -> None:
        """What the first build shows."""
        self._shown = {artifact.path: artifact.content for artifact in artifacts}

    def changed(
        self, artifacts: Iterable[Artifact], always: frozenset[str], resting: tuple[str, ...]
    ) -> Iterator[Artifact]:
        """Artifacts that are new, differ from the last build, or are named in `always`.

        What stands in the folders `resting` is left there as it is.
        """
        now = {path: content for path, content in self._shown.items() if path.startswith(resting)}
        for artifact in artifacts:
            now[artifact.path] = artifact.content
            if artifact.path in always or self._shown.get(artifact.path) != artifact.content:
                yield artifact
        self.gone = self._shown.keys() - now.keys()
        self._shown = now

    def forget(self) -> None:
        """Start from nothing next time, as after a build that failed half-way."""
        self._shown = {}


def _aside(site_folder: str) -> str:
    return f"{site_folder}.kept"
