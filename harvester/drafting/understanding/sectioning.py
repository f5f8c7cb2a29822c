"""Lists and paragraphs whose kind is known, made into sections; words that became structure are accounted for."""

from __future__ import annotations

from dataclasses import replace

from harvester.drafting.draft import DraftCaution, DraftSection, Said, Stripped, said
from harvester.drafting.understanding.assembled import Assembled
from harvester.drafting.understanding.cautions import told
from harvester.drafting.understanding.lists import Listing
from harvester.drafting.understanding.meaning import HAZARDS, LABELS, LISTING, kind_of
from harvester.drafting.understanding.names import entries, entry, whole_name
from harvester.drafting.understanding.outline import Part
from harvester.drafting.understanding.workings import Workings
from harvester.model import SectionKind
from harvester.model.document import Block
from harvester.model.schema import section_named
from harvester.thai.numbering import sign_of


class Sectioning:
    """Adds sections to one lesson; `several` when it names more than one technique, which keep their own cautions."""

    def __init__(self, title: Said) -> None:
        self.title = title
        self.result = Assembled()
        self.workings = Workings(self.result, title, self.heading_gone)
        self.several = False

    def hazards(
        self, part: Part, kind: SectionKind, listing: Listing, intro: list[Block], used: bool
    ) -> None:
        """A list of cautions or traps, with the prose that leads to it."""
        hazards = []
        for item in listing.items:
            hazard, labels = entry(item)
            hazards.append(hazard)
            self.result.stripped += labels
        if self.several and kind is SectionKind.CAUTIONS and not intro and self.workings.warned(hazards):
            return
        text = tuple(said(block) for block in intro)
        self.result.sections.append(
            DraftSection(kind, self.heading(part, kind, used), text, cautions=tuple(hazards))
        )

    def entries(
        self, part: Part, kind: SectionKind, listing: Listing, intro: list[Block], used: bool
    ) -> None:
        """A list of anything else; problems that are told with their way out are cautions."""
        told_out = [entry(item) for item in listing.items] if kind is SectionKind.HINDERING else []
        if told_out and sum(hazard.remedy is not None for hazard, _ in told_out) >= len(told_out) / 2:
            self._moved(part, used)
            self.hazards(part, SectionKind.CAUTIONS, listing, intro, used)
            return
        items: list[Said] = []
        cautions: list[DraftCaution] = []
        for item in listing.items:
            items.append(whole_name(item))
            rest = told(item.rest)
            items += rest.prose
            cautions += rest.cautions
            self.result.stripped += rest.labels
        before = told(intro)
        self.result.stripped += before.labels
        cautions += before.cautions
        if (
            not used
            and part.target not in ("", "title", "other")
            and kind is not kind_of(part.target)
            and part.heading
        ):
            self.result.moved.append((part.heading, LABELS.get(kind, kind.value)))
        heading = self.heading(part, kind, used)
        self.result.sections.append(
            DraftSection(kind, heading, tuple(before.prose), tuple(items), cautions=tuple(cautions))
        )

    def paragraphs(self, part: Part, kind: SectionKind, blocks: list[Block], used: bool) -> bool:
        """Running text as one section; true when there was any."""
        if not blocks:
            return False
        if kind in HAZARDS:
            hazards, labels = entries(blocks)
            self.result.stripped += labels
            if self.several and kind is SectionKind.CAUTIONS and self.workings.warned(hazards):
                return True
            heading = self.heading(part, kind, used)
            self.result.sections.append(DraftSection(kind, heading, cautions=tuple(hazards)))
            return True
        if kind is SectionKind.HINDERING and self.with_remedies(part, blocks, used):
            return True
        heading = self.heading(part, kind, used)
        parted = told(blocks)
        if kind in LISTING:
            parted.prose = [replace(piece, text=_unsigned(piece.text)) for piece in parted.prose]
        self.result.stripped += parted.labels
        text, items = (tuple(parted.prose), ()) if kind not in LISTING else ((), tuple(parted.prose))
        last = self.result.sections[-1] if self.result.sections else None
        if (
            used
            and last is not None
            and last.kind is kind
            and not items
            and last.technique is None
            and not last.items
        ):
            merged = replace(last, text=last.text + text, cautions=last.cautions + tuple(parted.cautions))
            self.result.sections[-1] = merged
            return True
        self.result.sections.append(DraftSection(kind, heading, text, items, cautions=tuple(parted.cautions)))
        return True

    def with_remedies(self, part: Part, blocks: list[Block], used: bool) -> bool:
        """Problems that are told with their way out are cautions; false when most are not."""
        found, labels = entries(blocks)
        if sum(hazard.remedy is not None for hazard in found) < len(found) / 2:
            return False
        self.result.stripped += labels
        self._moved(part, used)
        heading = self.heading(part, SectionKind.CAUTIONS, used)
        self.result.sections.append(DraftSection(SectionKind.CAUTIONS, heading, cautions=tuple(found)))
        return True

    def _moved(self, part: Part, used: bool) -> None:
        if part.heading is not None and not used:
            self.result.moved.append((part.heading, LABELS[SectionKind.CAUTIONS]))

    def heading(self, part: Part, kind: SectionKind, used: bool) -> Said:
        """The document's own heading where our table reads it as this kind, else our name for it."""
        heading = part.heading
        label = LABELS.get(kind, "")
        if heading is None or used:
            return Said(label or "เรื่องอื่น", confidence=0.6, rule="heading")
        row, rest = section_named(heading.text)
        if (row is not None and row.kind is kind and not rest) or kind is SectionKind.OTHER:
            return heading
        self.heading_gone(part, f"กลายเป็นหัวข้อ “{label}”")
        return replace(heading, text=label, confidence=0.8)

    def heading_gone(self, part: Part, why: str) -> None:
        """Notes that the heading does not come into the draft, and why."""
        if part.heading is not None and all(gone.said is not part.heading for gone in self.result.stripped):
            self.result.stripped.append(Stripped(part.heading, why))


def _unsigned(text: str) -> str:
    """An entry without its sign: it stands in a list of its own."""
    sign = sign_of(text)
    return text[sign.length :] if sign is not None and not sign.counted else text
