"""RSS, Atom and WordPress exports: a document an entry. Parsed after the entities were looked for."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from hashlib import sha256
from html import escape
from typing import Any

from harvester.documents.decoding import decode
from harvester.documents.html_blocks import blocks_of
from harvester.documents.html_page import parse_html
from harvester.documents.limits import check_xml, refused, remark
from harvester.model.diagnostics import Place
from harvester.model.document import Document, document
from harvester.reading.wording import patterns
from harvester.thai.text import normalise

MAX_ENTRIES = 3_000
_P = patterns("harvester.documents", "feed")
_POSTS, _UNPUBLISHED = ("post", "page", "lesson", ""), ("trash", "auto-draft", "inherit")


def feed(raw: bytes, name: str) -> Iterator[Document]:
    """Entries in their order; one that comes again under the same name is reported and left out."""
    import feedparser  # loaded only for files of this kind

    text, remarks = decode(raw, name)
    source = _P.declared.sub("", _P.control.sub("", text))
    check_xml(source.encode())
    tree = feedparser.parse(
        source.encode(),
        sanitize_html=False,
        resolve_relative_uris=False,
        response_headers={"content-type": "application/xml; charset=utf-8"},
    )
    if not tree.entries:
        raise refused("empty-document/feed")
    seen: set[str] = set()
    again = 0
    publisher = normalise(str(tree.feed.get("title", "")))
    shown = {login: normalise(name) for login, name in _P.writers.findall(source)}
    documents: list[Document] = []
    for number, entry in enumerate(tree.entries[:MAX_ENTRIES], 1):
        if entry.get("wp_post_type", "") not in _POSTS or entry.get("wp_status") in _UNPUBLISHED:
            continue
        key = str(entry.get("id") or entry.get("link") or f"{entry.get('title')}{entry.get('published')}")
        if key in seen:
            again += 1
            continue
        seen.add(key)
        found = _entry(entry, f"{name}#{number}", publisher, shown)
        if found is not None:
            documents.append(found)
    if again:
        remarks = (*remarks, remark("repeated-entry", Place(name), again))
    yield from (replace(found, remarks=remarks) for found in documents)


def _entry(entry: Any, name: str, publisher: str, shown: Mapping[str, str]) -> Document | None:
    bodies = [part.get("value", "") for part in entry.get("content", [])] or [entry.get("summary", "")]
    body = max(bodies, key=len)
    if not body.strip() and not str(entry.get("title", "")).strip():
        return None
    body = _P.shortcode.sub("", body)
    if "<p" not in body and "<br" not in body and "<div" not in body:
        body = re.sub(r"\n\s*\n", "</p><p>", body.strip()).replace("\n", "<br>")
    blocks, _ = blocks_of(
        parse_html(f"<body><h1>{escape(str(entry.get('title', '')), quote=False)}</h1><p>{body}</p></body>")
    )
    written = str(entry.get("published") or entry.get("updated") or entry.get("wp_post_date") or "")
    link = str(entry.get("link", ""))
    properties = {
        "title": normalise(str(entry.get("title", ""))),
        "author": shown.get(str(entry.get("author", "")), normalise(str(entry.get("author", "")))),
        "date": written,
        "url": link if re.match(r"https?://", link) else "",
        "publisher": publisher,
        "keywords": ", ".join(
            normalise(str(tag["term"])) for tag in entry.get("tags", []) if tag.get("term")
        ),
        "licence": normalise(str(entry.get("rights", ""))),
    }
    digest = sha256(f"{link}\n{entry.get('title')}\n{body}".encode("utf-8", "replace")).hexdigest()
    return document(name, "feed", blocks, digest, {key: value for key, value in properties.items() if value})
