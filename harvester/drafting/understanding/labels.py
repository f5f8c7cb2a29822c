"""Lines that begin with the label of a form: ความเป็นมา -> …, ตำแหน่ง : …, หัวหน้าโครงการ นาง…, 4. ที่มาและความสำคัญ.
A label is known by the tables, by resemblance or by its words; what it introduces must look like what it says."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from harvester.drafting.understanding.plausibility import (
    as_person,
    field_of,
    is_named,
    is_plausible,
    is_sure,
    reads_as_heading,
    section_asked_for,
)
from harvester.model.lesson import path_named
from harvester.reading.profile import Profile
from harvester.reading.wording import patterns
from harvester.thai.names import may_be_person
from harvester.thai.numbering import sign_of
from harvester.thai.text import fold

PLAIN = 8
"""Characters of a label that means one without a colon after a number."""
SHOWN = 6
"""The same behind a sign for show."""
WARNING = 240
"""Characters of a line that a name of cautions opens."""
LONGEST = 90
"""Characters of a label; longer is a sentence."""
WORDS = 45
"""Characters of a label that is known by its words only."""
TELLING = 120
"""Characters of what a work needs from which it is a section of its own."""
OPEN = 320
"""Characters of a line whose label has no colon."""
_P = patterns("harvester.drafting", "labels")
_WORDY = ("field title", "field authors.name", "field authors.organisation", "field authors.position", "field place",
          "field date", "field source.date", "field address", "field programme", "field source.number")  # fmt: skip
"""Fields whose labels people leave without a colon."""


_STATED_GLUED = ("enabling", "hindering", "objectives")
_STATED = (*_STATED_GLUED, "traps", "results", "outputs", "materials", "example")
"""Kinds of section that a line states with คือ, glued to it or behind a blank."""
_LOOSE = ("findings", "outcomes", "results", "context", "materials", "other")
"""Kinds of section whose words are in titles too."""
_WHOLE = {"authors": "authors.name", "series": "series.name", "source": "source.title"}
"""Groups of fields named as a whole, and the field that a line of text fills."""


@dataclass(frozen=True, slots=True)
class Label:
    """`name` as written, what it introduces (`target`, see `Profile`), where its value starts in the text."""

    name: str
    target: str
    value: int


def label_of(text: str, profile: Profile) -> Label | None:
    """The label at the head of a paragraph, if it is one and its value can be what it says."""
    found = _label(text, profile)
    if found is None or found.value >= len(text):
        return found
    return route_label(found, text[found.value :])


def route_label(label: Label, value: str) -> Label | None:
    """The label with the target that its value fits, or None where it fits none."""
    value = value.strip()
    key = label.target.removeprefix("field ")
    if not label.target.startswith("field ") or not value.strip(" .…_-:"):
        return label
    if key.startswith("source.") and _P.address.match(value):
        return replace(label, target="field source.url")
    if (
        key == "title"
        and label.name in ("เรื่อง", "โดย", "เรื่องโดย", "ชื่อ")
        and (may_be_person(value) or as_person(value) or is_named(value) or _P.told_and_shown.match(value))
    ):
        return replace(label, target="field authors.name")
    if _P.case_study.match(value):
        return None
    if key == "source.title" and not is_plausible(key, value):
        return replace(label, target="context")
    if key in ("date", "needs.time") and "เวลา" in label.name:
        return replace(label, target="field date" if is_plausible("date", value) else "field needs.time")
    if key.startswith("needs.") and len(value) > TELLING:
        return replace(label, target="materials")
    if key == "nobody":
        return None  # who checked or took part: it stays in the text
    if key in ("authors.organisation", "authors.position") and (as_person(value) or is_named(value)):
        return replace(label, target="field authors.name")
    return label if is_plausible(key, value) else None


def is_label_by_words(text: str, profile: Profile) -> bool:
    """Whether a line's label, with its value, is one by its words alone: at the head of a document that is a title."""
    label = label_of(text, profile)
    return (
        label is not None
        and label.value < len(text)
        and label.target in _LOOSE
        and not profile.target(label.name)
    )


def target_of(name: str, profile: Profile) -> str:
    """What a name introduces: by the profile, the table of fields, the table of sections, then by its words."""
    name = name.strip(' *_"“”')
    if _P.translated.search(name):
        return "field nobody"
    if target := profile.labels.get(fold(name), ""):
        return target
    path = _WHOLE.get(path_named(name), path_named(name))
    if path and path != "status":
        return f"field {path}"
    target = profile.target(name)
    if not target and len(name) <= WORDS:
        target = (
            (profile.target(name.partition("/")[0]) if "/" in name else "")
            or field_of(name)
            or (section_asked_for(name) if len(name.split()) <= 6 else "")
        )
    return target


