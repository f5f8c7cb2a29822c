"""What a page says to everybody and a lesson need not: menus, counters, cookie notices, lists of photographs."""

from __future__ import annotations

from collections.abc import Iterable

from harvester.drafting.draft import Stripped, said
from harvester.model.document import Block, Kind, tidy
from harvester.reading.profile import Profile
from harvester.reading.wording import patterns
from harvester.thai.numbering import sign_of

VOICES = "ความเห็นของผู้อ่าน"
UPLOAD = "ชื่อไฟล์ในเว็บฝากเอกสาร"
_P = patterns("harvester.drafting", "boilerplate")


def without_boilerplate(blocks: Iterable[Block], profile: Profile) -> tuple[list[Block], list[Stripped]]:
    """The blocks that say something, and the others with the reason."""
    kept: list[Block] = []
    stripped: list[Stripped] = []
    others = ""
    uploaded = ""
    for block in blocks:
        text = tidy(block.text)
        if found := _P.uploaded.match(text):
            uploaded = found["name"]
        if profile.after or others:
            pass  # the profile knows where others speak, or they speak already
        elif len(kept) > 1 and any(pattern.search(text) for pattern in profile.voices):
            others = VOICES
        why = (
            others
            or (UPLOAD if uploaded and text == uploaded else "")
            or _why(block, profile, kept[-1].text.strip() if kept else "")
        )
        if why:
            stripped.append(Stripped(said(block, rule="boilerplate"), why))
        else:
            kept.append(block)
    return kept, stripped


def _why(block: Block, profile: Profile, above: str) -> str:
    if block.aside:
        return block.aside
    if block.kind is Kind.IMAGE:
        return "รายการรูป"
    text = tidy(block.text)
    if not text:
        return ""
    if len(text) <= 200 and _P.pictures.match(text):
        return "รายการรูป"
    if above.endswith(("ปี", "ปีการศึกษา", "ปีงบประมาณ", "พ.ศ.")) and text.isdigit() and len(text) == 4:
        return ""
    sign = sign_of(text)
    if sign is not None and len(text) < 24 and _P.menu.match(text[sign.length :]):
        return "เมนู"
    return next((strip.why for strip in profile.strips if strip.pattern.search(text)), "")
