"""A small index out of a few lines of text, for golden cases.

lesson calls | นัดด้วยใจ | โทรหาทีมก่อน แล้วส่งหนังสือตาม | province=พัทลุง role=คุณอำนวย
technique technique-1 | นัดตัวคน | โทรเอง
term cap | คณะกรรมการ | ความหมาย
= กขป. | คณะกรรมการเขตสุขภาพเพื่อประชาชน
? โทร kind=technique
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from harvester.search.answering import Answer
from harvester.search.building import Index, build_index
from harvester.search.document import Document, Kind
from harvester.search.lexicon import Lexicon
from harvester.search.notes import sentence
from harvester.thai.segment import Segmenter


@dataclass(frozen=True)
class Scene:
    """The documents, groups of equal words and questions of a case."""

    documents: tuple[Document, ...]
    synonyms: tuple[tuple[str, ...], ...]
    asked: tuple[tuple[str, dict[str, list[str]]], ...]

    def index(self) -> Index:
        """Built as the product builds it."""
        words = [form for group in self.synonyms for form in group]
        return build_index(self.documents, Segmenter(words), self.synonyms)


def scene(text: str) -> Scene:
    """What a case gives."""
    documents: list[Document] = []
    synonyms: list[tuple[str, ...]] = []
    asked: list[tuple[str, dict[str, list[str]]]] = []
    for line in filter(None, text.split("\n")):
        head, _, rest = line.partition(" ")
        if head == "=":
            synonyms.append(tuple(form.strip() for form in rest.split("|")))
        elif head == "?":
            asked.append(_question(rest))
        else:
            documents.append(_document(head, rest))
    return Scene(tuple(documents), tuple(synonyms), tuple(asked))


def _question(text: str) -> tuple[str, dict[str, list[str]]]:
    wanted: dict[str, list[str]] = {}
    query, *pairs = text.split(" @")
    for pair in pairs:
        facet, _, value = pair.partition("=")
        wanted.setdefault(facet, []).append(value)
    return query, wanted


def _document(kind: str, rest: str) -> Document:
    name, title, body, facets = ([part.strip() for part in rest.split("|")] + [""] * 4)[:4]
    pairs = tuple((pair.split("=")[0], pair.split("=")[1]) for pair in facets.split())
    field = "caution" if kind == "caution" else "body"
    return Document(name, Kind(kind), title, ((field, body),), excerpt=body, facets=pairs)


def told(lexicon: Lexicon, answer: Answer) -> list[str]:
    """An answer as lines: addresses (also found ones in brackets), then the notes, then the nearest words."""
    lines = []
    for hit in answer.hits:
        also = " ".join(lexicon.address_of(document) for document in hit.also)
        lines.append(lexicon.address_of(hit.document) + (f" [{also}]" if also else ""))
    return [*lines, *said([(note.kind, *note.words) for note in answer.notes], answer.nearest)]


def said(notes: Sequence[Sequence[str]], nearest: Sequence[str]) -> list[str]:
    """Notes and nearest words as lines."""
    lines = [f"* {sentence(kind, tuple(words))}" for kind, *words in notes]
    return [*lines, f"~ {' '.join(nearest)}"] if nearest else lines
