"""Lists, paragraphs and steps whose kind is known, made into sections; words that became structure are accounted for."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from harvester.drafting.understanding.cautions import Told, entries, entry, prose_and_cautions
from harvester.drafting.understanding.lists import Item, Listing, whole_name
from harvester.drafting.understanding.meaning import HAZARDS, LABELS, LISTING, kind_of
from harvester.drafting.understanding.outline import Part
from harvester.drafting.understanding.steps import narrated_steps, step_of
from harvester.model import SectionKind
from harvester.model.document import Block
from harvester.model.draft import DraftCaution, DraftSection, DraftStep, DraftTechnique, Said, Stripped, quote
from harvester.model.sections import section_named
from harvester.thai.numbering import sign_of

LEAD_IN = 220
"""Characters of a paragraph that leads on to the steps; what is before it tells the story."""


class Sections:
    """What the assembly of one lesson comes to: sections in order, lessons that could be alone, what is over, what
    became structure. `several` when it names more than one technique, which keep their own cautions."""

    def __init__(self, title: Said) -> None:
        self.title = title
        self.sections: list[DraftSection] = []
        self.lessons: list[Item] = []
        self.left_over: list[Said] = []
        self.stripped: list[Stripped] = []
        self.moved: list[tuple[Said, str]] = []
        self.several = False

    @property
    def last(self) -> DraftSection | None:
        """The section that is open."""
        return self.sections[-1] if self.sections else None

    @property
    def technique(self) -> DraftTechnique | None:
        """The technique that is open."""
        return self.last.technique if self.last is not None else None

    def told(self, blocks: Iterable[Block], rule: str = "text", *, warn: bool = False) -> Told:
        """Prose and cautions of some blocks."""
        found = prose_and_cautions(blocks, rule, warn=warn)
        self.stripped += found.labels
        return found

    def left(self, blocks: Iterable[Block]) -> None:
        """Words that no section takes."""
        self.left_over += [quote(block, rule="left") for block in blocks]

    def section(self, kind: SectionKind, heading: Said, text: Iterable[Said] = (), items: Iterable[Said] = (),
                cautions: Iterable[DraftCaution] = ()) -> None:  # fmt: skip
        """One more."""
        self.sections.append(DraftSection(kind, heading, tuple(text), tuple(items), cautions=tuple(cautions)))

    def hazards(
        self, part: Part, kind: SectionKind, listing: Listing, intro: list[Block], used: bool
    ) -> None:
        """A list of cautions or traps, with the prose that leads to it."""
        hazards = []
        for item in listing.items:
            hazard, labels = entry(item)
            hazards.append(hazard)
            self.stripped += labels
        if intro or not self._warned(kind, hazards):
            self.section(kind, self.heading(part, kind, used), map(quote, intro), cautions=hazards)

    def entries(
        self, part: Part, kind: SectionKind, listing: Listing, intro: list[Block], used: bool
    ) -> None:
        """A list of anything else; problems that are reported with their remedy are cautions."""
        hazards = [entry(item)[0] for item in listing.items] if kind is SectionKind.HINDERING else []
        if hazards and _mostly_with_remedy(hazards):
            self._moved(part, SectionKind.CAUTIONS, used)
            self.hazards(part, SectionKind.CAUTIONS, listing, intro, used)
            return
        items: list[Said] = []
        cautions: list[DraftCaution] = []
        for item in listing.items:
            rest = self.told(item.rest)
            items += [whole_name(item), *rest.prose]
            cautions += rest.cautions
        before = self.told(intro)
        if part.target not in ("", "title", "other") and kind is not kind_of(part.target):
            self._moved(part, kind, used)
        self.section(kind, self.heading(part, kind, used), before.prose, items, cautions + before.cautions)

    def paragraphs(self, part: Part, kind: SectionKind, blocks: list[Block], used: bool) -> bool:
        """Running text as one section; true when there was any."""
        if not blocks:
            return False
        hazards, labels = entries(blocks) if kind in (*HAZARDS, SectionKind.HINDERING) else ([], [])
        if kind in HAZARDS or (hazards and _mostly_with_remedy(hazards)):
            self.stripped += labels
            if not self._warned(kind, hazards):
                if kind not in HAZARDS:  # problems that are told with their way out
                    kind = SectionKind.CAUTIONS
                    self._moved(part, kind, used)
                self.section(kind, self.heading(part, kind, used), cautions=hazards)
            return True
        heading = self.heading(part, kind, used)
        parted = self.told(blocks)
        last = self.last
        if kind in LISTING:
            items = [replace(piece, text=_without_sign(piece.text)) for piece in parted.prose]
            self.section(kind, heading, (), items, parted.cautions)
        elif used and last is not None and last.kind is kind and last.technique is None and not last.items:
            text, cautions = last.text + tuple(parted.prose), last.cautions + tuple(parted.cautions)
            self.sections[-1] = replace(last, text=text, cautions=cautions)
        else:
            self.section(kind, heading, parted.prose, (), parted.cautions)
        return True

    def followed(self, blocks: list[Block], *, tail: bool) -> None:
        """What comes after a list in the same stretch (with `tail` it ends it): cautions of the whole, and more words."""
        after = self.told(blocks, "tail" if tail else "text", warn=True)
        whole = self.last if tail else self.technique
        if whole is None or not blocks:
            return
        more = replace(whole, tail=(*whole.tail, *after.prose), cautions=(*whole.cautions, *after.cautions))
        self.sections[-1] = (
            more if isinstance(more, DraftSection) else replace(self.sections[-1], technique=more)
        )

    def stepped(self, part: Part, listing: Listing, intro: list[Block], used: bool) -> None:
        """Numbered steps: of the technique whose heading is open, else of one of their own."""
        steps = []
        for item in listing.items:
            step, labels = step_of(item)
            steps.append(step)
            self.stripped += labels
        self._worked(part, self.told(intro), steps, used)

    def narrated(self, part: Part, blocks: list[Block]) -> None:
        """Prose under a heading of steps or of a technique."""
        why, steps, labels = narrated_steps(blocks)
        self.stripped += labels
        self._worked(part, why, steps, False)

    def opened(self, part: Part) -> bool:
        """A technique of which there is only the name yet; false where the heading gives none."""
        heading = part.heading
        rest = _technique_named(heading)
        if heading is None or not rest:
            return False
        self.add(DraftTechnique(replace(heading, text=rest)))
        return True

    def add(self, technique: DraftTechnique) -> None:
        """A section that is a technique."""
        self.sections.append(DraftSection(SectionKind.TECHNIQUE, technique.name, technique=technique))

    def _worked(self, part: Part, why: Told, steps: Sequence[DraftStep], used: bool) -> None:
        named = self.technique
        if steps and named is not None and not named.steps and part.target in ("steps", ""):
            fuller = replace(
                named,
                why=(*named.why, *why.prose),
                steps=tuple(steps),
                cautions=(*named.cautions, *why.cautions),
            )
            self.sections[-1] = replace(self.sections[-1], technique=fuller)
            self.heading_gone(part, "หัวข้อของขั้นตอน")
        else:
            self.add(
                DraftTechnique(self._name(part, used), tuple(why.prose), tuple(steps), tuple(why.cautions))
            )

    def _warned(self, kind: SectionKind, hazards: Sequence[DraftCaution]) -> bool:
        """Cautions given to the technique that is open where there are several; false without one."""
        open_one = self.technique
        if not self.several or kind is not SectionKind.CAUTIONS or open_one is None:
            return False
        fuller = replace(open_one, cautions=open_one.cautions + tuple(hazards))
        self.sections[-1] = replace(self.sections[-1], technique=fuller)
        return True

    def _name(self, part: Part, used: bool) -> Said:
        """The heading where it names a technique, else the title of the document."""
        heading = part.heading
        if heading is not None and not used:
            if rest := _technique_named(heading):
                return replace(heading, text=rest)
            if part.target == "other":
                return heading
            self.heading_gone(part, "หัวข้อของแบบฟอร์ม")
            if part.target not in ("steps", "technique", "title"):
                self.moved.append((heading, "ขั้นตอน"))
        taken = {section.heading.text for section in self.sections if section.technique}
        if self.title.text not in taken:
            return replace(self.title, rule="title", confidence=min(0.7, self.title.confidence))
        text = heading.text if heading else f"{self.title.text} ({len(taken) + 1})"
        return Said(text, confidence=0.4, rule="title")

    def _moved(self, part: Part, kind: SectionKind, used: bool) -> None:
        if part.heading is not None and not used:
            self.moved.append((part.heading, LABELS.get(kind, kind.value)))

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
        if part.heading is not None and all(gone.said is not part.heading for gone in self.stripped):
            self.stripped.append(Stripped(part.heading, why))


def parted_lead(intro: list[Block]) -> tuple[list[Block], list[Block]]:
    """The story before, and the short paragraph that leads on to the steps."""
    if len(intro) > 1 and len(intro[-1].text) <= LEAD_IN:
        return intro[:-1], intro[-1:]
    return (intro, []) if len(intro) > 1 or (intro and len(intro[0].text) > 2 * LEAD_IN) else ([], intro)


def _technique_named(heading: Said | None) -> str:
    """The name behind เทคนิค: in a heading, or ''."""
    row, rest = section_named(heading.text) if heading is not None else (None, "")
    return rest if row is not None and row.kind is SectionKind.TECHNIQUE else ""


def _mostly_with_remedy(hazards: Sequence[DraftCaution]) -> bool:
    """Whether most are reported with their remedy."""
    return sum(hazard.remedy is not None for hazard in hazards) >= len(hazards) / 2


def _without_sign(text: str) -> str:
    """An entry without its sign: it is in a list of its own."""
    sign = sign_of(text)
    return text[sign.length :] if sign is not None and not sign.counted else text
