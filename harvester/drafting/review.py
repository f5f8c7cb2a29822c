"""The review page: original and draft side by side, so that a person sees at a glance what went where."""

from collections.abc import Iterator
from functools import cache
from itertools import groupby

from harvester.model import Lesson
from harvester.model.draft import Draft, Said
from harvester.model.fields import fields_of
from harvester.rendering.templates import environment

_engine = cache(environment)
Span = tuple[int, int, str]
"""Where a piece of a draft comes from, from and to, and its kind."""


def review_page(drafts: tuple[Draft, ...]) -> str:
    """One self-contained page for the drafts of one document. Everything of the document is escaped."""
    text = drafts[0].document.text
    spans: list[Span] = []

    def number(said: Said, kind: str) -> int:
        """The number that joins a piece to its words in the original; 0 for one that is not in it."""
        if said.end <= said.start:
            return 0
        spans.append((said.start, said.end, kind))
        return len(spans)

    return str(
        _engine()
        .get_template("drafts/review.html")
        .render(
            document=drafts[0].document,
            drafts=drafts,
            number=number,
            percent=lambda said: round(said.confidence * 100),
            label_of_field=label_of_field,
            stretches=lambda: _cut_at_spans(text, spans, drafts),
        )
    )


def label_of_field(key: str) -> str:
    """A field's name in Thai: `authors.0.name` is ผู้เล่า ชื่อ."""
    names = {row.key: row.label for row in fields_of(Lesson)}
    parts = [part for part in key.split(".") if not part.isdigit()]
    return " ".join(names.get(".".join(parts[: at + 1]), part) for at, part in enumerate(parts))


def _cut_at_spans(text: str, spans: list[Span], drafts: tuple[Draft, ...]) -> Iterator[dict[str, object]]:
    """The original cut at every span: body pieces win over fields, fields over what was cut off. Of each stretch its
    text, the number and kind of its piece (0 for none), why it was cut off, and whether its piece begins here."""
    owner = [(0, "", "")] * len(text)
    stripped = [
        (gone.said.start, gone.said.end, (0, "stripped", gone.why))
        for draft in drafts
        for gone in draft.stripped
    ]
    pieces = [(start, end, (number, kind, "")) for number, (start, end, kind) in enumerate(spans, 1)]
    for start, end, mark in (*stripped, *sorted(pieces, key=lambda piece: piece[2][1] != "field")):
        owner[start:end] = [mark] * len(owner[start:end])
    seen = {0}
    at = 0
    for (number, kind, why), run in groupby(owner):
        start, at = at, at + len([*run])
        yield {"text": text[start:at], "piece": number, "kind": kind, "why": why, "first": number not in seen}
        seen.add(number)
