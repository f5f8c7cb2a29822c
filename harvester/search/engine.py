"""An index, opened: answers a query with ranked documents. The browser's twin is `engine.js`."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence

from harvester.search.building import FORMAT
from harvester.search.coding import BitReader, decode_postings
from harvester.search.lexicon import Lexicon
from harvester.search.planning import Plan, parse, plan, shards_of
from harvester.search.ranking import Posting, Ranking, rank

Load = Callable[[str], bytes]
"""Gives the bytes of a file of the index by its name; raises `KeyError` or `OSError` where there is none."""


class Search:
    """An open index. Reads the head at once and postings when a query needs them; `load` is all it touches."""

    def __init__(self, load: Load) -> None:
        manifest = json.loads(load("manifest.json"))
        if manifest.get("format") != FORMAT:
            raise ValueError(f"index of format {manifest.get('format')}, not {FORMAT}")
        self._load = lambda name: load(f"{manifest['build']}/{name}")
        words, titles = (
            b"".join(self._load(f"{part}{number}.bin") for number in range(manifest["parts"][part]))
            for part in ("words", "titles")
        )
        self.lexicon = Lexicon(words, titles)
        self._postings: dict[int, Posting] = {}
        self._shards: set[int] = set()

    def rank(self, planned: Plan) -> Ranking:
        """Scores a plan, reading what it needs."""
        self._fetch(shards_of(self.lexicon, planned))
        return rank(self.lexicon, planned, self._postings)

    def search(self, query: str, limit: int = 10):
        return self.rank(plan(self.lexicon, parse(query))).hits[:limit]

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
