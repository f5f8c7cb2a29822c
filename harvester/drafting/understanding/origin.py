"""Where a document comes from and on what terms: number, publisher, address, licence."""

import re
from collections.abc import Iterator
from dataclasses import replace

from harvester.drafting.understanding.context import Context
from harvester.model.document import tidy_blanks
from harvester.model.draft import PROPOSED, Said
from harvester.reading.wording import patterns

RESERVED = "all-rights-reserved"
_P = patterns("harvester.drafting", "origin")


def origin(context: Context) -> Iterator[tuple[str, Said]]:
    """`source.*`: labels, the profile's own lines, what the format says, then what its maker always is."""
    for key in ("title", "number", "publisher", "url"):
        for value in context.labelled(f"source.{key}"):
            yield f"source.{key}", value
    for key, known in context.profile.fields.items():
        if not key.startswith("source.") or key in (
            "source.date",
            "source.edited",
            "source.licence",
            "source.collection",
        ):
            continue
        for pattern in known:
            if (match := pattern.search(context.document.text)) and match[1].strip():
                yield (
                    key + (".0" if key == "source.authors" else ""),
                    context.at(*match.span(1), 0.95, "profile"),
                )
                break
    for key in ("url", "publisher", "number"):
        if value_given := tidy_blanks(context.document.properties.get(key, "")):
            yield f"source.{key}", Said(value_given, confidence=0.85, rule="format")
    for key, written in context.profile.source.items():
        if "{" not in written:
            yield f"source.{key}", Said(written, confidence=0.9, rule="profile")
    yield from _licence(context)
    if context.title.rule not in PROPOSED:
        yield "source.title", replace(context.title, confidence=0.5, rule="title")


def with_address(context: Context, fields: dict[str, Said]) -> dict[str, Said]:
    """Addresses that a profile makes of other fields: https://www.gotoknow.org/posts/{source.number}."""
    for key, written in context.profile.source.items():
        needed = re.findall(r"\{([\w.]+)\}", written)
        if needed and f"source.{key}" not in fields and all(name in fields for name in needed):
            for name in needed:
                written = written.replace(f"{{{name}}}", fields[name].text)
            first = fields[needed[0]]
            fields[f"source.{key}"] = Said(written, first.start, first.end, first.page, 0.8, "profile")
    return fields


def licence_named(text: str) -> str:
    """The licence that a statement means, as SPDX names it, or ''."""
    if _P.cc.search(text):
        parts = [part for part, pattern in _P.table_of("cc_parts") if pattern.search(text)]
        if parts:
            version = _P.version.search(text)
            order = [part for part in ("BY", "NC", "SA", "ND") if part in parts]
            return f"CC-{'-'.join(order)}-{version[1] if version else '3.0'}"
    return _P.first_of("terms", text)


def _licence(context: Context) -> Iterator[tuple[str, Said]]:
    stated = list(context.labelled("source.licence"))
    for pattern in context.profile.fields.get("source.licence", ()):
        if match := pattern.search(context.document.text):
            stated.append(context.at(*match.span(1), 0.95, "profile"))
    if given := context.document.properties.get("licence", ""):
        stated.append(Said(given, confidence=0.9, rule="format"))
    for value in stated:
        if name := licence_named(value.text):
            yield (
                "source.licence",
                Said(name, value.start, value.end, value.page, value.confidence, value.rule),
            )
    for match in _P.statement.finditer(context.document.text):
        if name := licence_named(match[0]):
            # A line at the foot of a whole site: it may not mean this text.
            yield "source.licence", context.at(match.start(), match.end(), 0.6, "licence", name)
