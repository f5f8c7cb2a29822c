"""The page where search lives; without a script it leads to lists of titles, subjects, places and words."""

from __future__ import annotations

from collections.abc import Iterator

from harvester.model import Artifact, Library
from harvester.rendering.pages import binder
from harvester.settings import Settings
from harvester.thai.text import sort_key


def search_page(library: Library, site: Settings) -> Iterator[Artifact]:
    """`docs/search/index.md`; `#search-app` is filled by `assets/search/app.js`."""
    bound = binder(library, site)
    shelf = bound.shelves.tags
    yield bound.page(
        "search/index.md",
        "search",
        title="ค้นหา",
        description="ค้นหาบทเรียน เทคนิค ข้อควรระวัง และกับดัก",
        kind="search",
        total=len(bound.shelves.newest),
        tags=[(bound.addresses.tag(label), len(shelf[label])) for label in sorted(shelf, key=sort_key)][:400],
        provinces=[
            (bound.addresses.province(name), len(found))
            for name, found in sorted(bound.shelves.provinces.items(), key=lambda pair: sort_key(pair[0]))
        ],
    )
