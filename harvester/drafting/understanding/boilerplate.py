"""What a page says to everybody and a lesson need not: menus, counters, cookie notices, lists of photographs."""

from __future__ import annotations

import re
from collections.abc import Iterable

from harvester.drafting.draft import Stripped, said
from harvester.model.document import Block, Kind, tidy
from harvester.reading.profile import Profile

_PICTURES = re.compile(r"^(?:[\w().-]*(?:image|img|photo|picture|dsc)[\w().-]*\s*)+$", re.IGNORECASE)


def without_boilerplate(blocks: Iterable[Block], profile: Profile) -> tuple[list[Block], list[Stripped]]:
    """The blocks that say something, and the others with the reason."""
    kept: list[Block] = []
    stripped: list[Stripped] = []
    for block in blocks:
        why = _why(block, profile)
        if why:
            stripped.append(Stripped(said(block, rule="boilerplate"), why))
        else:
            kept.append(block)
    return kept, stripped


def _why(block: Block, profile: Profile) -> str:
    if block.aside:
        return block.aside
    if block.kind is Kind.IMAGE:
        return "รายการรูป"
    text = tidy(block.text)
    if not text:
        return ""
    if len(text) <= 200 and _PICTURES.match(text):
        return "รายการรูป"
    return next((strip.why for strip in profile.strips if strip.pattern.search(text)), "")
