"""Pictures of the lessons folder that really are pictures, without the place and time that cameras write into them."""

from __future__ import annotations

from collections.abc import Iterator

from harvester.model import Artifact
from harvester.reading.pictures import is_picture, without_traces
from harvester.rendering.pages import SiteContext

LARGEST = 8 * 1024 * 1024


def pictures(site: SiteContext) -> Iterator[Artifact]:
    """`docs/pictures/<path>` for each picture whose first bytes say what its name says it is."""
    library, settings = site.library, site.settings
    folder = settings.lessons_folder.resolve()
    for name in sorted(library.pictures):
        file = (folder / name).resolve()
        if file.is_relative_to(folder) and file.is_file() and file.stat().st_size <= LARGEST:
            content = file.read_bytes()
            suffix = file.suffix.lower()
            if is_picture(suffix, content):
                yield Artifact(f"docs/pictures/{name}", without_traces(suffix, content))
