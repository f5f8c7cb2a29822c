"""Pieces of lessons that stand for themselves (techniques, cautions, traps), by the words that they use."""

from __future__ import annotations

import re

from harvester.model import Markdown
from harvester.model.plain_text import plain
from harvester.similarity import Document, bag
from harvester.thai.segment import Segmenter

WORDS = {"word": 1.0}
REASONS = 2
"""Shared words below which two short texts are alike by chance."""
_ASIDE = re.compile(r"\([^()]*กองบรรณาธิการ[^()]*\)")
"""Notes of the editors in brackets say who wrote a sentence, not what it is about."""


def words_of(segmenter: Segmenter, text: str) -> tuple[str, ...]:
    """The words of a piece."""
    return tuple(segmenter.words(_ASIDE.sub(" ", plain(Markdown(text)))))


def worded(words: tuple[str, ...]) -> Document:
    """A piece by its words, to be compared with others."""
    return ((bag("word", words), 1.0),)
