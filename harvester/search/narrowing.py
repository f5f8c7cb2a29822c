"""Facets of an index: which documents have which value, and how many of the found ones do. Parts have the values of
their lesson. The browser's twin is `narrowing.js`."""

import json
from collections.abc import Mapping, Sequence

from harvester.search.coding import decode_numbers, unpack
from harvester.search.lexicon import Lexicon
from harvester.search.ranking import Ranked

Narrowing = Mapping[str, Sequence[str]]
"""Values wanted by facet: any of one facet's values, and all facets together."""


class Facets:
    """Values by facet and document, read from the file `facets.bin`."""

    def __init__(self, data: bytes, lexicon: Lexicon) -> None:
        names, numbers = unpack(data)
        self._lexicon = lexicon
        self.labels: dict[str, str] = {}
        self._values: dict[str, list[str]] = {}
        self._of: dict[str, dict[int, list[str]]] = {}
        stream = iter(decode_numbers(numbers))
        for key, label, values in json.loads(names):
            self.labels[key], self._values[key] = label, values
            held = self._of.setdefault(key, {})
            for value in values:
                document = -1
                for _ in range(next(stream)):
                    document += 1 + next(stream)
                    held.setdefault(document, []).append(value)

    def values_of(self, document: int, facet: str) -> Sequence[str]:
        """The values of a document; those of its lesson for a part."""
        if facet == "kind":
            return (self._lexicon.kind_of[document],)
        return self._of.get(facet, {}).get(self._lexicon.owner[document], ())

    def common(self, facet: str, most: int) -> tuple[str, ...]:
        """The values of a facet that most documents have."""
        return tuple(self._values.get(facet, ())[:most])

    def kept(self, hits: Sequence[Ranked], wanted: Narrowing, but: str = "") -> list[Ranked]:
        """The hits that have what is wanted; `but` names a facet to leave out of it."""
        tests = [(facet, frozenset(values)) for facet, values in wanted.items() if values and facet != but]
        return [
            hit
            for hit in hits
            if all(not values.isdisjoint(self.values_of(hit.document, facet)) for facet, values in tests)
        ]

    def counts(self, hits: Sequence[Ranked], wanted: Narrowing) -> dict[str, dict[str, int]]:
        """For each facet how many lessons (or kinds: places) have each value, its own narrowing left out."""
        out: dict[str, dict[str, int]] = {}
        for facet in ("kind", *self.labels):
            members: dict[str, set[int]] = {}
            for hit in self.kept(hits, wanted, facet):
                counted = hit.document if facet == "kind" else self._lexicon.owner[hit.document]
                for value in self.values_of(hit.document, facet):
                    members.setdefault(value, set()).add(counted)
            order = sorted(members, key=lambda value: (-len(members[value]), value))
            out[facet] = {value: len(members[value]) for value in order}
        return out
