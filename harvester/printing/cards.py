"""Technique cards: one technique on both sides; what does not fit goes to a continuation card."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from harvester.model import Lesson, Markdown
from harvester.model.plain_text import plain
from harvester.printing.imposition import four_up
from harvester.printing.job import Job, Made, table
from harvester.printing.joining import join
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
    """Cards of a size of the table, one a page: front, back, front, back. Each is set large; one that needs a second
    card is tried at each of `LEVELS`, and keeps the first that saves most. Lessons without a card are named on one;
    `together` is how many cards a sheet holds."""
    deck = tuple(_deck(job.lessons))
    left_out = {lesson.id: lesson for lesson in job.lessons} | {card.lesson.id: None for card in deck}
    texts = job.texts()
    stock = table("paper")["cards"][size]

    nothing: dict[str, Any] = {"left_out": (), "blanks": 0, "filler": False, "closing": False}

    def run(number: int = 0, level: int = 0, **others: Any) -> Sheets:
        page = job.page(
            "cards",
            texts,
            number=number,
            card=deck[number - 1] if number else None,
            count=len(deck),
            stock=stock,
            level=level,
            front_of=lambda card: _front(card, stock),
            evidence_of=lambda card: evidence.of_lesson(job.library, card.lesson, card.technique),
            **nothing | others,
        )
        return press.set(page, texts.shown)

    def fitting(number: int) -> tuple[Sheets, dict[str, Any]]:
        tried = [run(number)]
        for level in LEVELS if tried[0].pages > 2 else ():
            tried.append(run(number, level))
            if tried[-1].pages <= 2:
                break
        best = min(tried, key=lambda one: one.pages)
        return best, {"number": number, "level": tried.index(best)}

    parts = [fitting(number) for number in range(1, len(deck) + 1)]
    if rest := [lesson for lesson in left_out.values() if lesson]:
        parts.append((run(left_out=rest), {"left_out": rest}))
    if blanks := -sum(-(-one.pages // 2) for one, _ in parts) % together:
        parts.append((run(blanks=blanks), {}))
    *before, (last, how) = parts or [(run(), {})]
    sides = [side for one, _ in before for side in ([one, run(filler=True)] if one.pages % 2 else [one])]
    sheets = join(press, [*sides, run(**how, closing=True) if last.pages % 2 else last])
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
