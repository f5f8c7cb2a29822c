"""Search as people meet it: the real site in a real Chromium."""

from __future__ import annotations

import zlib
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.browser

BOX = "#search-app input[name=q]"
HITS = "#seek-hits .hit"


def ask(page: Any, text: str) -> None:
    """Types a query into the search page and waits for what is said of it."""
    page.evaluate("document.querySelector('.asked')?.replaceChildren()")  # what was said of the last query
    page.fill(BOX, text)
    page.wait_for_function(
        """() => {
            const said = document.querySelector('.asked')?.textContent;
            return said && !said.includes('กำลัง');
        }"""
    )
    page.wait_for_timeout(250)


def files_of(page: Any) -> list[str]:
    """Names of the search files that a page asks for, as they come."""
    names: list[str] = []

    def note(request: Any) -> None:
        _, found, name = request.url.partition("assets/search/")
        names.extend([name.split("?")[0]] if found else [])

    page.on("request", note)
    return names


def test_nothing_but_a_stub_before_the_box_has_focus(page: Any, address: str, site: Path) -> None:
    names = files_of(page)
    for path in ("", "search/"):
        page.goto(address + path)
        page.wait_for_timeout(150)
    assert set(names) == {"search.js"}
    assert (site / "assets" / "search" / "search.js").stat().st_size < 3000
    page.focus(BOX)
    page.wait_for_function("() => document.querySelector('.seek')")
    page.wait_for_timeout(300)
    assert "index.bin" in names


def test_a_query_sent_from_home_is_answered_there(page: Any, address: str) -> None:
    page.goto(address)
    with page.expect_request("**/index.bin"):  # made ready while the query is typed
        page.focus("[data-search-box]")
    page.fill("[data-search-box]", "หนังสือ")
    page.wait_for_timeout(300)
    assert page.locator(HITS).count() == 0, "the page stays until the query is sent"
    page.keyboard.press("Enter")
    page.wait_for_selector(f"{HITS} mark")
    page.wait_for_timeout(400)
    assert page.url == f"{address}?q=%E0%B8%AB%E0%B8%99%E0%B8%B1%E0%B8%87%E0%B8%AA%E0%B8%B7%E0%B8%AD"
    assert not page.is_visible(".ways")
    titles = page.locator(f"{HITS} h3").all_inner_texts()
    page.reload()
    page.wait_for_selector(f"{HITS} mark")
    page.wait_for_timeout(400)
    assert page.locator(f"{HITS} h3").all_inner_texts() == titles
    page.click(f"{HITS} h3 a")
    page.wait_for_load_state()
    assert page.locator("h1").count() == 1
    page.go_back()
    page.wait_for_selector(HITS)
    page.go_back()
    page.wait_for_selector(".ways")
    assert page.locator(HITS).count() == 0
    assert page.url == address


def test_results_come_while_typing_and_stand_in_the_address(page: Any, address: str) -> None:
    page.goto(address + "search/")
    page.click(BOX)
    page.keyboard.type("หนังสือ", delay=15)
    page.wait_for_selector(f"{HITS} mark")
    page.wait_for_timeout(300)
    assert "พบ" in page.inner_text(".asked")
    assert page.url.endswith("?q=%E0%B8%AB%E0%B8%99%E0%B8%B1%E0%B8%87%E0%B8%AA%E0%B8%B7%E0%B8%AD")
    titles = page.locator(f"{HITS} h3").all_inner_texts()
    page.reload()
    page.wait_for_selector(HITS)
    page.wait_for_timeout(400)
    assert page.input_value(BOX) == "หนังสือ"
    assert page.locator(f"{HITS} h3").all_inner_texts() == titles
    page.click(f"{HITS} h3 a")
    page.wait_for_load_state()
    assert page.locator("h1").count() == 1
    assert "/under/path/" in page.url


def test_every_hit_leads_to_its_own_place(page: Any, address: str) -> None:
    page.goto(address + "search/?q=นัด")
    page.wait_for_selector(HITS)
    for link in page.eval_on_selector_all(f"{HITS} a", "links => links.map(link => link.href)")[:12]:
        answer = page.request.get(link)
        assert answer.ok, link
        anchor = link.partition("#")[2]
        assert not anchor or f'id="{anchor}"' in answer.text(), link


