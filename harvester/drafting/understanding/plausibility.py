"""Whether a value can be what its label says, and what a label or heading asks for by the words in it. Judges form."""

import re
from functools import lru_cache

from harvester.model import Lesson
from harvester.model.field_groups import ID_PATTERN
from harvester.model.fields import rows
from harvester.reading.wording import patterns
from harvester.thai.date_search import find_dates
from harvester.thai.dates import DateError, parse_date
from harvester.thai.names import person_at, person_score
from harvester.thai.places import PREFIX, places_named

_P = patterns("harvester.drafting", "plausibility")
ORGANISATION = _P.organisation
POSITION = _P.position
_SENTENCE = 90


@lru_cache(maxsize=1 << 12)
def is_plausible(key: str, value: str) -> bool:
    """Whether `value` may fill the schema's `key` when a label says so; only what is surely something else may not."""
    value = value.strip()
    if _P.blank.match(value):
        return False
    if key == "authors.name":
        return _may_be_name(value) or _may_be_name(re.split(r"[,;\n]", value, maxsplit=1)[0])
    row = next((row for row in rows(Lesson) if row.key == key), None)
    if row is not None and row.choices:
        return value in row.choices or value in row.labels.values()
    if row is not None and row.kind == "date":
        return bool(find_dates(value)) or _is_date(value)
    if row is not None and row.kind == "integer":
        return value.isdigit()
    if key.startswith("links.") or key == "aliases":
        return re.fullmatch(ID_PATTERN, value) is not None
    if key in ("authors.position", "authors.organisation", "programme"):
        return len(value) <= 200
    if key.startswith("place."):
        return len(value) <= 60
    if key == "place":
        return len(value) <= 240
    if key == "source.title":
        return len(value) <= 200 and bool(
            _P.published.search(value) or (len(value) < 60 and ORGANISATION.match(value))
        )
    return True


@lru_cache(maxsize=1 << 12)
def is_sure(key: str, value: str) -> bool:
    """Whether `value` looks like nothing else than a value of `key`, so that a label needs no colon before it."""
    value = value.strip()
    if key == "authors.name":
        return person_at(value)[1] >= 0.5
    if key == "authors.organisation":
        return bool(ORGANISATION.match(value)) and len(value) <= 140
    if key == "authors.position":
        return bool(POSITION.match(value)) and len(value) <= 120
    if key == "date" or key.endswith((".date", ".edited")):
        found = find_dates(value)
        return _is_date(value) or bool(
            found and found[0][0] <= 24 and len(_P.clock.sub("", value)) - found[0][1] <= 4
        )
    if key in ("place", "address"):
        return len(value) <= 200 and (
            bool(PREFIX.search(value)) or any(places_named("province", word) for word in value.split())
        )
    if key.startswith("place."):
        return bool(places_named(key.removeprefix("place."), value))
    if key == "source.number":
        return bool(_P.number.match(value))
    return key in ("title", "programme") and len(value) <= 300


def as_person(value: str) -> bool:
    """A value that is surely a person's name, whatever its label says."""
    return person_score(value) >= 0.6


def is_named(value: str) -> bool:
    """A value that begins with a title and a name, whatever follows."""
    return bool(_P.titled.match(value)) and person_at(value)[1] >= 0.6


def _may_be_name(value: str) -> bool:
    if _P.columns.search(value):
        return False
    if person_at(value)[1] >= 0.5:
        return True
    words = value.split()
    if len(value) > _SENTENCE or len(words) > 9 or _P.prose.search(value):
        return False
    return not any(field_of(word) for word in words) and not value[:1].isdigit() and not _P.place.match(value)


def _is_date(value: str) -> bool:
    try:
        parse_date(value)
    except DateError:
        return False
    return True


LABEL = 70
"""Characters of a heading that is looked at; longer is a sentence."""


def section_asked_for(heading: str) -> str:
    """The kind of section that the words of a heading ask for, or ''."""
    words = heading.strip().rstrip(":： ?")
    return _P.first_of("sections", _P.bare_number.sub("", words)) if len(words) <= LABEL else ""


@lru_cache(maxsize=1 << 11)
def field_of(label: str) -> str:
    """The target (`field KEY`) that the words of a short label ask for, or ''."""
    words = label.strip().rstrip(":： ")
    if len(words) > 45:
        return ""
    key = _P.first_of("fields", words) or (
        "/" in words
        and " " not in words.partition("/")[0].strip()
        and _P.first_of("fields", words.rpartition("/")[2].strip())
    )
    return f"field {key}" if key else ""


def reads_as_heading(line: str) -> bool:
    """Whether a line that is alone asks or names a section, and tells nothing itself."""
    words = _P.bare_number.sub("", line.strip().rstrip(":： "))
    if not 3 <= len(words) <= 60 or _P.sentence.search(words) or not section_asked_for(words):
        return False
    return bool(_P.asks.search(words) or (_P.noun.match(words) and len(words.split()) <= 5))
