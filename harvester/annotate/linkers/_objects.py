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


def worded(segmenter: Segmenter, text: str) -> Document:
    """The words of a piece."""
    words = tuple(segmenter.words(_ASIDE.sub(" ", plain(Markdown(text)))))
    return ((bag("word", words), 1.0),)
