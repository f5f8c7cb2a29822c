"""Parts to sections: every block finds the place in a lesson that its own words ask for, and none is lost."""

from collections.abc import Sequence

from harvester.drafting.understanding import meaning as means
from harvester.drafting.understanding.lists import Listing, Piece, split_lists
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
from harvester.drafting.understanding.sections import Sections, parted_lead
from harvester.drafting.understanding.split import sections_of
from harvester.drafting.understanding.steps import technique_of, tells_steps
from harvester.model import SectionKind
from harvester.model.document import Block
from harvester.model.draft import DraftSection, Said, Stripped, quote
from harvester.model.sections import section_named
from harvester.reading.wording import patterns

DEEPEST = 40
"""Numbered lines one after another that are still taken for headings."""
SIGNED = "คำลงท้ายและลายเซ็น"
LEADS_ON = (":", "：", "คือ", "ดังนี้", "ได้แก่", "ว่า")
"""Ends of a paragraph that belongs to the list below it."""
_P = patterns("harvester.drafting", "assembly")


def assemble(parts: Sequence[Part], title: Said, numbered: str, *, split: bool) -> Sections:
    """Sections of one lesson; with `split`, lists of lessons are left for drafts of their own."""
    work = _Work(title, numbered, split)
    work.several = sum(part.target == "technique" and is_naming(part.heading) for part in parts) > 1
    for part in parts:
        work.take(part)
        work.account_for(part.heading)
    return work


