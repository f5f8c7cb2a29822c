"""Finds mentions of vocabulary terms in a text; cached by text."""

from functools import lru_cache

from harvester.model import Sense, Vocabulary
from harvester.thai.matching import Edges, Match, Matcher
from harvester.thai.segment import Segmenter


@lru_cache(maxsize=4)
def matcher(vocabulary: Vocabulary) -> Matcher[Sense]:
    """Finds every form of the vocabulary. All kinds compete: no tag is found in the name of an organisation."""
    return Matcher(vocabulary.senses())


@lru_cache(maxsize=1 << 17)
def named_entries(finder: Matcher[Sense], segmenter: Segmenter, text: str) -> tuple[Match[Sense], ...]:
    """What `text` names, in reading order; nothing overlaps. `text` is normalised, without markup."""
    return tuple(finder.find(text, Edges(text, segmenter)))
