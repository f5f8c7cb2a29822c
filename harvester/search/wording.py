"""The form in which index and query meet: folded text, and the unbroken runs of letters in it.
`templates/assets/search/wording.js` follows the same rules character by character. What a word is, is left to
`terms.py` (index) and `cutting.py` (query)."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np

from harvester.thai.text import arabic, normalise

_SPACED = re.compile(r"(?<![ก-๎])([เ-ไ]?[ก-ฮ]{1,3}\.) (?=[ก-ฮ]{1,3}\.)")
_ABBREVIATION = re.compile(
    r"(?<![ก-ฮะ-๎a-z])(?:((?:[ก-ฮ]{1,4}\.)+[ก-ฮ]{1,4}\.?(?![ก-ฮะ-๎])|(?:[ก-ฮ]{1,4}\.){2,})"
    r"|((?:[a-z]\.){2,}[a-z]?))"
)
# Letters beyond ASCII are named by range, so that no two Unicode versions can disagree about them.
_OTHER = (
    r"\u00aa\u00b5\u00ba\u00df-\u00f6\u00f8-\u0dff\u0e80-\u1fff\u2c00-\u2dff\u3041-\ud7ff"
    r"\uf900-\ufdff\ufe70-\ufefc\uff66-\uffdc"
)
_RUN = re.compile(
    r"[\u0e01-\u0e2e]{2,10}\.|[\u0e01-\u0e3a\u0e40-\u0e4e]+"
    rf"|[a-z{_OTHER}][a-z0-9{_OTHER}]*|[0-9][0-9a-z]*"
)
LETTER = rf"[0-9a-z\u0e01-\u0e3a\u0e40-\u0e4e{_OTHER}]"
"""Pattern of one sign that belongs to a run."""


class Run(NamedTuple):
    """Letters without a gap, where they start, and whether they were written as an abbreviation."""

    text: str
    at: int
    dotted: bool


def fold(text: str) -> str:
    """`text` normalised, with Arabic digits, in lower case; the inner dots of abbreviations are gone and
    a Thai abbreviation keeps one at its end."""
    text = arabic(normalise(text)).lower().replace("\n", " ")
    if "." not in text:
        return text
    return _ABBREVIATION.sub(_shorten, _SPACED.sub(r"\1", text))


def _shorten(match: re.Match[str]) -> str:
    return f" {match[1].replace('.', '')}. " if match[1] else f" {match[2].replace('.', '')} "


def runs(folded: str) -> Iterator[Run]:
    """The runs of folded text, in order."""
    for match in _RUN.finditer(folded):
        text = match[0]
        dotted = text[-1] == "."
        yield Run(text[:-1] if dotted else text, match.start(), dotted)


def run_spans(folded: str) -> tuple[Any, Any, Any, Any, Any]:
    """The runs of a long folded text as five arrays: where each starts and stops, without the dot at its end,
    and whether it is dotted, is Thai, is bare."""
    spans = np.array([match.span() for match in _RUN.finditer(folded)], np.int64).reshape(-1, 2)
    start, stop = spans[:, 0], spans[:, 1]
    codes = np.frombuffer(folded.encode("utf-32-le", "surrogatepass"), np.uint32)
    dotted = codes[stop - 1] == ord(".")
    stop = stop - dotted
    thai = (codes[start] >= ord("ก")) & (codes[start] <= ord("๎"))
    consonants = np.concatenate([[0], np.cumsum((codes >= ord("ก")) & (codes <= ord("ฮ")))])
    size = stop - start
    bare = (consonants[stop] - consonants[start] == size) & (size >= 2) & (size <= 5)
    return start, stop, dotted, thai, bare


def is_thai(text: str) -> bool:
    """True for a run or term of Thai letters."""
    return "ก" <= text[0] <= "๎"


def abbreviation_term(text: str) -> str:
    """The extra term under which an abbreviation written with its dot is in the index."""
    return f"{text}."
