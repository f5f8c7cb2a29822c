"""Where every object of a library lives on the site, by any of its names. Knows URLs, no HTML. Links are `site:` +
path from the site's root; the page that holds them makes them relative."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, wraps
from typing import Any, TypeVar, cast
from urllib.parse import quote

from markupsafe import Markup

from harvester.memo import key_of
from harvester.model import Entry, Lesson, Library, by_form
from harvester.rendering.forge import NOWHERE, Forge
from harvester.rendering.missing import PARTS
from harvester.thai.places import PROVINCES
from harvester.thai.text import fold, former_slug, slug, sort_key

SITE = "site:"
_ASKED_BY = {"lesson": "lesson series", "trial": "trial trials review", "wish": "wish", "fault": "fault"}
ASKED_BY = {what: form for form, named in _ASKED_BY.items() for what in named.split()}
"""What is missing to the form that asks for it; everything else is a part of a lesson."""
PART_LABELS = {part.key: part.label for part in PARTS} | {"remedy": "ทางแก้", "answer": "คำตอบของคำถามชวนคิด"}
"""Ids that every lesson's page has."""
DRAWER = 120
"""Entries on one leaf of people, organisations and glossary."""

_HEADING = re.compile(r"^#{2,4} +(.+?)[ #]*$", re.MULTILINE)


L = TypeVar("L", bound=Callable[..., Any])


def _recording(look_up: L) -> L:
    """`look_up`, recorded in `asked` while someone wants to know what is looked up."""
    name = look_up.__name__

    @wraps(look_up)
    def noted(self: "Addresses", *args: str) -> Any:
        if self.asked is not None:
            self.asked.append((name, *args))
        return look_up(self, *args)

    return cast("L", noted)


@dataclass(frozen=True, slots=True)
class Named:
    """A thing with its canonical label, its ASCII id, its link and, when the vocabulary knows it, its meaning."""

    label: str
    id: str
    href: str
    definition: str = ""
    known: bool = True


def former_anchor(words: str, name: str) -> Markup:
    """What opens at the anchor that was made of these words before they were romanised right."""
    former = former_slug(words) if name == slug(words) else name
    return Markup(f'<a id="{former}"></a>' if former != name else "")


