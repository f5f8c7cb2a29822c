"""Long lists in leaves: techniques, titles, series, words, people, organisations, open questions."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from harvester.model import Artifact, Lesson, Person, SectionKind
from harvester.model.library import grouped
from harvester.rendering.addresses import DRAWER
from harvester.rendering.cards import Card, lesson_card, technique_cards
from harvester.rendering.linked_data import terms_head
from harvester.rendering.pages import SiteContext
from harvester.rendering.rows import LEAF, Leaf, Row, keys_of, paginate
from harvester.thai.text import initial, sort_key

TITLES, QUESTIONS = 300, 100
"""Entries on one leaf."""
MOST_LESSONS, MOST_TITLES = 8, 12


def techniques(site: SiteContext) -> Iterator[Artifact]:
    """`docs/techniques/index.md` and its further leaves: those that were tried most come first."""
    cards: list[Card] = [card for lesson in site.indexes.newest for card in technique_cards(site, lesson)]
    cards.sort(key=lambda card: (-card.evidence.tried, sort_key(card.title)))
    yield from _list_pages(site, "techniques", cards)


def titles(site: SiteContext) -> Iterator[Artifact]:
    """`docs/titles/index.md`: all lessons from ก to ฮ, the way in that needs no search and no script."""
    listed = site.indexes.by_title
    for leaf in paginate(listed, "titles", TITLES):
        yield site.page(
            leaf.path,
            "titles",
            leaf=leaf,
            **_letters([lesson.title for lesson in listed], leaf),
            groups=[
                (name, list(found)) for name, found in groupby(leaf.items, lambda one: initial(one.title))
            ],
            anchor=_anchor,
        )


def series(site: SiteContext) -> Iterator[Artifact]:
    """`docs/series/index.md` and `docs/series/<slug>/index.md`: parts in order, the missing ones as invitations."""
    rows = []
    for one in site.series.values():
        named = site.addresses.series(one.name)
        told = f"{one.present} ตอน" + (f" ยังขาด {one.missing}" if one.missing else "")
        parts = " · ".join([part.lesson.title for part in one.parts if part.lesson][:MOST_TITLES])
        rows.append(Row(one.name, named.href, parts, told))
        for leaf in paginate(one.parts, f"series/{named.id}"):
            yield site.page(
                leaf.path,
                "series",
                title=one.name,
                description=f"ชุดบทเรียน {one.name} มี {told}",
                series=one,
                keys=keys_of(part.lesson for part in one.parts if part.lesson),
                leaf=leaf,
                cards={part.lesson.id: lesson_card(site, part.lesson) for part in leaf.items if part.lesson},
            )
    yield site.page("series/index.md", "rows", kind="series-list", rows=rows)


def glossary(site: SiteContext) -> Iterator[Artifact]:
    """`docs/glossary/index.md` and its further leaves: each word with the lessons that use it."""
    library, to = site.library, site.addresses
    entries = {term.label: term for term in library.vocabulary.terms}
    used: dict[str, dict[str, Lesson]] = {}
    for label, name in (
        *((use.term, use.lesson) for use in library.tag_uses if use.kind == "term"),
        *((link.term, link.source.lesson) for link in library.links if link.term),
    ):
        if lesson := library.by_id.get(name):
            used.setdefault(to.term(label).label, {})[lesson.id] = lesson
    listed = [(to.term(label), entries[label], list(used.get(label, {}).values())) for label in to.terms]
    for leaf in paginate(listed, "glossary", DRAWER):
        yield site.page(
            leaf.path,
            "glossary",
            head=terms_head(((term, named.href) for named, term, _ in leaf.items), site.settings),
            leaf=leaf,
            **_letters(to.terms, leaf),
            most=MOST_LESSONS,
        )


def people(site: SiteContext) -> Iterator[Artifact]:
    """`docs/people/index.md` and its further leaves: those who told the lessons, each with what they told."""
    facts: dict[str, dict[Person, None]] = {}
    for lesson in site.library.lessons:
        for author in lesson.authors:
            facts.setdefault(author.name, {})[author] = None
    names = site.addresses.people
    listed = [
        (site.addresses.person(name), list(facts[name]), site.indexes.people.get(name, ())) for name in names
    ]
    yield from _list_pages(site, "people", listed, names)


def organisations(site: SiteContext) -> Iterator[Artifact]:
    """`docs/organisations/index.md` and its further leaves, each with what belongs to it and its lessons."""
    to = site.addresses
    entries = {entry.label: entry for entry in site.library.vocabulary.organisations}
    below = grouped((to.organisation(one.parent).label, one.label) for one in entries.values() if one.parent)
    listed = [
        (
            to.organisation(label),
            entries.get(label),
            sorted(below.get(label, ()), key=sort_key),
            site.indexes.organisations.get(label, ()),
        )
        for label in to.organisations
    ]
    yield from _list_pages(site, "organisations", listed, to.organisations)


def questions(site: SiteContext) -> Iterator[Artifact]:
    """`docs/questions/index.md` and its further leaves: lessons with their questions and the lessons that answer."""
    listed = []
    for lesson in site.indexes.newest:
        asked = [
            (site.addresses.lesson(lesson.id, item.anchor), site.piece(lesson, item.text, line=True))
            for item in lesson.items(SectionKind.QUESTIONS)
        ]
        answers = [other for other, link in site.declared_to.get(lesson.id, ()) if link.kind == "answers"]
        if asked:
            listed.append((lesson, asked, answers))
    yield from _list_pages(site, "questions", listed)


SIZES = {"people": DRAWER, "organisations": DRAWER, "questions": QUESTIONS}


def _list_pages(
    site: SiteContext, name: str, items: Sequence[Any], names: Sequence[str] = ()
) -> Iterator[Artifact]:
    """The leaves of a list whose folder, template and kind have one name; `names` are those of the entries in Thai order."""
    for leaf in paginate(items, name, SIZES.get(name, LEAF)):
        yield site.page(leaf.path, name, leaf=leaf, **_letters(names, leaf))


def _letters(names: Sequence[str], leaf: Leaf[Any]) -> dict[str, Any]:
    """The bar of letters over a list of names in leaves, and where on this page a letter starts."""
    first: dict[str, int] = {}
    for at, name in enumerate(names):
        first.setdefault(initial(name), at)
    places = [(name, _anchor(name), *divmod(at, leaf.size)) for name, at in first.items()]
    return {
        "letters": [(name, f"{leaf.href(number + 1)}#{anchor}") for name, anchor, number, _ in places],
        "starts": {at: anchor for _, anchor, number, at in places if number + 1 == leaf.number},
    }


def _anchor(name: str) -> str:
    return f"letter-{ord(name[0]):x}"
