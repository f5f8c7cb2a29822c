"""MHTML: the web page inside a browser's single-file archive."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from hashlib import sha256

from harvester.documents.decoding import decode
from harvester.documents.html_page import page
from harvester.documents.limits import check_size, refused
from harvester.model.document import Document

MAX_PARTS = 500


def mail_archive(raw: bytes, name: str) -> Iterator[Document]:
    """The first page of the archive; its pictures and frames are left where they are."""
    check_size(raw)
    if raw.lower().count(b"content-type:") > MAX_PARTS:
        raise refused("too-many-members/mail_archive", MAX_PARTS)
    message = BytesParser(_class=EmailMessage, policy=policy.default).parsebytes(raw)
    for part in message.walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            content = part.get_payload(decode=True)
            if not isinstance(content, bytes):
                continue
            text, remarks = decode(content, name, part.get_content_charset() or "")
            found = page(text, name, "mhtml", sha256(raw).hexdigest(), remarks)
            yield replace(found, properties=_where(message) | dict(found.properties))
            return
    raise refused("empty-document/mail_archive")


def _where(message: EmailMessage) -> dict[str, str]:
    """The address and the hour under which a browser saved the page."""
    address = str(message.get("Snapshot-Content-Location", "")).strip()
    return {"url": address} if re.match(r"https?://[^\s<>\"]+$", address) else {}
