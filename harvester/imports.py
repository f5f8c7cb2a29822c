"""From files to drafts: parsed and understood in a confined process, placed beside what the library has."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from hashlib import sha256

from harvester.documents import DOCUMENTS
from harvester.documents.confinement import confined
from harvester.documents.reception import received
from harvester.drafting.batch import REFUSED, Batch, Outcome, repeated, without
from harvester.drafting.understanding import understand
from harvester.model import Vocabulary
from harvester.model.document import Block, Document, Kind, Refused, Unreadable, document, with_url
from harvester.model.draft import Draft
from harvester.thai.repair import repairer


def import_documents(items: Iterable[tuple[bytes, str, str]], batch: Batch) -> Iterator[Outcome]:
    """The outcomes of files, each with its name and the address that it came from or '': one a document in them. Never
    raises for what they are.

    They are parsed and understood in a confined child process; the drafts are placed in `batch` here. What most
    documents of one site have at their head or foot is found when all are read; these are understood again without it.
    """
    found = [one for raw, name, url in items for one in _confined(raw, name, url, batch)]
    often = repeated([one[0].document for one in found if isinstance(one, tuple)])
    for one in found:
        if isinstance(one, Outcome):
            yield one
        elif isinstance(one, Refused):
            yield Outcome(one.name, REFUSED, refused=one)
        else:
            document = one[0].document
            plain = without(document, often.get(document.digest, frozenset()))
            yield batch.placed(_again(plain, one, batch) if plain != document else one)


def import_document(raw: bytes, name: str, batch: Batch, url: str = "") -> Iterator[Outcome]:
    """The outcomes of one file (or of the page at `url`)."""
    return import_documents([(raw, name, url)], batch)


def _again(document: Document, drafts: tuple[Draft, ...], batch: Batch) -> tuple[Draft, ...]:
    """The drafts of the document without what it shares with others; those that there are where that fails."""
    try:
        return confined(
            lambda parsed: understand(document, batch.vocabulary, split=batch.split), len(document.text)
        )
    except Unreadable:
        return drafts


def _confined(raw: bytes, name: str, url: str, batch: Batch) -> list[tuple[Draft, ...] | Refused | Outcome]:
    if already := batch.already(name, sha256(raw).hexdigest()):
        return [already]
    _ready(batch.vocabulary)
    if b"%PDF-" in raw[:1024]:
        repairer()
    try:
        return [*confined(lambda parsed: _understood(raw, name, url, batch, parsed), len(raw))]
    except Unreadable as refusal:
        return [Refused(name, refusal.rule, refusal.message, refusal.hint)]


@lru_cache(maxsize=1)
def _ready(vocabulary: Vocabulary) -> None:
    """Loads the words that understanding needs, so that every child process has them."""
    understand(document("", "txt", [Block(Kind.PARAGRAPH, "ประชุมที่อำเภอเมือง จังหวัดขอนแก่น")]), vocabulary)


def _understood(
    raw: bytes, name: str, url: str, batch: Batch, parsed: Callable[[], None]
) -> list[tuple[Draft, ...] | Refused]:
    """In the child: parse everything, say so by `parsed`, then understand it."""
    documents = list(received(raw, name, DOCUMENTS))
    parsed()
    found: list[tuple[Draft, ...] | Refused] = []
    for one in documents:
        if isinstance(one, Refused):
            found.append(one)
            continue
        try:
            found.append(understand(with_url(one, url), batch.vocabulary, split=batch.split))
        except Unreadable as refusal:
            file = one.name.rpartition("#")[0] or one.name
            refused = Refused(file, refusal.rule, refusal.message, refusal.hint)
            if refused not in found:
                found.append(refused)
    return found
