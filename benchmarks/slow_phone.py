"""A small phone with a slow net: a host that packs, a page that waits, and the ways that people go."""

from __future__ import annotations

import functools
import gzip
import io
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


def journeys(site: Path, browser: Browser, runs: int) -> dict[str, Any]:
    """Seconds of the ways that people go, each the median of so many runs on a slow phone."""
    told: dict[str, list[float]] = {}
    with served(site, Packed) as at:
        for _ in range(runs):
            for name, walk in WALKS.items():
                page, _ = slowed(browser)
                page.goto(at, wait_until="load")
                told.setdefault(name, []).append(walk(page))
                page.context.close()
    return {name: round(statistics.median(times), 2) for name, times in told.items()}


def _search(page: Page) -> float:
    """Home, tap the search box, a word and Enter, tap the first hit, its caution in sight."""
    box = page.locator("[data-search-box]").first
    box.click()
    box.fill("เยี่ยมบ้าน")
    start = time.monotonic()
    box.press("Enter")
    first = page.locator("#search-app h3 a").first
    first.click()
    expect(page.locator(".body .knot, .body .hz").first).to_be_visible()
    return time.monotonic() - start


FIRST_HIT = """() => { globalThis.firstHit = new Promise(resolve => {
  let sent;
  addEventListener('keydown', event => { if (event.key === 'Enter') sent = event.timeStamp; }, true);
  new MutationObserver((_, watch) => {
    if (!document.querySelector('#search-app h3 a')?.getClientRects().length) return;
    watch.disconnect();
    requestAnimationFrame(() => {
      const painted = new MessageChannel();
      painted.port1.onmessage = () => resolve((performance.now() - sent) / 1000);
      painted.port2.postMessage(0);
    });
  }).observe(document, {subtree: true, childList: true, attributes: true});
}); }"""


def _hit(page: Page) -> float:
    """From Enter to the first hit painted, by the page's own clock: to ask a slowed page again and again slows it."""
    box = page.locator("[data-search-box]").first
    page.evaluate(FIRST_HIT)
    box.fill("ประชุม")
    box.press("Enter")
    return float(page.evaluate("globalThis.firstHit"))


def _work(page: Page) -> float:
    """Home, a work, its first technique, a caution in sight: two taps."""
    start = time.monotonic()
    page.locator(".way").first.locator(".rows a").first.click()
    page.locator(".tcard__title a").first.click()
    expect(page.locator(".body .knot, .body .hz").first).to_be_visible()
    return time.monotonic() - start


def _basket(page: Page) -> float:
    """Home, a lesson into the basket, the basket shows it."""
    start = time.monotonic()
    page.locator(".tcard__title a").first.click()
    page.locator("[data-basket]").first.click()
    page.locator(".dock a[href*=basket]").click()
    expect(page.locator("#basket .basket-name a").first).to_be_visible()
    return time.monotonic() - start


WALKS = {
    "a word: enter to first hit": _hit,
    "a word and a tap to the caution": _search,
    "two taps by work to the caution": _work,
    "a lesson into the basket": _basket,
}