class _Work(Sections):
    def __init__(self, title: Said, numbered: str, split: bool) -> None:
        super().__init__(title)
        self.numbered = numbered
        self.split = split
        self.depth = 0

    def take(self, part: Part) -> None:
        pieces = split_lists(part.blocks)
        if not pieces:
            self._empty(part)
            return
        if part.target == "signature":
            self.heading_gone(part, SIGNED)
            self.stripped += [Stripped(quote(block, rule="closing"), SIGNED) for block in part.blocks]
            return
        if part.target == "pictures":
            self.heading_gone(part, "รายการรูป")
            self.left(part.blocks)
            return
        used = False
        prose: list[Block] = []
        for number, piece in enumerate(pieces):
            if isinstance(piece, Block):
                prose.append(piece)
                continue
            meaning = self._meaning(part, piece, prose, pieces[number + 1 :])
            intro, prose = prose, []
            leads = intro and (piece.items[0].sign.number or intro[-1].text.rstrip().endswith(LEADS_ON))
            plain = (None, SectionKind.CAUTIONS)
            told = intro[:-1] if leads else intro
            said = [at for at, block in enumerate(told) if says(block.text) not in plain]
            if said and kind_of(part.target) in TELLING:
                self._prose(part, intro[: said[-1] + 1], used)
                intro, used = intro[said[-1] + 1 :], True
            self._listing(part, piece, meaning, intro, used)
            used = True
        if prose or not used:
            self._prose(part, prose, used)

    def _empty(self, part: Part) -> None:
        """A heading without a text of its own."""
        heading = part.heading
        if heading is None or (part.target == "technique" and self.opened(part)):
            return
        if heading.rule == "outline" and part.target == "other":
            # A chapter whose text stands under the headings that follow.
            self.section(SectionKind.OTHER, heading)
        elif heading.rule == "outline" and section_named(heading.text)[0] is None:
            self.left_over.append(heading)
        else:
            self.stripped.append(Stripped(heading, "หัวข้อที่ยังว่าง"))

    def account_for(self, heading: Said | None) -> None:
        """A heading whose text went elsewhere is not lost either."""
        if heading is None:
            return
        places = [*(section.heading for section in self.sections), *(gone.said for gone in self.stripped)]
        if not any((said.start, said.end) == (heading.start, heading.end) for said in places):
            self.stripped.append(Stripped(heading, "หัวข้อที่ย้ายเนื้อหาไปแล้ว"))

    def _meaning(self, part: Part, listing: Listing, prose: list[Block], after: list[Piece]) -> str:
        lead = part.heading.text if part.heading else ""
        if part.target in ("", "title"):
            lead = f"{self.title.text}\n{lead}"
        if prose:
            lead += "\n" + prose[-1].text[-200:]
        behind = next((piece.text for piece in after if isinstance(piece, Block)), "")
        return meaning_of(listing, part.target, lead, behind, self.numbered)

    def _listing(self, part: Part, listing: Listing, meaning: str, intro: list[Block], used: bool) -> None:
        """Place a list and the prose before it."""
        home = kind_of(part.target)
        if meaning == means.STEPS:
            if part.target == "":
                story, intro = parted_lead(intro)
                used = self._introduced(part, story, used)
            self.stepped(part, listing, intro, used)
        elif meaning == means.TECHNIQUES:
            used = self._introduced(part, intro, used)
            for item in listing.items:
                technique, labels = technique_of(item)
                self.add(technique)
                self.stripped += labels
            if not used:
                self.heading_gone(part, "หัวข้อที่รายการอยู่แทนแล้ว")
        elif meaning == means.GATHERINGS:
            self._introduced(part, intro, used)
            heading = Said("ลำดับกิจกรรม", confidence=0.7, rule="heading")
            self.entries(Part("other", heading), SectionKind.OTHER, listing, [], False)
        elif meaning == means.LESSONS:
            self._lessons(part, listing, self._introduced(part, intro, used))
        elif kind_of(meaning) in HAZARDS:
            if intro and home in TELLING and (part.heading is not None or tells_steps(intro)):
                used, intro = self._introduced(part, intro, used), []
            self.hazards(part, kind_of(meaning), listing, intro, used)
        else:
            kind = home if meaning == means.POINTS else kind_of(meaning)
            self.entries(part, kind, listing, intro, used)

    def _lessons(self, part: Part, listing: Listing, used: bool) -> None:
        if self.split and len(listing.items) > 1:
            self.lessons += listing.items
            if not used:
                self.heading_gone(part, "หัวข้อที่บทเรียนย่อยอยู่แทนแล้ว")
            return
        sections, labels = sections_of(listing.items)
        self.sections += sections
        self.stripped += labels

    def _introduced(self, part: Part, intro: list[Block], used: bool) -> bool:
        if intro:
            self._prose(part, intro, used)
        return used or bool(intro)

    def _prose(self, part: Part, blocks: list[Block], used: bool) -> None:
        """Running text under its heading, split where a paragraph says that it is something else."""
        home = kind_of(part.target)
        last = self.last
        if used and last is not None and (last.kind in (*LISTING, *HAZARDS) or last.items):
            same = (None, last.kind, SectionKind.CAUTIONS)
            end = next((at for at, block in enumerate(blocks) if says(block.text) not in same), len(blocks))
            if blocks[:end]:
                self.followed(self._without_thanks(blocks[:end]), tail=True)  # it speaks of all of the list
            blocks = blocks[end:]
            if not blocks:
                return
        if part.target in ("steps", "technique") and not used:
            self.narrated(part, blocks)
            return
        if used and self.technique is not None and self.technique.steps:
            plain = (None, SectionKind.CAUTIONS)
            end = next((at for at, block in enumerate(blocks) if says(block.text) not in plain), len(blocks))
            self.followed(self._without_thanks(blocks[:end]), tail=False)
            blocks = blocks[end:]
            if not blocks:
                return
        run: list[Block] = []
        ordered = 0
        for number, block in enumerate(blocks):
            if ordered:
                ordered -= 1
                continue
            if home in (SectionKind.CONTEXT, SectionKind.OTHER):
                ordered = tells_steps(blocks[number:])
            if ordered:
                used = self.paragraphs(part, home, run, used) or used
                self.narrated(Part("", None if used else part.heading), blocks[number : number + ordered])
                run, used, ordered = [], True, ordered - 1
                continue
            if self.depth < DEEPEST and is_lone_heading(block, blocks[number + 1 : number + 2]):
                self._chapter(part, home, run, blocks[number:], used)
                return
            kind = says(block.text)
            if home in HAZARDS:
                kind = None if kind in HAZARDS else kind
            elif home is SectionKind.SUMMARY:  # what a digest aims at is a part of it
                kind = None if kind in (SectionKind.OBJECTIVES, SectionKind.CONTEXT) else kind
            elif home not in TELLING and kind is not SectionKind.CAUTIONS:
                kind = None
            if _P.thanks.match(block.text):
                self.left([block])
            elif kind is not None and kind is not home:
                used = self.paragraphs(part, home, run, used) or used
                run = []
                if kind is SectionKind.TECHNIQUE:
                    self.narrated(Part(""), [block])
                else:
                    self.paragraphs(Part(kind.value), kind, [block], True)
            else:
                run.append(block)
        self.paragraphs(part, home, run, used)

    def _chapter(
        self, part: Part, home: SectionKind, run: list[Block], blocks: list[Block], used: bool
    ) -> None:
        """A numbered line with everything under it."""
        used = self.paragraphs(part, home, run, used) or used
        if not used and part.heading is not None and not run:
            self.sections.append(DraftSection(home, self.heading(part, home, False)))
        chapter = Part("other", quote(blocks[0], rule="outline"), blocks[1:])
        self.depth += 1
        self.take(chapter)
        self.depth -= 1
        self.account_for(chapter.heading)

    def _without_thanks(self, blocks: list[Block]) -> list[Block]:
        self.left(block for block in blocks if _P.thanks.match(block.text))
        return [block for block in blocks if not _P.thanks.match(block.text)]
