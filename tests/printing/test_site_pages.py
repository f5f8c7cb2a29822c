"""The site offers its prints with pages, size and day, and a basket that works on the reader's device alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from harvester import pipeline
from harvester.emitters.single_pages import basket, prints
from harvester.model import Library, Print
from harvester.printing.workshop import forms, lengths, programme, workshop_techniques
from harvester.rendering.pages import SiteContext
from harvester.settings import Settings
from harvester.thai.dates import ThaiDate
from tests import serving
from tests.printing.paper import squeeze

CUT_OFF = "[...document.querySelectorAll('.side-body')].filter((one) => one.scrollHeight > one.clientHeight + 1).length"
SHELL = """<!doctype html><html lang="th"><head><meta charset="utf-8">
<link rel="stylesheet" href="{root}assets/css/site.css"><script type="module" src="{root}assets/paper/paper.js"></script>
</head><body><b class="bar" data-basket-count hidden></b><article class="md-typeset">"""


@pytest.fixture(scope="module")
def offered(library: Library) -> Library:
    made = Print(
        "small",
        "booklet",
        "small-booklet.pdf",
        b"%PDF-" + b"x" * 200_000,
        24,
        ThaiDate(2026, 11, 20),
        "เล่ม A4",
    )
    return replace(library, prints=(made,))


def test_each_print_stands_with_pages_size_and_day(offered: Library, settings: Settings) -> None:
    made = {artifact.path: artifact.content for artifact in prints(SiteContext(offered, settings))}
    page = re.sub(r"<wbr>|</?span[^<>]*>", "", made["docs/prints/index.md"].decode()).replace("\u00a0", " ")
    assert made["docs/prints/small-booklet.pdf"].startswith(b"%PDF")
    assert 'id="small"' in page
    assert "24 หน้า" in page
    assert "195 KB" in page
    assert "20 พฤศจิกายน 2569" in page
    assert "basket/?b=" in page, "each collection can be printed from the browser"


def test_without_prints_the_page_still_leads_to_printing_from_the_browser(
    offered: Library, settings: Settings
) -> None:
    (page,) = prints(SiteContext(replace(offered, prints=()), replace(settings, prints=False)))
    assert "basket/?b=" in page.content.decode()


def test_pages_of_lessons_lead_to_their_prints(library: Library, settings: Settings) -> None:
    """A tag, a province, a series, a programme, a lesson: the basket's page with those lessons and that name."""
    pages = {
        one.path: one.content.decode() for one in pipeline.emit(library, settings) if one.path.endswith(".md")
    }
    asked = re.compile(r'href="[^"]*basket/\?b=([a-z0-9,-]+)&amp;t=[^"#]+#print"')
    for folder in ("tags", "places", "roles", "lessons"):
        found = [asked.findall(text) for path, text in pages.items() if path.startswith(f"docs/{folder}/")]
        assert any(found), folder


def test_the_basket_page_helps_without_a_script(library: Library, settings: Settings) -> None:
    (page,) = basket(SiteContext(library, settings))
    assert b"<noscript>" in page.content
    assert b"prints/" in page.content


