"""What a reader would do instead: another tool's text, its first line as title, its first date, its first province."""

from __future__ import annotations

import html
from collections.abc import Callable
from pathlib import Path
from typing import Any

from harvester.documents.decoding import decode
from harvester.thai.date_search import find_dates
from harvester.thai.names import person_at
from harvester.thai.places import PROVINCES
from harvester.thai.text import normalise

from .peers import by_markitdown, by_trafilatura


def by_readability(raw: bytes, name: str) -> str:
    """The main text that readability-lxml keeps of a page."""
    from lxml import html as lxml_html
    from readability import Document

    return str(lxml_html.fromstring(Document(_page(raw, name)).summary()).text_content())


def _page(raw: bytes, name: str) -> str:
    text, _ = decode(raw, name)
    if Path(name).suffix in (".htm", ".html"):
        return text
    paragraphs = "".join(f"<p>{html.escape(line)}</p>" for line in text.split("\n") if line.strip())
    return f"<html><body><article>{paragraphs}</article></body></html>"


EXTRACTORS: dict[str, Callable[[bytes, str], str]] = {
    "trafilatura": lambda raw, name: by_trafilatura(_page(raw, name).encode(), f"{Path(name).stem}.html"),
    "markitdown": lambda raw, name: by_markitdown(_page(raw, name).encode(), f"{Path(name).stem}.html"),
    "readability": by_readability,
}


def by_rules(extract: Callable[[bytes, str], str], raw: bytes, name: str) -> dict[str, Any]:
    """Fields by the plainest rules over the text of `extract`, in the keys of `import --json`."""
    try:
        text = normalise(extract(raw, name))
    except Exception:  # a tool that cannot read the file reads nothing
        text = ""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    dates = find_dates(text)
    author = next(
        (
            line[line.index("โดย") + 3 :].strip(" :")
            for line in lines
            if "โดย" in line and person_at(line[line.index("โดย") + 3 :].strip(" :"))[1]
        ),
        "",
    )
    return {
        "title": lines[0] if lines else "",
        "date": dates[0][2].iso if dates else "",
        "authors": [{"name": author}] if author else [],
        "place": {"province": next((one for one in PROVINCES if one in text), "")},
        "body": text,
        "sections": [],
        "source": {},
    }