def test_facets_narrow_with_counts(page: Any, address: str) -> None:
    page.goto(address + "search/?q=ทีม")
    page.wait_for_selector(HITS)
    page.wait_for_selector(".seek__facets")
    page.click(".seek__facets > summary")
    first = page.locator(".seek__facets label").first
    count = int(first.locator(".n").inner_text())
    first.locator("input").check()
    page.wait_for_timeout(500)
    assert page.inner_text(".asked") == f"พบ {count} บทเรียน"
    name = page.locator(".seek__facets input:checked").get_attribute("name")
    assert f"&{name}=" in page.url
    page.click("text=เลิกกรองทั้งหมด")
    page.wait_for_timeout(400)
    assert f"&{name}=" not in page.url
    page.locator(".seek__kinds button", has_text="เทคนิค").click()
    page.wait_for_timeout(400)
    assert set(page.locator(f"{HITS} .hit__kind").all_inner_texts()) == {"เทคนิค"}
    page.go_back()
    page.wait_for_timeout(400)
    assert "kind=" not in page.url


def test_keys_lead_from_a_search_that_was_asked_elsewhere_to_its_hits(page: Any, address: str) -> None:
    page.goto(f"{address}search/?q=ประชุม")
    page.wait_for_selector(HITS)
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement === document.querySelector('#seek-hits h3 a')")


def test_keys_lead_through_the_dialog(page: Any, address: str) -> None:
    page.goto(address)
    page.keyboard.press("/")
    page.wait_for_selector("dialog[open] input")
    page.keyboard.type("ประชุม", delay=15)
    page.wait_for_selector(HITS)
    page.wait_for_timeout(300)
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement === document.querySelector('#seek-hits h3 a')")
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.name") == "q"
    assert "search/?q=" in page.get_attribute("dialog a:has-text('ดูทั้งหมด')", "href")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.wait_for_timeout(100)
    assert page.locator("dialog[open]").count() == 0
    assert page.evaluate("document.activeElement.id") == "main"


def test_what_was_relaxed_is_said(page: Any, address: str) -> None:
    page.goto(address + "search/")
    page.focus(BOX)
    ask(page, "xit=k=o")
    assert "พิมพ์ผิดภาษาหรือไม่ แสดงผลของ “ประชาชน”" in page.inner_text(".seek__notes")
    ask(page, "กขป.")
    assert "คณะกรรมการเขตสุขภาพเพื่อประชาชน" in page.inner_text(".seek")
    ask(page, "ประสาณงาน")
    assert "ค้นคำว่า “ประสานงาน” แทน “ประสาณงาน”" in page.inner_text(".seek__notes")
    page.click("text=ค้นตามที่พิมพ์")
    page.wait_for_timeout(300)
    assert page.input_value(BOX) == '"ประสาณงาน"'


def test_a_real_miss_offers_the_nearest_and_a_way_to_ask(page: Any, address: str) -> None:
    page.goto(address + "search/")
    page.focus(BOX)
    ask(page, "qqqqzzzz")
    assert "ยังไม่มีบทเรียนที่ตอบ" in page.inner_text(".asked")
    assert page.locator("text=ขอบทเรียนเรื่องนี้").count() == 1
    assert page.locator(".seek__near a").count() == 3
    ask(page, "เก้าอี้กลางทะเลทราย")
    assert page.inner_text(".seek h2") == "บทเรียนที่พูดเรื่องใกล้เคียง"
    assert 1 <= page.locator(HITS).count() <= 5


def test_a_word_of_the_vocabulary_is_one_quiet_line_above_the_lessons(page: Any, address: str) -> None:
    page.goto(address + "search/?q=AAR")
    page.wait_for_selector(HITS)
    page.wait_for_selector(".seek__word a[href*='glossary']")
    assert "lessons/after-action-review/" in page.get_attribute(f"{HITS} h3 a", "href")


def test_a_hit_shows_the_caution_its_remedy_and_its_step(page: Any, address: str) -> None:
    page.goto(address + "search/?q=นัดปากเปล่า")
    page.wait_for_selector(f"{HITS} .hit__part--caution")
    shown = page.inner_text(f"{HITS} .hit__part--caution >> nth=0")
    assert "นัดปากเปล่า" in shown
    assert "ทางแก้" in shown
    assert "ขั้นที่" in shown