@pytest.fixture(scope="module")
def served(library: Library, settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The emitted pages in a bare shell: what the basket needs of a site and nothing else."""
    folder = tmp_path_factory.mktemp("site")
    for artifact in pipeline.emit(library, settings):
        if not artifact.path.startswith("docs/"):
            continue
        path = folder / artifact.path.removeprefix("docs/")
        if path.suffix == ".md":
            path = (
                path.parent / path.stem / "index.html" if path.stem != "index" else path.with_suffix(".html")
            )
            root = "../" * len(path.parent.relative_to(folder).parts)
            shell = SHELL.format(root=root)
            content = shell.encode() + artifact.content.split(b"---\n", 2)[-1]
        else:
            content = artifact.content
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    with serving.served(folder) as root:
        yield root


@pytest.fixture(scope="module")
def visit(chromium: Any, served: str) -> Iterator[Callable[[str], object]]:
    context = chromium.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.add_init_script("window.print = () => { window.printed = (window.printed ?? 0) + 1; }")
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))

    def go(path: str):  # type: ignore[no-untyped-def]
        page.goto(served + path)
        return page

    yield go
    context.close()
    assert faults == []


@pytest.mark.browser
def test_reader_fills_orders_and_prints_a_basket(visit, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    for lesson in ("call-then-write", "keep-a-list"):
        page = visit(f"lessons/{lesson}/")
        page.click("[data-basket]")
        assert page.get_attribute("[data-basket]", "aria-pressed") == "true"
    page = visit("basket/")
    page.wait_for_function("document.querySelectorAll('.basket-list p').length === 2")
    assert page.inner_text("[data-basket-count]") == "2"
    page.click(".basket-list li:nth-child(2) button:nth-child(1)")
    assert page.input_value("[data-part=link]").endswith("?b=keep-a-list,call-then-write")
    file = page.input_value("[data-part=file]")
    assert "  - keep-a-list  # สมุดรายชื่อเล่มเดียวของทั้งทีม" in file
    for kind, size, least in (
        ("cards", (595, 842), 2),
        ("handout", (595, 842), 1),
        ("booklet", (420, 595), 5),
        ("fold", (842, 595), 4),
    ):
        page.evaluate("window.printed = 0")
        page.click(f"[data-part=print-{kind}]")
        page.wait_for_function("window.printed === 1")
        target = tmp_path / f"{kind}.pdf"
        page.pdf(path=str(target), prefer_css_page_size=True, print_background=True)
        document = pypdfium2.PdfDocument(target.read_bytes())
        assert len(document) >= least
        assert len(document) == page.locator(".paper-stage > *").count(), "each leaf is a page"
        assert {tuple(round(side) for side in one.get_size()) for one in document} == {size}
        # Chromium's own text layer doubles Thai letters, so the sheets are read where it took them from.
        text = _said(page.inner_text("[data-part=stage]"))
        for owed in ("เขียนทันทีที่วางสาย", "นัดปากเปล่าอย่างเดียว", "วางสายแล้วร่างหนังสือทันที"):
            assert owed in text, (kind, owed)
        assert "พิมพ์เมื่อ" in text
        assert page.locator(".paper-stage svg.code").count(), "a QR code leads back"
        assert page.evaluate(CUT_OFF) == 0, "nothing is cut off at the foot of a page"
        if kind == "cards":
            assert len(document) % 2 == 0
            assert page.locator(".folio--four:nth-child(1) .cut").count() == 6
            backs = page.locator(".folio--four:nth-child(2) .side-foot b").all_inner_texts()
            assert backs[:2] == ["2/3", "1/3"], (
                "the back of the first card lies behind it when the sheet is turned"
            )
        if kind == "booklet":
            _contents_are_true(page)
        if kind == "fold":
            assert len(document) % 2 == 0
            numbers = page.locator(".paper-stage .folio-no").all_text_contents()
            last = str(len(numbers))
            assert numbers[:2] == [last, "1"], "the cover stands right of the last page"
            assert numbers[2:4] == ["2", str(len(numbers) - 1)]
        if kind != "cards":
            assert "นัด6คนมาครบ6คน" in text.replace(" ", ""), "trials are told, those that failed too"


def _said(text: str) -> str:
    return squeeze(text).replace("\u2060", "").replace("\u200b", "")


def _contents_are_true(page: Any) -> None:
    """Every entry of the contents leads to the page whose heading it names."""
    entries = page.locator(".sheet-entry").all()
    assert len(entries) == 2
    for entry in entries:
        title, number = entry.locator("span").inner_text(), entry.locator("b").inner_text()
        leaf = page.locator(f".paper-stage > .folio:nth-child({number})")
        assert leaf.locator(".folio-no").inner_text() == number
        assert _said(leaf.locator("h2").inner_text()) == _said(title)


@pytest.mark.browser
def test_the_half_day_kit_comes_out_of_the_basket(visit, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    page = visit("basket/?b=call-then-write,keep-a-list,only-a-trap&t=เวทีวันศุกร์")
    page.wait_for_function("document.querySelectorAll('.basket-list p').length === 3")
    page.select_option("[data-part=hours]", "3")
    page.fill("[data-part=people]", "7")
    page.dispatch_event("[data-part=people]", "change")
    assert "--format kit --hours 3 --people 7" in (page.text_content("[data-part=command]") or "")
    page.evaluate("window.printed = 0")
    page.click("[data-part=print-kit]")
    page.wait_for_function("window.printed === 1")
    target = tmp_path / "kit.pdf"
    page.pdf(path=str(target), prefer_css_page_size=True, print_background=True)
    document = pypdfium2.PdfDocument(target.read_bytes())
    assert len(document) == page.locator(".paper-stage > *").count()
    sizes = [tuple(round(side) for side in one.get_size()) for one in document]
    assert set(sizes) == {(595, 842), (1191, 842), (842, 1191), (960, 540)}, (
        "A4, A3 on its side and upright, slides"
    )
    assert page.evaluate(CUT_OFF) == 0
    text = _said(page.inner_text("[data-part=stage]"))
    assert "สำหรับ7คน3ชั่วโมงแบ่ง2กลุ่ม" in text.replace(" ", "")
    assert "undefined" not in text
    for form in forms().values():
        assert form.mark.replace(" ", "") in text.replace(" ", "")
        assert _said(form.title).replace(" ", "") in text.replace(" ", "")
    listed = page.locator(".kit-list .side-body p b").all_inner_texts()
    last = re.findall(r"\d+", listed[-1])[-1]
    assert int(last) == len(document), "the list names every page"


@pytest.mark.browser
@pytest.mark.parametrize("hours", lengths())
def test_browser_and_program_lay_out_the_same_day(visit, job, hours: float) -> None:  # type: ignore[no-untyped-def]
    page = visit("basket/")
    whole = job("small")
    lessons = [one for one in whole.library.lessons if one.techniques]
    for count in range(len(lessons) + 1):
        mine = replace(whole, lessons=tuple(lessons[:count]))
        told = [[one.key, one.minutes, one.starts, one.ends] for one in programme(mine, hours)]
        works = len(workshop_techniques(mine, hours))
        asked = """async ([hours, count]) => {
          const { programme } = await import(new URL("../assets/paper/kit.js", location.href));
          const works = Array.from({ length: count }, () => ({ technique: { name: "", steps: [1] } }));
          return programme(JSON.parse(document.getElementById("basket").dataset.kit), hours, works)
            .map((one) => [one.key, one.minutes, one.starts, one.ends]);
        }"""
        assert page.evaluate(asked, [f"{hours:g}", works]) == told


@pytest.mark.browser
def test_a_shared_basket_is_shown_and_kept_only_when_asked(visit) -> None:  # type: ignore[no-untyped-def]
    page = visit("basket/")
    page.evaluate("localStorage.clear()")
    page = visit("basket/?b=keep-a-list,<script>,call-then-write~technique-1")
    page.wait_for_function("document.querySelectorAll('.basket-list li').length === 2")
    assert page.evaluate("localStorage.getItem('basket')") is None
    page.click("[data-part=keep]")
    assert page.evaluate("localStorage.getItem('basket')") == "keep-a-list,call-then-write~technique-1"


@pytest.mark.browser
def test_one_technique_of_several_can_be_kept(visit) -> None:  # type: ignore[no-untyped-def]
    page = visit("lessons/keep-a-list/")
    page.evaluate("localStorage.clear()")
    page = visit("lessons/keep-a-list/")
    page.click("#technique-2 [data-basket]")
    assert page.evaluate("localStorage.getItem('basket')") == "keep-a-list~technique-2"
    page.click(".acts [data-basket]")
    assert page.evaluate("localStorage.getItem('basket')") == "keep-a-list", "the whole stands for its parts"
    page = visit("lessons/call-then-write/")
    assert page.query_selector("section.tech [data-basket]") is None


@pytest.mark.browser
def test_a_reader_with_old_paper_is_told(visit) -> None:  # type: ignore[no-untyped-def]
    page = visit("lessons/call-then-write/?p=20261101.wFgaTx.F-.PW.1")
    page.wait_for_selector(".paper-note--new")
    told = page.inner_text(".paper-note").replace("\u00a0", " ")
    assert "ข้อมูลถึง 1 พ.ย. 2569" in told
    assert "มีข้อควรระวังเพิ่ม 1 ข้อ" in told
    assert "มีคนลองเพิ่ม 1 ครั้ง" in told
    page = visit("lessons/call-then-write/")
    assert page.query_selector(".paper-note") is None


@pytest.mark.browser
def test_a_step_longer_than_a_card_goes_on_to_the_next(visit) -> None:  # type: ignore[no-untyped-def]
    page = visit("lessons/keep-a-list/")
    page.evaluate("localStorage.clear()")
    words = " ".join(f"คำที่{number}ของขั้นที่ยาวมาก" for number in range(400))

    def lengthened(route):  # type: ignore[no-untyped-def]
        body = route.fetch().text()
        route.fulfill(
            body=re.sub(r'(class="step__do"[^>]*>(?:<p>)?)', rf"\1{words} ", body, count=1),
            content_type="text/html",
        )

    page.route("**/lessons/keep-a-list/", lengthened)
    page = visit("basket/?b=keep-a-list")
    page.wait_for_function("document.querySelectorAll('.basket-list p').length === 1")
    page.evaluate("window.printed = 0")
    page.click("[data-part=print-cards]")
    page.wait_for_function("window.printed === 1")
    text = squeeze(page.inner_text("[data-part=stage]")).replace("\u2060", "").replace("\u200b", "")
    assert [number for number in range(400) if f"คำที่{number}ของขั้น" not in text] == []
    assert page.evaluate(CUT_OFF) == 0, "a card cuts its text"
    page.unroute("**/lessons/keep-a-list/")
