"""Pieces of Markdown to clean HTML, case by case; what is too heavy is never parsed."""

from __future__ import annotations

import re
from html import unescape
from itertools import accumulate
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harvester.rendering import markdown
from harvester.rendering.cleaning import DEEPEST, LONGEST, MOST, clean, reason_too_heavy
from harvester.rendering.links import Surroundings
from harvester.rendering.markdown import html_of
from harvester.rendering.typography import Typography
from harvester.search.coding import without_line_ends
from harvester.thai.engine import newmm
from harvester.thai.segment import Segmenter
from tests.golden import Case, cases

HERE = Path(__file__).parent
TYPOGRAPHY = Typography(Segmenter(["คำสั่งแต่งตั้ง"]))
AROUND = Surroundings(
    citation={"letter": ("site:lessons/letter/", "หนังสือค้างโต๊ะ")}.get,
    page={"2549/letter.md": "site:lessons/letter/", "2549/circle.jpg": "site:pictures/2549/circle.jpg"}.get,
    terms={"คำสั่งแต่งตั้ง": "site:glossary/#order"},
    notes={"ที่มา": 1},
    anchor=lambda link, fragment: {"กับดัก": "traps", "step-1-1": "step-1-1"}.get(fragment),
    base="2549",
)


@pytest.mark.parametrize("case", list(cases(HERE / "pieces.txt")), ids=lambda case: case.title)
def test_piece(case: Case) -> None:
    made = html_of(case.given, TYPOGRAPHY, AROUND)
    assert as_words(made) == case.expected


HEAVY = {
    "long": "ก" * (LONGEST + 1),
    "images": "![" * (MOST + 1),
    "links": "[a](" * (MOST + 1),
    "tags": "<a " * (MOST + 1),
    "cdata": "<![CDATA[" * (MOST + 1),
    "ticks": " ".join("`" * n for n in range(1, 90)),
    "stars": "*a " * (MOST + 1),
    "deep quotes": ">" * 5000 + " ก",
    "deep lists": "- " * (DEEPEST + 1) + "ก",
    "deep indents": "\n".join(" " * (4 * n) + "- ก" for n in range(30)),
    "one line": "a" * 30_000,
}


@pytest.mark.parametrize("name", HEAVY)
def test_what_is_too_heavy_is_shown_as_it_was_typed(name: str) -> None:
    assert reason_too_heavy(HEAVY[name])
    made = html_of(HEAVY[name], TYPOGRAPHY)
    assert made.startswith('<p class="refused">')
    assert made.count("<p") == 1


@pytest.mark.parametrize(
    "sign", ["![", "[a](", "<a ", "<![CDATA[", "*a", "`a ", "~", "_a", "|a", "&amp", "[[", "[^"]
)
def test_just_under_the_limit_is_parsed(sign: str) -> None:
    """A parser that is quadratic in the sign would hold up the whole suite."""
    made = html_of(sign * (MOST // max(map(sign.count, sign))), TYPOGRAPHY)
    assert "refused" not in made


@given(st.text(st.sampled_from(list("<>[]()*_`~!|#-+.:/\\\"'&; \nกำั่ๆaij1")), max_size=200))
def test_whatever_is_written_stays_clean(text: str) -> None:
    made = html_of(text, TYPOGRAPHY, AROUND)
    assert clean(made.replace(' tabindex="0"', "")) == clean(clean(made.replace(' tabindex="0"', "")))
    assert "<script" not in made.lower()


@given(st.text(st.sampled_from(list('กขคงจำเแโาิีุู่้์ ๆฯa1<&"')), max_size=80))
def test_display_changes_no_letter_and_no_blank(text: str) -> None:
    for shown in (TYPOGRAPHY.running(text), TYPOGRAPHY.phrases(text), TYPOGRAPHY.narrow(text)):
        # a blank that holds to what stands before it shows and copies as a blank
        assert unescape(re.sub(r"<span[^>]*>|</span>|<wbr>", "", shown)).replace("\u00a0", " ") == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("พอให้เอาแผนกลับไปลอง", "[พอให้]|เอา|[แผน]|[กลับไป]|[ลอง]"),
        ("ไปเรื่อย ๆ ก่อนวันที่ 5 ส.ค. 2569", "ไป|[เรื่อย ๆ] [ก่อน]|[วันที่ 5 ส.ค. 2569]"),
        ("“นัดด้วยใจ” (ซีรีส์)", "[“นัด]|[ด้วยใจ”] [(ซีรีส์)]"),
        ("กระทรวงเกษตรและสหกรณ์", "[กระทรวงเกษตรและสหกรณ์]"),
        ("สะเดา · หาดใหญ่", "[สะเดา ·] [หาดใหญ่]"),
        (" · ", "[\u00a0·] "),
        ("ดู https://example.org/ก KM", "ดู https://example.org/ก KM"),
        ("รวม 8–9 คน", "[รวม] [8–9 คน]"),
    ],
)
def test_lines_end_between_words_and_never_inside_one(text: str, shown: str) -> None:
    assert as_units(TYPOGRAPHY.running(text)) == shown


