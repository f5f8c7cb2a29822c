"""A lesson's Markdown as running text, for words, excerpts and likeness. Renders and trusts nothing."""

import re
import tomllib
import zlib
from array import array
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache
from hashlib import blake2b
from importlib.resources import files

from harvester.memo import memoised, remembered_words
from harvester.model import Anchor, Lesson, Markdown, Section, SectionKind
from harvester.thai.segment import Segmenter

_STEPS = tomllib.loads(files("harvester.model").joinpath("plain_text.toml").read_text("utf-8"))["steps"]
_RULES = tuple((one["sign"], re.compile(one["pattern"]), one["by"]) for one in _STEPS)

CITATION = re.compile(
    r"\[\[(?P<id>[^\[\]|#\n]{1,120})(?:#(?P<part>[^\[\]|\n]{0,80}))?(?:\|(?P<text>[^\[\]\n]{0,300}))?\]\]"
)
"""A place where another lesson, or a part of it, is named by its id."""
CODE = re.compile(
    r"^(?P<fence>`{3,}|~{3,})[^\n]*\n.*?(?:^(?P=fence)[^\n]*$|\Z)|`[^`\n]{1,300}`", re.MULTILINE | re.DOTALL
)


@lru_cache(maxsize=1 << 11)
def plain(markdown: str) -> str:
    """The words of a piece of Markdown, line breaks between blocks kept, markup and citation ids gone."""
    for sign, pattern, replacement in _RULES:
        if sign in markdown:
            markdown = pattern.sub(replacement, markdown)
    return markdown.strip()


def texts(lesson: Lesson) -> Mapping[str, str]:
    """The running text of a lesson by field: title, technique, caution, summary, tags, place, body. Each sentence is
    in one field: what is in `technique` or `caution` is not in `body` again."""
    place = lesson.place
    done = (text for t in lesson.techniques for text in (t.name, *(step.text for step in t.steps)))
    return {
        "title": lesson.title,
        "technique": "\n".join(map(plain, done)),
        "caution": "\n".join(plain(f"{c.text}\n{c.remedy}") for c in lesson.dangers),
        "summary": plain(lesson.summary),
        "tags": "\n".join((*lesson.tags, *lesson.roles)),
        "place": " ".join((place.village, place.subdistrict, place.district, place.province)).strip()
        if place
        else "",
        "body": "\n".join(filter(None, (_rest(section) for section in lesson.sections))),
    }


WEIGHTS: Mapping[str, int] = {"title": 3, "technique": 2, "caution": 1, "summary": 2, "body": 1}
"""What a word counts for by the field it is in."""
RUN, ONE_IN = 5, 8
"""Words in a run that texts are compared by, and of how many words one starts a run; the choice belongs to the word alone."""


@remembered_words
def words_by_field(lesson: Lesson, segmenter: Segmenter) -> Mapping[str, tuple[str, ...]]:
    """The words of each field of `texts`, in the order they stand."""
    found = texts(lesson)
    segmenter.expect("\n".join(found.values()))
    return {field: tuple(segmenter.words(text)) for field, text in found.items()}


def words_by_weight(lesson: Lesson, segmenter: Segmenter) -> Mapping[str, int]:
    """The words of a lesson with what they count for in all fields together."""
    counts: Counter[str] = Counter()
    for field, words in words_by_field(lesson, segmenter).items():
        for word, count in Counter(words).items() if field in WEIGHTS else ():
            counts[word] += WEIGHTS[field] * count
    return counts


@memoised
def runs_of_words(lesson: Lesson, segmenter: Segmenter) -> bytes:
    """Digests of the chosen runs of words of the body, each once, as an array of `Q`."""
    words = words_by_field(lesson, segmenter)["body"]
    runs = {"\0".join(words[at : at + RUN]) for at in range(len(words) - RUN + 1) if _starts_a_run(words[at])}
    digests = (int.from_bytes(blake2b(run.encode(), digest_size=8).digest(), "little") for run in runs)
    return array("Q", sorted(digests)).tobytes()


@lru_cache(maxsize=1 << 16)
def _starts_a_run(word: str) -> bool:
    return zlib.crc32(word.encode()) % ONE_IN == 0


def body_pieces(lesson: Lesson) -> Iterator[tuple[Anchor, Markdown]]:
    """Every piece of the body with the anchor of the object it belongs to, in document order, nothing twice."""
    for section in lesson.sections:
        technique = section.technique
        yield section.anchor, section.text
        if technique:
            yield technique.anchor, Markdown(technique.name)
            yield technique.anchor, technique.why
            for step in technique.steps:
                yield step.anchor, step.text
                yield from ((one.anchor, Markdown(f"{one.text}\n{one.remedy}")) for one in step.cautions)
            yield from ((one.anchor, Markdown(f"{one.text}\n{one.remedy}")) for one in technique.cautions)
            yield technique.anchor, technique.tail
        hazards = (*section.cautions, *section.traps)
        yield from ((one.anchor, Markdown(f"{one.text}\n{one.remedy}")) for one in hazards)
        yield from ((item.anchor, item.text) for item in section.items)
        yield section.anchor, section.tail


def _rest(section: Section) -> str:
    technique = section.technique
    parts: list[str] = [section.text, *(item.text for item in section.items), section.tail]
    if technique:
        parts += [technique.why, technique.tail]
    elif section.kind is SectionKind.OTHER:  # the headings that every lesson has say nothing of this one
        parts.append(section.heading)
    return plain("\n".join(part for part in parts if part))


_FOOTNOTE = re.compile(r"^\[\^([^\]\s]{1,40})\]:[ \t]*(.+(?:\n[ \t]+\S.*)*)", re.MULTILINE)


def footnotes(lesson: Lesson) -> tuple[tuple[str, Markdown], ...]:
    """The footnotes that a lesson defines, as (name, text), in the order of their definitions."""
    return tuple((name, Markdown(text)) for name, text in _FOOTNOTE.findall(lesson.body))


def without_footnotes(source: str) -> str:
    """A piece of Markdown without the definitions of footnotes, which are shown at a lesson's end."""
    return _FOOTNOTE.sub("", source) if "[^" in source else source
