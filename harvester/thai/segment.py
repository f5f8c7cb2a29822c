"""Where Thai words begin and end, with the words of our own field never cut. Knows dictionaries and pieces of text;
what a word means is left to taggers and linkers. The pieces always join to the text."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from functools import lru_cache
from hashlib import blake2b
from itertools import accumulate, chain, pairwise

from harvester.memo import by_word
from harvester.thai import engine
from harvester.thai.dictionary import compound, dictionary, settle
from harvester.thai.engine import Automaton
from harvester.thai.text import MARKS, clusters, fold, normalise

LONG = 3
"""Clusters from which a word of ours stays whole against the dictionary, which knows better of ตาก in ตากลม."""
STRETCH = 1000
"""Most characters given to the dictionary at once: an ambiguous text costs more than its length."""

MOST = 1 << 17
"""Pieces and words that are remembered; then it begins anew."""

Cuts = dict[str, tuple[str, ...]]
_ABBREVIATION = re.compile(
    rf"(?<![ก-๎])(?:(?:[เ-ไ]?[ก-ฮ][{MARKS}]?[ก-ฮ]{{0,3}}\.){{2,12}}|[เ-ไ]?[ก-ฮ]{{1,4}}\.(?!\d))"
)
_CONTENT = re.compile(r"[^\W_ฯๆ]")
_LINES = re.compile(r"\n|[^\n]+")
_STRETCHES = re.compile(
    rf"\n|[^\n]{{1,{STRETCH}}}(?=\s|\Z)|[^\n]{{1,{STRETCH}}}(?![{MARKS}ะาำๅ])|[^\n]{{1,{STRETCH}}}"
)
_PLAIN = re.compile(r"\n|[^\S\n]+|\w+(?:[.,]\d+)*|[^\w\s]")
_THAI = re.compile("[ก-๎.]+")
_LETTERS = re.compile("[ก-๎]+")


class _Words(dict[str, str]):
    """Piece -> word, '' for blanks and signs: found once for each piece."""

    def __missing__(self, piece: str) -> str:
        if len(self) > MOST:
            self.clear()
        # a normalised word of Thai letters alone is folded already
        folded = piece if _LETTERS.fullmatch(piece) else fold(piece)
        self[piece] = word = folded if _CONTENT.search(piece) else ""
        return word


_WORDS = _Words()


class Segmenter:
    """Cuts text into words by the dictionary of PyThaiNLP and `words` of our own. Two segmenters of the same words
    are equal, pickle as their words, and share one dictionary in a process. Texts are expected normalised."""

    __slots__ = ("_hash", "_loaded", "content_key", "own")

    def __init__(self, words: Iterable[str] = ()) -> None:
        self.own = tuple(sorted({word for raw in words if (word := " ".join(normalise(raw).split()))}))
        self._loaded: Lexicon | None = None
        self._hash = hash(self.own)
        self.content_key = blake2b("\0".join(self.own).encode(), digest_size=20).hexdigest()

    @property
    def _lexicon(self) -> "Lexicon":
        """Loaded when the first text is cut: where all is remembered, none is."""
        if self._loaded is None:
            self._loaded = _lexicon(self.own)
        return self._loaded

    def __reduce__(self) -> "tuple[type[Segmenter], tuple[tuple[str, ...]]]":
        return Segmenter, (self.own,)

    def __eq__(self, other: object) -> bool:
        return self is other or (isinstance(other, Segmenter) and self.own == other.own)

    def __hash__(self) -> int:
        return self._hash

    def expect(self, text: str) -> None:
        """Be ready for pieces of `text`: the words of all of it are loaded at once."""
        self._lexicon.reader.expect(text)

    def cut(self, text: str) -> list[str]:
        """The pieces of `text`, words, blanks and signs, that join to it again."""
        pieces: list[str] = []
        self._lexicon.reader.around = text
        for line in _LINES.findall(text):
            if line == "\n":
                pieces.append(line)
            elif line.isascii() or "\t" in line:
                pieces += self._finished(line, self._lexicon.read(line))
            else:
                pieces += self._of_line(line)
        return pieces

    def joins(self, text: str) -> bool:
        """Whether a word may go over a blank of `text`, other than one before ๆ."""
        return len(engine.split_at_blanks(text, self._lexicon.joined)) <= text.count(" ") - text.count(" ๆ")

    def words(self, text: str) -> list[str]:
        """The words of `text` in order, folded for comparison; blanks and signs are left out."""
        return list(filter(None, map(_WORDS.__getitem__, self.cut(text))))

    def boundaries(self, text: str) -> list[int]:
        """The offsets between the pieces, from 0 to the length of `text`, both included; of '' only 0."""
        return list(accumulate(map(len, self.cut(text)), initial=0))

    def borders(self, chunk: str) -> frozenset[int]:
        """Where the dictionary alone, without words of ours, sees a border in a run without blanks; its end included."""
        plain = self._lexicon.plain.get(chunk)
        return frozenset(accumulate(map(len, plain)) if plain is not None else _plain_borders(chunk))

    def agreed(self, chunk: str) -> list[int]:
        """Where the dictionary alone and this segmenter see a border in a run without blanks; its end included."""
        alone = self._lexicon.plain.get(chunk)
        if alone is not None and alone is self._lexicon.known[chunk]:
            return list(accumulate(map(len, alone)))
        pieces, plain = self.cut(chunk), self.borders(chunk)
        return [at for at in accumulate(map(len, pieces)) if at in plain]

    def first_reading(self, run: str) -> list[str]:
        """The pieces of a run of letters by longest words alone, as most programs cut it, for whom search must find it."""
        return self._lexicon.reader.read(run) if run else []

    def parts(self, word: str) -> list[str]:
        """The dictionary words that a compound is made of, joining to it; the word alone when it is none."""
        return list(self._lexicon.parts(word))

    def cuts(self) -> tuple[Cuts, Cuts]:
        """How this process cut what is between blanks: for another, which then need not."""
        return self._lexicon.known, self._lexicon.plain

    def take_in(self, cuts: tuple[Cuts, Cuts]) -> None:
        """Know how another process of the same words cut."""
        known, plain = self._lexicon.known, self._lexicon.plain
        known |= cuts[0]
        plain |= cuts[1]
        # what the dictionary alone may yet be asked for: words of nothing else are loaded, and no copy loads them again
        pending = {run for chunk in known if chunk not in plain or " " in chunk for run in chunk.split()}
        waiting = sorted(run for run in pending if run not in plain and _LETTERS.search(run))
        reader = engine.plain_reader()
        reader.expect("\n".join(waiting))
        for run in waiting:
            _plain_borders(run)
        reader.expect("")

    def _of_line(self, line: str) -> list[str]:
        """The pieces of a line with Thai in it: what is between two blanks is cut once for all texts."""
        known = self._lexicon.known
        chunks = engine.split_at_blanks(line, self._lexicon.joined)
        if len(known) > MOST:
            known.clear()
            self._lexicon.plain.clear()
        pieces: list[str] = []
        blanks = 0
        for chunk in chunks:
            if chunk:
                if blanks:
                    pieces.append(" " * blanks)
                pieces += known.get(chunk) or self._learnt(chunk)
                blanks = 0
            blanks += 1
        pieces += [" " * (blanks - 1)] if blanks > 1 else ()
        return pieces

    def _learnt(self, chunk: str) -> tuple[str, ...]:
        """The pieces of a chunk, remembered."""
        lexicon, first = self._lexicon, list[str]()
        done = self._finished(chunk, lexicon.read(chunk, ascii_apart=False, first=first))
        made = lexicon.known[chunk] = tuple(map(lexicon.types.setdefault, done, done))
        if lexicon.is_plain(chunk):
            lexicon.plain[chunk] = (
                made if done == first else tuple(map(lexicon.types.setdefault, first, first))
            )
        return made

    def _finished(self, text: str, pieces: list[str]) -> list[str]:
        """The dictionary's reading of `text` with our own words and abbreviations whole."""
        edges = [0, *accumulate(map(len, pieces))]
        kept = self._lexicon.kept_whole(text, edges)
        if not kept:
            return pieces
        return [text[start:end] for start, end in pairwise(self._around(text, edges, kept))]

    def _around(self, text: str, edges: list[int], kept: list[tuple[int, int]]) -> list[int]:
        """The edges with each kept span as one piece; a piece that a span cuts into is read anew."""
        result, at = [0], 0
        for start, end in [*kept, (len(text), len(text))]:
            inner = [at, *edges[bisect_right(edges, at) : bisect_left(edges, start)], start]
            if not _holds(edges, at):
                inner[1:1] = self._lexicon.edges(text, at, inner[1])
            if not _holds(edges, start) and inner[-2] < start:
                inner[-1:-1] = self._lexicon.edges(text, inner[-2], start)
            result += inner[1:] if start > at else ()
            if end > start:
                result.append(end)
            at = end
        return result