def test_a_line_ends_only_where_newmm_also_sees_a_border() -> None:
    text = "เป็นฐานข้อมูลที่มีชีวิต ให้คนที่มาใหม่เอาไปใช้ต่อได้เลย ไม่ต้องตากลมตากฝน"
    borders = set(accumulate(map(len, newmm(text))))
    ends = accumulate(
        map(len, re.split(r"\|", as_units(TYPOGRAPHY.running(text)).translate({91: None, 93: None})))
    )
    assert {*ends} <= borders


@pytest.mark.parametrize(
    ("word", "size"),
    [("เอาลูกเขามาเลี้ยงเอาเมี่ยงเขามาอม", ""), ("ธนาคารเพื่อการเกษตรและสหกรณ์การเกษตร", " fit--36"),
     ("สำนักงานคณะกรรมการป้องกันและปราบปรามการทุจริตแห่งชาติ", " fit--48")],
)  # fmt: skip
def test_a_long_word_of_the_dictionary_is_held_and_set_smaller(word: str, size: str) -> None:
    shown = f'<span class="nb{size}">{word}</span>'
    assert TYPOGRAPHY.running(f"ที่ {word}").endswith(shown)


@given(st.text(st.sampled_from(list("กขคงจำเแโาิีุู่้์ ๆฯa1–.")), max_size=80))
def test_texts_of_the_search_index_are_the_same_but_for_signs(text: str) -> None:
    assert without_line_ends(TYPOGRAPHY.for_search(text)) == text


def as_words(html: str) -> str:
    """HTML without what holds words together."""
    return re.sub(r'<span class="nb">([^<]*)</span>', r"\1", html).replace("<wbr>", "")


def as_units(html: str) -> str:
    """Units in brackets, a line apart from the next by |."""
    return re.sub(r'<span class="nb">([^<]*)</span>', r"[\1]", html).replace("<wbr>", "|")


@pytest.mark.parametrize("case", list(cases(HERE / "phrases.txt")), ids=lambda case: case.title)
def test_phrases(case: Case) -> None:
    made = str(TYPOGRAPHY.phrases(case.given))
    if case.expected == "-":
        assert "<script" not in made
    else:
        assert re.sub(r"<span[^>]*>|</span>", "", made).replace("<wbr>", "|") == case.expected


BITS = (
    "ชุมชน คำสั่งแต่งตั้ง ประชุม ๆ ฯลฯ 2 ๒๕๔๙ km ( ) “ ” \" ' - -- – • + = === : ; / ? ! @ % . … a@b.co www.a.co 1. 10) "
    "https://a.example/x http://ข่าว.ไทย/ก-ข https://x.example/แผน?ก=1;ข"
)
ENDS = (" ", "  ", "\n", "\n\n", "\n- ", "\n1. ", "\n--\n", "\n==\n", "\n    ")
PLAIN = st.lists(st.sampled_from([*BITS.split(), *ENDS]), max_size=14).map("".join)


@given(PLAIN, st.booleans())
def test_words_alone_are_set_as_parser_and_cleaning_would(source: str, line: bool) -> None:
    quick = html_of(source, TYPOGRAPHY, AROUND, line=line)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(markdown, "_ONLY_WORDS", re.compile("(?!)"))
        assert quick == html_of(source, TYPOGRAPHY, AROUND, line=line)


def test_a_narrow_label_is_cut_inside_a_name_of_ours_within_it() -> None:
    names = Typography(Segmenter(["การทำงาน ร่วมกัน", "การทำงานร่วมกัน", "ทำงานร่วมกัน"]))
    assert names.narrow("การทำงานร่วมกัน").count("<wbr>") == 1
