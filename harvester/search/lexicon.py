"""Every term, title and length of an index, and the ways to look them up. The browser's twin is
`templates/assets/search/lexicon.js`. Postings are read in `engine.py`."""

import json
import math
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate, islice
from typing import Any

from harvester.search.coding import MANY, decode_numbers, decode_terms, decode_text, unpack, without_line_ends
from harvester.search.meaning import has_row
from harvester.search.wording import LETTER, fold, is_thai

ASKED = "asked"
"""Kind of what people ask for a lesson in other words: it leads to the lesson and is never shown."""
LONG = 6
"""Letters from which a word is long enough not to be another word when one letter changes."""
LEAD, FOLLOWS = "[\u0e40-\u0e44]", "[\u0e30-\u0e3a\u0e45\u0e47-\u0e4e]"
"""Letters between which and the next, or the one before, no word ends."""
_LEAD, _FOLLOWS = re.compile(LEAD), re.compile(FOLLOWS)
_LETTER = re.compile(LETTER)
_MARKS = re.compile("[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]")
_TONES = re.compile("[\u0e47-\u0e4d]")
_SOUNDS = str.maketrans("ใณญภศษฬรฆฅฌฑฒธฎฏฐฃ", "ไนยพสสลลคคชทททตตถข")
_SILENT = re.compile("[ก-ฮ][ิุ]?์")
_ENDS = dict(zip("ขคจชซตถทสลปพฟ", "กกดดดดดดดนบบบ", strict=True))
_END = re.compile(f"[{''.join(_ENDS)}]$", re.MULTILINE)


def consonants(text: str) -> str:
    """`text` without any sign above or below a consonant."""
    return _MARKS.sub("", text)


def sound(text: str) -> str:
    """`text` as it is heard: letters of one sound are one, more of them at its end; tone marks and silent letters are
    gone. Of many words, a line each, all at once."""
    heard = skeleton(_SILENT.sub("", text).replace("ัม", "ำ").replace("ญญ", "นย")).translate(_SOUNDS)
    return _END.sub(lambda end: _ENDS[end[0]], heard)


def skeleton(text: str) -> str:
    """`text` without tone marks and silencers."""
    return _TONES.sub("", text)


