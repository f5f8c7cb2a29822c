"""Documents in, the files of an index out: vocabulary, titles, postings by term, excerpts, facets. Each file is a
pure function of the documents; their names carry a hash of the whole, so that no browser mixes two builds. What the
parts look like in bytes is said in `coding.py`; `lexicon.py` and the browser read them."""

import hashlib
import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, pairwise
from typing import Any

import numpy as np

from harvester.memo import by_word
from harvester.model import Library
from harvester.search import coding, concepts
from harvester.search.chunks import Forms
from harvester.search.document import ENTRIES, KINDS, PARTS, Document, Kind, documents
from harvester.search.excerpts import BLOCK, Display, starts_of_blocks, with_line_ends, write_block
from harvester.search.meaning import ROWS, encode_passages, has_row, row_of
from harvester.search.terms import PART, WORD, Postings, as_term, postings_of
from harvester.search.weights import FACETS, FACTS, LARGE, NOTES, RANKING, STOP, WORDS
from harvester.search.weights import KINDS as NAMES
from harvester.search.wording import fold, is_thai
from harvester.thai.dictionary import LISTED
from harvester.thai.segment import Segmenter
from harvester.thai.subwords import subwords
from harvester.thai.text import normalise

FORMAT = 5
"""Changes when an older reader could not read the files any more."""
SHARD = 1500
"""Bytes from which a file of postings is closed."""
CHUNK = 40_000
"""Most bytes of one file of the head; a longer part comes in several files."""
LONGEST = 60
"""Letters of a stretch of a query up to which it is looked for among the terms."""
AT_ONCE = 1 << 18
"""Postings put into bits at once."""


@dataclass(frozen=True, slots=True)
class Index:
    """The files of an index by name: `index.bin` holds the manifest and, of a small library, what a search needs first;
    it says of which build the others are."""

    files: Mapping[str, bytes]
    build: str

    def load(self, name: str) -> bytes:
        """One file; KeyError when the index has none of that name."""
        return self.files[name]


@dataclass(frozen=True, slots=True)
class _Entries:
    """The terms of an index in order, each with its marks and the number of its postings; `found` holds them term
    by term, `which` their places among all postings."""

    terms: Sequence[str]
    marks: Sequence[int]
    held: Any
    which: Any
    found: Postings


def build_index(
    held: Iterable[Document],
    segmenter: Segmenter,
    readings: Sequence[concepts.Reading] = (),
    display: Display | None = None,
) -> Index:
    """The index of documents in their order; parts must follow their lesson. `readings` say which forms may mean
    which; forms of several words become terms of their own. `display` puts the signs of line ends into what is shown."""
    held = list(held)
    is_small = len(held) <= coding.FEW
    forms = Forms(dict.fromkeys(concepts.forms_in(readings)), segmenter.own)
    found = postings_of(held, segmenter, forms)
    stop = (*STOP, *(concepts.words_of_grammar(readings) if is_small else ()))
    whole = {form for reading in readings if reading.whole for form in reading.forms}
    readings = concepts.leading(readings, frozenset(found.terms))
    forms_of_all = chain(sorted(whole), filter(is_thai, stop), map(as_term, concepts.forms_in(readings)))
    everything = (" \n".join((one.title, *(text for _, text in one.fields))) for one in held if is_small)
    entries = _entries(found, forms_of_all, whole, fold(" \n".join(everything)))
    shards, starts = _shards(entries, len(held))
    files = {f"p{number}.bin": shard for number, shard in enumerate(shards)}
    blocks = starts_of_blocks(held)
    files |= {
        f"x{number}.bin": write_block(held[first:end], display)
        for number, (first, end) in enumerate(pairwise((*blocks, len(held))))
    }
    files["facets.bin"] = _facets(held)
    if is_small:
        files["texts.bin"] = coding.pack((coding.encode_text("\v".join(map(_said, held))),))
    files |= _meaning(entries, held, segmenter, readings)
    head = {
        "words": _words(entries, starts, len(held), readings, blocks, stop, display),
        "titles": _titles(held, found.lengths, display),
    }
    pieces = {
        part: [data[at : at + CHUNK] for at in range(0, len(data) or 1, CHUNK)] for part, data in head.items()
    }
    for part, chunks in pieces.items():
        files |= {f"{part}{number}.bin": chunk for number, chunk in enumerate(chunks)}
    digest = hashlib.sha256()
    for name, content in sorted(files.items()):
        digest.update(f"{name} {len(content)} ".encode() + content)
    build = digest.hexdigest()[:10]
    manifest = {
        "format": FORMAT,
        "build": build,
        "documents": len(held),
        "meaning": "meaning.bin" in files,
        "texts": "texts.bin" in files,
        "parts": {part: len(chunks) for part, chunks in pieces.items()},
    }
    together = [name for name in sorted(files) if is_small and name[0] in "wtpf" and name != "texts.bin"]
    first = {"manifest.json": json.dumps(manifest).encode(), **{name: files.pop(name) for name in together}}
    named = {f"{build}/{name}": content for name, content in sorted(files.items())}
    return Index({"index.bin": coding.pack_files(first), **named}, build)


