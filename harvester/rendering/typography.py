"""Thai as it must look on a screen: where a line may end and what stays together. Browsers cut Thai by dictionaries
of their own, each by another. So every unit that must stay whole is in a `white-space: nowrap` span, with `<wbr>`
between: the one way that holds in Chromium and Firefox and leaves no sign in copies. A line may end only where our
segmenter and PyThaiNLP's newmm both see a border."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain, pairwise

from markupsafe import Markup, escape

from harvester.memo import key_of, recall
from harvester.thai import rules_of
from harvester.thai.dates import MONTHS, SHORT_MONTHS
from harvester.thai.segment import Segmenter
from harvester.thai.text import clusters

OPEN, SHUT, TURN = "\ue000", "\ue001", "\ue002"
"""Private signs for a unit's start, its end and a place where a line may end; `dressed` makes tags of them."""
_TAGS = {OPEN: '<span class="nb">', SHUT: "</span>", TURN: "<wbr>"}
_SIGNS = re.compile(f"[{OPEN}{SHUT}{TURN}]")
_LONG_UNIT = re.compile(f"{OPEN}([^{SHUT}<]{{29,}}){SHUT}")
SEARCH_TURN, SEARCH_HELD = "\x1f", "\x1e"
"""In texts of the search index: where a line may end between letters, and after a blank that may not end one."""

KEPT = 1 << 13
"""Texts between blanks that are remembered: most recur in their lesson and on its cards, and each takes 1 kB."""
WIDEST_PHRASE = 13
"""Base letters; 13 of Maitree at 29 px are at most 300 px, the text width of the smallest phone."""
WIDEST_UNIT = 12
"""Base letters from which a name of ours is cut at its parts in running text."""
NARROW = 10
"""Base letters that the first column of a table holds on the smallest phone."""
RUNNING = 8
"""Base letters up to which small words join their neighbours in running text."""
SMALLER = (28, 32, 36, 40, 44, 48)
"""Base letters of a unit that a phone holds on a line, the first at full size, each next one smaller. The dictionary's
longest word without a blank has 47; only what is longer may be cut by the browser as it likes."""

_SMALL = {name: "|".join(map(re.escape, words)) for name, words in rules_of("lines").items()}
_MONTHS = "|".join(map(re.escape, (*SHORT_MONTHS, *MONTHS)))
_HELD = re.compile(
    rf"[\s](?=[ๆฯ·–—:;,.!?%)\]}}”’»…])|[(\[“‘«][\s]"
    rf"|[0-9๐-๙][\s](?=(?:{_MONTHS}|{_SMALL['units']}))|(?:{_MONTHS}|{_SMALL['counted']})[\s](?=[0-9๐-๙])"
)
"""Ends at a blank that must not end a line: before ๆ and a middle dot, in dates, between number and unit."""
_CHUNK = re.compile(r"\S+")
_THAI = re.compile("[ก-๎]")
_LONG_LATIN = re.compile("[!-~]{15}")
_COMBINING = re.compile("[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]")
_STICKS_BACK = frozenset("ๆฯ.,:;!?%)]}”’»…·\"'/-–—+")
_DASHES = frozenset("–—")
_STICKS_ON = frozenset("“‘([{«\"'/-–—#@+")
LEADING, TRAILING = re.compile(_SMALL["leading"]), re.compile(_SMALL["trailing"])
"""Small words that lean on the one after them, and on the one before them."""


