"""Places that the gazetteer does not know, or not there."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from harvester.model import Library, Locality
from harvester.model.diagnostics import Finding, Place
from harvester.thai.places import Found, find
from harvester.thai.spelling import did_you_mean

_LABELS = {"province": "จังหวัด", "district": "อำเภอ", "subdistrict": "ตำบล"}


def unknown_place(library: Library) -> Iterator[Finding]:
    """ชื่อจังหวัด อำเภอ หรือตำบลไม่ตรงกับทำเนียบ"""
    for lesson in library.lessons:
        if lesson.place is not None:
            yield from _check_place(lesson.place, lambda level, of=lesson: of.place_of(f"place.{level}"))  # type: ignore[misc]
    for trial in library.trials:
        if trial.place is not None:
            yield from _check_place(trial.place, lambda level, of=trial: of.place_on_disk)  # type: ignore[misc]


def _check_place(place: Locality, where: Callable[[str], Place]) -> Iterator[Finding]:
    found = find(place.province, place.district, place.subdistrict)
    if found.wrong:
        name = getattr(place, found.wrong)
        message = f"ไม่มี{_LABELS[found.wrong]} “{name[:60]}”{_inside(found)}"
        if found.choices:
            message = f"มี{_LABELS[found.wrong]}ชื่อ “{name[:60]}” หลายแห่ง"
        yield Finding(where(found.wrong), message, _hint(found), width=len(name))


def _inside(found: Found) -> str:
    return f" ใน {found.place.thai()}" if found.place.province else " ในทำเนียบ"


def _hint(found: Found) -> str:
    hints = []
    if found.suggestions:
        hints.append(did_you_mean(found.suggestions))
    if found.elsewhere:
        hints.append(f"ชื่อนี้อยู่ที่ {' หรือ '.join(other.thai() for other in found.elsewhere[:3])}")
    if found.choices:
        hints.append(f"บอกให้ชัดว่าเป็น {' หรือ '.join(other.thai() for other in found.choices[:3])}")
    return " · ".join(hints) or "ตรวจตัวสะกด ไม่ต้องมีคำว่าจังหวัด อำเภอ ตำบลนำหน้า"
