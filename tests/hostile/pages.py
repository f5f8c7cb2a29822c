"""Built pages of hostile lessons in a real browser: what one did, when touched everywhere, that it must not."""

from __future__ import annotations

from typing import Any

TOUCH = """() => {
  const ran = window.__PWN === 1, main = document.querySelector('article, main');
  const hidden = !main || getComputedStyle(document.body).display === 'none' || main.innerText.trim().length < 20;
  const middle = document.elementFromPoint(innerWidth / 2, innerHeight / 2);
  const covered = !!middle && middle.tagName === 'A' && getComputedStyle(middle).position === 'fixed';
  document.querySelectorAll('article *').forEach(element => {
    for (const name of ['mouseover', 'mouseenter', 'focus', 'pointerenter', 'toggle', 'error', 'animationstart'])
      element.dispatchEvent(new Event(name, {bubbles: false}));
    const address = element.getAttribute('href') || element.getAttribute('xlink:href') || '';
    if (!element.closest('a, form, button, summary, label') && element.click) element.click();
    else if (/^\\s*(java|data|vb)/i.test(address)) element.click();
  });
  return {'a script ran': ran, 'hides the page': hidden, 'covers the page': covered};
}"""


class Visitor:
    """Opens pages one after the other in one tab, which calls nobody but the site."""

    def __init__(self, context: Any, base: str) -> None:
        self.base = base
        self.faults: set[str] = set()
        self.page = context.new_page()
        self.page.set_default_timeout(120_000)
        self.page.route("**/*", self._watched)
        self.page.on("dialog", self._dialog)

    def _watched(self, route: Any) -> None:
        if route.request.url.startswith((self.base, "blob:", "data:")):
            route.continue_()
        else:
            self.faults.add(f"calls {route.request.url[:100]}")
            route.abort()

    def _dialog(self, dialog: Any) -> None:
        self.faults.add(f"dialog {dialog.message}")
        dialog.dismiss()

    def visit(self, path: str) -> tuple[list[str], str]:
        """What a page did that it must not, and the words that it shows. One that only leads on is not touched."""
        self.faults = faults = set()
        shown, page = "", self.page
        here = (self.base + path).removesuffix("index.html")
        try:
            written = page.request.get(
                self.base + path
            ).text()  # a page that leads on takes its answer with it
            answer = page.goto(self.base + path, wait_until="load")
            if answer.status != 200:
                faults.add(f"status {answer.status}")
            if 'http-equiv="refresh"' in written:
                # Otherwise its navigation cuts off that to the next page.
                page.wait_for_url(lambda at: at != self.base + path)
            else:
                shown = page.inner_text("main")
                faults.update(name for name, did in page.evaluate(TOUCH).items() if did)
                page.wait_for_timeout(40)
                if page.evaluate("window.__PWN === 1"):
                    faults.add("a script ran")
                if page.url.split("#")[0].removesuffix("index.html") != here:
                    faults.add(f"leads away to {page.url[:100]}")
        except Exception as error:
            faults.add(f"browser: {str(error)[:200]}")
        return sorted(faults), shown
