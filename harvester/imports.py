"""What the import flow of `pipeline` does in a confined child process: parse a file, understand its documents."""

from collections.abc import Callable
from functools import lru_cache
from hashlib import sha256

from harvester.documents import DOCUMENTS
from harvester.documents.confinement import run_confined
from harvester.documents.mending import mend
from harvester.documents.reception import parsed_documents
from harvester.drafting.batch import Batch, Outcome
from harvester.drafting.understanding import understand
from harvester.model import Vocabulary
from harvester.model.document import Block, Document, Kind, Refused, Unreadable, document, with_url
from harvester.model.draft import Draft
from harvester.thai.repair import repairer


def understand_again(document: Document, drafts: tuple[Draft, ...], batch: Batch) -> tuple[Draft, ...]:
    """The drafts of the document without what it shares with others; those that there are where that fails."""
    try:
        return run_confined(
            lambda parsed: understand(document, batch.vocabulary, split=batch.split), len(document.text)
        )
    except Unreadable:
        return drafts


def drafts_of(raw: bytes, name: str, url: str, batch: Batch) -> list[tuple[Draft, ...] | Refused | Outcome]:
    """The drafts of each document in a file, or why there are none; the outcome alone of a file that came before."""
    if already := batch.already(name, sha256(raw).hexdigest()):
        return [already]
    _ready(batch.vocabulary)
    if b"%PDF-" in raw[:1024]:
        repairer().repair("")  # loads its dictionary: the pages of a PDF are always repaired
    try:
        return [*run_confined(lambda parsed: _understood(raw, name, url, batch, parsed), len(raw))]
    except Unreadable as refusal:
        return [Refused(name, refusal.rule, refusal.message, refusal.hint)]


@lru_cache(maxsize=1)
def _ready(vocabulary: Vocabulary) -> None:
    """Loads the words that understanding needs, so that every child process has them."""
    understand(document("", "txt", [Block(Kind.PARAGRAPH, "ประชุมที่อำเภอเมือง จังหวัดขอนแก่น")]), vocabulary)


def _understood(
    raw: bytes, name: str, url: str, batch: Batch, parsed: Callable[[], None]
) -> list[tuple[Draft, ...] | Refused]:
    """In the child: parse everything, say so by `parsed`, then repair and understand it. The dictionary of the repair
    takes seconds to load on a slow machine, which are not the parser's."""
    documents = list(parsed_documents(raw, name, DOCUMENTS))
    parsed()
    found: list[tuple[Draft, ...] | Refused] = []
    for one in documents:
        if isinstance(one, Refused):
            found.append(one)
            continue
        try:
            found.append(understand(with_url(mend(one), url), batch.vocabulary, split=batch.split))
        except Unreadable as refusal:
            file = one.name.rpartition("#")[0] or one.name
            refused = Refused(file, refusal.rule, refusal.message, refusal.hint)
            if refused not in found:
                found.append(refused)
    return found
