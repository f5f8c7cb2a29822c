"""Pictures of the lessons folder that really are pictures."""

from __future__ import annotations

from collections.abc import Iterator

from harvester.model import Artifact, Library
from harvester.settings import Settings

LARGEST = 8 * 1024 * 1024
_STARTS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a")
_BOXED = ((b"RIFF", 8, b"WEBP"), (b"", 4, b"ftypavif"), (b"", 4, b"ftypavis"))


def pictures(library: Library, site: Settings) -> Iterator[Artifact]:
    """`docs/pictures/<path>` for each picture whose first bytes say what its name says it is."""
    folder = site.lessons_folder.resolve()
    for name in sorted(library.pictures):
        file = (folder / name).resolve()
        if file.is_relative_to(folder) and file.is_file() and file.stat().st_size <= LARGEST:
            content = file.read_bytes()
            if is_picture(content):
                yield Artifact(f"docs/pictures/{name}", content)


def is_picture(content: bytes) -> bool:
    """Whether the bytes begin as PNG, JPEG, GIF, WebP or AVIF do; SVG can hold scripts and is none."""
    return content.startswith(_STARTS) or any(
        content.startswith(start) and content[at : at + len(mark)] == mark for start, at, mark in _BOXED
    )
