"""What is out of sight of a page that is read from its top waits until the page is there, and never longer."""

import re
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.browser
ASSETS = Path(__file__).parents[2] / "templates" / "assets"
WAITS = "[...document.querySelectorAll('*')].filter((one) => getComputedStyle(one).contentVisibility === 'auto').length"
HEIGHT = "document.documentElement.scrollHeight"
LAID = "!('later' in document.documentElement.dataset)"


@pytest.mark.parametrize("width", [360, 1280])
def test_what_waits_is_laid_out_when_the_page_is_there(address: str, chromium: Any, width: int) -> None:
    context = chromium.new_context(
        viewport={"width": width, "height": 800}, color_scheme="light", service_workers="block"
    )
    page = context.new_page()
    page.goto(f"{address}lessons/letter/#main")
    assert page.evaluate(f"{LAID} && {WAITS}") == 0, "a jump waits"
    height = page.evaluate(HEIGHT)
    page.goto(f"{address}lessons/letter/")
    page.wait_for_selector("html[data-later]", state="detached")
    assert (page.evaluate(WAITS), page.evaluate(HEIGHT)) == (0, height)
    page.reload()
    assert page.evaluate(f"{LAID} && {WAITS}") == 0, (
        "the place that was read to is sought in a page half laid out"
    )
    page.route("**/reader.js*", lambda route: route.abort())
    page.goto(f"{address}lessons/call-first/")
    assert page.evaluate(WAITS) > 0
    page.emulate_media(media="print")
    assert page.evaluate(WAITS) == 0, "paper lacks what was not yet seen"
    context.close()


def test_a_jump_does_not_wait(address: str, chromium: Any) -> None:
    context = chromium.new_context(viewport={"width": 360, "height": 800}, service_workers="block")
    page = context.new_page()
    page.add_init_script("window.requestIdleCallback = () => {}")
    page.goto(f"{address}lessons/letter/")
    assert page.evaluate(WAITS) > 0
    page.evaluate("location.hash = [...document.querySelectorAll('.step__no')].pop().hash")
    page.wait_for_selector("html[data-later]", state="detached")
    assert page.evaluate(WAITS) == 0
    top = page.evaluate("document.querySelector(location.hash).getBoundingClientRect().top")
    assert 0 <= top < 300
    context.close()


def test_script_and_styles_name_the_same() -> None:
    sheet = (ASSETS / "css" / "2-shell.css").read_text("utf-8")
    script = (ASSETS / "js" / "reader.js").read_text("utf-8")
    wait = re.search(r"@media screen\{(\[data-later\][^{]*)\{content-visibility:auto", sheet)
    named = re.search(r'LATER = "([^"]*)"', script)
    assert wait
    assert named
    assert wait[1].replace("[data-later] ", "") == named[1]
