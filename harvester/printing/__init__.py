"""The table of print forms; each form is one function that makes a file from a collection."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from harvester.printing.booklet import booklet, booklet_fold
from harvester.printing.cards import cards, single_cards
from harvester.printing.epub import epub
from harvester.printing.job import Job, Made
from harvester.printing.kit import kit
from harvester.printing.press import Press
from harvester.printing.worksheets import brief, poster, session


@dataclass(frozen=True, slots=True)
class Form:
    """What a form is called in Thai, the suffix of its file, and the function that makes it. `output` is the word of
    a collection's `outputs` for which the site offers it, `usual` says that `--format all` makes it."""

    label: str
    suffix: str
    make: Callable[[Job, Press], Made]
    output: str = ""
    usual: bool = True


FORMS: Mapping[str, Form] = {
    "booklet": Form("เล่ม A4", "pdf", booklet, "booklet"),
    "booklet-a5": Form("เล่ม A5", "pdf", partial(booklet, size="A5")),
    "booklet-fold": Form("เล่มเล็ก A5 พับครึ่งจาก A4", "pdf", booklet_fold, "booklet"),
    "cards": Form("บัตรเทคนิค A6 สี่ใบต่อแผ่น A4", "pdf", cards, "cards"),
    "cards-a6": Form("บัตรเทคนิค A6", "pdf", partial(single_cards, size="A6"), usual=False),
    "cards-a5": Form("บัตรเทคนิค A5", "pdf", partial(single_cards, size="A5")),
    "brief": Form("สรุปหน้าเดียว", "pdf", brief, "brief"),
    "poster": Form("ใบงานกลุ่ม A3", "pdf", poster, "poster"),
    "poster-a4": Form("ใบงานกลุ่ม A4", "pdf", partial(poster, size="A4"), usual=False),
    "session": Form("แผนจัดกระบวนการ", "pdf", session, "poster"),
    "epub": Form("อีบุ๊ก EPUB", "epub", epub, "epub"),
    "kit": Form("ชุดครึ่งวัน", "zip", kit, "kit", usual=False),
}
"""Form by the name that commands and file names use."""

__all__ = ["FORMS", "Form", "Job", "Made", "Press"]
