"""Counts layout faults of a finished print: line ends and page fill."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby, pairwise
from statistics import median

from harvester.model.document import Line
from harvester.thai.dictionary import dictionary
from harvester.thai.engine import newmm
from harvester.thai.segment import Segmenter
from harvester.thai.text import clusters

FEW_LINES = 15
"""Lines of a page that is not the end of a lesson or chapter."""
SHORT = 4
"""Clusters of a last line that is alone."""
AROUND = 30
"""Characters on each side of a line end that decide where words end."""
HEADING = 1.25
"""Of the median size of type."""
_TONES = "\u0e48\u0e49\u0e4a\u0e4b"
COUNTS: Mapping[str, str] = {
    "pages": "หน้า",
    "lines": "บรรทัด",
    "words_cut": "ตัดกลางคำ",
    "short_last_lines": "คำเดียวท้ายย่อหน้า",
    "bad_starts": "ขึ้นต้นด้วย ๆ ฯ ·",
    "thin_pages": f"หน้าไม่ถึง {FEW_LINES} บรรทัด",
    "contents_spill": "สารบัญล้นบรรทัดเดียว",
}
"""What is counted, by the name in JSON and its Thai heading."""


@dataclass(frozen=True, slots=True)
class Found:
    """A layout fault: its kind, its page (from 1) and the words around it."""

    kind: str
    page: int
    words: str


def count_faults(
    lines: Sequence[Line], pages: int, segmenter: Segmenter, *, is_card: bool = False
) -> tuple[dict[str, int], list[Found]]:
    """The counts of `COUNTS` for the lines of a print of so many pages, and where the faults are. `is_card`: its
    pages are cards, posters or sides of folded sheets, which do not follow one another as text."""
    faults = [*_line_faults(lines, segmenter), *(() if is_card else _page_faults(lines))]
    counts = dict.fromkeys(COUNTS, 0) | {"pages": pages, "lines": len(lines)}
    for fault in faults:
        counts[fault.kind] += 1
    return counts, faults


def _line_faults(lines: Iterable[Line], segmenter: Segmenter) -> Iterator[Found]:
    for paragraph in _paragraphs(lines):
        for line in paragraph[1:]:
            if line.text.lstrip()[:1] in ("ๆ", "ฯ", "·"):
                yield Found("bad_starts", line.page + 1, line.text[:AROUND])
        for line, following in pairwise(paragraph):
            # a mark of the line below may be read as of this one
            ends = {line.text, line.text.rstrip(_TONES)}
            if all(_cuts(end, following.text, segmenter) for end in ends):
                yield Found("words_cut", line.page + 1, f"{line.text[-12:]}|{following.text[:12]}")
        last = paragraph[-1].text.strip()
        is_words = any(map(str.isalpha, last))
        if (
            len(paragraph) > 1
            and is_words
            and " " not in last
            and "\u00a0" not in last
            and len(clusters(last))
            <= SHORT
            < len(clusters(paragraph[-2].text)) // 3  # else both are short items
            and "://" not in paragraph[-2].text.rstrip().rsplit(" ", 1)[-1]  # an address goes through
        ):
            yield Found("short_last_lines", paragraph[-1].page + 1, f"{paragraph[-2].text[-12:]}|{last}")


def _paragraphs(lines: Iterable[Line]) -> Iterator[list[Line]]:
    """Lines that follow one another at one left edge in one size, each but the last nearly full."""
    held: list[Line] = []
    widest: dict[tuple[int, int], float] = {}
    everything = list(lines)
    for line in everything:
        key = line.page, round(line.left / 3)
        widest[key] = max(widest.get(key, 0.0), line.right)
    for line in everything:
        if held and not _goes_on(held[-1], line, widest[held[-1].page, round(held[-1].left / 3)]):
            yield held
            held = []
        held.append(line)
    if held:
        yield held


def _goes_on(before: Line, line: Line, widest: float) -> bool:
    gap = before.base - line.base
    return (
        before.page == line.page
        and abs(before.left - line.left) < 2
        and abs(before.size - line.size) < 0.5
        and 0 < gap < 2.1 * line.size
        and before.right > widest - 0.2 * (widest - before.left)
    )


def _cuts(line: str, following: str, segmenter: Segmenter) -> bool:
    """Whether the line ends inside a word by both segmenters. Two whole words that could also be read as one (a blank
    between them is not in the file) are no cut word."""
    before, after = line[-AROUND:], following[:AROUND]
    if not before or not after or before[-1].isspace() or not _is_thai(before[-1]) or not _is_thai(after[0]):
        return False
    if {newmm(before)[-1], newmm(after)[0]} <= dictionary():
        return False
    readings = newmm(before + after), segmenter.words(before + after)
    return all(len(before) not in accumulate(map(len, words)) for words in readings)


def _is_thai(sign: str) -> bool:
    return "ก" <= sign <= "๎"


def _page_faults(lines: Sequence[Line]) -> Iterator[Found]:
    by_page = {number: list(group) for number, group in groupby(lines, key=lambda line: line.page)}
    usual = median([line.size for line in lines] or [0.0])
    numbers = sorted(by_page)
    for number, following in pairwise(numbers):
        page, top = by_page[number], by_page[following]
        begins_anew = max((line.size for line in top[:6]), default=0.0) >= HEADING * usual
        is_inside = number > 1 and following < numbers[-1]
        if is_inside and following == number + 1 and len(page) < FEW_LINES and not begins_anew:
            yield Found("thin_pages", number + 1, page[0].text[:AROUND])
        is_contents = any(line.text.strip() == "สารบัญ" for line in page[:3])
        if is_contents and begins_anew is False and len(top) <= 4:
            yield Found("contents_spill", following + 1, top[0].text[:AROUND])
