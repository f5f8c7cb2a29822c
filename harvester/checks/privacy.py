"""Private data and secrets, in everything that someone wrote: lessons, trials, collections, words, guides. What is
private is left to `thai.privacy`; here is where to look, and which rule says it."""

import re
from collections.abc import Iterator, Sequence

from harvester.checks._body import MOST, say
from harvester.checks._body import place as place_in
from harvester.checks._fields import holders, texts
from harvester.memo import latest, memoised
from harvester.model import Entry, Guide, Lesson, Library, Vocabulary
from harvester.model.diagnostics import Finding, Place
from harvester.model.fields import values_of
from harvester.model.lesson import Holder
from harvester.thai.privacy import Private, find_private

_WEB = re.compile(r"https?://\S+")


def private(library: Library, rule: str) -> Iterator[Finding]:
    """What a rule calls private; what was found is never repeated in the message."""
    strays = [[(one, place, 1) for one in find_private(text)] for place, text in library.vocabulary.strays]
    for of in (*_everything_private(library), *strays):
        held = [one for one in of if one[0].rule == rule]
        for found, place, width in held[:MOST]:
            yield say(rule, place, found.name, found.redaction, width=width)


@latest
def _everything_private(library: Library) -> Sequence[Sequence[tuple[Private, Place, int]]]:
    """What is private in each lesson, page and word that has such."""
    found = (*map(_private, (*holders(library), *library.guides)), *_private_words(library.vocabulary))
    return [one for one in found if one]


@memoised
def _private_words(words: Vocabulary) -> Sequence[Sequence[tuple[Private, Place, int]]]:
    return [tuple(_find_private(entry)) for entry in words.entries]


@memoised
def _private(of: Holder | Guide) -> Sequence[tuple[Private, Place, int]]:
    """Everything private with its place and its width there."""
    return tuple(_find_private(of))


def _find_private(of: Holder | Guide | Entry) -> Iterator[tuple[Private, Place, int]]:
    if isinstance(of, Lesson | Guide):
        for one in find_private(of.body):
            yield one, place_in(of, one.start), one.end - one.start
    if isinstance(of, Holder):
        named = ((text, of.place_of(key)) for key, text in texts(of))
    else:
        named = ((str(value), of.place) for row, _, value in values_of(of) if row.kind == "text")
    for text, place in named:
        # A row of digits in a web address is the number of a page there.
        web = _WEB.fullmatch(text) is not None
        for one in find_private(text):
            if not (web and text[one.start : one.end].isdigit()):
                yield one, place, len(text)
