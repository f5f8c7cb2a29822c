"""The sample in a real Chromium: accessible, without foreign requests, and fit for the smallest phone."""

from __future__ import annotations

import functools
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.site.conftest import Built

pytestmark = pytest.mark.browser
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
        wide = (
            "() => [...document.querySelectorAll('.nb')].filter(x => x.getBoundingClientRect().width > 302)"
        )
        faults += [
            f"{kind}: wide phrase {one}" for one in page.evaluate(f"({wide})().map(x => x.textContent)")
        ]
    context.close()
    assert faults == []


def test_with_the_policy_on_nothing_is_refused_and_nothing_runs(address: str, chromium: object) -> None:
    context = chromium.new_context(viewport={"width": 1280, "height": 800})  # type: ignore[attr-defined]
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


def test_the_theme_switch_and_the_menu_work_by_keyboard(address: str, chromium: object) -> None:
    context = chromium.new_context(viewport={"width": 360, "height": 700}, color_scheme="light")  # type: ignore[attr-defined]
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


def test_copies_leave_without_joiners(address: str, chromium: object) -> None:
    context = chromium.new_context()  # type: ignore[attr-defined]
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


def test_without_scripts_the_pages_stand(address: str, chromium: object) -> None:
    context = chromium.new_context(java_script_enabled=False, viewport={"width": 360, "height": 700})  # type: ignore[attr-defined]
    page = context.new_page()
    page.goto(f"{address}search/")
    assert page.is_visible("#all .pill")
    page.goto(f"{address}lessons/letter/")
    assert page.is_visible("#step-1-1")
    context.close()
