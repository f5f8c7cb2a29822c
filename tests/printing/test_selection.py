"""A collection gathers what it says: ids first, then what meets every criterion."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from harvester.model import Collection, Lesson, LessonId, Library, SeriesPart, Status
from harvester.model.selection import select, unknown_names

ALL = ("call-then-write", "hard-to-set", "keep-a-list", "only-a-trap")


def chosen(library: Library, **criteria: Any) -> list[str]:
    collection = Collection(id="x", title="ชุด", path="c.yml", **criteria)
    return [lesson.id for lesson in select(library, collection, lambda query: [LessonId("only-a-trap")])]


@pytest.mark.parametrize(
    ("criteria", "expected"),
    [
        ({"ids": ("keep-a-list", "call-then-write")}, ["keep-a-list", "call-then-write"]),
        ({"ids": ("keep-a-list", "gone", "keep-a-list")}, ["keep-a-list"]),
        ({"tags": ("ประสานงาน",)}, ["call-then-write", "keep-a-list"]),
        ({"tags": ("หนังสือราชการ",)}, ["call-then-write"]),
        ({"provinces": ("จังหวัดขอนแก่น",)}, ["keep-a-list", "only-a-trap"]),
        ({"provinces": ("ขอนแก่น",), "tags": ("การประชุม",)}, ["only-a-trap"]),
        ({"provinces": ("ขอนแก่น",), "tags": ("หนังสือราชการ",)}, []),
        ({"roles": ("คุณเอื้อ",)}, ["call-then-write"]),
        (
            {"ids": ("call-then-write",), "provinces": ("ขอนแก่น",)},
            ["call-then-write", "keep-a-list", "only-a-trap"],
        ),
        ({"query": "ประชุม"}, ["only-a-trap"]),
        ({"query": "ประชุม", "provinces": ("พังงา",)}, []),
        ({"ids": ALL, "order": "title"}, ["hard-to-set", "call-then-write", "only-a-trap", "keep-a-list"]),
        ({"ids": ALL, "order": "date"}, ["only-a-trap", "keep-a-list", "call-then-write", "hard-to-set"]),
        ({"ids": ALL, "order": "place"}, ["only-a-trap", "keep-a-list", "call-then-write", "hard-to-set"]),
        ({}, []),
    ],
    ids=str,
)
def test_selects(library: Library, criteria: dict[str, object], expected: list[str]) -> None:
    assert chosen(library, **criteria) == expected


def test_a_broader_tag_takes_in_the_narrower(library: Library) -> None:
    narrow = replace(library.by_id["call-then-write"], tags=("หนังสือราชการ",))
    smaller = replace(library, lessons=(narrow,), tag_uses=())
    assert chosen(smaller, tags=("การประสานงาน",)) == ["call-then-write"]


def test_parts_of_a_series_come_by_number() -> None:
    lessons = tuple(
        Lesson(id=LessonId(f"l{part}"), path=f"{part}.md", title="ตอน", series=SeriesPart("ชุดยาว", part))
        for part in (3, 1, 2)
    )
    assert chosen(Library(lessons=lessons), series=("ชุดยาว",)) == ["l1", "l2", "l3"]


def test_what_is_no_longer_in_use_never_comes(library: Library) -> None:
    kept = library.by_id["keep-a-list"]
    old = replace(kept, status=Status.RETIRED)
    replaced = replace(kept, replaced_by="other")
    other = replace(kept, id=LessonId("other"))
    for lessons, found in (((old,), []), ((replaced, other), ["other"]), ((replaced,), ["keep-a-list"])):
        only = replace(library, lessons=lessons)
        assert chosen(only, provinces=("ขอนแก่น",)) == found
        assert chosen(only, ids=("keep-a-list",)) == [name for name in found if name == "keep-a-list"]


def test_names_that_lead_nowhere_are_told(library: Library) -> None:
    collection = Collection(
        id="x", title="ชุด", path="c.yml", ids=("gone",), tags=("ไม่มีแท็กนี้", "ประสานงาน"), series=("หาย",)
    )
    messages = [finding.message for finding in unknown_names(library, collection)]
    assert len(messages) == 3
    assert "gone" in messages[0]
    assert all(finding.hint for finding in unknown_names(library, collection))


def test_a_misspelt_name_is_told_with_those_spelt_alike(library: Library) -> None:
    collection = Collection(id="x", title="ชุด", path="c.yml", ids=("keep-a-lst",), provinces=("ขอนแกน",))
    first, second = unknown_names(library, collection)
    assert "keep-a-list" in (first.hint or "")
    assert "จังหวัด “ขอนแกน”" in second.message
    assert "ขอนแก่น" in (second.hint or "")
