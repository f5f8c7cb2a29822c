"""Every address that a built site names, followed: pages, pictures, scripts, styles, feeds, and #fragments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from lxml import etree, html

_NAMED = ("href", "src", "action", "poster", "data")
_IN_STYLE = re.compile(r"url\(\s*['\"]?([^'\")]+)")
_REFRESH = re.compile(r"url=(\S+)", re.IGNORECASE)
_ELSEWHERE = re.compile(r"(?i)^(https?|mailto|tel|data|javascript|sms|line|blob):")


def dead(site: Path, address: str, *, folders: bool = True) -> Iterator[str]:
    """What leads nowhere, as `page -> address`. `address` is where the site stands (`http://h/sub/`).

    Without `folders`, as from a disk, an address that ends in a folder is dead too.
    """
    anchors = dict.fromkeys(site.rglob("*.html"))
    known: dict[Path, set[str]] = {}
    for file in sorted(anchors):
        here = urljoin(address, file.relative_to(site).as_posix())
        if folders and file.name == "index.html":
            here = here.removesuffix("index.html")
        for found in _addresses(file):
            if found.startswith("//") or (_ELSEWHERE.match(found) and not found.startswith(address)):
                continue
            whole, fragment = urldefrag(urljoin(here, found))
            target = _file(site, address, whole, folders)
            if target is None:
                yield f"{file.relative_to(site)} -> {found}"
            elif fragment and target.suffix == ".html":
                if target not in known:
                    known[target] = set(html.parse(str(target)).xpath("//@id"))
                if unquote(fragment) not in known[target]:
                    yield f"{file.relative_to(site)} -> {found}"
    for file in sorted(site.rglob("*.css")):
        here = urljoin(address, file.relative_to(site).as_posix())
        for found in _IN_STYLE.findall(file.read_text(encoding="utf-8")):
            if not _ELSEWHERE.match(found) and _file(site, address, urljoin(here, found), folders) is None:
                yield f"{file.relative_to(site)} -> {found}"


def dead_in_feeds(site: Path, published: str) -> Iterator[str]:
    """Addresses of the sitemap and the feeds, which are whole (`published` is the site's own), that lead nowhere."""
    for file in sorted(site.glob("*.xml")):
        tree = etree.parse(str(file))
        found = [one.strip() for one in tree.xpath("//*[local-name()='loc']/text()")]
        found += tree.xpath("//*[local-name()='link']/@href")
        for one in found:
            whole, _ = urldefrag(one)
            if not whole.startswith(published) or _file(site, published, whole, True) is None:
                yield f"{file.name} -> {one}"


def _addresses(file: Path) -> Iterator[str]:
    tree = html.parse(str(file), html.HTMLParser(encoding="utf-8"))
    for one in tree.iter():
        if not isinstance(one.tag, str) or one.tag == "base":
            continue
        for name, value in one.attrib.items():
            if name in _NAMED or name.endswith("}href"):
                if one.get("rel") in ("canonical",) or not value.strip():
                    continue
                yield value.strip()
            elif name == "srcset":
                yield from (part.split()[0] for part in value.split(",") if part.strip())
        if one.tag == "meta" and (one.get("http-equiv") or "").lower() == "refresh":
            yield from _REFRESH.findall(one.get("content") or "")


def _file(site: Path, address: str, whole: str, folders: bool) -> Path | None:
    """The file that an address opens, None where there is none."""
    if not whole.startswith(address):
        return None
    path = unquote(urlsplit(whole).path[len(urlsplit(address).path) :])
    file = site / path
    if file.is_dir():
        if not folders or (path and not path.endswith("/")):
            return None
        file = file / "index.html"
    return file if file.is_file() else None
