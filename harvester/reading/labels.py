"""The words that label a caution, a remedy or a trap in running text, and how labelled lines become pieces."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from harvester.model.origins import BRACKET

_EMPHASIS = r"[*_]{0,3}"
# A colon ends a label; a bracket that says whose word it is may end it too.
_END = rf"(?:{_EMPHASIS}\s*(?P<whose>{BRACKET})\s*[:：]?|(?:\s*(?P<note>\([^)\n]{{1,60}}\)))?\s*{_EMPHASIS}\s*[:：])"
CAUTION = r"ข้อควรระวัง|ข้อพึงระวัง|ข้อระวัง|สิ่งที่ต้องพึงระวัง(?:ในขั้นตอนนี้)?|สิ่งที่ควรระวัง|สิ่งที่ต้องระวัง|พึงระวัง|ระวัง|คำเตือน"
REMEDY = r"ทางแก้(?:ไข)?|วิธีแก้(?:ไข)?|ทางออก|แก้โดย|วิธีป้องกัน|ทางป้องกัน|คลายปม|ยาแก้|วิธีหลบ|ทางหลบ|วิธีคลาย"
_TRAP = r"กับดัก|หลุมพราง"
LABEL = re.compile(
    rf"^\s*(?:[-*•]\s+)?{_EMPHASIS}(?:(?P<caution>{CAUTION})|(?P<remedy>{REMEDY})|(?P<trap>{_TRAP})){_END}"
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
            found.append(
                ("caution", [_normalise_label(said) if said and said["caution"] else match["rest"]], number)
            )
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
