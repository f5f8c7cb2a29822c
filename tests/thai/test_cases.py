"""Thai as it is written, and what is made of it: case by case."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from harvester.thai.date_search import find_dates, wrong_weekday
from harvester.thai.dates import DateError, parse_date
from harvester.thai.matching import Edges
from harvester.thai.names import may_be_person, person_at, person_before, person_score
from harvester.thai.numbering import is_only_sign, sign_of
from harvester.thai.place_mentions import mentions
from harvester.thai.places import PROVINCES, find, parse_place
from harvester.thai.privacy import redact
from harvester.thai.segment import Segmenter
from harvester.thai.sentences import sentence_around, sentences
from harvester.thai.text import fold, near_names, normalise, slug, sort_key
from tests.golden import Case, cases
from tools import name_trigrams

HERE = Path(__file__).parent
OWN = (
    "คุณอำนวย", "คุณเอื้อ", "เทศบาลนคร", "นครศรีธรรมราช", "เทศบาลนครศรีธรรมราช", "AAR", "After Action Review",
    "องค์กรปกครองส่วนท้องถิ่น", "ชุมชนนักปฏิบัติ", "ตาก",
)  # fmt: skip


def date(line: str) -> str:
    try:
        found = parse_date(line)
    except DateError as error:
        return f"! {error.reason}: {error}"
    return f"{found.iso} {found.thai_short()}"


def pieces(line: str) -> str:
    return "|".join(Segmenter(OWN).cut(line))


def spellings(line: str) -> str:
    text = line.encode("ascii", "backslashreplace").decode("unicode_escape")
    return " | ".join((normalise(text), fold(text), sort_key(text).split("\0")[0]))


def place(line: str) -> str:
    found = find(*(part.strip() for part in line.split("|")))
    listed = ", ".join(one.path for one in (*found.elsewhere, *found.choices)[:3])
    told = (found.place.path or "-", found.wrong, ", ".join(found.suggestions), listed)
    return " | ".join(filter(None, told))


def address(line: str) -> str:
    found = parse_place(line)
    return found.thai() if found else "-"


def spoken_of(text: str) -> str:
    named = mentions(text, Edges(text, Segmenter()))
    return "\n".join(f"{text[one.start : one.end]}: {one.place.path}" for one in named) or "-"


def sign(line: str) -> str:
    found = sign_of(line)
    if found is None:
        return "only a sign" if is_only_sign(line) else "-"
    words = (found.style, str(found.number), found.counted, "shown" * found.shown, line[found.length :])
    return " | ".join(filter(None, words))


def near(line: str) -> str:
    name, _, known = line.partition(": ")
    return " ".join(near_names(name, known.split())) or "-"


def person(line: str) -> str:
    return f"{person_score(line):.2f} {'may be' if may_be_person(line) else 'no name by its form'}"


def found_dates(line: str) -> str:
    text = normalise(line)
    found = [f"{text[start:end]} = {day.iso}" for start, end, day in find_dates(text)]
    found += [f"{text[start:end]}: {right}" for start, end, right in wrong_weekday(text)]
    return "; ".join(found) or "-"


def named(line: str) -> str:
    end, sure = person_at(line)
    return f"{line[:end]} {sure:.2f}" if sure else "-"


def around(line: str) -> str:
    limit, _, text = line.partition(" ")
    before, _, rest = text.partition("<")
    place, _, after = rest.partition(">")
    start = len(before)
    return sentence_around(before + place + after, start, start + len(place), limit=int(limit))


def lines(shown: Callable[[str], str]) -> Callable[[str], str]:
    return lambda text: "\n".join(map(shown, text.split("\n")))


FILES: dict[str, Callable[[str], str]] = {
    "dates.txt": lines(date),
    "words.txt": lines(pieces),
    "text.txt": lines(spellings),
    "slugs.txt": lines(slug),
    "places.txt": lines(place),
    "addresses.txt": lines(address),
    "mentions.txt": lines(spoken_of),
    "signs.txt": lines(sign),
    "near.txt": lines(near),
    "persons.txt": lines(person),
    "found_dates.txt": lines(found_dates),
    "named.txt": lines(named),
    "around.txt": lines(around),
    "redacted.txt": lines(redact),
    "sentences.txt": lambda text: "\n".join(text[start:end] for start, end in sentences(text)),
}


@pytest.mark.parametrize(
    ("name", "case"),
    [(name, case) for name in FILES for case in cases(HERE / name)],
    ids=lambda value: value.title if isinstance(value, Case) else value,
)
def test_case(name: str, case: Case) -> None:
    assert FILES[name](case.given) == case.expected


@pytest.mark.parametrize(
    ("words", "at", "name"),
    [
        (["คุณ", "สมชาย", "ใจดี"], 1, "สมชาย"),
        (["คุณ", "สมชาย", "ใจดี"], 2, "ใจดี"),
        (["เล่า", "โดย", "สมชาย"], 2, "สมชาย"),
        (["นายสมชาย", "ใจดี"], 0, "สมชาย"),
        (["นายสมชาย", "ใจดี"], 1, "ใจดี"),
        (["นายสมชาย", "ใจดี", "มา"], 2, ""),
        (["คุณ", "ไป", "หา", "แดง"], 3, ""),
        (["สมชาย"], 0, ""),
    ],
)
def test_a_title_makes_the_words_behind_it_a_name(words: list[str], at: int, name: str) -> None:
    assert person_before(words, at) == name


def test_trigrams_of_names_are_those_of_the_lists() -> None:
    assert name_trigrams.FILE.read_text("utf-8") == name_trigrams.lines(), (
        "make it anew with `python tools/name_trigrams.py`"
    )


def test_provinces_have_their_codes_and_other_names() -> None:
    bangkok = PROVINCES["กรุงเทพมหานคร"]
    assert (bangkok.slug, bangkok.iso, bangkok.region) == ("bangkok", "TH-10", "กลาง")
    assert "กทม." in bangkok.also
    assert len(PROVINCES) == 77
    assert len({one.iso for one in PROVINCES.values()}) == 77
