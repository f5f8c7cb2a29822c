"""The words that label a caution, a remedy or a trap in running text, and how labelled lines become pieces."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from harvester.model.names import BRACKET
from harvester.reading.blocks import Block, item_source, quote_lines, source

_EMPHASIS = r"[*_]{0,3}"
# A colon ends a label; a bracket that says whose word it is may end it too.
_END = rf"(?:{_EMPHASIS}\s*(?P<whose>{BRACKET})\s*[:：]?|(?:\s*(?P<note>\([^)\n]{{1,60}}\)))?\s*{_EMPHASIS}\s*[:：])"
CAUTION = r"ข้อควรระวัง|ข้อพึงระวัง|ข้อระวัง|สิ่งที่ต้องพึงระวัง(?:ในขั้นตอนนี้)?|สิ่งที่ควรระวัง|สิ่งที่ต้องระวัง|พึงระวัง|ระวัง|คำเตือน"
REMEDY = r"ทางแก้(?:ไข)?|วิธีแก้(?:ไข)?|ทางออก|แก้โดย|วิธีป้องกัน|ทางป้องกัน|คลายปม|ยาแก้|วิธีหลบ|ทางหลบ|วิธีคลาย"
TRAP = r"กับดัก|หลุมพราง"
LABEL = re.compile(
    rf"^\s*(?:[-*•]\s+)?{_EMPHASIS}(?:(?P<caution>{CAUTION})|(?P<remedy>{REMEDY})|(?P<trap>{TRAP})){_END}"
    rf"\s*{_EMPHASIS}\s*(?P<rest>.*)$"
)
_CALLOUT = re.compile(r"^\s*\[!(?P<name>CAUTION|WARNING)\]\s*(?P<rest>.*)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Piece:
    """Labelled text: `label` of caution, remedy, trap, or nothing for what is before any label."""

    label: str
    text: str
    line: int


def label_pieces(lines: Iterable[tuple[int, str]]) -> list[Piece]:
    """Lines (with their numbers) cut at each label; a remark in brackets stays at the head of its text."""
    found: list[tuple[str, list[str], int]] = []
    for number, line in lines:
        if (match := _CALLOUT.match(line)) is not None:
            said = LABEL.match(match["rest"])
            text = _normalise_label(said) if said and said["caution"] else match["rest"]
            found.append(("caution", [text], number))
        elif (match := LABEL.match(line)) is not None:
            label = next(name for name in ("caution", "remedy", "trap") if match[name])
            rest = _normalise_label(match)
            if found and found[-1][0] == label == "caution" and not "".join(found[-1][1]).strip():
                # `> [!CAUTION]` followed by a labelled line is one caution, said twice.
                found[-1][1].append(rest)
            else:
                found.append((label, [rest], number))
        elif found:
            found[-1][1].append(line)
        else:
            found.append(("", [line], number))
    return [Piece(label, "\n".join(texts).strip(), number) for label, texts, number in found]


def _normalise_label(match: re.Match[str]) -> str:
    note = match["whose"] or match["note"]
    return f"{note} {match['rest']}" if note else match["rest"]


def is_labelled(line: str) -> bool:
    """True when the line begins with a label or a callout of GitHub's."""
    return bool(LABEL.match(line) or _CALLOUT.match(line))


@dataclass(frozen=True, slots=True)
class Hazard:
    """A caution or trap before it has an anchor; `line` counts from 0 in the body."""

    text: str
    remedy: str
    line: int


_INLINE_REMEDY = re.compile(
    rf"(?:\s[–—-])?\s+[*_]{{0,3}}(?:ทางแก้|วิธีแก้)[*_]{{0,3}}\s*(?P<whose>{BRACKET})?\s*[:：]\s*[*_]{{0,3}}\s*",
    re.IGNORECASE,
)


