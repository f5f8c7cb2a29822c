"""What holds of every text, date and place, not only of those in the cases."""

from __future__ import annotations

import pickle
import string
import unicodedata
from datetime import date, timedelta
from functools import cache
from itertools import accumulate, pairwise

import nlpo3
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from harvester.thai import engine
from harvester.thai import text as names_of
from harvester.thai.date_search import find_dates
from harvester.thai.dates import MONTHS, SHORT_MONTHS, DateError, ThaiDate, parse_date
from harvester.thai.dictionary import compound, dictionary, settle, telling
from harvester.thai.engine import newmm
from harvester.thai.matching import Edges, Matcher
from harvester.thai.place_mentions import mentions
from harvester.thai.places import PROVINCES, find, gazetteer, parse_place
from harvester.thai.romanise import formerly, romanise
from harvester.thai.segment import Segmenter
from harvester.thai.sentences import sentence_around, sentences
from harvester.thai.text import arabic, clusters, fold, normalise, slug, sort_key, thai_digits

OWN = ("คุณอำนวย", "เทศบาลนครศรีธรรมราช", "รพ.สต.", "After Action Review", "AAR", "กลไก")
SIGNS = "".join(map(chr, range(0x0E01, 0x0E5B)))
WORDS = st.sampled_from(
    ["การ", "ประสานงาน", "คุณอำนวย", "รพ.สต.", "กลไก", "ตาก", "ลม", "น้ำ", " ", "\n", "AAR", "๒๕๔๙", "พ.ศ."]
)
thai = st.one_of(
    st.text(st.sampled_from(SIGNS + " .,()\n\u200b\u200daB1๒"), max_size=60),
    st.lists(WORDS, max_size=20).map("".join),
    st.text(max_size=40),
)
dates = st.dates(date(1900, 1, 1), date(2090, 12, 31))


