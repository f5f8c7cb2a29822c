"""What the library is written out as: each emitter makes one kind of artifact. This is only the table."""

from collections.abc import Callable, Iterator, Mapping

from harvester.emitters.admin import admin
from harvester.emitters.cautions import cautions
from harvester.emitters.choosing import choosing
from harvester.emitters.data import data, feed
from harvester.emitters.gaps import gaps
from harvester.emitters.headers import headers, redirects
from harvester.emitters.home import home
from harvester.emitters.lessons import lessons, sisters
from harvester.emitters.lists import glossary, organisations, people, questions, series, techniques, titles
from harvester.emitters.pictures import card_pictures, pictures
from harvester.emitters.places import places
from harvester.emitters.programmes import collections, events, programmes
from harvester.emitters.search_shards import search_shards
from harvester.emitters.single_pages import basket, evidence, guides, prints, reviews, search_page, tell
from harvester.emitters.theme import theme
from harvester.emitters.ways_in import roles, tags, works, years
from harvester.model import Artifact
from harvester.rendering.pages import SiteContext

Emitter = Callable[[SiteContext], Iterator[Artifact]]

EMITTERS: Mapping[str, Emitter] = {
    one.__name__: one for one in (
        home, lessons, redirects, sisters, card_pictures, techniques, cautions, tags, places, works, roles, years,
        programmes, events, series, collections, choosing, glossary, people, organisations, questions, gaps, titles,
        search_page, search_shards, guides, pictures, prints, tell, basket, feed, reviews, data, evidence, theme,
        admin, headers,
    )
}  # fmt: skip
"""The functions that yield the artifacts, in their order, each by its name, which the build reports."""