def is_labelled_hazard(lines: list[str], block: Block) -> bool:
    """True when a quote or paragraph says by its first words that it is a caution, remedy or trap."""
    if block.kind == "quote":
        first = next(iter(quote_lines(lines, block)), (0, ""))[1]
        return is_labelled(first)
    return block.kind == "paragraph" and is_labelled(lines[block.start])


def hazards_of(lines: list[str], block: Block) -> list[Hazard]:
    """The hazards of a labelled quote or paragraph."""
    numbered = [(n, lines[n].strip()) for n in range(block.start, block.end)]
    return pair_remedies(label_pieces(quote_lines(lines, block) if block.kind == "quote" else numbered))


def pair_remedies(pieces: Iterable[Piece]) -> list[Hazard]:
    """Pieces in order, each remedy joined to the hazard before it; a remedy alone joins nothing and stays text."""
    found: list[Hazard] = []
    for piece in pieces:
        if piece.label == "remedy" and found:
            last = found[-1]
            remedy = f"{last.remedy}\n\n{piece.text}" if last.remedy else piece.text
            found[-1] = Hazard(last.text, remedy, last.line)
        elif piece.label == "" and found and not found[-1].remedy:
            found[-1] = Hazard(f"{found[-1].text}\n{piece.text}".strip(), "", found[-1].line)
        elif piece.text or piece.label:
            text = f"ทางแก้: {piece.text}" if piece.label == "remedy" else piece.text
            found.append(Hazard(text, "", piece.line))
    # A remedy whose caution was left empty is kept as words.
    named = [h if h.text or not h.remedy else Hazard(f"ทางแก้: {h.remedy}", "", h.line) for h in found]
    return [hazard for hazard in named if hazard.text]


def join_hazard(target: list[Hazard], hazard: Hazard) -> None:
    """Add a hazard to those above it; a remedy in a quote of its own belongs to the last of them."""
    if hazard.text.startswith("ทางแก้: ") and target and not target[-1].remedy:
        target[-1] = Hazard(target[-1].text, hazard.text.removeprefix("ทางแก้: "), target[-1].line)
    else:
        target.append(hazard)


def list_hazards(lines: list[str], blocks: tuple[Block, ...]) -> tuple[list[Hazard], list[Block]]:
    """The hazards of a section of its own: list items, labelled quotes, or else every paragraph. Returns them and the
    blocks that were not read as one."""
    has_list = any(block.kind in ("ordered", "bullet") for block in blocks)
    found: list[Hazard] = []
    left: list[Block] = []
    for block in blocks:
        if block.kind in ("ordered", "bullet"):
            found += [hazard for item in block.children for hazard in _of_item(lines, item)]
        elif is_labelled_hazard(lines, block):
            for hazard in hazards_of(lines, block):
                join_hazard(found, hazard)
        elif block.kind == "paragraph" and not has_list:
            found.append(Hazard(source(lines, block).strip(), "", block.start))
        else:
            left.append(block)
    return found, left


def _of_item(lines: list[str], item: Block) -> list[Hazard]:
    text = item_source(lines, item)
    numbered = [(item.start + n, re.sub(r"^\s*>\s?", "", line)) for n, line in enumerate(text.split("\n"))]
    pieces = label_pieces(numbered)
    if pieces and pieces[0].label == "":
        pieces[0] = Piece("caution", pieces[0].text, pieces[0].line)
    return pair_remedies(_inline_remedies(pieces))


def _inline_remedies(pieces: list[Piece]) -> Iterable[Piece]:
    """A remedy written on the same line (`… ทางแก้: …`) is cut off there."""
    for piece in pieces:
        match = _INLINE_REMEDY.search(piece.text)
        if piece.label != "remedy" and match is not None and match.start() > 0:
            yield Piece(piece.label, piece.text[: match.start()].strip(), piece.line)
            whose = f"{match['whose']} " if match["whose"] else ""
            yield Piece("remedy", whose + piece.text[match.end() :].strip(), piece.line)
        else:
            yield piece
