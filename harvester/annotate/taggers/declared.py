"""What the author says: the tags, roles, place and programme of the front matter, by their shared labels."""

from collections.abc import Iterable, Iterator, Mapping

from harvester.memo import latest
from harvester.model import Entry, Lesson, LessonId, Library, TagUse, by_form
from harvester.thai.places import PlaceName, find
from harvester.thai.segment import Segmenter
from harvester.thai.text import fold

BECAUSE = "ผู้เล่าระบุไว้"


def declared(library: Library, segmenter: Segmenter) -> Iterator[TagUse]:
    """Each lesson's own words; one that the vocabulary does not know is as it is written."""
    for lesson, uses in declared_labels(library, segmenter).items():
        yield from (TagUse(lesson, kind, label, BECAUSE) for kind, label in uses)


@latest
def declared_labels(library: Library, segmenter: Segmenter) -> Mapping[LessonId, tuple[tuple[str, str], ...]]:
    """Lesson -> what it declares, as kinds and labels."""
    labels = known(library)
    return {
        lesson.id: tuple(
            (kind, label)
            for kind, names in _declared(lesson)
            for label in dict.fromkeys(labels.get((kind, fold(name)), name) for name in names if name)
        )
        for lesson in library.lessons
    }


def known(library: Library) -> Mapping[tuple[str, str], str]:
    """Kind and folded form -> label."""
    words = library.vocabulary
    kinds: Mapping[str, Iterable[Entry]] = {
        "tag": words.tags,
        "role": words.roles,
        "organisation": words.organisations,
        "programme": words.programmes,
    }
    return {
        (kind, form): entry.label
        for kind, entries in kinds.items()
        for form, entry in by_form(entries).items()
    }


def _declared(lesson: Lesson) -> Iterator[tuple[str, Iterable[str]]]:
    yield "tag", lesson.tags
    yield "role", lesson.roles
    yield "organisation", (person.organisation for person in lesson.authors)
    yield "programme", (lesson.programme,)
    if place := lesson.place:
        names = (place.province, place.district, place.subdistrict)
        found = find(*names)
        yield "place", (PlaceName(*names).path if found.wrong else found.place.path,)
