"""Files that lessons show or hand out: pictures made anew without their traces, and the forms that lessons link."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from harvester.model import Artifact
from harvester.reading.files import content_of
from harvester.reading.pictures import PictureRefused
from harvester.rendering.pages import SiteContext
from harvester.rendering.pictures import files_of


def pictures(site: SiteContext) -> Iterator[Artifact]:
    """`docs/pictures/<path>` and its narrower versions for each picture; `docs/files/<path>` for each form."""
    folder = site.settings.lessons_folder
    for name in sorted(site.library.pictures):
        content = content_of(folder, folder / name)
        if content is None:
            continue
        try:
            for path, version in files_of(name, PurePosixPath(name).suffix.lower(), content):
                yield Artifact(f"docs/pictures/{path}", version)
        except PictureRefused:
            continue  # it changed since it was read, and is told at the next reading
    for name in site.handed_out:
        if (content := content_of(folder, folder / name)) is not None:
            yield Artifact(f"docs/files/{name}", content)
