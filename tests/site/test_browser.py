"""The sample in a real Chromium: accessible, without foreign requests, and fit for the smallest phone."""

from __future__ import annotations

import functools
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from harvester import pipeline
from harvester.rendering.typography import JOINER, TURN
from harvester.settings import load_settings
from harvester.thai.segment import Segmenter
from tests.site.conftest import Built

pytestmark = pytest.mark.browser
KINDS = (
    "", "lessons/letter/", "lessons/call-first/", "techniques/", "cautions/", "tags/", "tags/coordination/", "places/",
    "places/nakhon-si-thammarat/", "roles/", "roles/khun-amnuai/", "programmes/", "series/", "collections/both/",
    "glossary/", "people/", "organisations/", "questions/", "gaps/", "titles/", "search/", "data/", "pages/write/",
    "404.html",
)  # fmt: skip
SMALL = """() => [...document.querySelectorAll('a, button, summary')].filter(one => {
  const style = getComputedStyle(one), box = one.getBoundingClientRect();
  if (style.display === 'inline' || style.visibility === 'hidden' || !box.width || one.closest('.sr')) return false;
  if (getComputedStyle(one, '::after').position === 'absolute') return false;
  return box.width < 43.5 || box.height < 43.5;
}).map(one => one.outerHTML.slice(0, 120))"""
BREAKS = """() => { const found = [], range = document.createRange();
  const texts = document.createTreeWalker(document.querySelector('.page') ?? document.body, NodeFilter.SHOW_TEXT);
  for (let node; (node = texts.nextNode());) {
    if (node.parentElement.closest('.sr') || !node.parentElement.checkVisibility()) continue;
    let before = null;
    [...node.data].forEach((sign, at) => {
      if (/\\s/.test(sign)) { before = null; return; }
      if (/[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u2060\u200b]/.test(sign)) return;
      range.setStart(node, at); range.setEnd(node, at + 1);
      const box = range.getBoundingClientRect();
      if (!box.width) return;
      if (before !== null && box.top > before + 8) found.push([node.data.slice(0, at), node.data.slice(at)]);
      before = box.top;
    });
  }
  return found; }"""
"""Where lines end without a space: the text before and after, in each text node."""
WIDE = """() => [...document.querySelectorAll('.nb')].filter(one => one.getBoundingClientRect().width > 302)
  .map(one => one.textContent)"""


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def address(built: Built) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(built.site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_every_kind_of_page(address: str, chromium: Any, width: int, theme: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    context = chromium.new_context(
        viewport={"width": width, "height": 800}, color_scheme=theme, bypass_csp=True
    )
    page = context.new_page()
    faults: list[str] = []
    page.on(
        "request", lambda r: None if r.url.startswith((address, "data:")) else faults.append(f"asks {r.url}")
    )
    page.on("console", lambda m: faults.append(f"console: {m.text}") if m.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(f"script: {error}"))
    rules = {"color-contrast-enhanced": {"enabled": True}, "target-size": {"enabled": True}}
    for kind in KINDS:
        page.goto(address + kind)
        for fault in Axe().run(page, options={"rules": rules}).response["violations"]:
            faults += [f"{kind}: {fault['id']} {node['html'][:120]}" for node in fault["nodes"]]
        faults += [f"{kind}: small target {one}" for one in page.evaluate(SMALL)]
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            faults.append(f"{kind}: wider than the screen")
        faults += [f"{kind}: wide phrase {one}" for one in page.evaluate(WIDE)]
    context.close()
    assert faults == []


def test_with_the_policy_on_nothing_is_refused_and_nothing_runs(address: str, chromium: Any) -> None:
    context = chromium.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("dialog", lambda dialog: said.append("a dialog opened"))
    for kind in KINDS:
        page.goto(address + kind)
    page.goto(f"{address}lessons/call-first/")
    assert page.title() != "ran"
    context.close()
    assert said == []


def test_the_theme_switch_and_the_menu_work_by_keyboard(address: str, chromium: Any) -> None:
    context = chromium.new_context(viewport={"width": 360, "height": 700}, color_scheme="light")
    page = context.new_page()
    page.goto(address)
    page.focus("[data-theme-switch]")
    page.keyboard.press("Enter")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    page.focus(".menu summary")
    page.keyboard.press("Enter")
    assert page.is_visible(".menu__sheet")
    page.keyboard.press("Escape")
    assert not page.is_visible(".menu__sheet")
    page.goto(f"{address}techniques/")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    context.close()


def cuts(segmenter: Segmenter, text: str) -> set[int]:
    """Where a line of `text` may end: between words, and between the parts that compounds are made of."""
    found, at, waiting = set[int](), 0, segmenter.cut(text)
    while waiting:
        word, *waiting = waiting
        if len(parts := segmenter.parts(word)) > 1:
            waiting = [*parts, *waiting]
        else:
            at += len(word)
            found.add(at)
    return found


@pytest.mark.parametrize("width", [320, 344, 360, 376, 393, 412])
def test_no_line_ends_inside_a_word(built: Built, address: str, chromium: Any, width: int) -> None:
    segmenter = Segmenter(pipeline.load(load_settings(built.folder)).vocabulary.words())
    context = chromium.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    broken = []
    for kind in KINDS:
        page.goto(address + kind)
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
        for before, after in page.evaluate(BREAKS):
            left, right = (
                text.replace(TURN, "").replace(JOINER, "").replace("\u00a0", " ") for text in (before, after)
            )
            left, right = left.split(" ")[-1], right.split(" ")[0]
            if len(left) not in cuts(segmenter, left + right):
                broken.append(f"{kind}: {left[-20:]}|{right[:20]}")
    context.close()
    assert broken == []


def test_copies_leave_without_joiners(address: str, chromium: Any) -> None:
    context = chromium.new_context()
    page = context.new_page()
    page.goto(f"{address}lessons/call-first/")
    copied = page.evaluate(
        """() => { getSelection().selectAllChildren(document.querySelector('.body'));
        const event = new ClipboardEvent('copy', {clipboardData: new DataTransfer(), bubbles: true, cancelable: true});
        document.dispatchEvent(event); return [String(getSelection()), event.clipboardData.getData('text/plain')]; }"""
    )
    assert "\u2060" in copied[0]
    assert copied[1]
    assert "\u2060" not in copied[1]
    context.close()


def test_without_scripts_the_pages_stand(address: str, chromium: Any) -> None:
    context = chromium.new_context(java_script_enabled=False, viewport={"width": 360, "height": 700})
    page = context.new_page()
    page.goto(f"{address}search/")
    assert page.is_visible("#all .pill")
    page.goto(f"{address}lessons/letter/")
    assert page.is_visible("#step-1-1")
    context.close()