@given(thai)
def test_normalising_twice_changes_nothing_more(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once
    assert unicodedata.is_normalized("NFC", once)


@given(thai)
def test_folding_forgets_spelling_only(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert fold(normalise(text)) == fold(thai_digits(text)) == fold(text)


@given(thai)
def test_clusters_join_and_keep_marks_with_their_letter(text: str) -> None:
    pieces = clusters(text)
    assert "".join(pieces) == text
    assert not any(piece[0] in "ัิีึืฺุู็่้๊๋์ํ๎" for piece in pieces[1:])


@given(thai)
def test_slugs_are_names_for_addresses(text: str) -> None:
    name = slug(text)
    assert 0 < len(name) <= 60
    assert set(name) <= set(string.ascii_lowercase + string.digits + "-")
    assert name == slug(text)


def test_kept_names_of_districts_are_those_that_romanising_gives() -> None:
    for district, names in list(names_of._districts().items())[::9]:
        assert names[0] == names_of._name(district, romanise)
        assert names[-1] == names_of._name(district, formerly)


@given(thai)
def test_cell_len_counts_columns(text: str) -> None:
    assert 0 <= cell_len(text) <= 2 * len(text)
    assert cell_len("น้ำใจ") == 4
    assert arabic(thai_digits(text)) == arabic(text)


def test_words_sort_as_in_a_dictionary() -> None:
    ordered = ["กบ", "กอน", "ก้อน", "กา", "เก้าอี้", "แก้ว", "ไก่", "ขวด", "เล่ม 2", "เล่ม 10"]
    assert sorted(set(ordered), key=sort_key) == ordered


@cache
def well_read() -> engine.Reader:
    """A reader that has loaded all words of the dictionary."""
    reader = engine.Reader(dictionary())
    reader.expect("a " * engine.MUCH)
    return reader


@given(thai)
def test_the_words_in_a_text_cut_it_as_all_words_do(text: str) -> None:
    reader = engine.Reader(dictionary())
    reader.expect(f"{text} {text}")
    assert reader.read(text) == well_read().read(text)


@given(thai)
def test_agreed_borders_are_those_that_both_readings_see(text: str) -> None:
    segmenter = Segmenter(OWN)
    for chunk in normalise(text).split():
        plain = set(accumulate(map(len, well_read().read(chunk))))
        both = [at for at in segmenter.boundaries(chunk) if at in plain]
        assert segmenter.agreed(chunk) == both  # when it is cut, and again from what was remembered
        assert segmenter.agreed(chunk) == both
        assert segmenter.borders(chunk) == plain
    segmenter.take_in(segmenter.cuts())
    assert all(
        segmenter.borders(one) == set(accumulate(map(len, well_read().read(one)))) for one in text.split()
    )


@settings(max_examples=300)
@given(thai)
def test_pieces_join_to_the_text(text: str) -> None:
    text = normalise(text)
    segmenter = Segmenter(OWN)
    pieces = segmenter.cut(text)
    assert "".join(pieces) == text
    assert all(pieces)
    assert segmenter.boundaries(text)[-1] == len(text)
    assert "".join(newmm(text)) == text


@given(st.lists(st.sampled_from(OWN), min_size=1, max_size=5), st.sampled_from([" ", "\n", ", "]))
def test_words_of_ours_are_pieces(words: list[str], between: str) -> None:
    assert [piece for piece in Segmenter(OWN).cut(between.join(words)) if piece in OWN] == words


@given(thai)
def test_a_moved_border_loses_nothing(text: str) -> None:
    pieces = newmm(normalise(text))
    moved = settle(pieces, frozenset())
    assert "".join(moved) == "".join(pieces)
    assert len(moved) == len(pieces)


def test_the_engine_agrees_with_the_oracle() -> None:
    """nlpo3 is a rewrite of newmm: over plain prose they may differ in few places only."""
    prose = "\n".join(
        f"{province} มีตำบล{' '.join(next(iter(rest.values())))}" for province, rest in gazetteer().items()
    )
    ours = set(_edges(Segmenter().first_reading(prose)))
    oracle = set(_edges(newmm(prose, dictionary())))
    assert len(ours & oracle) / len(ours | oracle) > 0.95


def _edges(pieces: list[str]) -> list[int]:
    ends, at = [], 0
    for piece in pieces:
        at += len(piece)
        ends.append(at)
    return ends


def test_without_the_engine_the_oracle_cuts(monkeypatch: pytest.MonkeyPatch) -> None:
    def unwritable(*_: object, **__: object) -> object:
        raise OSError("read-only")

    monkeypatch.setattr(engine.tempfile, "mkstemp", unwritable)
    segmenter = Segmenter((*OWN, "คำที่ไม่มีใครใช้"))
    assert segmenter.cut("คุณอำนวยใช้คำที่ไม่มีใครใช้") == ["คุณอำนวย", "ใช้", "คำที่ไม่มีใครใช้"]


def test_an_engine_that_loses_text_is_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nlpo3, "segment", lambda text, name: [text[1:]])
    assert "".join(Segmenter(OWN).cut("นัดคนก่อนส่งหนังสือ")) == "นัดคนก่อนส่งหนังสือ"


def test_segmenters_travel_between_processes() -> None:
    segmenter = Segmenter(OWN)
    again = pickle.loads(pickle.dumps(segmenter))
    assert again == segmenter == Segmenter(reversed(OWN))
    assert hash(again) == hash(segmenter)
    assert again.cut("คุณอำนวยนัด") == ["คุณอำนวย", "นัด"]


@given(st.sampled_from(sorted(dictionary())))
def test_parts_join_to_the_compound(word: str) -> None:
    assert "".join(compound(word, dictionary())) == word


@given(thai)
def test_telling_is_a_share(text: str) -> None:
    assert 0 <= telling(fold(text)) <= 1


@given(thai)
def test_sentences_lose_nothing_but_blanks(text: str) -> None:
    text = normalise(text)
    spans = sentences(text)
    assert "".join(text.split()) == "".join("".join(text[start:end].split()) for start, end in spans)
    for start, end in spans:
        assert sentence_around(text, start, end).strip("…")


@given(dates)
def test_a_date_is_the_same_however_it_is_written(day: date) -> None:
    when = ThaiDate(day.year, day.month, day.day)
    year, month = day.year + 543, MONTHS[day.month - 1]
    short = SHORT_MONTHS[day.month - 1]
    for written in (
        when.iso,
        when.thai(),
        when.thai_short(),
        thai_digits(when.thai()),
        f"{day.day}/{day.month}/{year}",
        f"{year}-{day.month}-{day.day}",
        f"วันที่ {day.day} เดือน{month} พ.ศ. {year}",
        f"{day.day} {short.replace('.', '')} {year} เวลา 08.30 น.",
        f"{day:%d %b %Y @ %H:%M}",
    ):
        assert parse_date(written) == when, written


@given(dates, st.integers(1, 400))
def test_spans_come_back_from_their_forms(day: date, length: int) -> None:
    last = min(day + timedelta(length), date(2090, 12, 31))
    end = ThaiDate(last.year, last.month, last.day)
    span = ThaiDate(day.year, day.month, day.day, end) if last > day else end
    assert parse_date(span.iso) == parse_date(span.thai()) == parse_date(span.thai_short()) == span


@given(dates, dates)
def test_dates_sort_by_time(one: date, other: date) -> None:
    first, second = (ThaiDate(day.year, day.month, day.day) for day in (one, other))
    assert (first < second) == (one < other)
    assert ThaiDate(one.year) < ThaiDate(one.year, one.month) < first


@settings(max_examples=300)
@given(st.one_of(thai, st.text(st.sampled_from("0123456789๒๕๔๙-–/.: พยศค.มกรวันที่Nov@,'"), max_size=40)))
def test_what_is_no_date_is_refused_in_thai(text: str) -> None:
    try:
        found: ThaiDate | DateError = parse_date(text)
    except DateError as error:
        found = error
    if isinstance(found, ThaiDate):
        assert parse_date(found.iso) == found
    else:
        assert found.reason
        assert any("ก" <= sign <= "ฮ" for sign in str(found))


@given(thai)
def test_dates_are_found_where_they_stand(text: str) -> None:
    before = normalise(text)
    whole = f"{before}\nประชุมวันที่ 8-9 เม.ย. 2566 ที่ศาลา"
    found = find_dates(whole)
    assert all(0 <= start < end <= len(whole) for start, end, _ in found)
    assert found[-1][2].iso == "2023-04-08/2023-04-09"


def test_there_are_77_provinces_with_names_for_addresses() -> None:
    assert len(PROVINCES) == len({province.slug for province in PROVINCES.values()}) == 77
    assert set(PROVINCES) == set(gazetteer())
    assert {province.region for province in PROVINCES.values()} == {
        "เหนือ", "ตะวันออกเฉียงเหนือ", "กลาง", "ตะวันออก", "ตะวันตก", "ใต้",
    }  # fmt: skip


@pytest.mark.parametrize("province", sorted(PROVINCES))
def test_every_place_is_found_by_its_own_names(province: str) -> None:
    for district, subdistricts in gazetteer()[province].items():
        for subdistrict in subdistricts:
            place = find(province, district, subdistrict).place
            assert (place.province, place.district, place.subdistrict) == (province, district, subdistrict)
        assert parse_place(place.thai()) == place


@given(thai)
def test_mentions_stand_where_they_say(text: str) -> None:
    text = normalise(f"{text} จ.ตรัง {text}")
    for one in mentions(text, Edges(text, Segmenter())):
        assert text[one.start : one.end].strip()
        assert not find(one.place.province, one.place.district, one.place.subdistrict).wrong


@given(thai, st.sampled_from(["คุณอำนวย", "ประสานงาน", "อบต."]))
def test_known_words_are_found_between_blanks(text: str, word: str) -> None:
    text = normalise(text)
    whole = f"{text} {word} {text}"
    matcher = Matcher([("คุณอำนวย", 1), ("ประสานงาน", 2), ("อบต.", 3)])
    found = matcher.find(whole, Edges(whole, Segmenter(OWN)))
    assert any(whole[one.start : one.end] == word and one.start == len(text) + 1 for one in found)
    assert all(left.end <= right.start for left, right in pairwise(found))
