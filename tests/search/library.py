"""A small index out of a few lines of text, for golden cases.

lesson calls | นัดด้วยใจ | โทรหาทีมก่อน แล้วส่งหนังสือตาม | province=พัทลุง role=คุณอำนวย
technique technique-1 | นัดตัวคน | โทรเอง
term cap | คณะกรรมการ | ความหมาย
= กขป. | คณะกรรมการเขตสุขภาพเพื่อประชาชน
> เว้า | พูด
? โทร kind=technique
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from harvester.search.answering import Answer
from harvester.search.building import Index, build_index
from harvester.search.concepts import Reading
from harvester.search.document import Document, Kind
from harvester.search.lexicon import Lexicon
from harvester.search.weights import sentence
from harvester.thai.segment import Segmenter


@dataclass(frozen=True)
class Scene:
    """The documents, what may stand for what, and questions of a case."""

    documents: tuple[Document, ...]
    readings: tuple[Reading, ...]
    asked: tuple[tuple[str, dict[str, list[str]]], ...]

    def index(self) -> Index:
        """Built as the product builds it."""
        words = [form for reading in self.readings if not reading.whole for form in reading.forms]
        return build_index(self.documents, Segmenter(words), self.readings)


def scene(text: str) -> Scene:
    """What a case gives."""
    documents: list[Document] = []
    readings: list[Reading] = []
    asked: list[tuple[str, dict[str, list[str]]]] = []
    for line in filter(None, text.split("\n")):
        head, _, rest = line.partition(" ")
        if head == "=":
            forms = tuple(form.strip() for form in rest.split("|"))
            readings.append(Reading(forms, forms))
        elif head == ">":
            form, *others = (form.strip() for form in rest.split("|"))
            readings.append(Reading((form,), tuple(others), whole=True))
        elif head == "?":
            asked.append(_question(rest))
        else:
            documents.append(_document(head, rest))
    return Scene(tuple(documents), tuple(readings), tuple(asked))


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
    field = kind if kind in ("caution", "asked") else "body"
    return Document(name, Kind(kind), title, ((field, body),), excerpt=body, facets=pairs)


def told(lexicon: Lexicon, answer: Answer) -> list[str]:
    """An answer as lines: words of the vocabulary after `!`, addresses (also found ones in brackets), what is only
    near after `~`, then the notes."""
    hits = [_hit(lexicon, hit.document, hit.also) for hit in answer.hits]
    near = [lexicon.address_of(hit.document) for hit in answer.near]
    entries = [lexicon.address_of(document) for document in answer.entries]
    return said(hits, near, entries, answer.notes)


def _hit(lexicon: Lexicon, document: int, also: Sequence[int]) -> str:
    others = " ".join(map(lexicon.address_of, also))
    return lexicon.address_of(document) + (f" [{others}]" if others else "")


def said(
    hits: Sequence[str],
    near: Sequence[str],
    entries: Sequence[str],
    notes: Sequence[Sequence[str]],
) -> list[str]:
    """The parts of an answer as lines."""
    lines = [*(f"! {entry}" for entry in entries), *hits, *(f"~ {hit}" for hit in near)]
    return lines + [f"* {sentence(kind, *words)}" for kind, *words in notes]
