"""Index, query and browser read text alike: the same folding, runs, coding and excerpts on both sides."""

from __future__ import annotations

import random
import zlib

import numpy as np
import zopfli.zlib
from hypothesis import given
from hypothesis import strategies as st

from harvester.search.coding import (
    BitReader,
    decode_numbers,
    decode_postings,
    decode_terms,
    decode_text,
    encode_numbers,
    encode_postings,
    encode_terms,
    encode_text,
    pack,
    unpack,
)
from harvester.search.excerpts import STRETCH, densest_stretch, found_in
from harvester.search.lexicon import one_edit
from harvester.search.rewriting import layouts
from harvester.search.wording import fold, runs
from harvester.thai.subwords import subwords
from harvester.thai.text import clusters
from tests.search import browser_engine

THAI = "".join(map(chr, (*range(0x0E01, 0x0E3B), *range(0x0E3F, 0x0E5C))))
SIGNS = THAI * 3 + "abcXYZ0189 .-\"'/()\n\u200b\u200d\u00a0\u00ad\u0e4d\u0e32é ßÀﬁ中😀İ"
LETTERS = st.text(alphabet=SIGNS, max_size=40)


def samples(number: int) -> list[str]:
    """Always the same disorderly texts."""
    dice = random.Random(7)
    texts = ["".join(dice.choices(SIGNS, k=dice.randint(0, 30))) for _ in range(number)]
    return [
        *texts,
        "พ.ศ. ๒๕๔๙",
        "รพ. สต. บ้านนา",
        "U.S.A. กับ ก.ข.ป.",
        "อสม.คนหนึ่ง",
        "นํ้า เเละ ททท.",
        "กรุงเทพฯลฯ ๆๆ",
    ]


def test_both_sides_fold_alike() -> None:
    texts = samples(1500)
    folded, cut = browser_engine.run(("fold", texts), ("runs", [fold(text) for text in texts]))
    assert folded == [fold(text) for text in texts]
    assert cut == [[[run.text, run.dotted] for run in runs(fold(text))] for text in texts]


def test_both_sides_write_alike() -> None:
    texts = samples(50)
    numbers = [[0, 1, 127, 128, 300, 2**31, 2**40], []]
    read, counted = browser_engine.run(
        ("texts", browser_engine.encoded([encode_text(text) for text in texts])),
        ("numbers", browser_engine.encoded([encode_numbers(row) for row in numbers])),
    )
    assert read == texts
    assert counted == numbers


def test_both_sides_show_the_same_stretch() -> None:
    sentence = "ถามปฏิทินงานบ้านจากแม่ค้าตลาดเช้าก่อนออกหนังสือนัด แล้วโทรหาผู้ใหญ่บ้าน"
    texts = [" ".join([sentence] * n) for n in (1, 3, 9)] + [sentence.replace(" ", "") * 6, "ก" * 500, ""]
    marks = ["หนังสือ", "นัด", "ผู้ใหญ่"]
    (shown,) = browser_engine.run(("stretches", [[text, marks] for text in texts]))
    assert shown == [
        [densest_stretch(text, marks), [list(span) for span in found_in(text, marks)]] for text in texts
    ]


def test_both_sides_know_the_keyboard() -> None:
    texts = ["l;ylfu", "สวัสดี", "=k;[hko", "Km 50%", '"เวที"']
    (swapped,) = browser_engine.run(("layouts", texts))
    assert swapped == [list(layouts(text)) for text in texts]
    assert layouts("l;ylfu")[0] == "สวัสดี"
    assert layouts("ผนนท")[1] == "zoom"


@given(LETTERS)
def test_folding_twice_changes_nothing_that_is_looked_for(text: str) -> None:
    once = fold(text)
    assert [run.text for run in runs(fold(once))] == [run.text for run in runs(once)]


@given(st.text(max_size=60))
def test_any_text_can_be_written_down(text: str) -> None:
    assert decode_text(encode_text(text)) == text


@given(st.lists(st.integers(0, 2**40)))
def test_any_numbers_can_be_written_down(numbers: list[int]) -> None:
    assert decode_numbers(encode_numbers(numbers)) == numbers


