"""The search index, and the search program of the browser as one classic script: its ES modules behind one another. A
page on disk (file://) may load no modules, and one request is quicker than twenty."""

import base64
import hashlib
import json
import re
from collections.abc import Iterator
from functools import cache, partial

from harvester import TEMPLATES
from harvester.model import Artifact
from harvester.rendering.classic_script import classic
from harvester.rendering.pages import SiteContext
from harvester.search.building import Index, index_of

SOURCES = TEMPLATES / "assets" / "search"
_COMMENT = re.compile(r"^\s*//.*\n|^\s+(?=\S)|\s{2,}// .*$", re.MULTILINE)


def digest(content: bytes) -> str:
    """What the `integrity` of an element says of a script or style sheet."""
    return f"sha256-{base64.b64encode(hashlib.sha256(content).digest()).decode()}"


def version(content: bytes) -> str:
    """A few letters that change with the content, for its address."""
    return hashlib.sha256(content).hexdigest()[:10]


@cache
def search_scripts() -> tuple[str, bytes, bytes]:
    """The name of the file that holds the search program, the program, and the stub that loads it."""
    style = (SOURCES / "search.css").read_bytes()
    script = program().replace("{styles}", version(style)).replace("{sealed}", digest(style)).encode()
    name = f"app.{version(script)}.js"
    stub = _module("search.js").replace("{program}", name)
    return name, script, stub.replace("{integrity}", digest(script)).encode()


def program(entry: str = "app", name: str = "botrianSearch") -> str:
    """A script that sets the global `name` to what the module `entry` exports. The remark has Chromium compile all of it
    beside the page's own work."""
    return f"//# allFunctionsCalledOnLoad\nglobalThis.{name}={classic(f'{entry}.js', _module)}"


def _module(name: str) -> str:
    return _COMMENT.sub("", (SOURCES / name).read_text("utf-8"))


FOLDER = "docs/assets/search"


def search_shards(site: SiteContext) -> Iterator[Artifact]:
    """`docs/assets/search/**`."""
    index: Index = site.begun.get("search_shards", partial(index_of, site.library, site.typography))()
    for name, content in index.files.items():
        yield Artifact(f"{FOLDER}/{name}", content)
    name, script, stub = search_scripts()
    yield Artifact(f"{FOLDER}/{name}", script)
    yield Artifact(f"{FOLDER}/search.js", stub)
    yield Artifact(f"{FOLDER}/search.css", (SOURCES / "search.css").read_bytes())
    yield Artifact(f"{FOLDER}/offline.js", on_disk(index).encode())


def on_disk(index: Index) -> str:
    """All files of the index in one script, for pages opened from a folder, where nothing may be fetched."""
    held = {name: base64.b64encode(content).decode() for name, content in index.files.items()}
    return f"globalThis.botrianSearchFiles={json.dumps(held)};\n"