@lru_cache(maxsize=1 << 11)  # a document asks of each line several times
def _label(text: str, profile: Profile) -> Label | None:
    sign = sign_of(text)
    skip = sign.length if sign and not sign.counted else 0
    core = text[skip:]
    if match := _P.tabbed.match(core):
        name = match["name"].strip(" :：")
        if target := target_of(name, profile):
            return Label(name, target, skip + match.end())
    if match := _P.dotted.match(core):
        name = match["name"].strip()
        if (target := target_of(name, profile)).startswith("field "):
            return Label(name, target, skip + match.end())
    if match := _P.arrow.match(core):
        name = match["name"].strip()
        return Label(name, profile.target(name) or "other", skip + match.end())
    if match := _P.colon.match(core):
        name = match["name"].strip()
        if target := target_of(name, profile):
            return Label(name, target, skip + match.end())
    if (
        (match := _P.stated.match(core))
        and (target := section_asked_for(match["name"])) in (_STATED if match["blank"] else _STATED_GLUED)
        and target_of(match["name"], profile) == target
        and len(match["name"]) <= 40
        and not _P.running.search(match["name"])
    ):
        return Label(match["name"].strip(), target, skip + match.end())
    if sign is not None and sign.shown and ":" not in core and reads_as_heading(core):
        return Label(core.strip(), section_asked_for(core), len(text))
    if sign is not None and sign.shown and (opened := _opening_label(core, profile, "")) is not None:
        return Label(opened[0], opened[1], skip + opened[2])
    if len(core) <= OPEN and (opened := _without_colon(core, profile)) is not None:
        return Label(opened[0], opened[1], skip + opened[2])
    if len(core) <= 160 and (match := _P.glued.match(core)):
        name = core[: match.end()]
        if target := target_of(name, profile):
            return Label(name, target, skip + match.end())
    if len(core) <= WARNING and (opened := _opening_label(core, profile, "cautions")) is not None:
        return Label(opened[0], opened[1], skip + opened[2])
    whole = core.strip().strip("*_").rstrip(":： .")
    target = profile.target(whole) or (
        field_of(whole) if len(whole) <= 30 and not _P.says.search(whole) else ""
    )
    if len(whole) <= LONGEST and target and not _is_word(whole, target):
        return Label(whole, target, len(text))
    numbered = sign is not None and sign.number and len(core) <= 240
    if numbered and (opened := _opening_label(core, profile)) is not None:
        return Label(opened[0], opened[1], skip + opened[2])
    return None


def _without_colon(core: str, profile: Profile) -> tuple[str, str, int] | None:
    """หัวหน้าโครงการ นางมาลี ศรีสุข: a field's label, a blank, and what can only be its value."""
    at = 0
    for _ in range(3):
        at = core.find(" ", at + 1)
        if at < 0:
            return None
        name, value = core[:at], core[at:].strip()
        if "," in name:
            return None
        target = (
            profile.labels.get(fold(name), "")
            or profile.squeezed.get("".join(fold(name).split()), "")
            or field_of(name)
            or field_of("".join(name.split()))
        )
        known = (
            profile.squeezed.get("".join(fold(name).split()), "").startswith("field authors.")
            and len(core) <= 160
        )
        fits = is_plausible if known else is_sure
        if target == "field title" and not name.startswith(("ชื่อ", "องค์ความรู้", "หัวข้อ")):
            continue
        if len(name) >= 3 and target in _WORDY and fits(target.removeprefix("field "), value):
            return name, target, _P.aside.match(core, at).end()  # type: ignore[union-attr]
    return None


def _opening_label(core: str, profile: Profile, kind: str = "field") -> tuple[str, str, int] | None:
    """The longest label that a line begins with, without a colon: ๑. ชื่อชุดความรู้ … (`kind` begins its target)"""
    words = core.split(" ")
    for count in range(min(4, len(words) - 1), 0, -1):
        name = " ".join(words[:count])
        target = profile.labels.get(fold(name), "") or (profile.target(name) if kind != "field" else "")
        if len(name) >= (PLAIN if kind else SHOWN) and target and target.startswith(kind):
            return name, target, len(name)
    return None


def inner_labels(text: str, profile: Profile) -> Iterator[Label]:
    """Every known field label followed by a colon, in order: โดย : … ตำแหน่ง : … วันที่ : …"""
    for match in _P.inner.finditer(text):
        starts = [0, *(blank.end() for blank in re.finditer(r"\s+", match["name"]))]
        for first in starts:
            name = match["name"][first:]
            target = (profile.target(name) or field_of(name)) if len(name) > 1 else ""
            if target.startswith("field") or target == "contact":
                yield Label(name, target, match.end())
                break


def _is_word(whole: str, target: str) -> bool:
    """A lone word such as ที่มา or โดย is no heading of a field: its value would have to follow."""
    return target.startswith("field") and len(whole) <= 2
