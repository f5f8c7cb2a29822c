"""Parts to sections: every block finds the place in a lesson that its own words ask for, and none is lost."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from harvester.importers.draft import Block, DraftCaution, DraftSection, Said, Stripped, said
from harvester.importers.understanding import meaning as means
from harvester.importers.understanding.assembled import Assembled
from harvester.importers.understanding.cautions import told
from harvester.importers.understanding.kinds import (
    HAZARDS,
    LABELS,
    LISTING,
    TELLING,
    is_lone_heading,
    kind_of,
    says,
)
from harvester.importers.understanding.lists import Listing, Piece, listed
from harvester.importers.understanding.meaning import meaning_of
from harvester.importers.understanding.names import entries, entry, whole_name
from harvester.importers.understanding.numbering import bare
from harvester.importers.understanding.outline import Part, is_naming
from harvester.importers.understanding.split import sections_of
from harvester.importers.understanding.steps import technique_of
from harvester.importers.understanding.workings import Workings, parted_lead
from harvester.model import SectionKind
from harvester.reading.schema import section_named

SIGNED = "คำลงท้ายและลายเซ็น"
_THANKS = re.compile(r"^(?:ขอขอบคุณ|ขอบคุณ|ขอบพระคุณ)")


def assembled(parts: Sequence[Part], title: Said, numbered: str, *, split: bool) -> Assembled:
    """Sections of one lesson; with `split`, lists of lessons are left for drafts of their own."""
    work = _Work(title, numbered, split)
    work.several = sum(part.target == "technique" and is_naming(part.heading) for part in parts) > 1
    for part in parts:
        work.take(part)
        work.account_for(part.heading)
    return work.result


class _Work:
    def __init__(self, title: Said, numbered: str, split: bool) -> None:
        self.title = title
        self.numbered = numbered
        self.split = split
        self.result = Assembled()
        self.workings = Workings(self.result, title, self._heading_gone)
        self.several = False

    def take(self, part: Part) -> None:
        pieces = listed(part.blocks)
        if not pieces:
            if part.heading is not None and part.heading.rule == "outline" and part.target == "other":
                # A chapter whose text stands under the headings that follow.
                self.result.sections.append(DraftSection(SectionKind.OTHER, part.heading))
            elif part.heading is not None and not (part.target == "technique" and self.workings.opened(part)):
                self.result.stripped.append(Stripped(part.heading, "หัวข้อที่ยังว่าง"))
            return
        if part.target == "signature":
            self._heading_gone(part, SIGNED)
            self.result.stripped += [Stripped(said(block, rule="closing"), SIGNED) for block in part.blocks]
            return
        if part.target == "pictures":
            self._heading_gone(part, "รายการรูป")
            self.result.left_over += [said(block, rule="left") for block in part.blocks]
            return
        used = False
        prose: list[Block] = []
        for number, piece in enumerate(pieces):
            if isinstance(piece, Block):
                prose.append(piece)
                continue
            meaning = self._meaning(part, piece, prose, pieces[number + 1 :])
            intro, prose = prose, []
            used = self._listing(part, piece, meaning, intro, used)
        if prose or not used:
            self._prose(part, prose, used)

    def account_for(self, heading: Said | None) -> None:
        """A heading whose text went elsewhere is not lost either."""
        if heading is None:
            return
        places = [section.heading for section in self.result.sections]
        places += [gone.said for gone in self.result.stripped]
        if not any((said.start, said.end) == (heading.start, heading.end) for said in places):
            self.result.stripped.append(Stripped(heading, "หัวข้อที่ย้ายเนื้อหาไปแล้ว"))

    def _meaning(self, part: Part, listing: Listing, prose: list[Block], after: list[Piece]) -> str:
        lead = part.heading.text if part.heading else ""
        if part.target in ("", "title"):
            lead = f"{self.title.text}\n{lead}"
        if prose:
            lead += "\n" + prose[-1].text[-200:]
        behind = next((piece.text for piece in after if isinstance(piece, Block)), "")
        return meaning_of(listing, part.target, lead, behind, self.numbered)

    def _listing(self, part: Part, listing: Listing, meaning: str, intro: list[Block], used: bool) -> bool:
        """Place a list and the prose before it; returns whether the part's heading has been used."""
        home = kind_of(part.target)
        if meaning == means.STEPS:
            if part.target == "":
                story, intro = parted_lead(intro)
                used = self._introduced(part, story, used)
            self.workings.listed(part, listing, intro, used)
        elif meaning == means.TECHNIQUES:
            used = self._introduced(part, intro, used)
            for item in listing.items:
                technique, labels = technique_of(item)
                self.result.sections.append(
                    DraftSection(SectionKind.TECHNIQUE, technique.name, technique=technique)
                )
                self.result.stripped += labels
            if not used and part.heading is not None:
                self._heading_gone(part, "หัวข้อที่รายการอยู่แทนแล้ว")
        elif meaning == means.GATHERINGS:
            used = self._introduced(part, intro, used)
            heading = Said("ลำดับกิจกรรม", confidence=0.7, rule="heading")
            self._entries(Part("other", heading), SectionKind.OTHER, listing, [], False)
        elif meaning == means.LESSONS:
            used = self._introduced(part, intro, used)
            self._lessons(part, listing, used)
        elif kind_of(meaning) in HAZARDS:
            if intro and home in TELLING and part.heading is not None:
                used, intro = self._introduced(part, intro, used), []
            self._hazards(part, kind_of(meaning), listing, intro, used)
        else:
            kind = home if meaning == means.POINTS else kind_of(meaning)
            self._entries(part, kind, listing, intro, used)
        return True

    def _lessons(self, part: Part, listing: Listing, used: bool) -> None:
        if self.split and len(listing.items) > 1:
            self.result.lessons += listing.items
            if not used and part.heading is not None:
                self._heading_gone(part, "หัวข้อที่บทเรียนย่อยอยู่แทนแล้ว")
            return
        sections, labels = sections_of(listing.items)
        self.result.sections += sections
        self.result.stripped += labels

    def _hazards(
        self, part: Part, kind: SectionKind, listing: Listing, intro: list[Block], used: bool
    ) -> None:
        hazards = []
        for item in listing.items:
            hazard, labels = entry(item)
            hazards.append(hazard)
            self.result.stripped += labels
        if self.several and kind is SectionKind.CAUTIONS and not intro and self.workings.warned(hazards):
            return
        text = tuple(said(block) for block in intro)
        self.result.sections.append(
            DraftSection(kind, self._heading(part, kind, used), text, cautions=tuple(hazards))
        )

    def _entries(
        self, part: Part, kind: SectionKind, listing: Listing, intro: list[Block], used: bool
    ) -> None:
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
        heading = self._heading(part, kind, used)
        self.result.sections.append(
            DraftSection(kind, heading, tuple(before.prose), tuple(items), cautions=tuple(cautions))
        )

    def _introduced(self, part: Part, intro: list[Block], used: bool) -> bool:
        if intro:
            self._prose(part, intro, used)
            return True
        return used

    def _prose(self, part: Part, blocks: list[Block], used: bool) -> None:
        """Running text under its heading, parted where a paragraph says that it is something else."""
        home = kind_of(part.target)
        last = self.result.sections[-1] if self.result.sections else None
        if used and last is not None and (last.kind in (*LISTING, *HAZARDS) or last.items):
            # What follows a list speaks of all of it.
            after = told([block for block in blocks if not _THANKS.match(block.text)], "tail", warn=True)
            self.result.stripped += after.labels
            self.result.left_over += [
                said(block, rule="left") for block in blocks if _THANKS.match(block.text)
            ]
            tail, cautions = last.tail + tuple(after.prose), last.cautions + tuple(after.cautions)
            self.result.sections[-1] = replace(last, tail=tail, cautions=cautions)
            return
        if part.target in ("steps", "technique") and not used:
            self.workings.narrated(part, blocks)
            return
        if used and self.workings.followed([block for block in blocks if not _THANKS.match(block.text)]):
            self.result.left_over += [
                said(block, rule="left") for block in blocks if _THANKS.match(block.text)
            ]
            return
        run: list[Block] = []
        for number, block in enumerate(blocks):
            if is_lone_heading(block, blocks[number + 1 : number + 2]):
                used = self._paragraphs(part, home, run, used) or used
                if not used and part.heading is not None and not run:
                    self.result.sections.append(DraftSection(home, self._heading(part, home, False)))
                chapter = Part("other", said(block, rule="outline"), blocks[number + 1 :])
                self.take(chapter)
                self.account_for(chapter.heading)
                return
            kind = says(block.text)
            if home not in TELLING and (kind is not SectionKind.CAUTIONS or home in HAZARDS):
                kind = None
            if _THANKS.match(block.text) and part.target != "comments":
                self.result.left_over.append(said(block, rule="left"))
            elif kind is not None and kind is not home:
                used = self._paragraphs(part, home, run, used) or used
                run = []
                self._paragraphs(Part(kind.value), kind, [block], True)
            else:
                run.append(block)
        self._paragraphs(part, home, run, used)

    def _paragraphs(self, part: Part, kind: SectionKind, blocks: list[Block], used: bool) -> bool:
        if not blocks:
            return False
        if kind in HAZARDS:
            hazards, labels = entries(blocks)
            self.result.stripped += labels
            if self.several and kind is SectionKind.CAUTIONS and self.workings.warned(hazards):
                return True
            heading = self._heading(part, kind, used)
            self.result.sections.append(DraftSection(kind, heading, cautions=tuple(hazards)))
            return True
        if kind is SectionKind.HINDERING and self._with_remedies(part, blocks, used):
            return True
        heading = self._heading(part, kind, used)
        parted = told(blocks)
        if kind in LISTING:
            parted.prose = [replace(piece, text=bare(piece.text)) for piece in parted.prose]
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

    def _with_remedies(self, part: Part, blocks: list[Block], used: bool) -> bool:
        """Problems that are told with their way out are cautions; false when most are not."""
        found, labels = entries(blocks)
        if sum(hazard.remedy is not None for hazard in found) < len(found) / 2:
            return False
        self.result.stripped += labels
        if part.heading is not None and not used:
            self.result.moved.append((part.heading, LABELS[SectionKind.CAUTIONS]))
        heading = self._heading(part, SectionKind.CAUTIONS, used)
        self.result.sections.append(DraftSection(SectionKind.CAUTIONS, heading, cautions=tuple(found)))
        return True

    def _heading(self, part: Part, kind: SectionKind, used: bool) -> Said:
        """The document's own heading where our table reads it as this kind, else our name for it."""
        heading = part.heading
        label = LABELS.get(kind, "")
        if heading is None or used:
            return Said(label or "เรื่องอื่น", confidence=0.6, rule="heading")
        row, rest = section_named(heading.text)
        if (row is not None and row.kind is kind and not rest) or kind is SectionKind.OTHER:
            return heading
        self._heading_gone(part, f"กลายเป็นหัวข้อ “{label}”")
        return replace(heading, text=label, confidence=0.8)

    def _heading_gone(self, part: Part, why: str) -> None:
        if part.heading is not None and all(gone.said is not part.heading for gone in self.result.stripped):
            self.result.stripped.append(Stripped(part.heading, why))
