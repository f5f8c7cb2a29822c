"""Drafts of one run placed beside what the library has: rights, copies, free ids. Writes nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit
from zlib import crc32

from harvester.drafting.proposals import accept, keys_of, propose, same_source
from harvester.drafting.understanding.labels import label_of
from harvester.drafting.understanding.missing import UNSURE
from harvester.drafting.understanding.origin import RESERVED
from harvester.model import Vocabulary
from harvester.model.diagnostics import Place
from harvester.model.document import Document, Refused
from harvester.model.draft import Draft, Said
from harvester.model.vocabulary import by_form
from harvester.reading.profile import recognise
from harvester.reading.wording import messages, patterns
from harvester.thai.text import fold

_SAY = messages("harvester.drafting")

_P = patterns("harvester.drafting", "batch")

FEWEST, MOSTLY = 3, 0.6
"""Documents of a site, and share of them, in which a line stands that is no part of any."""
TABLES = ("csv", "xlsx", "feed")
"""Kinds of file whose documents say the same in the same columns."""
REPEATED = "ซ้ำกันทุกหน้าของเว็บเดียวกัน"
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
    series: Counter[str] = field(default_factory=Counter)
    sources: list[tuple[str, str, str]] = field(default_factory=list)
    accept: bool = False

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
            renamed[draft.id] = unique_id(draft.id, self.taken)
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
            result.append(self._helped(with_rights(named, self.permission)))
        for key in keys_of({key: value.text for key, value in first.fields.items()}):
            self.sources.append((key, first.title.text, result[0].id))
        self.digests[digest] = result[0].id
        text = "\n".join(block.text for block in first.document.blocks if not block.aside)
        self.known.append(Known(result[0].id, first.title.text, shingles(text)))
        return Outcome(first.document.name, DRAFTED, tuple(result), likeness=likeness)

    def _helped(self, draft: Draft) -> Draft:
        """With proposals (taken at once with `accept`), and what the library has of the same source or by another name."""
        proposals = propose(draft, self.vocabulary, self.series)
        meant = {one.field: one for one in proposals}
        known = by_form(self.vocabulary.tags)
        findings = []
        for key, value in draft.fields.items():
            if key.startswith("tags.") and known and fold(value.text) not in known:
                one, place = meant.get(key), draft.document.place_of(value.start)
                findings.append(
                    _SAY.remark("unknown-tag", place, value.text, one.value, one.reason)
                    if one is not None
                    else _SAY.remark("unknown-tag/strange", place, value.text)
                )
        if not draft.parent and (same := same_source(draft, self.sources)):
            findings.append(_SAY.remark("same-source", Place(draft.document.name), same[0], same[1]))
        helped = replace(draft, proposals=proposals, findings=(*draft.findings, *findings))
        return accept(helped) if self.accept else helped


def repeated_lines(documents: Sequence[Document]) -> dict[str, frozenset[str]]:
    """Lines that most documents of one site (or of no address) have, by document; for three documents or more."""
    sites: dict[str, list[Document]] = {}
    for one in (one for one in documents if one.form not in TABLES):
        sites.setdefault(f"{one.form} {urlsplit(one.properties.get('url', '')).netloc}", []).append(one)
    found: dict[str, frozenset[str]] = {}
    for group in sites.values():
        count = Counter(
            line for one in group for line in {block.text for block in one.blocks if not block.aside}
        )
        often = frozenset(line for line, times in count.items() if times >= max(FEWEST, MOSTLY * len(group)))
        found |= {one.digest: often for one in group if len(group) >= FEWEST}
    return found


def without_lines(document: Document, lines: frozenset[str]) -> Document:
    """The document with repeated lines at its head, at its foot and in runs set aside; labels of a form stay."""
    marked = [
        block.text in lines and label_of(block.text, recognise("")) is None for block in document.blocks
    ]
    blocks = []
    for at, block in enumerate(document.blocks):
        low = next((n for n in range(at, -1, -1) if not marked[n]), -1)
        high = next((n for n in range(at, len(marked)) if not marked[n]), len(marked))
        edge = marked[at] and (low < 0 or high == len(marked) or high - low > FEWEST)
        blocks.append(replace(block, aside=REPEATED) if edge and not block.aside else block)
    return replace(document, blocks=tuple(blocks))


def known_texts(texts: Iterable[tuple[str, str, str]]) -> list[Known]:
    """(id, title, text) of what the library holds, ready to compare with."""
    return [Known(name, title, shingles(text)) for name, title, text in texts]


GRAM = 8
"""Letters of the pieces that texts are compared by."""
SAMPLE = 8
"""Of so many pieces one is looked at, chosen by its hash, the same in every text."""
TEXT_RULES = ("summary", "cautions", "signature")
"""Rules whose cut-off words are the owner's text: they stay with the owner as well."""
NEAR = 0.5
"""Share of the smaller text's pieces from which one is a near copy of the other."""


def with_rights(draft: Draft, permission: str = "") -> Draft:
    """A draft of a reserved source without its text, unless someone gave permission (`permission` says who)."""
    licence = draft.fields.get("source.licence")
    place = draft.document.place_of(licence.start if licence else 0)
    if permission:
        return replace(draft, fields={**draft.fields, "source.consent": Said(permission, rule="permission")})
    if licence is None or licence.text != RESERVED:
        return draft
    if licence.confidence <= UNSURE:
        return replace(draft, findings=(*draft.findings, _SAY.remark("maybe-reserved", place)))
    finding = _SAY.remark("rights-reserved", place)
    fields = {key: value for key, value in draft.fields.items() if key != "summary"}
    findings = tuple(
        f
        for f in draft.findings
        if f.rule not in ("left-over", "missing-technique", "missing-steps", "missing-cautions")
    )
    kept = tuple(gone for gone in draft.stripped if gone.said.rule not in TEXT_RULES)
    return replace(draft, fields=fields, stripped=kept, withheld=True, findings=(*findings, finding))


@dataclass(frozen=True, slots=True)
class Known:
    """A text of the library or of this batch: what to call it, and its sampled pieces."""

    name: str
    title: str
    pieces: frozenset[int]


def shingles(text: str) -> frozenset[int]:
    """Hashes of the text's overlapping pieces of letters, thinned alike in all texts."""
    letters = _P.letters.sub("", text)
    hashes = (
        crc32(letters[at : at + GRAM].encode("utf-8", "replace"))
        for at in range(max(0, len(letters) - GRAM + 1))
    )
    return frozenset(number for number in hashes if number % SAMPLE == 0)


def near_copies(draft: Draft, known: Iterable[Known]) -> tuple[Draft, float]:
    """The draft with a finding for each text that it copies, and the greatest likeness."""
    mine = shingles("\n".join(block.text for block in draft.document.blocks if not block.aside))
    found: list[tuple[float, Known]] = []
    for other in known:
        smaller = min(len(mine), len(other.pieces))
        if smaller >= 8 and (share := len(mine & other.pieces) / smaller) >= NEAR:
            found.append((share, other))
    place = Place(draft.document.name)
    findings = [
        _SAY.remark("near-copy", place, other.title, other.name, share)
        for share, other in sorted(found, key=lambda pair: (-pair[0], pair[1].name))[:3]
    ]  # fmt: skip
    most = max((share for share, _ in found), default=0.0)
    return replace(draft, findings=(*draft.findings, *findings)), most


def unique_id(draft_id: str, taken: Mapping[str, object] | set[str]) -> str:
    """The id, or with the first free number behind it."""
    if draft_id not in taken:
        return draft_id
    return next(name for number in range(2, 10_000) if (name := f"{draft_id[:55]}-{number}") not in taken)
