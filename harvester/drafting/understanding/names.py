"""Stretches of a line that may be a person's name, and what the words around one say of the part that its bearer had."""

import re
from bisect import bisect_right
from collections.abc import Container, Iterator
from functools import lru_cache

from harvester.drafting.understanding.outline import CLOSING
from harvester.drafting.understanding.plausibility import ORGANISATION, POSITION, is_plausible
from harvester.reading.wording import patterns
from harvester.thai.date_search import find_dates
from harvester.thai.dictionary import dictionary
from harvester.thai.names import TITLES, is_name, may_be_person, person_at
from harvester.thai.numbering import sign_of
from harvester.thai.segment import Segmenter

SIGNATURE, LONGEST_NAME, SHORT, SENTENCE = 140, 90, 40, 4
"""Characters of a line that may be a signature, of the longest name, and of a short one; words of a sentence."""
_P = patterns("harvester.drafting", "people")
MAKERS, _TELLING = _P.set_of("makers"), _P.set_of("telling")
_LABELLING = MAKERS - _P.set_of("unsure")


def is_told(name: str) -> bool:
    """Whether what was taken for a name is a sentence: too long, of saying, or a title (ผู้ใหญ่, พระครู) and what one does."""
    titled = TITLES.match(name)
    runs = [Segmenter().words(run) for run in name[titled.end() :].split()] if titled else []
    tells = any(len(run) >= SENTENCE and not _TELLING.isdisjoint(run[:-1]) for run in runs)
    return len(name) > LONGEST_NAME or tells or bool(_P.says.search(name) or _P.joined.match(name))


def bare_name(name: str) -> str:
    """A name without title, blanks and marks, to compare."""
    titled = TITLES.match(name := name.strip())
    return re.sub(r"[^\wก-๎]+|_", "", name[titled.end() :] if titled else name).casefold()


def kind_of_name(text: str) -> str:
    """Names of one list are of one kind: in Latin letters, sure, or not."""
    if not re.search("[ก-๎]", text):
        return "latin"
    return "name" if person_at(text)[1] >= 0.5 or may_be_person(text) else "words"