def test_the_empty_page_offers_six_real_questions(page: Any, address: str) -> None:
    page.goto(address + "search/")
    offered = page.locator("a[href*='search/?q=']")
    assert offered.count() == 6
    offered.first.click()
    page.wait_for_selector(HITS)


FETCHED = """() => { globalThis.fetched = new Promise(resolve => new MutationObserver((_, watch) => {
  if (!document.querySelector('#seek-hits .hit')) return;
  watch.disconnect();
  const [page] = performance.getEntriesByType('navigation'), all = performance.getEntriesByType('resource');
  resolve(all.filter(one => one.startTime >= page.loadEventStart).map(one => one.name));
}).observe(document, {subtree: true, childList: true})); }"""


@pytest.mark.parametrize(
    "query",
    ["เยี่ยมบ้าน", "ประชุม", "งานที่ทำค้างไว้จะฝากใครต่อ", "หัวหน้าไม่เห็นความสำคัญของงานเด็กในจังหวัดจะทำให้เขาสนใจอย่างไร"],
)
def test_the_first_result_is_few_requests_and_few_bytes(page: Any, address: str, query: str) -> None:
    """Words settle only the first. Counted from the load of the page on; its mark is no part of it."""
    page.goto(address + "search/")
    page.evaluate(FETCHED)
    page.focus(BOX)
    page.fill(BOX, query)
    names = page.evaluate("() => globalThis.fetched")
    assert len([name for name in names if "mark.svg" not in name]) <= 12, names
    assert sum(len(zlib.compress(page.request.get(name).body(), 6)) for name in names) <= 150_000, names


HOSTILE = (
    "<img src=x onerror=alert(1)>",
    "<script>alert(1)</script>",
    "(a+)+$",
    "[",
    "\\",
    '"',
    "*:*",
    "ก" * 10_000,
    "🙂" * 50,
    "\u200b\u0301",
    "-" * 40,
)


def test_hostile_queries_stay_calm(page: Any, address: str) -> None:
    page.goto(address + "search/")
    page.on("dialog", lambda asked: page.complaints.append(asked.message))
    page.focus(BOX)
    for query in HOSTILE:
        ask(page, query)
        assert page.inner_text(".asked"), query[:20]
        assert page.locator(".seek img, .seek script").count() == 0, query[:20]
        assert page.complaints == [], query[:20]


def test_recent_searches_stay_on_the_device(page: Any, address: str) -> None:
    names: list[str] = []
    page.on("request", lambda request: names.append(request.url))
    page.goto(address + "search/")
    page.focus(BOX)
    ask(page, "หนังสือ")
    page.keyboard.press("Enter")
    page.fill(BOX, "")
    page.wait_for_selector(".seek__near button:has-text('หนังสือ')")
    assert not any("%E0" in name for name in names)
    page.click("text=ลบรายการนี้")
    assert page.evaluate("localStorage.getItem('recent-searches')") is None


@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (1280, "dark")])
def test_anyone_can_use_it(chromium: Any, address: str, width: int, scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    rules = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
    for asked in ("search/?q=หนังสือ", "search/?q=กขป นอกโลก", "search/?q=qqqqzzzz", "?q=หนังสือ"):
        page.goto(address + asked)
        page.wait_for_selector(f"{HITS}, .seek__near")
        page.wait_for_timeout(400)
        found = axe.run(page, options=rules)
        assert found.violations_count == 0, found.generate_report()
    page.goto(address)
    page.keyboard.press("/")
    page.wait_for_selector("dialog[open] input")
    page.keyboard.type("นัด")
    page.wait_for_selector(HITS)
    page.wait_for_timeout(400)
    found = axe.run(page, context="dialog", options=rules)
    assert found.violations_count == 0, found.generate_report()
    small = page.eval_on_selector_all(
        "dialog button, dialog h3 a, dialog .hit__part a",
        "all => all.filter(one => one.getBoundingClientRect().height < 24).length",
    )
    assert small == 0
    context.close()
