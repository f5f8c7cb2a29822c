"""All lessons from ก to ฮ: the way in that needs no search and no script."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from harvester.model import Artifact, Lesson
from harvester.rendering.pages import SiteContext
from harvester.rendering.paging import leaves
from harvester.thai.text import LEADING

LEAF = 300


def letter(lesson: Lesson) -> str:
    """The letter a Thai reader looks under: the first consonant, past a vowel written before it."""
    bare = lesson.title.lstrip("“”‘’\"'( ").lstrip(LEADING)
    return bare[:1].upper() if bare[:1].isalpha() else "0-9"


def titles(site: SiteContext) -> Iterator[Artifact]:
    """`docs/titles/index.md` and its further leaves."""
    listed = site.indexes.by_title
    where: dict[str, int] = {}
    for at, lesson in enumerate(listed):
        where.setdefault(letter(lesson), at // LEAF + 1)
    for leaf in leaves(listed, "titles", LEAF):
        yield site.page(
            leaf.path,
            "titles",
            title="รายชื่อบทเรียน" if leaf.number == 1 else f"รายชื่อบทเรียน หน้า {leaf.number}",
            description="บทเรียนทั้งหมดเรียงตามตัวอักษร",
            kind="titles",
            leaf=leaf,
            letters=[(name, f"{leaf.href(number)}#{_anchor(name)}") for name, number in where.items()],
            groups=[(name, _anchor(name), list(found)) for name, found in groupby(leaf.items, letter)],
        )


def _anchor(name: str) -> str:
    return f"letter-{ord(name[0]):x}"
