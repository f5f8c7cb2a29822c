"""What likeness is measured by, and the words in which it is told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import chain

from harvester.model import Because
from harvester.similarity import Feature
from harvester.thai.word_salience import telling

SHOWN: Mapping[str, int] = {"tag": 3, "place": 1, "role": 2, "programme": 1, "word": 4}
"""Kinds of reasons in the order they are told, and how many of each."""

SELF = frozenset(
    ("กองบรรณาธิการ", "ข้อควรระวัง", "ทางแก้", "ขั้นตอน", "เทคนิค", "บทเรียน", "ผู้เล่า", "ผู้บันทึก", "ต้นทาง", "คลัง")
)
"""Words in which lessons speak of themselves."""
CLEAR = 0.3
"""How telling a word must be to be named as a reason."""


def worth(feature: Feature) -> float:
    """What a feature tells anywhere; names of the vocabulary tell all they can."""
    kind, name = feature
    return 1.0 if kind != "word" else 0.0 if name in SELF else telling(name)


def because(shared: Iterable[Feature]) -> tuple[Because, ...]:
    """The strongest shared features as reasons, by kind."""
    told: dict[str, list[Because]] = {kind: [] for kind in SHOWN}
    for feature in shared:
        kind, name = feature
        if len(told[kind]) < SHOWN[kind] and worth(feature) >= CLEAR:
            told[kind].append(Because(kind, name))
    return tuple(chain.from_iterable(told.values()))
