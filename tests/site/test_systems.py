"""Each system that the seeds describe, in the shipped library, on the smallest phone: one journey each in Chromium."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.serving import served

pytestmark = pytest.mark.browser


class Walk(NamedTuple):
    """A page of a phone, where the site stands, and what its open data says of each lesson."""

    page: Any
    address: str
    rows: list[Mapping[str, Any]]

    def open(self, path: str) -> Any:
        """Go to a page of the site; nothing may stick out of the phone."""
        self.page.goto(self.address + path)
        assert self.page.evaluate("document.documentElement.scrollWidth") <= 360, path
        return self.page

    def lesson(self, wanted: Callable[[Mapping[str, Any]], Any]) -> Mapping[str, Any]:
        """The first lesson that has something, opened."""
        row = next(row for row in self.rows if wanted(row))
        self.open(f"lessons/{row['id']}/")
        return row

    def section(self, kind: str) -> Mapping[str, Any]:
        """The first section of a kind, its lesson opened."""

        def has(row: Mapping[str, Any]) -> list[Mapping[str, Any]]:
            return [one for one in row["sections"] if one["kind"] == kind]

        return has(self.lesson(has))[0]

    def sees(self, words: str, within: str = "body") -> None:
        """These words can be read: in sight, and not squeezed into a strip."""
        there = self.page.locator(within).get_by_text(words).first
        there.scroll_into_view_if_needed()
        assert there.is_visible()
        assert there.bounding_box()["width"] > 40, words


@pytest.fixture(scope="module")
def address(shipped: Path) -> Iterator[str]:
    with served(shipped) as root:
        yield root


@pytest.fixture(scope="module")
def context(chromium: Any) -> Iterator[Any]:
    made = chromium.new_context(viewport={"width": 360, "height": 780}, service_workers="block")
    yield made
    made.close()


@pytest.fixture
def walk(context: Any, address: str, shipped: Path) -> Iterator[Walk]:
    page, faults = context.new_page(), []
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    yield Walk(page, address, json.loads((shipped / "data/lessons-1.json").read_text("utf-8")))
    page.close()
    assert faults == []


def ticked(walk: Walk, count: int) -> None:
    """Of the legs of the open lesson all but the last are ticked: what helps with the last is what is left."""
    legs = walk.page.locator(".legs > li")
    assert legs.count() == count
    for number in range(count - 1):
        legs.nth(number).locator("input").check()
    helps = walk.page.locator(".leg__help:visible")
    assert helps.count() == 1
    with walk.page.expect_navigation():
        helps.locator("a").first.click()
    walk.page.locator("[data-lesson] h1").wait_for()  # a lesson helps with the leg that is missing


def all_needed(walk: Walk) -> None:
    walk.lesson(lambda row: row["programme"] == "การสร้างสัมมาชีพชุมชน" and has_section(row, "legs"))
    ticked(walk, 3)


def network(walk: Walk) -> None:
    row = walk.lesson(lambda row: row["network"])
    for key in ("name", "forum", "contact"):
        walk.sees(row["network"][key], "#network")


def facts(walk: Walk) -> None:
    row = walk.lesson(lambda row: row["facts"])
    for fact in row["facts"]:
        figure = walk.page.locator("#facts .figure", has_text=fact["name"])
        assert f"{fact['value']} {fact['unit']}" in figure.inner_text().replace("\n", " ")
        assert not fact["year"] or str(int(fact["year"][:4]) + 543) in figure.inner_text()


def process(walk: Walk) -> None:
    row = walk.lesson(lambda row: row["process"] and has_section(row, "letter"))
    stuck = [one for one in row["process"] if one["blocked"]]
    assert walk.page.locator(".flow__at").count() == len(row["process"])
    assert walk.page.locator(".flow__at--stuck").count() == len(stuck) > 0
    for one in stuck:
        walk.sees("จุดติด", f".flow__at--stuck:has-text('{one['name']}')")
    walk.sees("คัดไปเติมที่เว้นไว้")
    assert re.search(r"…|\.{3}|_{3}", walk.page.locator(".letter").inner_text()), "places to fill in"


def framework(walk: Walk) -> None:
    walk.lesson(lambda row: row["id"] == "four-legged-chair")
    ticked(walk, 4)
    walk.page.go_back()
    walk.page.emulate_media(media="print")
    assert walk.page.locator(".leg__help:visible").count() == 4, "paper shows what helps with every leg"
    walk.page.emulate_media(media="screen")


def before_after(walk: Walk) -> None:
    change = walk.lesson(lambda row: row["changes"])["changes"][0]
    walk.sees(change["before"][:20], ".change__was")
    walk.sees(change["after"][:20], ".change__now")


def examples(walk: Walk) -> None:
    walk.lesson(lambda row: has_section(row, "example") and has_section(row, "counterexample"))
    for side in (".pair__yes", ".pair__no"):
        assert walk.page.locator(side).is_visible()


def event(walk: Walk) -> None:
    walk.open("events/")
    walk.page.locator("ul.entries a").first.click()
    for words in ("ชอบอะไร", "ได้เรียนรู้อะไร", "จะเอาไปใช้อะไร", "บทเรียนจากงานนี้"):
        walk.sees(words, "article")


def programme(walk: Walk) -> None:
    walk.open("programmes/")
    walk.page.locator("ul.entries a", has_text="ผู้นำแห่งอนาคต").click()
    walk.page.locator("ol.line > li").nth(4).wait_for()
    walk.sees("เส้นทางเรียนรู้", "article")
    walk.page.locator("a[href*='workshop-1']").first.click()
    walk.page.locator(".legs input").nth(3).wait_for()
    walk.page.emulate_media(media="print")
    assert walk.page.locator(".handbook h1").is_visible()
    assert walk.page.pdf(format="A4").startswith(b"%PDF-")
    walk.page.emulate_media(media="screen")


def between_workshops(walk: Walk) -> None:
    row = walk.lesson(lambda row: any(one["workshop"] and one["note"] for one in row["trials"]))
    told = next(one for one in row["trials"] if one["workshop"] and one["note"])
    card = f"#trial-{told['id']}"
    for folded in ("#trials details.fold", f"{card} details"):
        walk.page.locator(f"{folded} > summary").first.click()
    for key in ("workshop", "coach", "note"):
        walk.sees(told[key][:15], card)


def levels(walk: Walk) -> None:
    walk.lesson(lambda row: has_section(row, "personal") and has_section(row, "network"))
    assert walk.page.locator("section.sec h3.eyebrow").count() >= 2


def fit(walk: Walk) -> None:
    page = walk.open("fit/")
    total = page.locator(".choice").count()
    role = page.locator("select[name=role] option").nth(1)
    page.select_option("select[name=role]", role.get_attribute("value"))
    page.select_option("select[name=level]", "หมู่บ้าน")
    page.fill("input[name=people]", "๑๐")
    page.select_option("select[name=time]", "240")
    page.locator("[data-part=go]").click()
    assert "level=" in page.url
    assert "time=240" in page.url
    first = page.locator(".choice").first.inner_text()
    assert "ตรงกับของคุณ" in first
    assert page.locator(".choice__differs").count() > 0
    assert page.locator(".choice__head").count() > 0, "how others adapted it"
    page.reload()
    assert page.locator(".choice").first.inner_text() == first, "the address holds the answers"
    bare = page.context.browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 780})
    plain = bare.new_page()
    plain.goto(page.url)
    assert plain.locator(".choice").count() == total == len(walk.rows)
    bare.close()


def compare(walk: Walk) -> None:
    page = walk.open("compare/?c=coordinate-before-visit&c=village-meeting-quiet-voices")
    page.locator(".side").nth(1).wait_for()
    for number in range(2):
        side = page.locator(".side").nth(number).inner_text()
        assert all(words in side for words in ("ขั้นตอน", "ผลการลอง", "ข้อควรระวัง"))


def browse(walk: Walk) -> None:
    page = walk.open("browse/")
    wide = "list => list.filter(one => one.getBoundingClientRect().right > innerWidth).map(one => one.textContent)"
    page.locator("[data-part=list] > li a").first.wait_for()
    assert page.locator("[data-part=list] > li a").evaluate_all(wide) == []
    page.locator(".facets > summary").click()
    page.locator("label", has_text="จัดประชุมแล้วคนเงียบ").locator("input").check()
    count = int(page.locator("[data-part=count]").inner_text())
    assert 0 < count == page.locator("[data-part=list] > li").count() < len(walk.rows)
    assert page.url.endswith("?work=quiet-meeting")
    page.reload()
    assert int(page.locator("[data-part=count]").inner_text()) == count
    bare = page.context.browser.new_context(java_script_enabled=False)
    plain = bare.new_page()
    plain.goto(walk.address + "browse/")
    for href in (
        "works/quiet-meeting/",
        "browse/time-1/",
        "years/",
        "roles/",
        "browse/cost-",
        "browse/size-",
    ):
        assert plain.locator(f"[data-part=plain] a[href*='{href}']").count() > 0, href
    bare.close()


def neighbourhood(walk: Walk) -> None:
    """Arrow keys walk round the picture, and the list shows where one is."""
    from playwright.sync_api import expect

    page = walk.open("lessons/coordinate-before-visit/")
    page.locator("#related > summary").click()
    nodes, rows = page.locator(".near a"), page.locator(".near__list > li")
    nodes.first.focus()
    page.keyboard.press("ArrowRight")
    expect(nodes.nth(1)).to_be_focused()
    expect(rows.nth(1)).to_have_class(re.compile("is-near"))
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    expect(nodes.last).to_be_focused()
    last = rows.nth(nodes.count() - 1).locator("a").first
    assert nodes.last.get_attribute("href") == last.get_attribute("href")


def work_to_caution(walk: Walk) -> None:
    """From home to a technique with its caution in two taps."""
    page = walk.open("")
    page.locator("a", has_text="เยี่ยมบ้านผู้ป่วยติดเตียง").first.click()
    page.locator(".tcard a").first.click()
    knot = page.locator(".knot__say p").first
    knot.scroll_into_view_if_needed()
    assert knot.bounding_box()["width"] > 200, "the words of a caution are not squeezed beside the thread"


def has_section(row: Mapping[str, Any], kind: str) -> bool:
    return any(one["kind"] == kind for one in row["sections"])


JOURNEYS = {
    "S4 all are needed": all_needed,
    "S5 forum and contact": network,
    "S6 facts with units": facts,
    "S10 process with blocking points and a letter": process,
    "S13 framework and self-check": framework,
    "S14 before and after": before_after,
    "S18 example and counter-example": examples,
    "S20 event": event,
    "S21 timeline, path, handbook": programme,
    "S22 trial between workshops with the coach's note": between_workshops,
    "S23 level of results": levels,
    "S25 fit check": fit,
    "techniques side by side": compare,
    "all facets": browse,
    "neighbourhood": neighbourhood,
    "by work": work_to_caution,
}  # fmt: skip
"""S7 is a message of check: tests/checks/hints.txt."""


@pytest.mark.parametrize("name", JOURNEYS)
def test_journey(name: str, walk: Walk) -> None:
    JOURNEYS[name](walk)
