"""What a document belongs to: programme, series and part, tags, roles."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from harvester.drafting.understanding.context import Context
from harvester.model import Lesson
from harvester.model.document import tidy_blanks
from harvester.model.draft import Said
from harvester.model.fields import rows
from harvester.reading.wording import patterns
from harvester.thai.text import arabic

_P = patterns("harvester.drafting", "classification")
FIRM = 2
"""Weight of a programme's mentions: quoted, in the title or more than once."""


def classification(context: Context) -> Iterator[tuple[str, Said]]:
    """`programme`, `series.name|part`, `tags.N`, `roles.N`."""
    yield from _programme(context)
    yield from _series(context)
    for number, tag in enumerate(_tags(context)):
        yield f"tags.{number}", tag
    for number, role in enumerate(_roles(context)):
        yield f"roles.{number}", role


def _programme(context: Context) -> Iterator[tuple[str, Said]]:
    for value in context.labelled("programme"):
        yield "programme", value
    for programme in context.vocabulary.programmes:
        for name in (programme.label, *programme.aliases):
            if (at := context.text.find(name)) >= 0:
                yield "programme", context.at(at, at + len(name), 0.85, "vocabulary", programme.label)
                break
    quoted = Counter[str]()
    first: dict[str, tuple[int, int]] = {}
    for pattern, share in ((_P.quoted_programme, 3), (_P.programme, 1)):
        for match in pattern.finditer(context.text):
            name = tidy_blanks(match[0].strip("\"“”‘’' "))
            name = re.sub(r"[\"“”‘’']", "", name)
            title = context.title
            within = _P.within.search(context.text, max(0, match.start() - 14), match.start()) is not None
            quoted[name] += share + within + (4 if title.start <= match.start() < title.end else 0)
            first.setdefault(name, match.span())
    name, weight = next(iter(quoted.most_common(1)), ("", 0))
    if weight >= FIRM:
        yield "programme", context.at(*first[name], min(0.8, 0.35 + 0.1 * weight), "programme", name)
    if work := _P.work.search(context.text):
        yield "programme", context.at(*work.span(1), 0.5, "programme")


def _series(context: Context) -> Iterator[tuple[str, Said]]:
    for value in context.labelled("series.name"):
        yield "series.name", value
    title = context.title
    match = _P.part.match(title.text) or _P.in_brackets.match(title.text)
    if match and match["name"].strip(" :–—-"):
        name = match["name"].strip(" :–—-(")
        yield "series.name", Said(name, title.start, title.end, title.page, 0.9, "series")
        yield (
            "series.part",
            Said(str(int(arabic(match["part"]))), title.start, title.end, title.page, 0.9, "series"),
        )


def _tags(context: Context) -> Iterator[Said]:
    seen: set[str] = set()
    line = re.compile(r"คำสำคัญ\s*\(Tags\)\s*[:：]?\s*(#[^\n]+)")
    hashes = [context.at(*match.span(1), 0.9, "tags") for match in line.finditer(context.document.text)]
    for value in (*context.labelled("tags"), *hashes):
        if len(_P.choice.findall(value.text)) > 1:  # a form's choices, of which one was ticked
            words = [match[1] for match in _P.ticked.finditer(value.text)]
        else:
            words = re.split(r"\s*#\s*|\s*[,;|]\s*", value.text)
        for word in words:
            word = _P.chosen.sub("", word).strip(" .#☑✓/")
            if word and word not in seen and len(word) <= 60:
                seen.add(word)
                yield Said(word, value.start, value.end, value.page, value.confidence, "tags")
    if given := context.document.properties.get("keywords", ""):
        for word in re.split(r"\s*[,;]\s*", given):
            if word and word not in seen and len(word) <= 60:
                seen.add(word)
                yield Said(word, confidence=0.7, rule="format")


def _roles(context: Context) -> Iterator[Said]:
    """Roles of the vocabulary (and those every profile knows) that the text speaks of, most often first."""
    names = {form: role.label for role in context.vocabulary.roles for form in (role.label, *role.aliases)}
    names |= {role: role for role in context.profile.roles if role not in names}
    count = Counter[str]()
    first: dict[str, tuple[int, int]] = {}
    for form, label in names.items():
        for match in re.finditer(re.escape(form) + r"(?!ภาพ|การ)", context.text):
            count[label] += 1
            first[label] = min(first.get(label, match.span()), match.span())
    if any(key == "roles" for key, _ in context.outline.labelled):
        return
    for label, times in count.most_common(6):
        yield context.at(*first[label], min(0.9, 0.5 + 0.1 * times), "roles", label)


_TAKEN = (
    "title", "summary", "date", "authors", "place", "address", "programme", "series", "tags", "source", "contact", "nobody",
)  # fmt: skip
"""What other rules make of labelled values."""


def remaining_fields(context: Context) -> Iterator[tuple[str, Said]]:
    """Every labelled field of the table that no other rule takes, lists cut at commas."""
    many = {row.key for row in rows(Lesson) if row.many}
    count = Counter[str]()
    for key, value in context.outline.labelled:
        if key.partition(".")[0] in _TAKEN and key not in _REST:
            continue
        parts = re.split(r"\s*[,;|،]\s*", value.text) if key in many else [value.text]
        for part in filter(None, parts):
            yield f"{key}.{count[key]}" if key in many else key, replace(value, text=part)
            count[key] += 1


_REST = tuple(
    row.key
    for row in rows(Lesson)
    if row.key.startswith(("source.", "authors.", "series.", "place.level")) and row.shape is None
    and row.key not in ("source.title", "source.number", "source.publisher", "source.url", "source.date", "source.edited",
                        "source.licence", "authors.name", "authors.position", "authors.organisation", "series.name")
)  # fmt: skip
"""Fields of groups whose other fields have rules of their own."""
