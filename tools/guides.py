"""Follows the guides in the running product: presses what they say to press, fills what they say to fill, and takes
their pictures on the way.

`<!-- at: tell/ -->` before steps says on which page they are done (`outside`: not in the product). In a step, a bold
name after กด is pressed, after ใส่ filled in, else it must be seen. A picture shows what stands there after the steps
above it. `make pictures` makes them all again: 360 points wide, WebP.
"""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from PIL import Image

WIDTH, HEIGHT = 360, 620
_AT = re.compile(r"<!-- at: (\S+) -->")
_STEP = re.compile(r"^\d+\. (.*)")
_NAME = re.compile(r"(กด|ใส่|ติ๊ก|หรือ)?\s*\*\*(.+?)\*\*")
_PICTURE = re.compile(r"!\[[^\]]+\]\(pictures/([\w-]+)\.webp\)")
LAST = ("เผยแพร่", "ดูเว็บ")
"""What is seen and not pressed: it would build the site, and lead to it."""
DRAWING = ".desk-wait, #tell:not([data-ready])"
"""What stands while the editor and the form draw themselves."""
SAMPLE = "โทรหาตัวคนก่อน ถามวันที่ว่างจริง"


class Act(NamedTuple):
    """One thing to do on a page: `how` is กด, ใส่, '' (see) or ภาพ (a picture named `name`)."""

    page: str
    how: str
    name: str


def acts(guide: str) -> Iterator[Act]:
    """What a guide's Markdown asks for, in order."""
    page, how = "", ""
    for line in guide.split("\n"):
        if match := _AT.match(line):
            page = match[1]
        elif line.startswith("## "):
            page = ""
        elif page and (match := _PICTURE.match(line)):
            yield Act(page, "ภาพ", match[1])
        elif page and (match := _STEP.match(line)):
            for name in _NAME.finditer(match[1]):
                how = how if name[1] == "หรือ" else name[1] or ""
                yield Act(page, how, name[2])


def follow(
    guide: str, page: Any, address: Callable[[str], str], shoot: Path | None = None, patience: int = 20_000
) -> list[str]:
    """Do what the guide says in a browser's page; what cannot be done is returned, in words."""
    faults: list[str] = []
    here = ""
    for act in acts(guide):
        if act.page == "outside":
            continue
        if act.page != here:
            here = act.page
            page.goto(address(here), wait_until="load")
            # by its elements: the policy of the pages lets no text be evaluated while one waits
            page.locator(".desk-wait, #tell:not([data-ready])").first.wait_for(
                state="detached", timeout=60_000
            )
        if act.how == "ภาพ":
            if shoot:
                _picture(page, shoot / f"{act.name}.webp")
            continue
        found = _found(page, act)
        try:
            found.wait_for(state="attached", timeout=patience)
            found.scroll_into_view_if_needed(timeout=5_000)
            if act.how == "ใส่":
                found.fill(SAMPLE)
            elif act.how == "กด" and act.name not in LAST and not _leaves(found):
                found.click(timeout=5_000)
        except Exception as fault:  # what a browser says has no common kind
            faults.append(f"{act.page}: {act.how} {act.name}: {str(fault).splitlines()[0]}")
    return faults


def _found(page: Any, act: Act) -> Any:
    name = re.compile(rf"^\s*\W*{re.escape(act.name)}")
    if act.how == "ใส่":
        return page.get_by_label(act.name).first
    button = page.get_by_role("button", name=name).or_(page.get_by_role("link", name=name))
    return button.or_(page.get_by_label(act.name)).or_(page.get_by_text(name)).first


def _leaves(found: Any) -> bool:
    """Printing opens a dialog of the system, a file field one of its own, a download nothing to look at."""
    kind = found.evaluate(
        "one => (one.dataset?.part ?? '') + ' ' + (one.dataset?.way ?? '') + ' ' + !!one.closest('label')"
    )
    return bool(re.search(r"print-|file|true$", str(kind)))


def _picture(page: Any, path: Path) -> None:
    raw = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    raw.save(path, "WEBP", quality=72, method=6)


def main() -> None:
    """Make every picture of the guides (or of the one named) again, from the sample and a writing page that really run."""
    from playwright.sync_api import sync_playwright

    from tests.conftest import ARGUMENTS, browser_program
    from tests.site.running import running

    root = Path(__file__).parents[1]
    with running() as address, sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=browser_program(), args=ARGUMENTS)
        for guide in sorted((root / "lessons/pages").glob(f"{(*sys.argv[1:], '*')[0]}.md")):
            page = chromium.new_context(
                viewport={"width": WIDTH, "height": HEIGHT}, device_scale_factor=1
            ).new_page()
            for fault in follow(guide.read_text(encoding="utf-8"), page, address, guide.parent / "pictures"):
                print(f"{guide.name}: {fault}")
        chromium.close()


if __name__ == "__main__":
    main()
