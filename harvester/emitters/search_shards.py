"""Search in the browser: the index of the library, the program that asks it, and both as scripts for a page on disk."""

import base64
import json
from collections.abc import Iterator
from functools import partial

from harvester.emitters._browser_program import SOURCES, search_scripts
from harvester.model import Artifact
from harvester.rendering.pages import SiteContext
from harvester.search.building import Index, index_of

FOLDER = "docs/assets/search"


def search_shards(site: SiteContext) -> Iterator[Artifact]:
    """`docs/assets/search/**`."""
    index: Index = site.begun.get("search_shards", partial(index_of, site.library))()
    for name, content in index.sent.items():
        yield Artifact(f"{FOLDER}/{name}", content)
    name, script, stub = search_scripts()
    yield Artifact(f"{FOLDER}/{name}", script)
    yield Artifact(f"{FOLDER}/search.js", stub)
    yield Artifact(f"{FOLDER}/search.css", (SOURCES / "search.css").read_bytes())
    yield Artifact(f"{FOLDER}/offline.js", on_disk(index).encode())


def on_disk(index: Index) -> str:
    """All files of the index in one script, for pages opened from a folder, where nothing may be fetched."""
    held = {name: base64.b64encode(content).decode() for name, content in index.sent.items()}
    return f"globalThis.botrianSearchFiles={json.dumps(held)};\n"
