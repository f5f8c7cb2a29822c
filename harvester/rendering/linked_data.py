"""What a lesson's page tells machines in its head: JSON-LD (HowTo or Article), Dublin Core, and how to cite it."""

import json
from collections.abc import Iterable
from typing import Any

from harvester.model import Lesson, Technique, Term
from harvester.model.plain_text import plain
from harvester.rendering.templates import template
from harvester.settings import Settings

LICENCES = {"CC0-1.0": "publicdomain/zero/1.0", "public-domain": "publicdomain/mark/1.0"}
"""Licences whose address at creativecommons.org is not made of their name."""


def head_of(lesson: Lesson, settings: Settings) -> str:
    """Elements of the page's head, on one line."""
    address, licence = address_of(lesson, settings), licence_of(lesson, settings)
    core = template("pages/dublin-core.html")
    shown = core.render(lesson=lesson, publisher=settings.publisher, address=address, licence=licence)
    return shown + _script(linked_data(lesson, settings))


def address_of(lesson: Lesson, settings: Settings) -> str:
    """The permanent web address of a lesson."""
    return f"{settings.url}lessons/{lesson.id}/"


def licence_of(lesson: Lesson, settings: Settings) -> str:
    """The licence that holds for a lesson."""
    return (lesson.source.licence if lesson.source else "") or settings.licence


def citation(lesson: Lesson, settings: Settings) -> str:
    """A line to copy: who, year, title, publisher, address."""
    people = ", ".join(person.name for person in lesson.authors) or settings.publisher
    year = f" ({lesson.date.buddhist_year})" if lesson.date else ""
    where = f" {address_of(lesson, settings)}" if settings.has_address else ""
    return f"{people}{year}. {lesson.title}. {settings.publisher}.{where}"


def linked_data(lesson: Lesson, settings: Settings) -> dict[str, Any]:
    """The lesson in the vocabulary of schema.org: an Article, with a HowTo for each technique that has steps."""
    address = address_of(lesson, settings)
    licence = licence_of(lesson, settings)
    province = lesson.place.province if lesson.place else ""
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Article",
        "@id": address,
        "headline": lesson.title,
        "description": lesson.summary,
        "inLanguage": "th",
        "url": address,
        "datePublished": lesson.date.iso.split("/")[0] if lesson.date else None,
        "author": [{"@type": "Person", "name": person.name} for person in lesson.authors],
        "publisher": {"@type": "Organization", "name": settings.publisher},
        "license": _licence_address(licence),
        "keywords": list(lesson.tags),
        "contentLocation": {"@type": "Place", "name": province} if province else None,
        "isBasedOn": lesson.source.url or None if lesson.source else None,
        "hasPart": [_how_to(technique, address) for technique in lesson.techniques if technique.steps],
    }
    return {key: value for key, value in data.items() if value}


def terms_head(terms: Iterable[tuple[Term, str]], settings: Settings) -> str:
    """Words of the glossary with their links, as a set of schema.org's DefinedTerm; an element of the page's head."""
    home = f"{settings.url}glossary/"
    held = [
        {
            "@type": "DefinedTerm",
            "@id": href.replace("site:", settings.url),
            "name": term.label,
            "description": term.definition,
            "inDefinedTermSet": home,
            **({"alternateName": names} if (names := [*term.aliases, *term.abbreviations]) else {}),
        }
        for term, href in terms
    ]
    named = {
        "@type": "DefinedTermSet",
        "@id": home,
        "name": f"คำและความหมาย {settings.name}",
        "inLanguage": "th",
    }
    return _script({"@context": "https://schema.org", **named, "hasDefinedTerm": held})


def _script(data: Any) -> str:
    text = json.dumps(data, ensure_ascii=False).replace("<", "\\u003c")
    return f'<script type="application/ld+json">{text}</script>'


def _how_to(technique: Technique, address: str) -> dict[str, Any]:
    steps = [
        {
            "@type": "HowToStep",
            "position": step.number,
            "url": f"{address}#{step.anchor}",
            "text": plain(step.text),
        }
        for step in technique.steps
    ]
    return {"@type": "HowTo", "name": technique.name, "url": f"{address}#{technique.anchor}", "step": steps}


def _licence_address(licence: str) -> str:
    if licence in LICENCES:
        return f"https://creativecommons.org/{LICENCES[licence]}/"
    if not licence.startswith("CC-"):
        return licence
    kind, _, version = licence.removeprefix("CC-").rpartition("-")
    return f"https://creativecommons.org/licenses/{kind.lower()}/{version}/"
