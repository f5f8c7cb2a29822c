"""Private data in a document, each with its line and what to write instead. Nothing is changed by itself."""

from __future__ import annotations

from collections.abc import Iterator

from harvester.drafting.draft import Privacy
from harvester.model.document import Document
from harvester.thai.privacy import find_private


def privacy(document: Document) -> Iterator[Privacy]:
    """In order of place."""
    for one in find_private(document.text):
        words = document.text[one.start : one.end]
        yield Privacy(one.kind, words, one.redaction, one.start, one.end, document.line_of(one.start)[0])
