"""The one sentence of a lesson, where the document itself sets it apart: a label, or a line that the text repeats."""

from collections.abc import Iterator

from harvester.drafting.understanding.context import Context
from harvester.drafting.understanding.outline import same_words
from harvester.drafting.understanding.plausibility import ORGANISATION
from harvester.model.document import tidy_blanks
from harvester.model.draft import Said, quote
from harvester.reading.wording import patterns
from harvester.thai.date_search import find_dates
from harvester.thai.names import person_at
from harvester.thai.numbering import sign_of

LONGEST, SECOND = 260, 200
_P = patterns("harvester.drafting", "summary")


def summary(context: Context) -> Iterator[tuple[str, Said]]:
    """`summary`: labelled; or a short line near the top whose words come again in the text."""
    for value in context.labelled("summary"):
        yield "summary", value
    if context.profile.summary == "second-line":
        yield from _second_line(context)
    for block in context.blocks[:4]:
        if (
            not 25 <= len(block.text) <= LONGEST
            or block.start <= context.title.start
            or ORGANISATION.match(block.text)
            or person_at(block.text)[1] >= 0.5
            or same_words(block.text, context.title.text)
        ):
            continue
        words = _P.space.sub("", block.text)
        rest = _P.space.sub("", context.document.text[block.end :])
        if words in rest:
            yield "summary", quote(block, confidence=0.75, rule="summary")
            return
    given = tidy_blanks(context.document.properties.get("description", ""))
    if 25 <= len(given) <= LONGEST:
        yield "summary", Said(given, confidence=0.5, rule="format")


def _second_line(context: Context) -> Iterator[tuple[str, Said]]:
    """Sites that print the writer's own summary under the title."""
    after = [block for block in context.blocks if block.start > context.title.start]
    line = after[0] if len(after) > 2 else None
    if line is None or not 15 <= len(line.text) <= SECOND or sign_of(line.text) or find_dates(line.text):
        return
    yield "summary", quote(line, confidence=0.76, rule="summary")
