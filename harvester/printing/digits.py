"""Thai digits in the text of a print; never in addresses, codes and words with Latin letters."""

from __future__ import annotations

import re

from harvester.thai.text import thai_digits

_TOKEN = re.compile(
    r"<(style|script|pre|code|title)\b.*?</\1>|<!--.*?-->|<(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>", re.DOTALL
)
_LATIN = "A-Za-zÀ-ɏ"
_FOUND = re.compile(
    r"&#?\w+;"
    rf"|(?:https?://|www\.)[^\s<>\u0e00-\u0e7f]+"
    rf"|[\w.+-]+@[\w.-]+"
    rf"|[0-9][0-9_./:+-]*[{_LATIN}][{_LATIN}0-9_./:+-]*|[{_LATIN}][{_LATIN}0-9_./:+-]*"
    r"|\b0[0-9]{1,2}[- ]?[0-9]{3}[- ]?[0-9]{3,4}\b"
    r"|(?P<number>[0-9]+)"
)


def in_thai_digits(text: str) -> str:
    """Plain text with its numbers in Thai digits; `A4`, `COVID-19`, addresses and telephone numbers stay."""
    return _FOUND.sub(lambda found: thai_digits(found[0]) if found["number"] else found[0], text)


def page_in_thai_digits(page: str) -> str:
    """HTML with the numbers that are read in Thai digits; tags, styles, code and the title stay."""
    out: list[str] = []
    at = 0
    for tag in _TOKEN.finditer(page):
        out += [in_thai_digits(page[at : tag.start()]), tag.group()]
        at = tag.end()
    return "".join([*out, in_thai_digits(page[at:])])
