"""Paper and e-books of a collection. This is only the table of their forms; each is one function."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from harvester.printing.booklet import booklet, booklet_a5, booklet_fold
from harvester.printing.brief import brief
from harvester.printing.cards import cards, cards_a5, cards_a6
from harvester.printing.epub import epub
from harvester.printing.job import Job, Made
from harvester.printing.kit import kit
from harvester.printing.press import Press
from harvester.printing.worksheets import poster, poster_a4, session


@dataclass(frozen=True, slots=True)
class Form:
    """What a form is called in Thai, the suffix of its file, and the function that makes it."""

    label: str
    suffix: str
    make: Callable[[Job, Press], Made]


FORMS: Mapping[str, Form] = {
    "booklet": Form("เล่ม A4", "pdf", booklet),
    "booklet-a5": Form("เล่ม A5", "pdf", booklet_a5),
    "booklet-fold": Form("เล่ม A5 บนกระดาษ A4 พับครึ่ง", "pdf", booklet_fold),
    "cards": Form("บัตรเทคนิค A6 สี่ใบต่อแผ่น A4", "pdf", cards),
    "cards-a6": Form("บัตรเทคนิค A6", "pdf", cards_a6),
    "cards-a5": Form("บัตรเทคนิค A5", "pdf", cards_a5),
    "brief": Form("สรุปหน้าเดียว", "pdf", brief),
    "poster": Form("ใบงานกลุ่ม A3", "pdf", poster),
    "poster-a4": Form("ใบงานกลุ่ม A4", "pdf", poster_a4),
    "session": Form("แผนจัดกระบวนการ", "pdf", session),
    "epub": Form("อีบุ๊ก EPUB", "epub", epub),
    "kit": Form("ชุดครึ่งวัน", "zip", kit),
}
"""The name that commands and files carry, and what is behind it."""

ON_SITE: Mapping[str, tuple[str, ...]] = {
    "booklet": ("booklet", "booklet-fold"),
    "cards": ("cards",),
    "brief": ("brief",),
    "poster": ("poster", "session"),
    "epub": ("epub",),
    "kit": ("kit",),
}
"""What the site offers for each of a collection's `outputs`."""

__all__ = ["FORMS", "ON_SITE", "Form", "Job", "Made", "Press"]