class Lexicon:
    """A loaded dictionary with words of our own; `lexicon()` shares one per process and set of words."""

    def __init__(self, own: tuple[str, ...]) -> None:
        self._kept = frozenset(own)
        added = {word for word in own if _THAI.fullmatch(word)} - dictionary()
        self._dictionary = dictionary() | added
        self._own = Automaton()
        for word in own:
            if len(clusters(word)) > 1:
                self._own.add_word(engine.lower(word), len(word))
        self._own.make_automaton()
        self._added = Automaton()
        for word in added:
            self._added.add_word(word, 0)
        self._added.make_automaton()
        self.reader = engine.Reader(self._dictionary, own)
        self.parts = lru_cache(maxsize=1 << 16)(lambda word: compound(word, self._dictionary))
        self.joined = engine.joined_words() | frozenset(chain.from_iterable(map(engine.blank_sides, own)))
        self.known: Cuts = {}
        """The pieces of what stood between two blanks of a line with Thai in it."""
        self.plain: Cuts = {}
        """How the dictionary alone reads those of them that hold no word that only we know."""
        self.types: dict[str, str] = {}

    def is_plain(self, chunk: str) -> bool:
        """Whether no word that only we know is in a chunk, and the engine reads it at once."""
        if len(chunk) > STRETCH:
            return False
        return not len(self._added) or next(iter(self._added.iter(chunk)), None) is None

    def read(self, text: str, ascii_apart: bool = True, first: list[str] | None = None) -> list[str]:
        """The dictionary's reading, of two as good ones the commoner; lossless whatever the engine does. With
        `ascii_apart` a stretch without Thai is cut at its signs, as no dictionary would. `first` takes what the
        engine read."""
        pieces: list[str] = []
        for stretch in _STRETCHES.findall(text):
            if stretch == "\n":
                pieces.append(stretch)
            elif ascii_apart and stretch.isascii():
                pieces += _PLAIN.findall(stretch)
            else:
                found = self.reader.read(stretch)
                if first is not None:
                    first += found
                pieces += settle(found, self._kept)
        return pieces

    def edges(self, text: str, start: int, end: int) -> list[int]:
        """The offsets strictly between `start` and `end` at which that piece of `text` is cut."""
        return list(accumulate(map(len, self.read(text[start:end])[:-1]), initial=start))[1:]

    def kept_whole(self, text: str, edges: list[int]) -> list[tuple[int, int]]:
        """Spans that `edges` cut and that must stay whole: the longest first, then the first."""
        found = [(*match.span(), True) for match in _ABBREVIATION.finditer(text)] if "." in text else []
        if len(self._own):
            hits = self._own.iter(engine.lower(text))
            found += [(last + 1 - length, last + 1, False) for last, length in hits]
        found = [span for span in found if bisect_right(edges, span[0]) < bisect_left(edges, span[1])]
        if not found:
            return []
        breaks = set(accumulate(map(len, clusters(text)), initial=0))
        taken: list[tuple[int, int]] = []
        occupied = bytearray(len(text))
        for start, end, sure in sorted(found, key=lambda span: (span[0] - span[1], span[0])):
            aligned = _holds(edges, start) and _holds(edges, end)
            if not any(occupied[start:end]) and (sure or aligned or _may_stand(text, start, end, breaks)):
                taken.append((start, end))
                occupied[start:end] = b"\1" * (end - start)
        return sorted(taken)


@by_word
def _plain_borders(chunk: str) -> tuple[int, ...]:
    return tuple(accumulate(map(len, engine.plain_reader().read(chunk))))


@lru_cache(maxsize=16)
def _lexicon(own: tuple[str, ...]) -> Lexicon:
    return Lexicon(own)


def _holds(edges: list[int], offset: int) -> bool:
    at = bisect_left(edges, offset)
    return at < len(edges) and edges[at] == offset


def _may_stand(text: str, start: int, end: int, breaks: set[int]) -> bool:
    """True when a word of ours may be taken out of a stretch that the dictionary reads otherwise."""
    if start not in breaks or end not in breaks or len(clusters(text[start:end])) < LONG:
        return False
    return not any(
        text[at - 1].isalnum() and text[at].isalnum() and text[at].isascii() and text[at - 1].isascii()
        for at in (start, end)
        if 0 < at < len(text)
    )