class Typography:
    """Cuts text into units that stay whole, and sets them as HTML."""

    def __init__(self, segmenter: Segmenter) -> None:
        self._segmenter = segmenter
        self.content_key = segmenter.content_key
        """What the memory knows it by."""
        self.expect = segmenter.expect
        self._groups_of = lru_cache(maxsize=KEPT)(
            lambda text: tuple(self._grouped(self.units(text, WIDEST_UNIT), RUNNING))
        )
        self._signed_of = lru_cache(maxsize=KEPT)(lambda text: _add_signs(self._groups_of(text)))

    def running(self, text: str) -> Markup:
        """Running text as HTML. Lists show much that no edit touched: how it was set is remembered."""
        key = key_of("running", self.content_key, text)
        return signs_to_tags(escape(recall(key, lambda: self.marked(text))))

    def phrases(self, text: str) -> Markup:
        """A title as phrases that never break; one too wide for the smallest phone is set smaller."""
        units = list(self._grouped(self.units(text, WIDEST_PHRASE), WIDEST_PHRASE, title=True))
        made = signs_to_tags(escape(_add_signs(units)))
        widest = max((base_letters(unit) for unit in units if _THAI.search(unit)), default=0)
        if widest <= WIDEST_PHRASE + 2:
            return made
        size = next((limit for limit in (18, 22) if widest <= limit), SMALLER[0])
        return Markup('<span class="fit fit--{}">{}</span>').format(size, made)

    def narrow(self, text: str) -> Markup:
        """A label for a narrow column: a line may end at every word."""
        return signs_to_tags(escape(_add_signs(self.units(text, NARROW))))

    def marked(self, text: str, edges: Sequence[int] | None = None) -> str:
        """Running text with private signs around units; `edges` are given when the text is part of a longer one."""
        if edges is None:
            # what stands between two blanks that may end a line is set without a look at the rest
            return "".join(map(self._signed_of, _split_at_blanks(text)))
        return _add_signs(self._grouped(self.units(text, WIDEST_UNIT, edges), RUNNING))

    def for_search(self, text: str) -> str:
        """A text as the search index keeps it: with a sign between units, and after blanks within a unit."""
        made: list[str] = []
        # as in `marked`; only a name of ours with a blank in it needs a look at the rest
        parts = [text] if self._segmenter.joins(text) else _split_at_blanks(text)
        for unit in chain.from_iterable(map(self._groups_of, parts)):
            made.append(SEARCH_TURN if made and not (made[-1].isspace() or unit.isspace()) else "")
            made.append(unit if unit.isspace() else unit.replace(" ", " " + SEARCH_HELD))
        return "".join(made)

    def words(self, text: str) -> Iterator[tuple[int, int]]:
        """Start and end of each word of a text, blanks and signs too."""
        return pairwise(self._segmenter.boundaries(text))

    def units(self, text: str, widest: int, edges: Sequence[int] | None = None) -> list[str]:
        """The text in units and blanks, joining to it; a line may end after each."""
        places = self.turns(text) if edges is None else edges
        found: list[str] = []
        for start, end in pairwise([0, *(at for at in places if 0 < at < len(text)), len(text)]):
            unit = text[start:end]
            bare = unit.rstrip(" \t\n")
            if bare and _weight(bare)[0] > widest:
                found += self._parted(text, start, bare, widest < WIDEST_PHRASE)
            elif bare:
                found.append(bare)
            if bare != unit:
                found.append(unit[len(bare) :])
        return found

    def turns(self, text: str) -> list[int]:
        """Offsets of the text before which a line may begin; ascending."""
        if len(text.split(None, 1)) == 1 and not text[0].isspace():
            chunk = text.rstrip()
            agreed = self._segmenter.agreed(chunk) if _THAI.search(chunk) else []
            return [at for at in agreed if 0 < at < len(chunk) and _may_turn(chunk, at)]
        edges = self._segmenter.boundaries(text)
        held = {match.end() - 1 for match in _HELD.finditer(text)}
        found: list[int] = []
        for match in _CHUNK.finditer(text):
            start = match.start()
            if start and start - 1 not in held and text[start - 1] != "\u00a0":
                found.append(start)
            if not _THAI.search(match[0]):
                continue
            oracle = self._segmenter.borders(match[0])
            inside = edges[bisect_right(edges, start) : bisect_left(edges, match.end())]
            found += (at for at in inside if at - start in oracle and _may_turn(text, at))
        return found

    def _parted(self, text: str, start: int, word: str, narrow: bool) -> list[str]:
        """A wide name cut where its parts and newmm, reading what stands around it, agree; whole where they do not."""
        first = max(text.rfind(blank, 0, start) for blank in " \n\t") + 1
        chunk = _CHUNK.match(text, first)
        oracle = self._segmenter.borders(chunk[0]) if chunk else frozenset()
        places: list[int] = []
        at = 0
        for part in self._segmenter.parts(word):
            # a part may be a name of ours too: where it is still too wide, or room is narrow, the dictionary alone cuts it
            if narrow or base_letters(part) > WIDEST_PHRASE:
                name = part.partition(" ")[0]
                places += (at + end for end in self._segmenter.borders(name) if end < len(name))
            at += len(part)
            places.append(at)
        places = [
            at
            for at in sorted(places)
            if at < len(word) and at + start - first in oracle and _may_turn(word, at)
        ]
        return [word[one:two] for one, two in pairwise([0, *places, len(word)])]

    @staticmethod
    def _grouped(units: Iterable[str], widest: int, title: bool = False) -> Iterator[str]:
        """Units put together with the small words that lean on them; of a title, as much as fits."""
        group, size, leaning = "", 0, False
        for unit in units:
            letters, leads, trails = _weight(unit)
            if letters < 0:
                if group:
                    yield group
                yield unit
                group, size = "", 0
                continue
            short = size <= (3 if title else 1)
            if group and not (size + letters <= widest and (leaning or short or trails)):
                yield group
                group, size = "", 0
            group += unit
            size += letters
            leaning = leads
        if group:
            yield group


