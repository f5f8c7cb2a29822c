"""For reading without a network: ES modules as one classic script (file:// may load no modules), and what a device fetches."""

import json
import posixpath
import re
from collections.abc import Callable, Mapping

from harvester.model import Artifact

_IMPORT = re.compile(
    r"""^import\s*(?:(?P<whole>\w+)\s*,?\s*)?(?:\{(?P<names>[^}]*)\}\s*)?(?:from\s*)?["'](?P<file>[./][\w./-]+)["'];?""",
    re.MULTILINE,
)
_DYNAMIC = re.compile(r"""\bimport\(\s*["']([./][\w./-]+)["']\s*\)""")
_DECLARED = re.compile(r"^export\s+((?:async\s+)?function\*?|class|const|let)\s+(\w+)", re.MULTILINE)
_LISTED = re.compile(r"\bexport\s*\{([^}]*)\};?")
_DEFAULT = re.compile(r"^export\s+default\s+", re.MULTILINE)
_AS = re.compile(r"\s+as\s+")


def classic(entry: str, read: Callable[[str], str]) -> str:
    """The module `entry` and all that it imports as one script, an expression whose value is what `entry` exports; `read`
    gives the text of a module by its path."""
    written: dict[str, str] = {}
    _gather(entry, read, written)
    # In brackets a module is compiled while the script comes in, not in the middle of the work.
    held = ",\n".join(f"{json.dumps(name)}:((need,out)=>{{{text}\n}})" for name, text in written.items())
    return (
        "(()=>{'use strict';const made={},held={\n"
        + held
        + "\n};const need=(name)=>{if(!made[name]){made[name]={};"
        f"held[name](need,made[name]);}}return made[name];}};return need({json.dumps(entry)});}})();\n"
    )


def _gather(name: str, read: Callable[[str], str], written: dict[str, str]) -> None:
    if name in written:
        return
    written[name] = ""
    source, folder = read(name), posixpath.dirname(name)
    files: list[str] = []

    def told(file: str) -> str:
        files.append(posixpath.normpath(posixpath.join(folder, file)))
        return json.dumps(files[-1])

    def brought(found: re.Match[str]) -> str:
        file, made = told(found["file"]), []
        if found["whole"]:
            made.append(f"const {found['whole']}=need({file}).default;")
        if found["names"]:
            made.append(f"const {{{_AS.sub(':', found['names'])}}}=need({file});")
        return "".join(made) or f"need({file});"

    given = {match[2]: match[2] for match in _DECLARED.finditer(source)}
    for one in (part.strip() for match in _LISTED.finditer(source) for part in match[1].split(",")):
        inside, _, outside = _AS.sub(" ", one).partition(" ")
        if inside:
            given[outside or inside] = inside
    source = _IMPORT.sub(brought, source)
    source = _DYNAMIC.sub(lambda found: f"Promise.resolve().then(()=>need({told(found[1])}))", source)
    source = _LISTED.sub("", _DECLARED.sub(r"\1 \2", source))
    source = _DEFAULT.sub("out.default=", source)
    exports = "".join(f"out.{outside}={inside};" for outside, inside in given.items())
    written[name] = f"{source}\n{exports}"
    for file in files:
        _gather(file, read, written)


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