def spans(text: str, values: tuple[tuple[int, int], ...] = ()) -> list[tuple[int, int]]:
    """Stretches of a line that may be a person's name, in order, none over another. `values` are where labels give one."""
    cuts = dict(values)
    roles = [(name, *match.span()) for name, match in _role_matches(text)]
    parts = {low for _, low, _ in roles}
    leads = {
        *cuts,
        *(
            high
            for name, _, high in roles
            if name in MAKERS and not (name == "team" and _P.glued.match(text, high))
        ),
    }
    begins = {0, *leads, *(match.end() for match in _P.separator.finditer(text))}
    if sign := sign_of(text):
        begins.add(sign.length)
    words = {match.start() for match in _P.word.finditer(text)}
    titled = {match.start() for match in _P.title_before.finditer(text)} | leads
    inner = {
        cut + edge
        for cut in cuts
        if POSITION.match(text, cut)
        for edge in Segmenter().boundaries(text[cut : cut + SIGNATURE])
    }
    found: list[tuple[int, int]] = []

    def add(low: int, end: int) -> None:
        if (family := _P.monk.match(text, low)) and family.start("family") == end:
            end = family.end()
        at = bisect_right(found, (low, end))
        before, behind = found[at - 1 : at] or [(0, 0)], found[at : at + 1] or [(end, end)]
        if before[0][1] <= low < end <= behind[0][0]:
            found.insert(at, (low, end))

    for places, least in ((titled, 0.6), (words, 0.5), (inner, 0.6)):
        for at, _ in _inward(text, places):
            end, sure = person_at(text, at)
            if text[at].isascii() and at not in begins:
                continue  # words of another language in a sentence
            if (
                sure >= least
                and (at not in parts or TITLES.match(text, at))
                and not (is_part(text[at:end]) or ORGANISATION.search(text[at:end], 1))
                and not _is_post(text[at:end])
                and not POSITION.match(text[at:end].split()[-1])
            ):
                add(at, _to_the_end(text, at, end))
    for low, ways in _inward(text, begins):
        leads_here = not leads.isdisjoint(ways)
        piece = _P.separator.split(text[low : cuts.get(low)][:LONGEST_NAME], maxsplit=1)[0]
        unit = ORGANISATION.match(piece) or _P.unit.match(piece)
        if leads_here and unit and low not in parts and (house := _P.office_alone.match(text, low)):
            add(low, house.end())  # an office that made it
            continue
        piece = piece[: next((at - low for name, at, _ in roles if name != "told" and at > low + 2), None)]
        skipped, piece = _without_office(piece)
        low += skipped
        if low in cuts and (counted := _P.counted.match(text, low + len(piece))):
            piece = text[low : counted.end()]  # a value that only a label makes a name is taken whole
        two = re.match(r"\S+\s{1,2}\S+(?=\s\S+\s)", piece) if leads_here and low not in cuts else None
        if two and may_be_person(two[0]):
            piece = two[0]  # a byline at the head of a paragraph
        count = len(piece.split())
        if not re.search(r"[^\W\d]", piece) or low in parts or is_part(piece):
            continue
        behind = _P.member.match(text, low + len(piece)) or _P.noted.match(text, low + len(piece))
        member = not leads_here and 0 < count < 3 and behind and len(text) <= SIGNATURE
        given = (
            (leads_here or member)
            and 0 < count <= 4
            and 2 < len(piece) < 50
            and is_plausible("authors.name", piece)
        )
        formed = count == 2 and (may_be_person(piece) or (len(piece) == len(text.strip()) < SHORT))
        if given or (formed and len(piece) < SHORT):
            add(low, low + len(piece))
    return [
        (low, end)
        for before, (low, end) in zip([0, *(end for _, end in found)], found, strict=False)
        if not (before and _P.nickname.fullmatch(text, before, end + 1))
    ]


def _without_office(piece: str) -> tuple[int, str]:
    """A stretch without what its bearer is behind or before the name, and how much was cut off before it."""
    if office := POSITION.search(piece, 2) or ORGANISATION.search(piece, 2) or _P.goes_on.search(piece):
        two = re.match(r"\S+\s{1,3}\S+", piece)
        if not (two and office.start() < two.end() and may_be_person(two[0])):
            piece = piece[: office.start()]
    piece = piece.rstrip(" \t.…,(-*†‡")
    behind = re.match(r"\S+\s+(?=\S+\s+\S+$)", piece) if POSITION.match(piece) else None
    if behind and may_be_person(piece[behind.end() :]):
        return behind.end(), piece[behind.end() :]
    return 0, piece


def _inward(text: str, places: set[int]) -> Iterator[tuple[int, set[int]]]:
    """The places behind blanks and signs, in order, with those that lead to each."""
    found: dict[int, set[int]] = {}
    low = 0
    for at in sorted(places):
        if at >= low and (match := _P.inward.match(text, at)):
            low = match.end()
        found.setdefault(low, set()).add(at)
    return ((low, begins) for low, begins in found.items() if low < len(text))


def _is_post(name: str) -> bool:
    """Whether what looks like a title and a name is what somebody is: ครู กศน, อาจารย์ประจำ"""
    titled = TITLES.match(name)
    given = name[titled.end() :].split() if titled else []
    named = titled is not None and given and ("." in titled[0] or is_name(given[0]))
    return bool(POSITION.match(name)) and not named


def is_part(name: str) -> bool:
    """Whether words are no name but what part somebody had."""
    return any(match.start() == 0 and match.end() >= len(name) - 1 for _, match in _role_matches(name))