class Lexicon:
    """The head of an index, read from its parts `words` and `titles`; ValueError when they are no such parts."""

    def __init__(self, words: bytes, titles: bytes) -> None:
        try:
            self._read(unpack(words), unpack(titles))
        except (IndexError, KeyError, StopIteration, TypeError) as fault:
            raise ValueError("not the head of a search index") from fault

    def _read(self, words: list[bytes], titles: list[bytes]) -> None:
        meta = json.loads(words[0])
        self.documents: int = meta["documents"]
        self.blocks: list[int] = list(accumulate(meta["blocks"]))
        self.longest: int = meta["longest"]
        self.ranking: dict[str, float] = meta["ranking"]
        self.stop = frozenset(meta["stop"])
        self.facts = frozenset(meta["facts"])
        self.starts = list(accumulate(meta["starts"]))
        self.terms, self.marks = decode_terms(words[1]), [byte & 3 for byte in words[2]]
        more = iter(decode_numbers(words[3]))
        self.found = [byte >> 5 if byte >> 5 < MANY else MANY + next(more) for byte in words[2]]
        self._index_terms()
        high = decode_numbers(words[6])
        self._read_readings(
            decode_numbers(words[4]), [a | b << 7 for a, b in zip(words[5], high, strict=True)]
        )
        self.telling = [(byte >> 2 & 7) / 7 for byte in words[2]]
        self._read_titles(titles)
        self._pairs: dict[str, list[int]] | None = None
        self._sizes: dict[int, int] = {}
        self._by_consonants: dict[str, list[int]] = {}
        self._by_sound: dict[str, list[int]] = {}
        self._rarity: dict[int, float] = {}

    def _index_terms(self) -> None:
        self.by_skeleton: dict[str, list[int]] = {}
        for number, term in enumerate(self.terms):
            if is_thai(term):
                self.by_skeleton.setdefault(skeleton(term), []).append(number)
        self.rows: dict[int, int] = {}
        for number, (term, marks) in enumerate(zip(self.terms, self.marks, strict=True)):
            if has_row(term, marks):
                self.rows[number] = len(self.rows)
        self.ids = {term: number for number, term in enumerate(self.terms)}
        self._order = [term.encode("utf-16-be") for term in self.terms]
        self._all_terms = _Joined(self.terms)

    def _read_readings(self, sizes: Sequence[int], numbers: Sequence[int]) -> None:
        self.synonyms: dict[str, list[str]] = {}
        stream = iter(numbers)
        sides = ([self.terms[one] for one in islice(stream, size)] for size in sizes)
        for forms, written in zip(sides, sides, strict=True):
            for form in forms:
                others = self.synonyms.setdefault(form, [])
                others += [other for other in written or forms if other not in (form, *others)]
        self.facts |= {form for form, others in self.synonyms.items() if self.facts.intersection(others)}
        self.forms = [form.split(" ") for form in self.synonyms if " " in form]
        self.leads = [
            bool(found or self.standing_for(term)) for term, found in zip(self.terms, self.found, strict=True)
        ]

    def standing_for(self, form: str) -> list[int]:
        """The terms of documents that may mean a form of the vocabulary."""
        terms = (self.ids[other] for other in self.synonyms.get(form, ()))
        return [term for term in terms if self.found[term]]

    def _read_titles(self, titles: list[bytes]) -> None:
        names: dict[str, Any] = json.loads(titles[4])
        self.kinds: list[str] = names["kinds"]
        self.address: dict[str, str] = names["address"]
        self.lengths = [x * x / 1024 for x in titles[1]]
        self.names = decode_text(titles[2]).split("\n")
        self.titles = without_line_ends(decode_text(titles[3])).split("\n")
        self.folded = [fold(title) for title in self.titles]
        self._all_titles = _Joined(self.folded)
        self.kind_of = [self.kinds[number] for number in titles[0]]
        self.parts = frozenset(names["parts"])
        self.entries = frozenset(names["entries"])
        self.owner: list[int] = []
        for number, kind in enumerate(self.kind_of):
            self.owner.append(self.owner[-1] if kind in self.parts else number)

    def in_lesson(self, document: int) -> bool:
        """True for a lesson and what is in it, False for a word of the vocabulary."""
        return self.kind_of[document] not in self.entries

    def address_of(self, document: int) -> str:
        """Where a document is read, relative to the site's root."""
        if self.kind_of[document] in self.parts:
            return f"{self.address_of(self.owner[document])}#{self.names[document]}"
        return self.address[self.kind_of[document]].replace("{}", self.names[document])

    def idf(self, found: int) -> float:
        """Rarity of a term found in so many documents, on a grid, so that no two machines can disagree."""
        if found not in self._rarity:
            value = math.log(1 + (self.documents - found + 0.5) / (found + 0.5))
            self._rarity[found] = math.floor(value * 1024 + 0.5) / 1024
        return self._rarity[found]

    def completions(self, text: str, most: int, marks: int = 3) -> list[int]:
        """Terms that bear one of `marks`, begin with `text` and lead to documents, in order."""
        out: list[int] = []
        number = self.lower(text)
        while number < len(self.terms) and len(out) < most and self.terms[number].startswith(text):
            if self.leads[number] and (marks == 3 or self.marks[number] & marks):
                out.append(number)
            number += 1
        return out

    def lower(self, text: str) -> int:
        """The first term not before `text`."""
        return bisect_left(self._order, text.encode("utf-16-be", "surrogatepass"))

    def containing(self, text: str, unfinished: bool, most: int) -> list[tuple[float, int]]:
        """Share and number of terms of documents that contain `text` at borders of letters, the most similar first."""
        out = []
        for number, at in self._all_terms.places(text):
            term = self.terms[number]
            if not self.found[number]:
                continue
            after, before = term[at + len(text) : at + len(text) + 1], term[at - 1 : at] if at else ""
            if (unfinished or not _FOLLOWS.match(after)) and not _LEAD.match(before):
                out.append((len(text) / len(term), number))
        return sorted(out, key=lambda pair: (-pair[0], pair[1]))[:most]

    def is_compound(self, term: int, part: str, unfinished: bool) -> bool:
        """True when what is before and after `part` in a term are words too: both cuts see the borders."""
        before, _, after = self.terms[term].partition(part)
        return (not before or before in self.ids) and (
            not after or (part + after if unfinished else after) in self.ids
        )

    def titles_with(self, text: str) -> list[int]:
        """The documents whose folded title contains `text`."""
        return [number for number, _ in self._all_titles.places(text)]

    def cover_of_title(self, document: int, texts: Sequence[str]) -> float:
        """Share of a title's letters that words of the query cover."""
        title = self.folded[document]
        covered = bytearray(len(title))
        for text in texts:
            at = title.find(text) if len(text) > 1 else -1
            while at >= 0:
                covered[at : at + len(text)] = b"\1" * len(text)
                at = title.find(text, at + 1)
        if not any(covered):
            return 0.0
        held = sum(is_held for sign, is_held in zip(title, covered, strict=True) if sign != " ")
        return held / len(_LETTER.findall(title))

    def similar(self, text: str, least: float, most: int) -> list[tuple[float, int]]:
        """Likeness and number of the terms that share most letter pairs with `text`."""
        if self._pairs is None:
            self._pairs = {}
            for number, term in self._held():
                letters = skeleton(term)
                self._sizes[number] = max(1, len(letters) - 1)
                for pair in dict.fromkeys(_pairs(letters)):
                    self._pairs.setdefault(pair, []).append(number)
        letters, count = skeleton(text), dict[int, int]()
        for pair in _pairs(letters):
            for number in self._pairs.get(pair, ()):
                count[number] = count.get(number, 0) + 1
        out = []
        for number, shared in count.items():
            if (likeness := 2 * shared / (len(letters) - 1 + self._sizes[number])) >= least:
                out.append((likeness, number))
        return sorted(out, key=lambda pair: (-pair[0], pair[1]))[:most]

    def marked_otherwise(self, text: str) -> list[int]:
        """Terms of the same consonants: signs are easily typed one letter too soon or too late."""
        if not self._by_consonants:
            for number, term in self._held():
                self._by_consonants.setdefault(consonants(term), []).append(number)
        return self._by_consonants.get(consonants(text), [])

    def heard_alike(self, text: str) -> list[int]:
        """Terms that sound the same, whether documents hold them or not."""
        if not self._by_sound:
            for number, heard in enumerate(sound("\n".join(self.terms)).split("\n")):
                self._by_sound.setdefault(heard, []).append(number)
        return self._by_sound.get(sound(text), [])

    def variants(self, text: str, term: int | None) -> list[int]:
        """Terms that may be `text` in another spelling, as loan words have many: with signs on other letters, one
        letter more, less or other; for a word in many documents only those with other signs."""
        if len(text) < LONG:
            return []
        others = self.marked_otherwise(text)
        if term is not None and self.found[term] > self.ranking["rareSpelling"]:
            return others
        alike = (number for _, number in self.similar(text, 0.55, 8))
        return [*others, *(number for number in alike if one_edit(text, self.terms[number]))]

    def _held(self) -> Iterator[tuple[int, str]]:
        """The terms that are in documents; the others only help to cut."""
        return ((number, term) for number, term in enumerate(self.terms) if self.found[number])

    def shard_of(self, term: int) -> int:
        """The file that holds a term's postings."""
        return bisect_right(self.starts, term) - 1


def one_edit(first: str, second: str) -> bool:
    """True when one letter more, less, other or swapped with the next makes the one into the other."""
    if first == second:
        return False
    start = 0
    while start < min(len(first), len(second)) and first[start] == second[start]:
        start += 1
    a, b = first[start:], second[start:]
    return a[1:] == b or a == b[1:] or a[1:] == b[1:] or (a[:2] == b[:2][::-1] and a[2:] == b[2:])


def _pairs(letters: str) -> list[str]:
    return [letters[at : at + 2] for at in range(len(letters) - 1)]


class _Joined:
    """Many short texts as one, searched in one pass."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._text = "\n".join(texts) + "\n"
        self._starts = [0, *accumulate(len(text) + 1 for text in texts)]

    def places(self, wanted: str) -> list[tuple[int, int]]:
        """Each text that contains `wanted`, and the first offset in it."""
        out, at = [], self._text.find(wanted)
        while at >= 0:
            number = bisect_left(self._starts, at + 1) - 1
            out.append((number, at - self._starts[number]))
            at = self._text.find(wanted, self._starts[number + 1])
        return out