def _split_at_blanks(text: str) -> list[str]:
    """The text split after each blank that may end a line."""
    held = {match.end() - 1 for match in _HELD.finditer(text)}
    found, start = [], 0
    for match in _CHUNK.finditer(text):
        at = match.start()
        if at and at - 1 not in held and text[at - 1] != "\u00a0":
            found.append(text[start:at])
            start = at
    return [*found, text[start:]]


def signs_to_tags(html: str) -> Markup:
    """HTML with tags in the place of private signs."""
    html = _LONG_UNIT.sub(_smaller, str(html))  # markup would escape the tags
    for sign, tag in _TAGS.items():
        html = html.replace(sign, tag)
    return Markup(html)


def _smaller(unit: re.Match[str]) -> str:
    """A unit too long for a phone at full size, as tags."""
    size = next((limit for limit in SMALLER if base_letters(unit[1]) <= limit), SMALLER[-1])
    return unit[0] if size == SMALLER[0] else f'<span class="nb fit--{size}">{unit[1]}</span>'


def without_signs(text: str) -> str:
    """A stranger's text without the signs that are ours."""
    return _SIGNS.sub("", text)


def base_letters(text: str) -> int:
    """Letters that take room of their own; vowels and tone marks above and below take none."""
    return len(_COMBINING.sub("", text))


def _add_signs(units: Iterable[str]) -> str:
    """Units with signs: around what a browser could cut, and between two that no blank parts."""
    made: list[str] = []
    blank = True
    for unit in units:
        if unit.isspace():
            made.append(unit)
            blank = True
            continue
        if unit[0].isspace():  # held to what stands before it, even in another element
            unit = "\u00a0" + unit.lstrip()
        elif not blank:
            made.append(TURN)
        made.append(f"{OPEN}{unit}{SHUT}" if _could_be_cut(unit) else unit)
        blank = False
    return "".join(made)


@lru_cache(maxsize=1 << 15)
def _weight(unit: str) -> tuple[int, bool, bool]:
    """Base letters of a unit, -1 of blanks; whether it leans on the one after it, and on the one before."""
    if unit.isspace():
        return -1, False, False
    return base_letters(unit), LEADING.fullmatch(unit) is not None, TRAILING.fullmatch(unit) is not None


@lru_cache(maxsize=1 << 15)
def _could_be_cut(unit: str) -> bool:
    """Whether some browser might end a line within the unit, and it is narrow enough to be held."""
    if not _THAI.search(unit):
        return any(map(str.isspace, unit)) or (len(unit) <= WIDEST_PHRASE and not _DASHES.isdisjoint(unit))
    return len(clusters(unit)) > 1 and base_letters(unit) <= SMALLER[-1] and not _LONG_LATIN.search(unit)


def _may_turn(text: str, at: int) -> bool:
    """Whether signs and numbers on both sides let a line end here."""
    before, after = text[at - 1], text[at]
    return not (
        after in _STICKS_BACK
        or before in _STICKS_ON
        or before.isdigit()
        or after.isdigit()
        or (before.isascii() and after.isascii())
    )