def _to_the_end(text: str, low: int, end: int) -> int:
    """With one more word that no dictionary has, where nothing else follows: a family name that blanks have parted."""
    rest = _P.separator.split(text[end : end + SHORT], maxsplit=1)[0].rstrip()
    word = rest.strip()
    parted = rest[:1] == " " and _P.family.fullmatch(word) and word not in dictionary()
    if parted and not (
        POSITION.match(word) or ORGANISATION.match(word) or _P.behind_name.match(word) or is_part(word)
    ):
        return end + len(rest)
    return end


def pooled(signs: set[str], where: str) -> Iterator[str]:
    """The signs of the parts that are named at a place, with whether one of them is that of a writer."""
    yield from (f"{where}: {name}" for name in signs)
    if signs & MAKERS:
        yield f"{where}: a writer"
    if signs - MAKERS:
        yield f"{where}: another"


def scale(number: int, edges: tuple[int, ...]) -> str:
    """The stretch of a scale in which a number is."""
    at = bisect_right(edges, number)
    return "low" if at == 0 else str(edges[at - 1]) + ("+" if at == len(edges) else "")


@lru_cache(maxsize=1 << 11)
def _role_matches(text: str) -> tuple[tuple[str, re.Match[str]], ...]:
    return tuple((name, match) for name, pattern in _P.table_of("roles") for match in pattern.finditer(text))


def roles(text: str) -> set[str]:
    return {name for name, _ in _role_matches(text)}


def roles_at_end(text: str) -> set[str]:
    return {name for name, match in _role_matches(text) if match.end() >= len(text.rstrip(" :：")) - 1}


def roles_behind(text: str) -> set[str]:
    text = text.lstrip("(,-– ")
    return {name for name, match in _role_matches(text) if match.start() <= 1}


def roles_alone(text: str) -> set[str]:
    """The parts of who wrote that words give which say nothing else: ผู้คิดค้น:, เรื่อง/ภาพ :"""
    if len(text := text.strip()) > LONGEST_NAME:
        return set()
    found = [(name, *match.span()) for name, match in _role_matches(text) if name in _LABELLING]
    rest = (sign for at, sign in enumerate(text) if not any(low <= at < high for _, low, high in found))
    return {name for name, _, _ in found} if _P.beside_part.fullmatch("".join(rest)) else set()


def said_after(text: str) -> Iterator[str]:
    """What the words right behind a name are."""
    text = text.lstrip("(,-– ")
    if not text:
        return
    yield "something"
    found = set(offices(text))
    yield from (
        name
        for name, pattern in _P.table_of("behind")
        if pattern.match(text) and not (name == "acts" and found)
    )
    yield from found


def offices(text: str) -> Iterator[str]:
    if POSITION.match(text):
        yield "position"
    if ORGANISATION.match(text):
        yield "organisation"


@lru_cache(maxsize=1 << 11)
def words_of(text: str) -> tuple[str, ...]:
    """What a whole line is."""
    size = len(text)
    dated = sum(end - start for start, end, _ in find_dates(text[:SIGNATURE])) / max(1, size)
    found = [f"size {scale(size, (0, 12, 40, 90, 200))}"]
    if size <= SIGNATURE:
        end, sure = person_at(text)
        yes = {"person": sure >= 0.5, "person alone": sure >= 0.5 and end >= size - 2, "date": dated > 0.4,
               "closing": CLOSING.match(text),
               "latin": not re.search("[ก-๎]", text), "colon": text.endswith((":", "："))}  # fmt: skip
        found += [name for name, value in yes.items() if value]
        found += offices(text)
    return tuple(found)


def weights_of(signs: Container[str]) -> Iterator[float]:
    """What the signs of somebody weigh, alone and two together."""
    return (weight for sign, other, weight in _weights() if sign in signs and other in signs)


@lru_cache(maxsize=1)
def _weights() -> tuple[tuple[str, str, float], ...]:
    rows = ((name.partition(" + "), weight) for name, weight in _P.words_of("weights").items())
    return tuple((sign, other or sign, float(weight)) for (sign, _, other), weight in rows)
