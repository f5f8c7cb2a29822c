"""The page where search lives; without a script it leads to lists of titles, subjects, places and words."""

from __future__ import annotations

from collections.abc import Iterator

from harvester.model import Artifact
from harvester.rendering.pages import SiteContext
from harvester.thai.text import sort_key

OFFERED = 6
"""Questions that the page offers before one is asked."""


def search_page(site: SiteContext) -> Iterator[Artifact]:
    """`docs/search/index.md`; `#search-app` is filled by `assets/search/app.js`."""
    shelf = site.indexes.tags
    yield site.page(
        "search/index.md",
        "search",
        title="ค้นหา",
        description="ค้นหาบทเรียน เทคนิค ข้อควรระวัง และกับดัก",
        kind="search",
        total=len(site.indexes.newest),
        questions=[work.ask for work in site.library.vocabulary.works if work.ask][:OFFERED],
        works=site.library.vocabulary.works,
        tags=[(site.addresses.tag(label), len(shelf[label])) for label in sorted(shelf, key=sort_key)][:400],
        provinces=[
            (site.addresses.province(name), len(found))
            for name, found in sorted(site.indexes.provinces.items(), key=lambda pair: sort_key(pair[0]))
        ],
    )
