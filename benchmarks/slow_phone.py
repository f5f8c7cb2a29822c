"""A small phone with a slow net: a host that packs, a page that waits, and the ways that people go."""

from __future__ import annotations

import functools
import gzip
import io
import json
import re
import statistics
import time
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, expect

from tests.serving import Quiet, served

expect.set_options(timeout=30_000)  # a slow way is to be told, not to end the measuring
SLOW = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 93_750}
WATCH = """globalThis.seen = {shift: 0, paint: 0, moved: []};
new PerformanceObserver((list) => { for (const one of list.getEntries()) if (!one.hadRecentInput) { seen.shift += one.value;
  for (const source of one.sources) if (source.node) seen.moved.push((source.node.outerHTML || source.node.textContent).slice(0, 90)); }
}).observe({type: 'layout-shift', buffered: true});
new PerformanceObserver((list) => { for (const one of list.getEntries()) seen.paint = one.startTime; })
  .observe({type: 'largest-contentful-paint', buffered: true});"""


class Packed(Quiet):
    """Serves as a good host does: gzip, kept connections, the headers of the site left alone."""

    protocol_version = "HTTP/1.1"

    def send_head(self) -> io.BytesIO | None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return None
        kind = self.guess_type(str(path))
        data = packed(path) if re.search(r"text|script|json|xml|svg", kind) else path.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if kind.startswith("text") else kind)
        if data[:2] == b"\x1f\x8b":
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        return io.BytesIO(data)


@functools.cache
def packed(path: Path) -> bytes:
    """A file as gzip."""
    return gzip.compress(path.read_bytes(), 9)


def slowed(browser: Browser, **options: Any) -> tuple[Page, Any]:
    """A page of a slow phone with a slow net, nothing kept, and its wire to the browser."""
    context = browser.new_context(viewport={"width": 360, "height": 800}, **options)
    page = context.new_page()
    page.add_init_script(WATCH)
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.send("Network.emulateNetworkConditions", SLOW)
    wire.send("Emulation.setCPUThrottlingRate", {"rate": 6})
    return page, wire


_WALK = """steps => {
  const own = sessionStorage, at = () => Number(own.at || 0);
  const node = () => own.began && document.querySelector(steps[at()]);
  let waits = false;
  const look = () => {
    if (waits || !node()) return;
    waits = true;
    requestAnimationFrame(() => {
      const found = node();
      waits = Boolean(found && found.getClientRects().length);
      if (!waits) return;
      const painted = new MessageChannel();
      painted.port1.onmessage = () => {
        own.at = at() + 1;
        waits = false;
        if (!steps[at()]) { console.log(`walked ${(performance.timeOrigin + performance.now() - own.began) / 1000}`); return; }
        found.click();
        look();
      };
      painted.port2.postMessage(0);
    });
  };
  globalThis.beginWalk = (time = performance.now()) => { own.began = performance.timeOrigin + time; look(); };
  addEventListener('keydown', event => { if (event.key === 'Enter') beginWalk(event.timeStamp); }, true);
  new MutationObserver(look).observe(document, {subtree: true, childList: true, attributes: true});
}"""
"""Taps one step after the other as soon as it is painted, over all pages of a tab, and says how long it took."""
WALKS = {
    "a word: enter to first hit": ("ประชุม", ["#search-app h3 a"]),
    "a word and a tap to the caution": ("เยี่ยมบ้าน", ["#search-app h3 a", ".body .knot, .body .hz"]),
    "two taps by work to the caution": ("", [".way .rows a", ".tcard__title a", ".body .knot, .body .hz"]),
    "a lesson into the basket": (
        "",
        [".tcard__title a", "[data-basket]", ".dock a[href*=basket]", "#basket .basket-name a"],
    ),
}
"""By name the word that is typed at home and sent by Enter, if any; then what is tapped in turn, and what is seen last."""


def journeys(site: Path, browser: Browser, runs: int) -> dict[str, Any]:
    """Seconds of the ways that people go, by the pages' own clock and by the driver's; medians of so many runs on a
    slow phone. The driver brings a script of its own into every page that it asks, which a slow phone compiles as well."""
    told: dict[str, dict[str, list[float]]] = {}
    with served(site, Packed) as at:
        for _ in range(runs):
            for name, (word, steps) in WALKS.items():
                for clock in (_by_page, _by_driver):
                    page, _ = slowed(browser)
                    if clock is _by_page:
                        page.add_init_script(f"({_WALK})({json.dumps(steps)})")
                    page.goto(at, wait_until="load")
                    times = told.setdefault(name, {}).setdefault(clock.__name__[1:], [])
                    times.append(clock(page, word, steps))
                    page.context.close()
    return {
        name: {clock: round(statistics.median(times), 2) for clock, times in clocks.items()}
        for name, clocks in told.items()
    }


def _by_page(page: Page, word: str, steps: list[str]) -> float:
    """Each step is tapped by the page itself as soon as it is painted; from Enter, or the start, to the last one painted."""
    if word:
        page.locator("[data-search-box]").first.fill(word)
    with page.expect_console_message(lambda said: said.text.startswith("walked ")) as told:
        page.keyboard.press("Enter") if word else page.evaluate("beginWalk()")
    return float(told.value.text.removeprefix("walked "))


def _by_driver(page: Page, word: str, steps: list[str]) -> float:
    """The driver finds and taps each step and waits until it sees the last one."""
    if word:
        page.locator("[data-search-box]").first.fill(word)
    start = time.monotonic()
    if word:
        page.keyboard.press("Enter")
    for step in steps[:-1]:
        page.locator(step).first.click()
    expect(page.locator(steps[-1]).first).to_be_visible()
    return time.monotonic() - start
