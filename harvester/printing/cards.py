"""Technique cards: one technique on both sides; what does not fit goes to a continuation card."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from harvester.model import Lesson, Markdown
from harvester.model.plain_text import plain
from harvester.printing.imposition import four_up
from harvester.printing.job import Job, Made, table
from harvester.printing.press import Press, Sheets
from harvester.printing.workshop import Work
from harvester.rendering import evidence
from harvester.thai.text import clusters


@dataclass(frozen=True, slots=True)
class Card(Work):
    """A technique of a lesson; without one, the cautions and traps of the lesson. `alone`: its only technique."""

    alone: bool


LEVELS = (1, 2)
"""How a long card is set: 1 smaller, 2 also with the hazards of the whole work on its front."""


def cards(job: Job, press: Press) -> Made:
    """A6 cards, four on an A4 sheet, fronts and backs, with cut marks; the last sheet is filled with cards to write."""
    made = single_cards(job, press, "A6", together=4)
    laid = press.kept(lambda: four_up(made.content, made.pages), b"four up", made.content)
    return Made(laid.pdf, laid.pages, made.findings)


def single_cards(job: Job, press: Press, size: str, together: int = 1) -> Made:
    """Cards of a size of the table, one a page: front, back, front, back. All are set large; those that need a second
    card are tried at each of `LEVELS`, and keep the first that saves most. Lessons without a card are named on one;
    `together` is how many cards a sheet holds."""
    deck = tuple(_deck(job.lessons))
    shown = {card.lesson.id for card in deck}
    texts = job.texts()
    stock = table("paper")["cards"][size]

    def run(levels: Mapping[int, int], blanks: int = 0, *, closing: bool = False) -> Sheets:
        return press.set(
            job.page(
                "cards",
                texts,
                deck=deck,
                stock=stock,
                levels=levels,
                left_out=[lesson for lesson in job.lessons if lesson.id not in shown],
                blanks=blanks,
                closing=closing,
                front_of=lambda card: _front(card, stock),
                evidence_of=lambda card: evidence.of_lesson(job.library, card.lesson, card.technique),
            ),
            texts.shown,
        )

    sheets = run({})
    best = {number: (count, 0) for number, count in _sides_of_cards(sheets).items()}
    for level in LEVELS:
        over = [number for number, (count, _) in best.items() if count > 2]
        if not over:
            break
        for number, count in _sides_of_cards(run(dict.fromkeys(over, level))).items():
            best[number] = min(best[number], (count, level if number in over else 0))
    levels = {number: level for number, (_, level) in best.items() if level}
    blanks = -sum(-(-count // 2) for count, _ in best.values()) % together
    if levels or blanks:
        sheets = run(levels, blanks)
    if sheets.pages % 2:
        sheets = run(levels, blanks, closing=True)
    return Made(sheets.pdf, sheets.pages, tuple(texts.findings))


def _deck(lessons: tuple[Lesson, ...]) -> Iterator[Card]:
    for lesson in lessons:
        techniques = lesson.techniques
        for technique in techniques:
            yield Card(lesson, technique, alone=len(techniques) == 1)
        own = [danger for section in lesson.sections for danger in (*section.cautions, *section.traps)]
        if own and len(techniques) != 1:
            yield Card(lesson, None, alone=True)


def _front(card: Card, stock: Mapping[str, Any]) -> tuple[tuple[str, ...], bool]:
    """The step names (Markdown) for the front, and whether the reason fits there too."""
    lines, width = stock["room"]
    technique = card.technique
    if technique is None:
        return (), False
    left = lines - _lines(card.name, width // 2) - _lines(card.lesson.summary, width - 4)
    names = tuple(step.text.partition("\n")[0] for step in technique.steps)
    taken = sum(_lines(plain(Markdown(name)).strip(), width) for name in names)
    if taken > left:
        return (), len(clusters(technique.why)) <= stock["why"]
    return names, _lines(technique.why, width) + 1 <= left - taken


def _lines(text: str, width: int) -> int:
    """Estimated lines of a text at a line length in clusters."""
    return -(-len(clusters(text)) // width)


def _sides_of_cards(sheets: Sheets) -> Mapping[int, int]:
    """The number of sides of each card, from the pages on which the fronts begin."""
    starts = sorted(
        (page, int(name.removeprefix("card-")))
        for name, page in sheets.anchors.items()
        if name.startswith("card-")
    )
    ends = [page for page, _ in starts[1:]] + [sheets.pages + 1] * bool(starts)
    return {number: end - page for (page, number), end in zip(starts, ends, strict=True)}
