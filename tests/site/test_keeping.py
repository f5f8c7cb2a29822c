"""What a reader's device keeps: pages that were read, a technique's sheet with its ticks, the whole library."""

from __future__ import annotations

import re
from typing import Any, ClassVar

import pytest

from tests.firefox import Firefox
from tests.serving import Quiet, served
from tests.site.conftest import Built

pytestmark = pytest.mark.browser
READY = """async () => { await navigator.serviceWorker.ready;
  for (let n = 0; n < 100 && !navigator.serviceWorker.controller; n++) await new Promise(go => setTimeout(go, 50));
  return Boolean(navigator.serviceWorker.controller); }"""


def test_a_page_that_was_read_and_its_sheet_open_without_signal(address: str, chromium: Any) -> None:
    context = chromium.new_context(viewport={"width": 360, "height": 800})
    page = context.new_page()
    page.goto(f"{address}lessons/letter/")
    assert page.evaluate(READY)
    page.reload()
    page.click("[data-go]")
    page.check("dialog.sheet .go li:nth-child(1) input")
    assert page.locator("dialog.sheet .go__knot").count() >= 1
    context.set_offline(True)
    page.reload()
    assert page.is_visible("#step-1-1")
    page.click("[data-go]")
    assert page.is_checked("dialog.sheet .go li:nth-child(1) input")
    page.goto(f"{address}lessons/call-first/")
    assert "ไม่มีสัญญาณ" in page.inner_text("h1")
    context.close()


GO = """async (tap) => { const box = 'dialog.sheet .go input'; document.querySelector('[data-go]').click();
  for (let n = 0; n < 100 && !document.querySelector(box); n++) await new Promise(go => setTimeout(go, 50));
  if (tap) document.querySelector(box).click();
  return document.querySelector(box).checked; }"""


def test_firefox_keeps_them_too_when_the_server_is_gone(built: Built, firefox: Firefox) -> None:
    with served(built.site) as at:
        firefox.goto(f"{at}lessons/letter/")
        assert firefox.evaluate(READY)
        firefox.goto(f"{at}lessons/letter/")
        assert firefox.evaluate(f"() => ({GO})(true)")
    firefox.goto(f"{at}lessons/letter/")
    assert firefox.evaluate(f"() => ({GO})(false)"), "the tick is kept"
    firefox.goto(f"{at}lessons/call-first/")
    assert "ไม่มีสัญญาณ" in firefox.evaluate("() => document.querySelector('h1').textContent")


class Told(Quiet):
    """Tells what it was asked for."""

    asked: ClassVar[list[str]] = []

    def send_head(self) -> Any:
        self.asked.append(self.path)
        return super().send_head()


def test_what_never_changes_is_asked_for_once(built: Built, chromium: Any) -> None:
    context = chromium.new_context(viewport={"width": 360, "height": 800})
    page = context.new_page()
    with served(built.site, Told) as at:
        page.goto(f"{at}lessons/letter/")
        assert page.evaluate(READY)
        page.reload()
        Told.asked.clear()
        page.goto(f"{at}lessons/call-first/")
        page.wait_for_timeout(
            1000
        )  # what is asked for when idle; a worker's requests keep a network from being quiet
    context.close()
    assert "/lessons/call-first/" in Told.asked
    assert [path for path in Told.asked if "/fonts/" in path or re.search(r"\?[0-9a-f]{10}$", path)] == []


def test_a_page_is_asked_for_once_and_before_the_tap_has_ended(built: Built, chromium: Any) -> None:
    context = chromium.new_context(viewport={"width": 360, "height": 800})
    page = context.new_page()
    with served(built.site, Told) as at:
        page.goto(f"{at}titles/")
        assert page.evaluate(READY)
        link = page.locator(".page a[href$='/letter/']").first
        link.hover()
        Told.asked.clear()
        page.mouse.down()
        for _ in range(100):
            if Told.asked:
                break
            page.wait_for_timeout(50)
        assert Told.asked == ["/lessons/letter/"], "before the finger is lifted"
        page.mouse.up()
        page.wait_for_url("**/letter/")
        assert page.is_visible("#step-1-1")
    context.close()
    assert Told.asked.count("/lessons/letter/") == 1


class Varied(Quiet):
    """Sends what a browser refuses to keep."""

    def end_headers(self) -> None:
        self.send_header("Vary", "*")
        super().end_headers()


def test_a_page_that_cannot_be_kept_is_shown(built: Built, chromium: Any) -> None:
    context = chromium.new_context(viewport={"width": 360, "height": 800})
    page = context.new_page()
    with served(built.site, Varied) as at:
        page.goto(f"{at}lessons/letter/")
        assert page.evaluate(READY)
        page.goto(f"{at}lessons/call-first/")
        assert page.is_visible("#step-1-1")
    context.close()


def test_the_whole_library_is_kept_with_its_search(address: str, chromium: Any) -> None:
    context = chromium.new_context(viewport={"width": 360, "height": 800})
    page = context.new_page()
    page.goto(address)
    assert page.evaluate(READY)
    page.click("[data-keep=all]")
    page.locator("[data-keep=all]", has_text="MB").wait_for()
    page.click("[data-keep=all]")
    page.locator("[data-keep=all]", has_text="เก็บไว้แล้ว").wait_for(timeout=60_000)
    context.set_offline(True)
    page.goto(f"{address}lessons/call-first/")
    assert page.is_visible("#step-1-1")
    page.goto(f"{address}search/")
    page.fill("#search-app input", "หนังสือ")
    page.wait_for_selector("#search-app h3 a")
    page.goto(f"{address}basket/")
    assert page.is_visible("#basket")
    context.close()
