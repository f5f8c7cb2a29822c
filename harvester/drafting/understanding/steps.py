"""Steps and techniques out of list entries, and out of prose that tells one thing after another."""

from dataclasses import replace

from harvester.drafting.understanding.cautions import Told, prose_and_cautions
from harvester.drafting.understanding.lists import Item, Listing, split_lists, split_name, whole_name
from harvester.model.document import Block
from harvester.model.draft import DraftStep, DraftTechnique, Stripped
from harvester.reading.wording import patterns
from harvester.thai.segment import Segmenter
from harvester.thai.sentences import sentences

_P = patterns("harvester.drafting", "steps")
EARLY = 60
"""Characters in which the first word of order must come."""
TELLING = 2
"""Connectives from which prose tells steps."""


def step_of(item: Item) -> tuple[DraftStep, list[Stripped]]:
    """One entry as a step: its head and rest without what warns."""
    head = prose_and_cautions([item.head], "steps", warn=False)
    rest = prose_and_cautions(item.rest, "steps", warn=True)
    cautions = (*head.cautions, *rest.cautions)
    if not head.prose:
        return DraftStep(whole_name(item), tuple(rest.prose), tuple(rest.cautions)), rest.labels
    first = head.prose[0]
    sign = item.head.text[: item.sign.length].strip()
    first = replace(first, text=first.text.removeprefix(sign).strip() or first.text)
    return DraftStep(first, (*head.prose[1:], *rest.prose), cautions), [*head.labels, *rest.labels]


def technique_of(item: Item) -> tuple[DraftTechnique, list[Stripped]]:
    """One entry as a technique: prose is its why, a list under it its steps."""
    name, body = split_name(item)
    why: list[Block] = []
    steps: list[DraftStep] = []
    after: list[Block] = []
    labels: list[Stripped] = []
    for piece in split_lists(body):
        if isinstance(piece, Listing) and not steps:
            for entry in piece.items:
                step, said_labels = step_of(entry)
                steps.append(step)
                labels += said_labels
        elif isinstance(piece, Listing):
            after += [block for entry in piece.items for block in (entry.head, *entry.rest)]
        else:
            (after if steps else why).append(piece)
    before, behind = prose_and_cautions(why, warn=True), prose_and_cautions(after)
    labels += [*before.labels, *behind.labels]
    cautions = (*before.cautions, *behind.cautions)
    return DraftTechnique(name, tuple(before.prose), tuple(steps), cautions, tuple(behind.prose)), labels


def narrated_steps(blocks: list[Block]) -> tuple[Told, list[DraftStep], list[Stripped]]:
    """Prose under a heading of steps: a paragraph a step, or a sentence a step where connectives part them."""
    pieces = [piece for block in blocks for piece in _sentences_as_steps(block)]
    if len(blocks) == 1 and len(pieces) < TELLING:
        only = prose_and_cautions(blocks, warn=True)
        return only, [], only.labels
    steps: list[DraftStep] = []
    labels: list[Stripped] = []
    lead = Told([], [], [])
    for block in pieces:
        parted = prose_and_cautions(_warned_within(block), "steps", warn=True)
        labels += parted.labels
        if parted.prose:
            first = replace(parted.prose[0], confidence=0.6)
            steps.append(DraftStep(first, tuple(parted.prose[1:]), tuple(parted.cautions)))
        elif steps:
            steps[-1] = replace(steps[-1], cautions=steps[-1].cautions + tuple(parted.cautions))
        else:
            lead.cautions.extend(parted.cautions)
    return lead, steps, labels


def tells_steps(blocks: list[Block]) -> int:
    """How many of the first blocks tell one thing after another without numbers: a paragraph that begins and goes on,
    or lines that each begin with a word of order; 0 when they do not."""
    lines = 0
    while lines < len(blocks) and _P.then.match(blocks[lines].text.lstrip("✅•-–▪️ ")):
        lines += 1
    if lines >= TELLING and _P.first.match(blocks[0].text.lstrip("✅•-–▪️ ")):
        return lines
    if not blocks:
        return 0
    first = _P.first.search(blocks[0].text)
    return (
        1
        if first is not None and first.start() < EARLY and _P.next.search(blocks[0].text, first.end())
        else 0
    )


def _sentences_as_steps(block: Block) -> list[Block]:
    """The paragraph cut before each word of order; whole when there are too few."""
    edges = Segmenter().boundaries(block.text)
    cuts = {match.start() for match in _P.next.finditer(block.text) if match.start() in edges}
    cuts |= {low for low, _ in sentences(block.text) if low and _P.then.match(block.text[low:])}
    cuts.discard(0)
    first = _P.first.search(block.text)
    if len(cuts) < (1 if first is not None and first.start() < EARLY else TELLING):
        return [block]
    result = []
    for low, high in zip([0, *sorted(cuts)], [*sorted(cuts), len(block.text)], strict=True):
        core = block.text[low:high].strip()
        if not core:
            continue
        start = block.start + low + block.text[low:high].index(core)
        result.append(replace(block, text=core, start=start, end=start + len(core)))
    return result


def _warned_within(block: Block) -> list[Block]:
    """The piece cut before a warning that no blank parts from what is before it: …สามเดือนห้ามปิดแน่น…"""
    edges = Segmenter().boundaries(block.text)
    cut = next((m.start() for m in _P.forbids.finditer(block.text, 8) if m.start() in edges), 0)
    if not cut or block.text[cut - 1].isspace():
        return [block]
    return [
        replace(block, text=block.text[:cut], end=block.start + cut),
        replace(block, text=block.text[cut:], start=block.start + cut),
    ]
