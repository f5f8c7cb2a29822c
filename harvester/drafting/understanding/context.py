"""What every rule of the understanding looks at: one document with its profile, blocks, labels and our words."""

from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from harvester.drafting.understanding.outline import Outline
from harvester.drafting.understanding.posting import Posting, posting
from harvester.model import Vocabulary
from harvester.model.document import Block, Document, tidy_blanks
from harvester.model.draft import Said
from harvester.reading.profile import Profile
from harvester.thai.place_mentions import Mention, mentions
from harvester.thai.segment import Segmenter


@dataclass(frozen=True)
class Context:
    """`blocks` are without boilerplate; `outline` knows the labels; `vocabulary` is that of the library."""

    document: Document
    profile: Profile
    blocks: tuple[Block, ...]
    outline: Outline
    title: Said
    vocabulary: Vocabulary

    @cached_property
    def text(self) -> str:
        """The words that are left, boilerplate blanked out; offsets are those of the document."""
        kept = [" "] * len(self.document.text)
        for block in self.blocks:
            kept[block.start : block.end] = block.text
        return "".join(kept)

    @cached_property
    def posting(self) -> Posting | None:
        """The line that says who posted the page, where the profile knows no better."""
        return None if "authors.name" in self.profile.fields else posting(self.document.blocks)

    @cached_property
    def mentions(self) -> list[Mention]:
        """The places that the text names."""
        return mentions(self.text, frozenset(segmenter_of(self.vocabulary).boundaries(self.text)))

    @cached_property
    def _starts(self) -> list[int]:
        return [block.start for block in self.blocks]

    def labelled(self, key: str) -> Iterator[Said]:
        """What the document's own labels give for a field."""
        return (value for name, value in self.outline.labelled if name == key)

    def at(self, start: int, end: int, confidence: float, rule: str, text: str = "") -> Said:
        """Words of the document by their place."""
        block = self.blocks[at] if (at := bisect_right(self._starts, start) - 1) >= 0 else None
        page = block.page if block and start < block.end else 0
        return Said(text or tidy_blanks(self.document.text[start:end]), start, end, page, confidence, rule)


@lru_cache(maxsize=2)
def segmenter_of(words: Vocabulary) -> Segmenter:
    """The one that knows the words of the library."""
    return Segmenter(words.words())


Rule = Callable[[Context], Iterator[tuple[str, Said]]]
"""Yields schema keys with what was found; the surest value of a key wins, the first among equals."""
