"""What stands between a draft and the library: the owner's rights, and lessons that say the same already."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from zlib import crc32

from harvester.drafting.draft import Draft, Said, remark
from harvester.drafting.understanding.missing import UNSURE
from harvester.drafting.understanding.origin import RESERVED
from harvester.model.diagnostics import Place
from harvester.reading.wording import patterns

GRAM = 8
"""Letters of the pieces that texts are compared by."""
SAMPLE = 8
"""Of so many pieces one is looked at, chosen by its hash, the same in every text."""
TEXT_RULES = ("summary", "cautions", "signature")
"""Rules whose cut-off words are the owner's text: they stay with the owner as well."""
NEAR = 0.5
"""Share of the smaller text's pieces from which one is a near copy of the other."""
_P = patterns("harvester.drafting", "gates")


def with_rights(draft: Draft, permission: str = "") -> Draft:
    """A draft of a reserved source without its text, unless somebody gave permission (`permission` says who)."""
    licence = draft.fields.get("source.licence")
    place = draft.document.place_of(licence.start if licence else 0)
    if permission:
        return replace(draft, fields={**draft.fields, "source.consent": Said(permission, rule="permission")})
    if licence is None or licence.text != RESERVED:
        return draft
    if licence.confidence <= UNSURE:
        return replace(draft, findings=(*draft.findings, remark("maybe-reserved", place)))
    finding = remark("rights-reserved", place)
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


def pieces_of(text: str) -> frozenset[int]:
    """Hashes of the text's overlapping pieces of letters, thinned alike in all texts."""
    letters = _P.letters.sub("", text)
    hashes = (
        crc32(letters[at : at + GRAM].encode("utf-8", "replace"))
        for at in range(max(0, len(letters) - GRAM + 1))
    )
    return frozenset(number for number in hashes if number % SAMPLE == 0)


def near_copies(draft: Draft, known: Iterable[Known]) -> tuple[Draft, float]:
    """The draft with a finding for each text that it copies, and the greatest likeness."""
    mine = pieces_of("\n".join(block.text for block in draft.document.blocks if not block.aside))
    found: list[tuple[float, Known]] = []
    for other in known:
        smaller = min(len(mine), len(other.pieces))
        if smaller >= 8 and (share := len(mine & other.pieces) / smaller) >= NEAR:
            found.append((share, other))
    place = Place(draft.document.name)
    findings = [
        remark("near-copy", place, other.title, other.name, share)
        for share, other in sorted(found, key=lambda pair: (-pair[0], pair[1].name))[:3]
    ]  # fmt: skip
    most = max((share for share, _ in found), default=0.0)
    return replace(draft, findings=(*draft.findings, *findings)), most


def unique(draft_id: str, taken: Mapping[str, object] | set[str]) -> str:
    """The id, or with the first free number behind it."""
    if draft_id not in taken:
        return draft_id
    return next(name for number in range(2, 10_000) if (name := f"{draft_id[:55]}-{number}") not in taken)
