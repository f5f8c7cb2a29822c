"""Saved web pages, alone or in a browser's archive (MHTML): what tells something, and asides. Follows no link."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from email.message import EmailMessage
from typing import Any

from lxml import html as lxml_html

from harvester.documents.decoding import decode
from harvester.documents.html_blocks import blocks_of
from harvester.documents.limits import check_html, check_size, refused
from harvester.documents.unseen import hidden_text
from harvester.model.diagnostics import Diagnostic
from harvester.model.document import Document, document
from harvester.reading.mail import header, read_mail
from harvester.reading.wording import patterns
from harvester.thai.text import normalise

_P = patterns("harvester.documents", "html_page")
_META = _P.words_of("meta")
BYLINE = 60
"""Characters of an element that is called by the writer or day that it names."""


def html_page(raw: bytes, name: str) -> Iterator[Document]:
    """One document a page."""
    text, remarks = decode(raw, name)
    yield page(text, name, "html", remarks)


def page(text: str, name: str, form: str, remarks: tuple[Diagnostic, ...]) -> Document:
    """A page out of its decoded source."""
    tree = parse_html(text)
    blocks, hidden = blocks_of(tree)
    if not any(block.text.strip() and not block.aside for block in blocks):
        raise refused("empty-document/html_page")
    return document(
        name, form, blocks, properties=_properties(tree), remarks=remarks + hidden_text(hidden, name)
    )


def parse_html(text: str) -> Any:
    """The tree of a page. Raises `Unreadable`."""
    check_html(text)
    source = normalise(_P.control.sub("", _P.declaration.sub("", text)))
    if not source.strip():
        raise refused("empty-document/parsed")
    try:
        parser = lxml_html.HTMLParser(
            remove_comments=True, remove_pis=True, no_network=True, encoding="utf-8"
        )
        tree = lxml_html.document_fromstring(source.encode("utf-8", "replace"), parser=parser)
    except Exception as error:  # lxml raises several unrelated kinds
        raise refused("broken-document/html_page") from error
    return tree


def _properties(tree: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        key = (element.get("property") or element.get("name") or element.get("itemprop") or "").lower()
        if (name := _META.get(key)) and (value := (element.get("content") or "").strip()):
            found.setdefault(name, value[:500])
    for element in tree.iter("link"):
        rel = (element.get("rel") or "").lower()
        if rel == "canonical":
            found.setdefault("url", (element.get("href") or "").strip())
        elif rel == "license":
            found.setdefault("licence", (element.get("href") or "").strip())
    for element in tree.iter("title"):
        found.setdefault("title", " ".join(element.text_content().split())[:300])
    for element in tree.iter("a"):
        if "license" in (element.get("rel") or "").lower().split():
            found.setdefault("licence", f"{element.get('href') or ''} {element.text_content()}".strip())
    for element in tree.iter("script"):
        if element.get("type") == "application/ld+json":
            for key, value in _linked_data(element.text or ""):
                found.setdefault(key, value)
    for element in tree.iter("time"):
        found.setdefault("date", (element.get("datetime") or element.text_content()).strip()[:60])
    for element in tree.xpath("//body//*[@class or @rel or @itemprop]"):
        words = " ".join(element.text_content().split())
        named = f"{element.get('class') or ''} {element.get('rel') or ''} {element.get('itemprop') or ''}"
        if 3 < len(words) <= BYLINE and (key := _P.first_of("bylines", named)):
            found.setdefault(key, words)
    if not re.match(r"https?://", found.get("url", "")):
        found.pop("url", None)
    return found


def _linked_data(source: str) -> Iterator[tuple[str, str]]:
    """Author and dates of schema.org data, as far as they are plain."""
    if len(source) > 100_000:
        return
    try:
        data = json.loads(source)
    except (ValueError, RecursionError):
        return
    entries = data if isinstance(data, list) else data.get("@graph", [data]) if isinstance(data, dict) else []
    for entry in entries if isinstance(entries, list) else []:
        if not isinstance(entry, dict):
            continue
        author = entry.get("author")
        author = author[0] if isinstance(author, list) and author else author
        author = author.get("name") if isinstance(author, dict) else author
        for key, value in (
            ("author", author),
            ("date", entry.get("datePublished")),
            ("edited", entry.get("dateModified")),
        ):
            if isinstance(value, str) and value.strip():
                yield key, value.strip()[:200]


MAX_PARTS = 500


def mail_archive(raw: bytes, name: str) -> Iterator[Document]:
    """The first page of the archive; its pictures and frames are left where they are."""
    check_size(raw)
    if raw.lower().count(b"content-type:") > MAX_PARTS:
        raise refused("too-many-members/mail_archive", MAX_PARTS)
    message = read_mail(raw)
    for part in message.walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            content = part.get_payload(decode=True)
            if not isinstance(content, bytes):
                continue
            text, remarks = decode(content, name, part.get_content_charset() or "")
            found = page(text, name, "mhtml", remarks)
            yield replace(found, properties=_saved_from(message) | dict(found.properties))
            return
    raise refused("empty-document/mail_archive")


def _saved_from(message: EmailMessage) -> dict[str, str]:
    """The address and the hour under which a browser saved the page."""
    address = header(message, "Snapshot-Content-Location").strip()
    return {"url": address} if re.match(r"https?://[^\s<>\"]+$", address) else {}
