"""Citations `[[id]]`, `[[id|text]]`, `[[id#anchor]]` in running text, with the sentence that they stand in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from harvester.model import Anchor, Because, Lesson, Library, Link, Markdown, Ref
from harvester.model.plain_text import pieces, plain
from harvester.thai.segment import Segmenter
from harvester.thai.sentences import sentence_around

_CITATION = re.compile(
    r"\[\[(?P<id>[^\[\]|#\n]{1,120})(?:#(?P<anchor>[^\[\]|\n]{0,80}))?(?:\|(?P<text>[^\[\]\n]{0,300}))?\]\]"
)
_CODE = re.compile(r"^(`{3,}|~{3,})[^\n]*\n.*?(?:^\1[^\n]*$|\Z)|`[^`\n]{1,300}`", re.MULTILINE | re.DOTALL)
_OPEN, _CLOSE = "\ue000", "\ue001"
"""Signs of no script, standing for the ends of a citation while its sentence is looked for."""


def citation(library: Library, segmenter: Segmenter) -> Iterator[Link]:
    """One link for each lesson (or object) that a piece of the text cites; what leads nowhere gives none."""
    for lesson in library.lessons:
        seen: set[tuple[Ref, Ref]] = set()
        for anchor, piece in pieces(lesson) if "[[" in lesson.body else ():
            for target, sentence in _cited(library, piece):
                ends = (Ref(lesson.id, anchor), target)
                if target.lesson != lesson.id and ends not in seen:
                    seen.add(ends)
                    yield Link(*ends, because=(Because("citation", "ผู้เล่าอ้างถึง"),), sentence=sentence)


def _cited(library: Library, piece: Markdown) -> Iterator[tuple[Ref, str]]:
    if "[[" not in piece:
        return
    shown = _CODE.sub(" ", piece)
    matches = [match for match in _CITATION.finditer(shown) if _lesson(library, match["id"])]
    for match in matches:
        target = _lesson(library, match["id"])
        if target:
            marked = f"{shown[: match.start()]}{_OPEN}{match['text'] or target.title}{_CLOSE}{shown[match.end() :]}"
            text = plain(Markdown(_named(library, marked)))
            start, end = text.find(_OPEN), text.find(_CLOSE)
            text = text.replace(_OPEN, "").replace(_CLOSE, "")
            yield (
                Ref(target.id, Anchor((match["anchor"] or "").strip())),
                sentence_around(text, start, end - 1),
            )


def _named(library: Library, text: str) -> str:
    """Citations without a text of their own as the titles they lead to."""

    def title(match: re.Match[str]) -> str:
        lesson = _lesson(library, match["id"])
        return match["text"] or (lesson.title if lesson else match["id"])

    return _CITATION.sub(title, text)


def _lesson(library: Library, name: str) -> Lesson | None:
    return library.by_id.get(name.strip())
