"""An index, opened: reads its files when a query needs them. The browser's twin is `engine.js`."""

import json
from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import Any

from harvester.search.building import FORMAT
from harvester.search.coding import BitReader, decode_postings, decode_text, unpack, unpack_files
from harvester.search.excerpts import Card, read_block
from harvester.search.lexicon import ASKED, Lexicon
from harvester.search.meaning import ROWS, WIDTH, Passages
from harvester.search.narrowing import Facets
from harvester.search.planning import Plan, shards_of, words_of
from harvester.search.ranking import Posting, Ranking, rank

Load = Callable[[str], bytes]
"""Gives the bytes of a file of the index by its name; raises `KeyError` or `OSError` where there is none."""
Meanings = tuple[dict[int, tuple[float, float]], float]


class Search:
    """An open index. Reads the head at once, the rest when it is needed; `load` is all it touches. ValueError for
    files that are no index, or one of another format."""

    def __init__(self, load: Load) -> None:
        self._first = unpack_files(load("index.bin"))
        manifest: dict[str, Any] = json.loads(self._first["manifest.json"])
        if manifest.get("format") != FORMAT:
            raise ValueError(f"index of format {manifest.get('format')}, not {FORMAT}")
        self._read = load
        self._build: str = manifest["build"]
        sizes: dict[str, int] = manifest["parts"]
        words, titles = (
            b"".join(self._load(f"{part}{number}.bin") for number in range(sizes[part]))
            for part in ("words", "titles")
        )
        self.lexicon = Lexicon(words, titles)
        self._postings: dict[int, Posting] = {}
        self._shards: set[int] = set()
        self._cards: dict[int, list[Card]] = {}
        self._facets: Facets | None = None
        self._has_meaning, self._has_texts = bool(manifest["meaning"]), bool(manifest["texts"])
        self._texts: list[str] = []
        self._passages: Passages | None = None
        self._rows: dict[int, bytes] = {}

    def rank(self, planned: Plan) -> Ranking:
        """Scores a plan, reading the postings it needs, and the texts of a small library where a phrase is wanted."""
        self._fetch(shards_of(self.lexicon, planned))
        is_open = any(phrase.text not in self.lexicon.ids for phrase in planned.phrases)
        if is_open and self._has_texts and not self._texts:
            self._texts = decode_text(unpack(self._load("texts.bin"))[0]).split("\v")
        return rank(self.lexicon, planned, self._postings, self._texts)

    def facets(self) -> Facets:
        """The facets of the index."""
        if self._facets is None:
            self._facets = Facets(self._load("facets.bin"), self.lexicon)
        return self._facets

    def alike(self, planned: Plan) -> Meanings:
        """How alike each lesson is in meaning to a query, 0 to 1, by its best passage, and by what people ask for it;
        empty where no vectors were built. And how far the query lies in the scope of such lessons, -1 to 1."""
        if not self._has_meaning:
            return {}, 0.0
        rows = []
        for term in words_of(planned, self.lexicon):
            file, place = divmod(self.lexicon.rows[term], ROWS)
            if file not in self._rows:
                self._rows[file] = self._load(f"v{file}.bin")
            rows.append(self._rows[file][place * WIDTH : (place + 1) * WIDTH])
        if self._passages is None:
            self._passages = Passages(self._load("meaning.bin"))
        out: dict[int, tuple[float, float]] = {}
        *likenesses, scope = self._passages.alike(rows)
        for document, likeness in zip(self._passages.documents, likenesses, strict=True):
            owner = self.lexicon.owner[document]
            text, asked = out.get(owner, (0.0, 0.0))
            is_asked = self.lexicon.kind_of[document] == ASKED
            out[owner] = (text, max(asked, likeness)) if is_asked else (max(text, likeness), asked)
        return out, scope

    def card(self, document: int) -> Card:
        """What is shown of a document."""
        block = bisect_right(self.lexicon.blocks, document) - 1
        if block not in self._cards:
            self._cards[block] = read_block(self._load(f"x{block}.bin"))
        return self._cards[block][document - self.lexicon.blocks[block]]

    def _load(self, name: str) -> bytes:
        held = self._first.get(name)
        return self._read(f"{self._build}/{name}") if held is None else held

    def _fetch(self, shards: Sequence[int]) -> None:
        starts, lexicon = self.lexicon.starts, self.lexicon
        for number in shards:
            if number in self._shards:
                continue
            bits = BitReader(self._load(f"p{number}.bin"))
            end = starts[number + 1] if number + 1 < len(starts) else len(lexicon.terms)
            for term in range(starts[number], end):
                read = decode_postings(bits, lexicon.documents, lexicon.found[term])
                self._postings[term] = Posting(*read)
            self._shards.add(number)
