"""Drafts of one run placed beside what the library has: rights, copies, free ids. Writes nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from harvester.drafting.draft import Draft
from harvester.drafting.gates import Known, near_copies, pieces_of, unique, with_rights
from harvester.model import Vocabulary
from harvester.model.document import Refused

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

    def already(self, name: str, digest: str) -> Outcome | None:
        """The outcome for a document that came before, by its SHA-256."""
        if digest not in self.digests:
            return None
        return Outcome(name, ALREADY, refused=Refused(name, "already", f"นำเข้าแล้วเป็น {self.digests[digest]}"))

    def placed(self, drafts: tuple[Draft, ...]) -> Outcome:
        """Rights, copies, free ids; remembers the document for those that come after."""
        first = drafts[0]
        digest = first.document.digest
        if already := self.already(first.document.name, digest):
            return already
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


def known_texts(texts: Iterable[tuple[str, str, str]]) -> list[Known]:
    """(id, title, text) of what the library holds, ready to compare with."""
    return [Known(name, title, pieces_of(text)) for name, title, text in texts]
