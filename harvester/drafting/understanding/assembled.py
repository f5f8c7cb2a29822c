"""What the assembly of a lesson comes to, before it is a draft."""

from __future__ import annotations

from dataclasses import dataclass, field

from harvester.drafting.draft import DraftSection, Said, Stripped
from harvester.drafting.understanding.lists import Item


@dataclass(slots=True)
class Assembled:
    """The sections in order, the lessons that could stand alone, what is over, and what became structure."""

    sections: list[DraftSection] = field(default_factory=list)
    lessons: list[Item] = field(default_factory=list)
    left_over: list[Said] = field(default_factory=list)
    stripped: list[Stripped] = field(default_factory=list)
    moved: list[tuple[Said, str]] = field(default_factory=list)
