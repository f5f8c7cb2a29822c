"""Applies the safe fixes that reading itself offers for a lesson file. Writes nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from harvester.model.diagnostics import Fix
from harvester.reading.decoding import Decoded, decode
from harvester.reading.lesson import read_lesson
from harvester.thai.text import normalise

ROUNDS = 12
"""How often a mended text is read again; a fix may bring to light what stood behind its fault."""


@dataclass(frozen=True, slots=True)
class Mended:
    """A file before and after, as text; `fixes` are the Thai titles of what was done, in order."""

    before: str
    after: str
    fixes: tuple[str, ...]

    @property
    def changed(self) -> bool:
        """Something was mended, if only the encoding."""
        return bool(self.fixes)


def mend(path: str, raw: bytes) -> Mended | None:
    """The file with every safe fix applied; None when it cannot be read as text at all."""
    decoded = decode(raw, path)
    if not isinstance(decoded, Decoded):
        return None
    text = normalise(decoded.text)  # so that every fix can say where it belongs
    titles = [finding.fix.title for _, finding in decoded.findings if finding.fix]
    for _ in range(ROUNDS):
        found = read_lesson(path, text.encode("utf-8")).diagnostics
        fixes = without_overlaps(one.fix for one in found if one.fix is not None)
        mended = apply_fixes(text, fixes)
        if mended == text:
            break
        titles += [fix.title for fix in fixes]
        text = mended
    return Mended(decoded.text, text, tuple(titles))


def without_overlaps(fixes: Iterable[Fix]) -> tuple[Fix, ...]:
    """Fixes in the order of the text; of two that overlap or are on one spot only the first."""
    kept: list[Fix] = []
    for fix in sorted(set(fixes), key=lambda fix: (fix.start, fix.end)):
        last = kept[-1] if kept else Fix("", -1, -1, "")
        if fix.start > last.end or (fix.start == last.end and last.start < last.end):
            kept.append(fix)
    return tuple(kept)


def apply_fixes(text: str, fixes: Iterable[Fix]) -> str:
    """The text with fixes that do not overlap."""
    for fix in sorted(fixes, key=lambda fix: fix.start, reverse=True):
        text = text[: fix.start] + fix.text + text[fix.end :]
    return text
