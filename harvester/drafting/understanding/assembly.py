"""Parts to sections: every block finds the place in a lesson that its own words ask for, and none is lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from harvester.drafting.draft import DraftSection, Said, Stripped, said
from harvester.drafting.understanding import meaning as means
from harvester.drafting.understanding.assembled import Assembled
from harvester.drafting.understanding.cautions import told
from harvester.drafting.understanding.lists import Listing, Piece, listed
from harvester.drafting.understanding.meaning import (
    HAZARDS,
    LISTING,
    TELLING,
    is_lone_heading,
    kind_of,
    meaning_of,
    says,
)
from harvester.drafting.understanding.outline import Part, is_naming
from harvester.drafting.understanding.sectioning import Sectioning
from harvester.drafting.understanding.split import sections_of
from harvester.drafting.understanding.steps import technique_of, tells_steps
from harvester.drafting.understanding.workings import parted_lead
from harvester.model import SectionKind
from harvester.model.document import Block
from harvester.model.schema import section_named
from harvester.reading.wording import patterns

DEEPEST = 40
"""Numbered lines one after another that are still taken for headings."""
SIGNED = "คำลงท้ายและลายเซ็น"
_P = patterns("harvester.drafting", "assembly")


def assembled(parts: Sequence[Part], title: Said, numbered: str, *, split: bool) -> Assembled:
    """Sections of one lesson; with `split`, lists of lessons are left for drafts of their own."""
    work = _Work(title, numbered, split)
    work.several = sum(part.target == "technique" and is_naming(part.heading) for part in parts) > 1
    for part in parts:
        work.take(part)
        work.account_for(part.heading)
    return work.result


class _Work(Sectioning):
    def __init__(self, title: Said, numbered: str, split: bool) -> None:
        super().__init__(title)
        self.numbered = numbered
        self.split = split
        self.depth = 0

    def take(self, part: Part) -> None:
        pieces = listed(part.blocks)
        if not pieces:
            if part.heading is not None and part.heading.rule == "outline" and part.target == "other":
                # A chapter whose text stands under the headings that follow.
                self.result.sections.append(DraftSection(SectionKind.OTHER, part.heading))
            elif part.heading is not None and not (part.target == "technique" and self.workings.opened(part)):
                if part.heading.rule == "outline" and section_named(part.heading.text)[0] is None:
                    self.result.left_over.append(part.heading)
                else:
                    self.result.stripped.append(Stripped(part.heading, "หัวข้อที่ยังว่าง"))
            return
        if part.target == "signature":
            self.heading_gone(part, SIGNED)
            self.result.stripped += [Stripped(said(block, rule="closing"), SIGNED) for block in part.blocks]
            return
        if part.target == "pictures":
            self.heading_gone(part, "รายการรูป")
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
                self.heading_gone(part, "หัวข้อที่รายการอยู่แทนแล้ว")
        elif meaning == means.GATHERINGS:
            used = self._introduced(part, intro, used)
            heading = Said("ลำดับกิจกรรม", confidence=0.7, rule="heading")
            self.entries(Part("other", heading), SectionKind.OTHER, listing, [], False)
        elif meaning == means.LESSONS:
            used = self._introduced(part, intro, used)
            self._lessons(part, listing, used)
        elif kind_of(meaning) in HAZARDS:
            if intro and home in TELLING and part.heading is not None:
                used, intro = self._introduced(part, intro, used), []
            self.hazards(part, kind_of(meaning), listing, intro, used)
        else:
            kind = home if meaning == means.POINTS else kind_of(meaning)
            self.entries(part, kind, listing, intro, used)
        return True

    def _lessons(self, part: Part, listing: Listing, used: bool) -> None:
        if self.split and len(listing.items) > 1:
            self.result.lessons += listing.items
            if not used and part.heading is not None:
                self.heading_gone(part, "หัวข้อที่บทเรียนย่อยอยู่แทนแล้ว")
            return
        sections, labels = sections_of(listing.items)
        self.result.sections += sections
        self.result.stripped += labels

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
            after = told([block for block in blocks if not _P.thanks.match(block.text)], "tail", warn=True)
            self.result.stripped += after.labels
            self.result.left_over += [
                said(block, rule="left") for block in blocks if _P.thanks.match(block.text)
            ]
            tail, cautions = last.tail + tuple(after.prose), last.cautions + tuple(after.cautions)
            self.result.sections[-1] = replace(last, tail=tail, cautions=cautions)
            return
        if part.target in ("steps", "technique") and not used:
            self.workings.narrated(part, blocks)
            return
        if used and self.workings.stands_open():
            end = next(
                (
                    at
                    for at, block in enumerate(blocks)
                    if says(block.text) not in (None, SectionKind.CAUTIONS)
                ),
                len(blocks),
            )
            thanks = [block for block in blocks[:end] if _P.thanks.match(block.text)]
            self.result.left_over += [said(block, rule="left") for block in thanks]
            self.workings.followed([block for block in blocks[:end] if block not in thanks])
            blocks = blocks[end:]
            if not blocks:
                return
        run: list[Block] = []
        ordered = 0
        for number, block in enumerate(blocks):
            if ordered:
                ordered -= 1
                continue
            if home in (SectionKind.CONTEXT, SectionKind.OTHER) and part.target != "comments":
                ordered = tells_steps(blocks[number:])
            if ordered:
                used = self.paragraphs(part, home, run, used) or used
                self.workings.narrated(
                    Part("", None if used else part.heading), blocks[number : number + ordered]
                )
                run, used, ordered = [], True, ordered - 1
                continue
            if self.depth < DEEPEST and is_lone_heading(block, blocks[number + 1 : number + 2]):
                used = self.paragraphs(part, home, run, used) or used
                if not used and part.heading is not None and not run:
                    self.result.sections.append(DraftSection(home, self.heading(part, home, False)))
                chapter = Part("other", said(block, rule="outline"), blocks[number + 1 :])
                self.depth += 1
                self.take(chapter)
                self.depth -= 1
                self.account_for(chapter.heading)
                return
            kind = says(block.text)
            if home not in TELLING and (kind is not SectionKind.CAUTIONS or home in HAZARDS):
                kind = None
            if _P.thanks.match(block.text) and part.target != "comments":
                self.result.left_over.append(said(block, rule="left"))
            elif kind is not None and kind is not home:
                used = self.paragraphs(part, home, run, used) or used
                run = []
                self.paragraphs(Part(kind.value), kind, [block], True)
            else:
                run.append(block)
        self.paragraphs(part, home, run, used)