def index_of(library: Library, display: Display | None = None) -> Index:
    """The search index of a library."""
    vocabulary = library.vocabulary
    return build_index(
        documents(library), Segmenter(vocabulary.words()), concepts.readings_of(vocabulary), display
    )


def _entries(found: Postings, forms: Iterable[str], whole: Iterable[str], texts: str) -> _Entries:
    """All terms in the order of UTF-16, which is that of a browser's comparison, with their postings."""
    number = {term: at for at, term in enumerate(found.terms)}
    marks = dict(zip(found.terms, found.marks.tolist(), strict=True))
    common, deceptive = concepts.lacking_words(
        {term for term in marks if len(term) > 1 and is_thai(term)}, max(0, LISTED - len(marks) // 3), texts
    )
    for term in deceptive:
        marks.setdefault(term, WORD | PART)
    for term in chain(common, filter(None, forms)):
        marks[term] = marks.get(term, 0) | _marks_of(term)
    for term in whole:
        marks[term] |= PART if marks[term] else 0
    silent = set(STOP)
    terms = sorted(marks, key=lambda term: term.encode("utf-16-be"))
    place = np.full(len(number) + 1, len(terms), np.int32)
    place[[number[term] for term in terms if term in number and term not in silent]] = [
        at for at, term in enumerate(terms) if term in number and term not in silent
    ]
    of = place[found.term]
    held = np.bincount(of, minlength=len(terms) + 1)[:-1]
    which = np.argsort(of, kind="stable")[: held.sum()]
    return _Entries(terms, [marks[term] for term in terms], held, which, found)


def _said(document: Document) -> str:
    """What a lesson, trial or event says, folded, for phrases: other parts say what their lesson says, names are
    terms."""
    if document.kind not in (Kind.LESSON, Kind.TRIAL, Kind.EVENT):
        return ""
    said = (text for name, text in document.fields if name not in ("names", "tags", "asked"))
    return " ".join(fold(" ".join(said)).split())


@lru_cache(maxsize=1 << 15)
@by_word
def _marks_of(term: str) -> int:
    """Which cuts of a query may use a term that no document holds."""
    return 0 if " " in term else WORD | (PART if subwords(term) == [term] else 0)


def _shards(entries: _Entries, documents: int) -> tuple[list[bytes], list[int]]:
    """Postings of consecutive terms, file by file, and the first term of each file."""
    shards: list[list[Any]] = []
    starts: list[int] = []
    filled = 0
    ends = np.cumsum(entries.held)
    first, found = 0, entries.found
    while first < len(ends):
        done = ends[first - 1] if first else 0
        last = max(first + 1, int(np.searchsorted(ends, done + AT_ONCE, "right")))
        which = entries.which[done : ends[last - 1]]
        bits, sizes = coding.encode_postings(
            documents, entries.held[first:last], found.document[which], found.count[which], found.slots[which]
        )
        at = 0
        for number, size in enumerate(sizes.tolist(), first):
            if not shards or filled > SHARD * 8:
                shards.append([])
                starts.append(number)
                filled = 0
            shards[-1].append(bits[at : at + size])
            filled += size
            at += size
        first = last
    return [np.packbits(np.concatenate(shard)).tobytes() for shard in shards], starts


def _gaps(numbers: Sequence[int]) -> list[int]:
    return [b - a for a, b in zip((0, *numbers), numbers, strict=False)]


def _words(
    entries: _Entries,
    starts: Sequence[int],
    documents: int,
    readings: Sequence[concepts.Reading],
    blocks: Sequence[int],
    stop: Sequence[str],
    display: Display | None,
) -> bytes:
    meta = {
        "documents": documents,
        "starts": _gaps(starts),
        "slots": coding.SLOTS,
        "placed": coding.placed_in(documents),
        "levels": coding.LEVELS,
        "blocks": _gaps(blocks),
        "longest": max((min(LONGEST, len(term)) for term in entries.terms if is_thai(term)), default=1),
        "stop": stop,
        "facts": FACTS,
        "ranking": dict(RANKING) if documents <= coding.FEW else {**RANKING, **LARGE},
        "notes": {name: display.for_search(text) if display else text for name, text in NOTES.items()},
        "kinds": NAMES,
    }
    number = {term: at for at, term in enumerate(entries.terms)}
    # forms that may mean each other are written once
    pairs = ((one.forms, () if one.forms == one.others else one.others) for one in readings)
    sides = [[number[term] for term in map(as_term, side) if term] for pair in pairs for side in pair]
    held = list(chain.from_iterable(sides))
    found = entries.held.tolist()
    telling = concepts.telling(entries.terms, readings, weighed=documents <= coding.FEW)
    of_each = zip(entries.marks, telling, found, strict=True)
    return coding.pack(
        (
            json.dumps(meta, ensure_ascii=False, separators=(",", ":")).encode(),
            coding.encode_terms(entries.terms),
            bytes(marks | tells << 2 | min(coding.MANY, size) << 5 for marks, tells, size in of_each),
            coding.encode_numbers(size - coding.MANY for size in found if size >= coding.MANY),
            coding.encode_numbers(map(len, sides)),
            bytes(one & 127 for one in held),
            coding.encode_numbers(one >> 7 for one in held),
        )
    )


def _meaning(
    entries: _Entries, held: Sequence[Document], segmenter: Segmenter, readings: Sequence[concepts.Reading]
) -> dict[str, bytes]:
    """The vectors of passages, and those of the words of a query, `ROWS` a file; nothing for a large library."""
    vectors = encode_passages(held, lambda text: segmenter.first_reading(fold(text)), segmenter.content_key)
    if not vectors:
        return {}
    means = {form: reading.others[0] for reading in readings if reading.whole for form in reading.forms}
    words = [term for term, marks in zip(entries.terms, entries.marks, strict=True) if has_row(term, marks)]
    rows = [row_of(means.get(word, word)) for word in words]
    chunks = {f"v{at // ROWS}.bin": b"".join(rows[at : at + ROWS]) for at in range(0, len(rows), ROWS)}
    return {"meaning.bin": vectors, **chunks}


def _titles(held: Sequence[Document], words: Sequence[int], display: Display | None) -> bytes:
    """Kind, length (a byte: 32 is the square root of the average), id and title of each document."""
    average = sum(words) / max(1, len(words)) or 1.0
    titles = [" ".join(normalise(document.title).split()) for document in held]
    if display:
        shown = (with_line_ends(titles[at : at + BLOCK], display) for at in range(0, len(titles), BLOCK))
        titles = list(chain.from_iterable(shown))
    lengths = bytes(min(255, round(32 * math.sqrt(length / average))) for length in words)
    return coding.pack(
        (
            bytes(KINDS.index(document.kind) for document in held),
            lengths,
            coding.encode_text("\n".join(document.id for document in held)),
            coding.encode_text("\n".join(titles)),
            json.dumps(
                {"kinds": KINDS, "parts": PARTS, "entries": ENTRIES, "address": WORDS["address"]}
            ).encode(),
        )
    )


def _facets(held: Sequence[Document]) -> bytes:
    """For each facet its values, the most frequent first, and the documents that have each, as gaps."""
    holders: dict[str, dict[str, list[int]]] = {key: {} for key in FACETS}
    for number, document in enumerate(held):
        for key, value in document.facets:
            holders[key].setdefault(normalise(value), []).append(number)
    names: list[list[object]] = []
    numbers: list[int] = []
    for key, label in FACETS.items():
        values = sorted(holders[key].items(), key=lambda item: (-len(item[1]), item[0]))
        names.append([key, label, [value for value, _ in values]])
        for _, members in values:
            gaps = [b - a - 1 for a, b in zip([-1, *members], members, strict=False)]
            numbers += [len(gaps), *gaps]
    return coding.pack((json.dumps(names, ensure_ascii=False).encode(), coding.encode_numbers(numbers)))
