"""What the library is written out as: each emitter makes one kind of artifact. This is only the table."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from harvester.emitters.admin import admin
from harvester.emitters.card_pictures import card_pictures
from harvester.emitters.cautions import cautions
from harvester.emitters.choosing import choosing
from harvester.emitters.collections import collections
from harvester.emitters.data import data
from harvester.emitters.events import events
from harvester.emitters.feed import feed
from harvester.emitters.gaps import gaps
from harvester.emitters.guides import guides
from harvester.emitters.headers import headers
from harvester.emitters.home import home
from harvester.emitters.lessons import lessons
from harvester.emitters.lists import glossary, organisations, people, questions, series, techniques, titles
from harvester.emitters.pictures import pictures
from harvester.emitters.places import places
from harvester.emitters.programmes import programmes
from harvester.emitters.redirects import redirects
from harvester.emitters.search_shards import search_shards
from harvester.emitters.single_pages import basket, evidence, prints, reviews, search_page
from harvester.emitters.sisters import sisters
from harvester.emitters.tags import tags
from harvester.emitters.tell import tell
from harvester.emitters.theme import theme
from harvester.emitters.ways_in import roles, works, years
from harvester.model import Artifact
from harvester.rendering.pages import SiteContext

Emitter = Callable[[SiteContext], Iterator[Artifact]]

EMITTERS: Mapping[str, Emitter] = {
    "home": home,
    "lessons": lessons,
    "redirects": redirects,
    "sisters": sisters,
    "card_pictures": card_pictures,
    "techniques": techniques,
    "cautions": cautions,
    "tags": tags,
    "places": places,
    "works": works,
    "roles": roles,
    "years": years,
    "programmes": programmes,
    "events": events,
    "series": series,
    "collections": collections,
    "choosing": choosing,
    "glossary": glossary,
    "people": people,
    "organisations": organisations,
    "questions": questions,
    "gaps": gaps,
    "titles": titles,
    "search_page": search_page,
    "search_shards": search_shards,
    "guides": guides,
    "pictures": pictures,
    "prints": prints,
    "tell": tell,
    "basket": basket,
    "feed": feed,
    "reviews": reviews,
    "data": data,
    "evidence": evidence,
    "theme": theme,
    "admin": admin,
    "headers": headers,
}
"""The name that the build reports, and the function that yields the artifacts."""
