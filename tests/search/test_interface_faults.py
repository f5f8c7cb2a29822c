"""The search page where something is missing: a part of the index, signal, scripts, a server."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.search.test_interface import BOX, HITS, ask

pytestmark = pytest.mark.browser


def test_an_index_cut_short_is_said_and_mends(page: Any, address: str) -> None:
    broken = True

    def tamper(route: Any) -> None:
        if broken:
            route.fulfill(body=b"\xff", content_type="application/octet-stream")
        else:
            route.continue_()

    page.route("**/index.bin", tamper)
    page.goto(address + "search/?q=หนังสือ")
    page.wait_for_selector("text=อ่านดัชนีค้นหาไม่ได้ในตอนนี้")
    broken = False
    page.click("text=ลองใหม่")
    page.wait_for_selector(f"{HITS} mark")


def test_home_stays_when_the_program_does_not_come(page: Any, address: str) -> None:
    for missing in ("**/app.*.js", "**/search/search.js*"):
        page.route(missing, lambda route: route.abort())
        page.goto(f"{address}?q=หนังสือ")
        page.wait_for_selector(".ways")
        page.unroute(missing)
    page.goto(address)
    page.route("**/app.*.js", lambda route: route.abort())
    page.fill("[data-search-box]", "หนังสือ")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=เปิดระบบค้นหาไม่ได้ในตอนนี้")
    assert page.is_visible(".ways")
    page.unroute("**/app.*.js")
    page.keyboard.press("Enter")
    page.wait_for_selector(f"{HITS} mark")
    assert page.locator(".seek__sorry").count() == 0
    page.complaints.clear()


def test_no_signal_is_said_and_mends(page: Any, address: str) -> None:
    page.goto(address + "search/")
    page.route("**/*.bin", lambda route: route.abort())
    page.focus(BOX)
    page.fill(BOX, "หนังสือ")
    page.wait_for_selector("text=อ่านดัชนีค้นหาไม่ได้ในตอนนี้")
    assert page.input_value(BOX) == "หนังสือ"
    page.unroute("**/*.bin")
    page.click("text=ลองใหม่")
    page.wait_for_selector(f"{HITS} mark")
    page.complaints.clear()


def test_a_browser_that_cannot_unpack_is_helped(page: Any, address: str) -> None:
    page.add_init_script("delete globalThis.DecompressionStream")
    page.goto(address + "search/?q=หนังสือ")
    page.wait_for_selector(f"{HITS} mark")


def test_an_index_from_an_older_build_is_opened_anew(page: Any, address: str) -> None:
    page.goto(address + "search/")
    page.focus(BOX)
    ask(page, "หนังสือ")
    page.route(
        "**/p*.bin",
        lambda route: (
            route.fulfill(status=404)
            if "once" not in page.url and not gone.append(1) and len(gone) == 1
            else route.continue_()
        ),
    )
    gone: list[int] = []
    ask(page, "ผู้ใหญ่บ้าน ร้านน้ำชา")
    # the whole index is opened anew first
    page.wait_for_selector(".asked:has-text('พบ')")
    page.complaints.clear()


def test_without_script_lists_serve(chromium: Any, address: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + "search/")
    assert page.locator("main a[href*='titles'], #main a[href*='titles']").count() >= 1
    assert page.locator("#main a[href*='tags/']").count() > 5
    assert "ปิดการทำงานของสคริปต์" in page.inner_text("#main")
    context.close()


def test_a_site_opened_from_a_folder_can_be_searched(chromium: Any, site: Path) -> None:
    page = chromium.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    page.goto(f"{site.as_uri()}/search/index.html?q=หนังสือ")
    page.wait_for_selector(f"{HITS} mark")
    link = page.get_attribute(f"{HITS} h3 a", "href")
    assert link.startswith("file:")
    assert Path(link.partition("#")[0].removeprefix("file://")).is_file()
    assert faults == []
    page.close()
