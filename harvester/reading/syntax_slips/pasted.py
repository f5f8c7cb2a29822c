"""What comes along when text is pasted: leftovers of Word, picture names with blanks, dots for lists, a second lesson."""

import re
from collections.abc import Iterator

from harvester.model.diagnostics import Finding
from harvester.reading.blocks import loose_items
from harvester.reading.syntax_slips.source import Line, Source, is_known
from harvester.reading.wording import patterns

_PATTERNS = patterns("harvester.reading", "pasted")


def pasted_word_html(source: Source) -> Iterator[Finding]:
    """มีรหัสของโปรแกรม Word ติดมากับข้อความที่วาง"""
    for line in source.body if "<" in source.text else ():
        opened: list[str] = []
        marks: list[tuple[int, int]] = []
        for match in sorted(
            (*_PATTERNS.word.finditer(line.text), *_PATTERNS.close.finditer(line.text)),
            key=lambda m: m.start(),
        ):
            tag = (match.groupdict().get("tag") or "").lower()
            closes = match[0].startswith("</") and tag
            if closes and tag not in opened:
                continue
            if closes:
                opened.remove(tag)
            elif tag:
                opened.append(tag)
            marks.append(match.span())
        if marks:
            start, end = line.start + marks[0][0], line.start + marks[-1][1]
            mend = (start, end, _remove_marks(line.text, marks))
            yield source.finding(start, line.start + marks[0][1], "pasted-word-html", mend=mend)


def spaced_picture_name(source: Source) -> Iterator[Finding]:
    """ชื่อไฟล์ภาพมีเว้นวรรค ภาพจึงไม่ขึ้น"""
    for line in source.body if "![" in source.text else ():
        for match in _PATTERNS.spaced_picture.finditer(line.text):
            start, end = line.start + match.start("path"), line.start + match.end("path")
            yield source.mended(start, end, "spaced-picture-name", right=f"<{match['path'].strip()}>")


def two_lessons_in_one_file(source: Source) -> Iterator[Finding]:
    """ไฟล์หนึ่งมีบทเรียนได้เรื่องเดียว"""
    body = source.body
    for index, line in enumerate(body):
        if not line.is_ruler:
            continue
        following = [after.entry for after in body[index + 1 : index + 60] if after.text.strip()][:3]
        if not following or following[0] is None:
            continue
        keys = [entry.key for entry in following if entry is not None and is_known(entry)]
        named = {key.casefold() for key in keys} & {"title", "ชื่อเรื่อง", "ชื่อ", "ชื่อบทเรียน"}
        closed = any(after.is_ruler for after in body[index + 1 : index + 60])
        if keys and closed and (named or len(keys) > 1):
            yield source.finding(line.start, line.end, "two-lessons-in-one-file", line.number)


def _remove_marks(text: str, marks: list[tuple[int, int]]) -> str:
    pieces, at = [], marks[0][0]
    for start, end in marks:
        pieces.append(text[at:start])
        at = max(at, end)
    return "".join(pieces)


_FENCE = re.compile(r"^\s{0,3}(?:```|~~~)")


def foreign_command(source: Source) -> Iterator[Finding]:
    """มีคำสั่งของโปรแกรมอื่น ที่นี่จะเห็นเป็นตัวหนังสือตามที่พิมพ์"""
    fenced, told = False, 0
    for line in source.body if re.search(r"\{[{%]|!!!|\?\?\?|===|\)\{", source.text) else ():
        if _FENCE.match(line.text):
            fenced = not fenced
        text = "" if fenced else re.sub(r"`[^`]*`", lambda code: " " * len(code[0]), line.text)
        if (match := _PATTERNS.command.search(text)) is not None and told < 20:
            told += 1
            start, end = line.start + match.start(), line.start + match.end()
            yield source.finding(start, end, "foreign-command", match[0].strip())


_LETTER = re.compile(r"[ก-ฮเ-ไA-Za-z\"“‘(*\[]")
_EMPTY_FIELD = re.compile(r"^(?P<indent> *)[^\s#-][^:：]{0,60}[:：]\s*$")


def list_sign(source: Source) -> Iterator[Finding]:
    """แต่ละข้อขึ้นต้นด้วย - หรือเลขข้อ แล้วเว้นวรรคหนึ่งครั้ง"""
    yield from _in_front(source)
    body = list(source.body)
    loose = loose_items([line.text for line in body])
    for at, right in loose.items():
        line = body[at]
        sign = line.text.strip().split(" ")[0]
        start = line.start + len(line.text) - len(line.text.lstrip())
        mend = (line.start, line.end, right)
        yield source.finding(start, start + len(sign), "list-sign/elsewhere", sign, right.strip(), mend=mend)
    for line in (line for at, line in enumerate(body) if at not in loose):
        match = _PATTERNS.item.match(line.text)
        if match is None or not (match["dot"] or _LETTER.match(match["text"])):
            continue
        if match["dash"] == "–" or (match["number"] and _is_abbreviation(match["text"])):
            continue
        sign = f"{match['number']}." if match["number"] else "-"
        yield _finding(source, line, match, f"{match['indent']}{sign} {match['text']}")


def _in_front(source: Source) -> Iterator[Finding]:
    """Items of a list in the front matter, below a field that has no value of its own."""
    field: re.Match[str] | None = None
    for line in source.front:
        if opened := _EMPTY_FIELD.match(line.text):
            field = opened
            continue
        match = _PATTERNS.item.match(line.text)
        if field is not None and match is not None and not match["number"]:
            indent = (
                match["indent"] if len(match["indent"]) > len(field["indent"]) else field["indent"] + "  "
            )
            yield _finding(source, line, match, f"{indent.expandtabs(2)}- {match['text']}")
        elif not line.text.lstrip().startswith("-"):
            field = None


def _finding(source: Source, line: Line, match: re.Match[str], right: str) -> Finding:
    start = line.start + len(match["indent"])
    sign = match["dot"] or match["dash"] or f"{match['number']}."
    key = "list-sign" if match["dot"] else "list-sign/blank"
    hint = f"เขียนเป็น {right.strip()}" if len(right.strip()) <= 40 else ""
    mend = (line.start, line.end, right)
    return source.finding(start, line.start + match.start("text"), key, sign, hint=hint, mend=mend)


def _is_abbreviation(text: str) -> bool:
    """A month or unit written with dots, as in `2.ค. 2549`."""
    return re.match(r"[ก-ฮเ-ไ]{1,3}\.", text) is not None
