"""The list of what a reader's device fetches when the whole library is to be kept for later."""

import json
import re
from collections.abc import Mapping

from harvester.model import Artifact

A_PAGE = 24_000
"""Bytes of a page with its frame, about. Its own length is not asked: a page that is as in the last build is not
made again, and the list must be the same."""
_LEFT_OUT = re.compile(
    r"docs/(404\.|sw\.js|admin/|data/|prints/|files/|assets/search/offline\.js).*|docs/.*\.(xml|ya?ml)"
)


def offline_sizes(sizes: Mapping[str, int]) -> Artifact:
    """`docs/assets/keep.json`: addresses from the site's root, how many pages, bytes in all (about); from artifacts' sizes."""
    files: list[str] = []
    pages = size = 0
    for path, bytes_ in sorted(sizes.items()):
        if not path.startswith("docs/") or _LEFT_OUT.fullmatch(path):
            continue
        name = path.removeprefix("docs/")
        if name.endswith(".md"):
            name = (
                name.removesuffix("index.md") if name.endswith("index.md") else f"{name.removesuffix('.md')}/"
            )
            pages, bytes_ = pages + 1, A_PAGE
        files.append(name or "./")
        size += bytes_
    return Artifact(
        "docs/assets/keep.json", json.dumps({"pages": pages, "size": size, "files": files}).encode()
    )
