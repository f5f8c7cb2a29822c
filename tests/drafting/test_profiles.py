"""Profiles are data: the one that the documentation shows is one, and each file of ours says what it must."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from harvester.model import Lesson, SectionKind
from harvester.model.fields import fields_of
from harvester.reading import profile
from harvester.reading.profile import COMMON, profiles, recognise
from harvester.reading.yaml import parse, plain

DOCS = Path(__file__).parents[2] / "docs" / "importing.md"
TARGETS = {kind.value for kind in SectionKind} | {
    "contact",
    "pictures",
    "remedy",
    "participants",
    "other",
    "findings",
    "comments",
}


def test_the_profile_of_the_documentation_is_one() -> None:
    (written,) = re.findall(r"```yaml\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL)
    made = profile._profile("x", plain(parse(written, "docs")[0]), {})
    assert made.target("ความรู้สึกของผู้เล่า") == "outcomes"
    assert made.fields["source.number"][0].search("เลขที่เรื่อง : ๑๒")
    assert (made.numbered, made.form, made.threshold) == ("steps", "ชื่อเรื่องเล่า", 3)


@pytest.mark.parametrize("one", profiles(), ids=lambda one: one.key)
def test_every_label_leads_somewhere(one: profile.Profile) -> None:
    fields = {field.key for field in fields_of(Lesson)}
    for label, target in one.labels.items():
        if target.startswith("field "):
            assert target.removeprefix("field ").partition(".")[0] in fields | {"address"}, label
        else:
            assert target in TARGETS, label
    assert one.key == COMMON or one.signals


def test_a_text_of_no_known_form_is_any_document() -> None:
    assert recognise("วันนี้ฝนตกทั้งวัน").key == COMMON