class Addresses:
    """Looks names up in the vocabulary; names it does not know still get an address of their own."""

    def __init__(self, library: Library, forge: Forge = NOWHERE) -> None:
        self._library = library
        self.forge = forge
        self._anchors: dict[str, Mapping[str, str]] = {}
        self._forms: dict[str, Mapping[str, Entry]] = {}
        self._said: dict[tuple[str, ...], str] = {}
        self.asked: list[tuple[str, ...]] | None = None
        """Each name that was looked up, with how; None while no one wants to know."""

    def answers(self, asked: Iterable[Sequence[str]]) -> bytes:
        """A digest of what looking these up gives now."""
        names = [*map(tuple, asked)]
        for one in names:
            if one not in self._said:
                self._said[one] = repr(getattr(self, one[0])(*one[1:]))
        return key_of(*map(self._said.__getitem__, names))

    def lesson(self, name: str, anchor: str = "") -> str:
        """Link to a lesson or to one of its objects."""
        return f"{SITE}lessons/{name}/" + (f"#{anchor}" if anchor else "")

    @_recording
    def citation(self, name: str) -> tuple[str, str] | None:
        """Link and title of a lesson by id or alias (`id#anchor` too), None when there is none."""
        found, _, fragment = name.partition("#")
        lesson = self._library.by_id.get(found)
        if lesson is None:
            return None
        link = self.lesson(lesson.id)
        anchor = self.anchor(link, fragment) if fragment else None
        return (f"{link}#{anchor}" if anchor else link), lesson.title

    @_recording
    def anchor(self, link: str, fragment: str) -> str | None:
        """The id on a page that a fragment means: an id, or the words of a heading; None when it has none."""
        names = self._anchors.get(link)
        if names is None:
            folder, _, name = link.removeprefix(SITE).strip("/").partition("/")
            lesson = self._library.by_id.get(name) if folder == "lessons" else None
            guide = next(
                (one for one in self._library.guides if folder == "pages" and one.slug == name), None
            )
            if lesson is None and guide is None:
                return fragment
            names = self._library.anchors_of(lesson) if lesson else of_guide(guide.body if guide else "")
            self._anchors[link] = names
        return names.get(fragment) or names.get(fold(fragment))

    @_recording
    def tag(self, label: str) -> Named:
        """A tag by label or alias."""
        return self._named("tags", label)

    @_recording
    def role(self, label: str) -> Named:
        """A role by label or alias."""
        return self._named("roles", label)

    @_recording
    def programme(self, label: str) -> Named:
        """A programme by label or alias."""
        return self._named("programmes", label)

    @_recording
    def organisation(self, label: str) -> Named:
        """An organisation by label, alias or abbreviation."""
        named = self._named("organisations", label)
        return replace(named, href=self._drawer("organisations", named.id))

    @_recording
    def term(self, label: str) -> Named:
        """A glossary entry by label, alias or abbreviation."""
        named = self._named("terms", label)
        return replace(named, href=self._drawer("glossary", named.id))

    @_recording
    def series(self, name: str) -> Named:
        """A series by its name."""
        return Named(name, slug(name), f"{SITE}series/{slug(name)}/")

    @_recording
    def person(self, name: str) -> Named:
        """Someone on the page of people."""
        return Named(name, slug(name), self._drawer("people", slug(name)))

    @_recording
    def province(self, name: str, district: str = "") -> Named:
        """A province of the gazetteer, or a district on its page; names it does not know lead to the list."""
        found = PROVINCES.get(name)
        if found is None:
            return Named(name, "", f"{SITE}places/", known=False)
        anchor = f"#{slug(district)}" if district else ""
        return Named(district or name, found.slug, f"{SITE}places/{found.slug}/{anchor}")

    def invite(
        self,
        what: str,
        lesson: Lesson | None = None,
        anchor: str = "",
        at: str = "",
        about: str = "",
        place: str = "",
    ) -> str:
        """Where someone who knows a missing part can tell it: the page with the form, which is told what it is about.
        `at` is the link of what is spoken of, where no lesson is at hand; `about` a tag, a question, a series' part;
        `place` a region."""
        spoken = (f"{lesson.id}#{anchor}" if lesson else at.removeprefix(f"{SITE}lessons/")).rstrip("#")
        spoken = spoken.replace("/#", "#").rstrip("/")
        kind = ASKED_BY.get(what, "answer" if spoken else "lesson")
        given = {"kind": kind, "id": "" if kind == "lesson" else spoken, "about": about, "place": place}
        labels = PART_LABELS if kind == "answer" else {}
        given["part"] = "series" if what == "series" else labels.get(what, "")
        query = "&".join(f"{name}={quote(value, '')}" for name, value in given.items() if value)
        return f"{SITE}tell/?{query}#{kind}"

    @cached_property
    def people(self) -> Sequence[str]:
        """Everyone who told a lesson, in Thai order."""
        return _in_order({author.name for lesson in self._library.lessons for author in lesson.authors})

    @cached_property
    def organisations(self) -> Sequence[str]:
        """Labels of the organisations of the vocabulary, and of those that only lessons name, in Thai order."""
        told = {author.organisation for lesson in self._library.lessons for author in lesson.authors}
        known = {entry.label for entry in self._library.vocabulary.organisations}
        return _in_order(known | {self._named("organisations", name).label for name in told if name})

    @cached_property
    def terms(self) -> Sequence[str]:
        """Labels of the glossary, in Thai order."""
        return _in_order(term.label for term in self._library.vocabulary.terms)

    @cached_property
    def _leaves(self) -> Mapping[str, Mapping[str, int]]:
        """The leaf that someone or something stands on, by its id, for each list in leaves."""
        ids = {
            "people": map(slug, self.people),
            "organisations": (self._named("organisations", label).id for label in self.organisations),
            "glossary": (self._named("terms", label).id for label in self.terms),
        }
        return {
            folder: {name: at // DRAWER + 1 for at, name in enumerate(named)} for folder, named in ids.items()
        }

    def _drawer(self, folder: str, name: str) -> str:
        number = self._leaves[folder].get(name, 1)
        return f"{SITE}{folder}/" + (f"{number}/" if number > 1 else "") + f"#{name}"

    def _named(self, kind: str, label: str) -> Named:
        """What the vocabulary has of a kind (`tags`) under a label, with the page that it would have of its own."""
        if kind not in self._forms:
            self._forms[kind] = by_form(getattr(self._library.vocabulary, kind))
        entry = self._forms[kind].get(fold(label))
        if entry is None:
            return Named(label, slug(label), f"{SITE}{kind}/{slug(label)}/", known=False)
        return Named(entry.label, entry.id, f"{SITE}{kind}/{entry.id}/", getattr(entry, "definition", ""))


def of_guide(body: str) -> Mapping[str, str]:
    """The ids of a guide's headings, by their words and by themselves."""
    headings = _HEADING.findall(body)
    return {fold(words): slug(words) for words in headings} | {slug(words): slug(words) for words in headings}


def _in_order(names: Iterable[str]) -> Sequence[str]:
    return sorted(names, key=lambda name: (sort_key(name), name))
