"""What the import flow of `pipeline` does in a confined child process: parse a file, understand its documents."""

from collections.abc import Callable
from functools import lru_cache, partial
from hashlib import sha256

from harvester.documents import DOCUMENTS
from harvester.documents.confinement import Confined
from harvester.documents.mending import mend
from harvester.documents.reception import parsed_documents
from harvester.drafting.batch import Batch, Outcome
from harvester.drafting.understanding import understand
from harvester.model import Vocabulary
from harvester.model.document import Block, Document, Kind, Refused, Unreadable, document, with_url
from harvester.model.draft import Draft
from harvester.thai.repair import repairer

Read = list[tuple[Draft, ...] | Refused]
Desk = Confined[bytes | Document, str, str, Read]


def desk(batch: Batch) -> Desk:
    """The child process that reads the documents of a batch: bytes, or a document to be understood once more, with
    name and address."""
    return Confined(partial(_read, batch.vocabulary, batch.split))


def understand_again(document: Document, drafts: tuple[Draft, ...], child: Desk) -> tuple[Draft, ...]:
    """The drafts of the document without what it shares with others; those that there are where that fails."""
    try:
        again = child(len(document.text), document, "", "")[0]
    except Unreadable:
        return drafts
    return again if isinstance(again, tuple) else drafts


def drafts_of(
    raw: bytes, name: str, url: str, batch: Batch, child: Desk
) -> list[tuple[Draft, ...] | Refused | Outcome]:
    """The drafts of each document in a file, or why there are none; the outcome alone of a file that came before."""
    if already := batch.already(name, sha256(raw).hexdigest()):
        return [already]
    _ready(batch.vocabulary)
    if b"%PDF-" in raw[:1024] and not repairer.cache_info().currsize:
        repairer().repair("")  # loads its dictionary: the pages of a PDF are always repaired
        child.close()  # the next one has it
    try:
        return [*child(len(raw), raw, name, url)]
    except Unreadable as refusal:
        return [Refused(name, refusal.rule, refusal.message, refusal.hint)]


@lru_cache(maxsize=1)
def _ready(vocabulary: Vocabulary) -> None:
    """Loads the words that understanding needs, so that every child process has them."""
    understand(document("", "txt", [Block(Kind.PARAGRAPH, "ประชุมที่อำเภอเมือง จังหวัดขอนแก่น")]), vocabulary)


def _read(
    words: Vocabulary, split: bool, parsed: Callable[[], None], given: bytes | Document, name: str, url: str
) -> Read:
    """In the child: parse everything, say so by `parsed`, then repair and understand it. The dictionary of the repair
    takes seconds to load on a slow machine, which are not the parser's."""
    if isinstance(given, Document):
        return [understand(given, words, split=split)]
    documents = list(parsed_documents(given, name, DOCUMENTS))
    parsed()
    found: Read = []
    for one in documents:
        if isinstance(one, Refused):
            found.append(one)
            continue
        try:
            found.append(understand(with_url(mend(one), url), words, split=split))
        except Unreadable as refusal:
            file = one.name.rpartition("#")[0] or one.name
            refused = Refused(file, refusal.rule, refusal.message, refusal.hint)
            if refused not in found:
                found.append(refused)
    return found