@given(st.sets(st.text(alphabet=THAI[:4] + "a–ß", min_size=1, max_size=40), max_size=20))
def test_any_terms_can_be_written_down(terms: set[str]) -> None:
    assert decode_terms(encode_terms(sorted(terms))) == sorted(terms)


def test_a_browser_reads_terms_alike() -> None:
    draw = random.Random(4)
    lists = [sorted({"".join(draw.choices(THAI[:9] + "–ß ", k=9)) for _ in range(size)}) for size in (1, 50)]
    (read,) = browser_engine.run(("terms", browser_engine.encoded([encode_terms(one) for one in lists])))
    assert [text.removesuffix("\n").split("\n") for text in read] == lists


def test_an_older_browser_unpacks_alike() -> None:
    draw = random.Random(5)
    datas = [b"", b"a", b"ab" * 40_000, draw.randbytes(70_000), "ขั้นที่ _1 ของ คงไว้หนึ่ง ".encode() * 9]
    datas.append(b"".join(draw.choices([b"one", b"two", draw.randbytes(9)], k=900)))
    fixed = zlib.compressobj(9, zlib.DEFLATED, 15, 9, zlib.Z_FIXED)
    packed = [zlib.compress(data, level) for data in datas for level in (0, 9)]
    packed += [zopfli.zlib.compress(datas[-1]), fixed.compress(datas[-1]) + fixed.flush()]
    (unpacked,) = browser_engine.run(("inflated", browser_engine.encoded([*packed, packed[-1][:40], b""])))
    assert unpacked[:-2] == browser_engine.encoded(
        [*(data for data in datas for _ in range(2)), datas[-1], datas[-1]]
    )
    assert unpacked[-2:] == ["RangeError", "RangeError"]


@given(st.lists(st.binary(max_size=50), max_size=5))
def test_parts_come_out_as_they_went_in(parts: list[bytes]) -> None:
    assert unpack(pack(parts)) == parts


@given(
    st.dictionaries(st.integers(0, 400), st.tuples(st.integers(1, 9), st.integers(1, 2**16 - 1)), max_size=60)
)
def test_postings_keep_their_documents(postings: dict[int, tuple[int, int]]) -> None:
    columns = [(document, *postings[document]) for document in sorted(postings)]
    document, count, slots = np.array(columns, np.int64).reshape(-1, 3).T
    bits, sizes = encode_postings(401, np.array([0, len(postings)]), document, count, slots)
    assert sizes.tolist() == [0, len(bits)]
    packed = np.packbits(bits).tobytes()
    documents, counts, slots = decode_postings(BitReader(packed), 401, len(postings))
    assert documents == sorted(postings)
    for document, count, kept in zip(documents, counts, slots, strict=True):
        assert count in (1, 2, 3, 6)
        assert min(postings[document][0], 3) <= max(count, 3)
        if kept and count >= 3:
            assert kept & postings[document][1] == postings[document][1]


@given(st.text(alphabet=THAI, max_size=40))
def test_parts_of_compounds_lose_nothing(run: str) -> None:
    assert "".join(subwords(run)) == run


def test_compounds_fall_into_words() -> None:
    assert subwords("หนังสือราชการ") == ["หนังสือ", "ราชการ"]
    assert subwords("ก") == ["ก"]
    assert subwords("") == []


@given(st.text(alphabet="กขคงจ", min_size=2, max_size=8), st.data())
def test_one_edit_is_one_letter(word: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(word) - 1))
    assert one_edit(word, word[:at] + word[at + 1 :])
    assert one_edit(word, word[:at] + "ฮ" + word[at + 1 :])
    assert one_edit(word, word[:at] + "ฮ" + word[at:])
    assert not one_edit(word, word)
    assert not one_edit(word, "ฮฮ" + word)


@given(st.lists(st.text(alphabet=THAI[:50], min_size=1, max_size=9), min_size=1, max_size=80))
def test_a_stretch_never_cuts_a_letter(words: list[str]) -> None:
    text = " ".join(words)
    shown = densest_stretch(text, words[:1]).removeprefix("… ").removesuffix(" …")
    assert shown in text
    assert len(shown) <= STRETCH + 60
    borders = {0}
    for piece in clusters(text):
        borders.add(max(borders) + len(piece))
    starts = [at for at in range(len(text)) if text.startswith(shown, at)]
    assert any(at in borders and at + len(shown) in borders for at in starts) or not shown
