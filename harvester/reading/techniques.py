"""Reads a technique out of its section: the why, the steps with the cautions that belong to them, the rest."""

from dataclasses import dataclass, field
from typing import TypeVar

from harvester.model import Anchor, Caution, Markdown, Origin, Step, Technique, Trap
from harvester.model.diagnostics import Place
from harvester.model.names import split_origin
from harvester.reading import cautions_and_traps
from harvester.reading.blocks import Block, item_source, source
from harvester.reading.cautions_and_traps import Hazard

C = TypeVar("C", Caution, Trap)


@dataclass(slots=True)
class _StepDraft:
    text: str
    line: int
    hazards: list[Hazard] = field(default_factory=list)


@dataclass(slots=True)
class TechniqueBuilder:
    """A technique in the making, filled block by block in document order."""

    why: list[str] = field(default_factory=list)
    steps: list[_StepDraft] = field(default_factory=list)
    hazards: list[Hazard] = field(default_factory=list)
    tail: list[str] = field(default_factory=list)

    def add(self, lines: list[str], blocks: tuple[Block, ...], *, bullets: bool = False) -> None:
        """Take in the blocks under a technique's or a `ขั้นตอน` heading; `bullets` are steps under the latter."""
        bulleted = bullets and not any(block.kind == "ordered" for block in blocks)
        kinds = ("ordered", "bullet") if bulleted else ("ordered",)
        last_list = max((i for i, block in enumerate(blocks) if block.kind in kinds), default=-1)
        for index, block in enumerate(blocks):
            if block.kind in kinds:
                self.steps += [_step(lines, item) for item in block.children]
            elif cautions_and_traps.is_labelled_hazard(lines, block):
                self._hazard(lines, blocks, index, last_list)
            elif not self.steps:
                self.why.append(source(lines, block))
            elif index < last_list:
                # Prose between two stretches of one numbered list belongs to the step above it.
                self.steps[-1].text += "\n\n" + source(lines, block)
            else:
                self.tail.append(source(lines, block))

    def _hazard(self, lines: list[str], blocks: tuple[Block, ...], index: int, last_list: int) -> None:
        """A labelled quote outside a list item belongs to the step above when the list goes on or no blank line parts them."""
        block = blocks[index]
        touching = index > 0 and block.start > 0 and bool(lines[block.start - 1].strip())
        target = self.steps[-1].hazards if self.steps and (index < last_list or touching) else self.hazards
        for hazard in cautions_and_traps.hazards_of(lines, block):
            cautions_and_traps.join_hazard(target, hazard)

    def technique(self, name: str, number: int, place: Place, body_line: int, origin: Origin) -> Technique:
        """The finished value; anchors are counted from `number` (the technique's place in its lesson). What stands in
        it and names no `origin` has the technique's."""
        steps = []
        for index, step in enumerate(self.steps, 1):
            said, text = split_origin(step.text.strip(), origin)
            steps.append(
                Step(
                    number=index,
                    text=Markdown(text),
                    anchor=Anchor(f"step-{number}-{index}"),
                    place=Place(place.path, body_line + step.line),
                    cautions=hazards(
                        Caution, step.hazards, f"caution-{number}-{index}", place.path, body_line, origin
                    ),
                    origin=said,
                )
            )
        return Technique(
            name=name,
            anchor=Anchor(f"technique-{number}"),
            place=place,
            why=Markdown("\n\n".join(self.why)),
            steps=tuple(steps),
            cautions=hazards(Caution, self.hazards, f"caution-{number}-0", place.path, body_line, origin),
            tail=Markdown("\n\n".join(self.tail)),
            origin=origin,
        )


def _step(lines: list[str], item: Block) -> _StepDraft:
    dangers = tuple(block for block in item.children if cautions_and_traps.is_labelled_hazard(lines, block))
    if not dangers:
        # A label that follows the step's words without a blank line is part of the same paragraph.
        dangers = tuple(_labelled_tail(lines, block) for block in item.children if block.kind == "paragraph")
        dangers = tuple(block for block in dangers if block.start < block.end)
    step = _StepDraft(item_source(lines, item, dangers), item.start)
    for hazard in (one for block in dangers for one in cautions_and_traps.hazards_of(lines, block)):
        cautions_and_traps.join_hazard(step.hazards, hazard)
    return step


def _labelled_tail(lines: list[str], block: Block) -> Block:
    start = next(
        (n for n in range(block.start + 1, block.end) if cautions_and_traps.is_labelled(lines[n])), block.end
    )
    return Block("paragraph", start, block.end)


def hazards(
    kind: type[C], found: list[Hazard], anchor: str, path: str, body_line: int, origin: Origin, start: int = 1
) -> tuple[C, ...]:
    """Cautions or traps `<anchor>-<n>`, counted from `start`; those that name no origin have the given one."""
    made = []
    for index, hazard in enumerate(found, start):
        said, text = split_origin(hazard.text, origin)
        remedied, remedy = split_origin(hazard.remedy, origin)
        place = Place(path, body_line + hazard.line)
        made.append(
            kind(Markdown(text), Anchor(f"{anchor}-{index}"), place, Markdown(remedy), said, remedied)
        )
    return tuple(made)
