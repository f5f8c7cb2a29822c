"""Steps found under a heading or in running text, made into a technique with a name and what was said before them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from harvester.drafting.draft import DraftCaution, DraftSection, DraftStep, DraftTechnique, Said
from harvester.drafting.understanding.assembled import Assembled
from harvester.drafting.understanding.cautions import told
from harvester.drafting.understanding.lists import Listing
from harvester.drafting.understanding.outline import Part
from harvester.drafting.understanding.steps import narrated, step_of
from harvester.model import SectionKind
from harvester.model.document import Block
from harvester.model.schema import section_named

LEAD_IN = 220
"""Characters of a paragraph that leads on to the steps; what stands before it tells the story."""

Gone = Callable[[Part, str], None]
"""Notes that a part's heading does not come into the draft, and why."""


class Workings:
    """Adds techniques to the sections of one lesson."""

    def __init__(self, result: Assembled, title: Said, gone: Gone) -> None:
        self._result = result
        self._title = title
        self._gone = gone

    def listed(self, part: Part, listing: Listing, intro: list[Block], used: bool) -> None:
        """Numbered steps: of the technique whose heading stands open, else of one of their own."""
        steps = []
        for item in listing.items:
            step, labels = step_of(item)
            steps.append(step)
            self._result.stripped += labels
        why = told(intro)
        self._result.stripped += why.labels
        if not self._filled(part, why.prose, steps, why.cautions):
            name = self._name(part, used)
            self._add(DraftTechnique(name, tuple(why.prose), tuple(steps), tuple(why.cautions)))

    def narrated(self, part: Part, blocks: list[Block]) -> None:
        """Prose under a heading of steps or of a technique."""
        why, steps, labels = narrated(blocks)
        self._result.stripped += labels
        if not (steps and self._filled(part, why.prose, steps, why.cautions)):
            name = self._name(part, False)
            self._add(DraftTechnique(name, tuple(why.prose), tuple(steps), tuple(why.cautions)))

    def opened(self, part: Part) -> bool:
        """A technique of which there is only the name yet; false where the heading gives none."""
        heading = part.heading
        row, rest = section_named(heading.text) if heading is not None else (None, "")
        if heading is None or row is None or row.kind is not SectionKind.TECHNIQUE or not rest:
            return False
        self._add(DraftTechnique(replace(heading, text=rest)))
        return True

    def warned(self, hazards: Sequence[DraftCaution]) -> bool:
        """Cautions of the technique that stands open; false without one."""
        last = self._result.sections[-1] if self._result.sections else None
        if last is None or last.technique is None:
            return False
        fuller = replace(last.technique, cautions=last.technique.cautions + tuple(hazards))
        self._result.sections[-1] = replace(last, technique=fuller)
        return True

    def _filled(
        self, part: Part, why: Sequence[Said], steps: Sequence[DraftStep], cautions: Sequence[DraftCaution]
    ) -> bool:
        """Steps of the technique whose name stands right above them; false without one."""
        last = self._result.sections[-1] if self._result.sections else None
        named = last.technique if last is not None else None
        if last is None or named is None or named.steps or part.target not in ("steps", ""):
            return False
        fuller = replace(
            named, why=(*named.why, *why), steps=tuple(steps), cautions=(*named.cautions, *cautions)
        )
        self._result.sections[-1] = replace(last, technique=fuller)
        self._gone(part, "หัวข้อของขั้นตอน")
        return True

    def stands_open(self) -> bool:
        """Whether the last thing said was the steps of a technique."""
        last = self._result.sections[-1] if self._result.sections else None
        return last is not None and last.technique is not None and bool(last.technique.steps)

    def followed(self, blocks: list[Block]) -> None:
        """What comes after the steps in the same stretch: cautions of the whole, and a tail."""
        last = self._result.sections[-1]
        technique = last.technique
        if technique is None or not blocks:
            return
        after = told(blocks, warn=True)
        self._result.stripped += after.labels
        fuller = replace(
            technique,
            cautions=technique.cautions + tuple(after.cautions),
            tail=technique.tail + tuple(after.prose),
        )
        self._result.sections[-1] = replace(last, technique=fuller)

    def _add(self, technique: DraftTechnique) -> None:
        self._result.sections.append(DraftSection(SectionKind.TECHNIQUE, technique.name, technique=technique))

    def _name(self, part: Part, used: bool) -> Said:
        """The heading where it names a technique, else the title of the document."""
        heading = part.heading
        if heading is not None and not used:
            row, rest = section_named(heading.text)
            if row is not None and row.kind is SectionKind.TECHNIQUE and rest:
                return replace(heading, text=rest)
            if part.target == "other":
                return heading
            self._gone(part, "หัวข้อของแบบฟอร์ม")
            if part.target not in ("steps", "technique", "title"):
                self._result.moved.append((heading, "ขั้นตอน"))
        taken = {section.heading.text for section in self._result.sections if section.technique}
        if self._title.text not in taken:
            return replace(self._title, rule="title", confidence=min(0.7, self._title.confidence))
        text = heading.text if heading else f"{self._title.text} ({len(taken) + 1})"
        return Said(text, confidence=0.4, rule="title")


def parted_lead(intro: list[Block]) -> tuple[list[Block], list[Block]]:
    """The story before, and the short paragraph that leads on to the steps."""
    if len(intro) > 1 and len(intro[-1].text) <= LEAD_IN:
        return intro[:-1], intro[-1:]
    return (intro, []) if len(intro) > 1 or (intro and len(intro[0].text) > 2 * LEAD_IN) else ([], intro)
