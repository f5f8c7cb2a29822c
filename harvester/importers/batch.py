"""Files one after another to drafts that the library does not have yet, each in its own confinement. Writes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from hashlib import sha256

from harvester.importers import IMPORTERS
from harvester.importers.confinement import confined
from harvester.importers.draft import Block, Document, Draft, Kind, document
from harvester.importers.gates import Known, near_copies, pieces_of, unique, with_rights
from harvester.importers.reception import Refused, received
from harvester.importers.refusal import Unreadable
from harvester.importers.understanding import understand
from harvester.model import Vocabulary

DRAFTED, ALREADY, REFUSED = "drafted", "already", "refused"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one document: its drafts (a parent before its children), or why there are none."""

    name: str
    state: str
    drafts: tuple[Draft, ...] = ()
    refused: Refused | None = None
    likeness: float = 0.0


@dataclass(slots=True)
class Batch:
    """A run over many files, and what is known before it: ids, digests of documents, texts to compare with."""

    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    split: bool = True
    permission: str = ""
    taken: set[str] = field(default_factory=set)
    digests: dict[str, str] = field(default_factory=dict)
    known: list[Known] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Loads the words once, so that every child has them."""
        understand(
            document("", "txt", [Block(Kind.PARAGRAPH, "ประชุมที่อำเภอเมือง จังหวัดขอนแก่น")]), self.vocabulary
        )

    def take(self, raw: bytes, name: str, url: str = "") -> Iterator[Outcome]:
        """The outcomes of a file (or of the page at `url`): one a document in it. Never raises for what it is."""
        digest = sha256(raw).hexdigest()
        if digest in self.digests:
            yield Outcome(
                name, ALREADY, refused=Refused(name, "already", f"นำเข้าแล้วเป็น {self.digests[digest]}")
            )
            return
        try:
            found = confined(lambda parsed: self._read(raw, name, url, parsed), len(raw))
        except Unreadable as refusal:
            found = [Refused(name, refusal.rule, refusal.message, refusal.hint)]
        for one in found:
            yield Outcome(one.name, REFUSED, refused=one) if isinstance(one, Refused) else self._placed(one)

    def _read(self, raw: bytes, name: str, url: str, parsed: object) -> list[tuple[Draft, ...] | Refused]:
        """In the child: parse everything, then understand it."""
        documents = list(received(raw, name, IMPORTERS))
        if callable(parsed):
            parsed()
        return [
            one
            if isinstance(one, Refused)
            else understand(_from(one, url), self.vocabulary, split=self.split)
            for one in documents
        ]

    def _placed(self, drafts: tuple[Draft, ...]) -> Outcome:
        """In the parent: rights, copies, free ids; remembers the document for those that come after."""
        first = drafts[0]
        digest = first.document.digest
        if digest in self.digests:
            already = Refused(first.document.name, "already", f"นำเข้าแล้วเป็น {self.digests[digest]}")
            return Outcome(first.document.name, ALREADY, refused=already)
        renamed = {draft.id: "" for draft in drafts}
        for draft in drafts:
            renamed[draft.id] = unique(draft.id, self.taken)
            self.taken.add(renamed[draft.id])
        checked, likeness = near_copies(first, self.known)
        result = []
        for draft in (checked, *drafts[1:]):
            named = replace(
                draft,
                id=renamed[draft.id],
                parent=renamed.get(draft.parent, draft.parent),
                children=tuple(renamed[child] for child in draft.children),
            )
            result.append(with_rights(named, self.permission))
        self.digests[digest] = result[0].id
        text = "\n".join(block.text for block in first.document.blocks if not block.aside)
        self.known.append(Known(result[0].id, first.title.text, pieces_of(text)))
        return Outcome(first.document.name, DRAFTED, tuple(result), likeness=likeness)


def _from(document: Document, url: str) -> Document:
    """With the address it came from, unless it says a better one itself."""
    if not url:
        return document
    return replace(document, properties={"url": url, **document.properties})


def known_texts(texts: Iterable[tuple[str, str, str]]) -> list[Known]:
    """(id, title, text) of what the library holds, ready to compare with."""
    return [Known(name, title, pieces_of(text)) for name, title, text in texts]
