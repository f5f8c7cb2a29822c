"""Faults of single signs: what keyboard or word processor put into the front matter; in the whole file text read with
the wrong code page, glyphs of old fonts, hidden directions."""

import re
from collections.abc import Iterator
from itertools import islice

from harvester.model.diagnostics import Finding
from harvester.model.lesson import field_named
from harvester.reading.syntax_slips.source import Source, is_known
from harvester.reading.wording import patterns
from harvester.thai.repair.normalise import PRIVATE_USE, unmojibake
from harvester.thai.text import HIDING

_CURLY = {"“": "”“", "„": "“”", "‘": "’", "«": "»", "”": "”"}
_PATTERNS = patterns("harvester.reading", "signs")
_NEW_FIELD = re.compile(r":(\s|$)")
_MISREAD = re.compile(r"[\u00a1-\u00ff]{3}|à[¸¹]|(?:เ[ธน]\S){3}")
_LOST = re.compile(r"(?:เ[ธน]\S?){6}|(?:à[¸¹].?){4}")
"""Thai in UTF-8 that was read with another code page, though too much is gone to read it again."""
_GLYPHS = re.compile("[\ue000-\uf8ff]+")
MOST = 20
_LONGEST = 60
"""Characters of a value that are said again in a hint."""


def tab_indentation(source: Source) -> Iterator[Finding]:
    """ส่วนหัวย่อหน้าด้วยเว้นวรรค ห้ามใช้แท็บ"""
    for line in source.front:
        lead = line.text[: len(line.text) - len(line.text.lstrip(" \t"))]
        if "\t" in lead:
            end = line.start + len(lead)
            mend = (line.start, end, lead.replace("\t", "  "))
            yield source.finding(line.start + lead.index("\t"), end, "tab-indentation", mend=mend)


def fullwidth_colon(source: Source) -> Iterator[Finding]:
    """หลังชื่อช่องต้องเป็นเครื่องหมาย : ธรรมดา"""
    for entry in source.entries:
        if entry.colon == "：":
            at, values = entry.colon_at, (entry.key, _shorten_value(entry.value))
            mend = (at, entry.value_start, ": " if entry.value else ":")
            yield source.finding(at, at + 1, "fullwidth-colon", *values, mend=mend)


def missing_space_after_colon(source: Source) -> Iterator[Finding]:
    """หลังเครื่องหมาย : ต้องเว้นวรรคหนึ่งครั้ง"""
    for entry in source.entries:
        if entry.colon == ":" and entry.rest[:1].strip() and is_known(entry):
            at, values = entry.colon_at + 1, (entry.key, _shorten_value(entry.value))
            yield source.finding(
                entry.key_start, at, "missing-space-after-colon", *values, mend=(at, at, " ")
            )


def smart_quotes(source: Source) -> Iterator[Finding]:
    """ค่าที่ครอบด้วยเครื่องหมายคำพูดต้องใช้ " ตรง"""
    for entry in source.entries:
        inside = _in_curly_quotes(entry.value)
        if inside and not _NEW_FIELD.search(inside):
            yield source.value_finding(entry, "smart-quotes", right=quote_value(inside))
    yield from _quoted_items(source)


def _quoted_items(source: Source) -> Iterator[Finding]:
    """Single words of a list in curly quotes: the quotes would become part of the word."""
    entries = {entry.line.number: entry for entry in source.entries}
    for line in source.front:
        entry = entries.get(line.number)
        field = field_named(entry.key) if entry and entry.is_top else None
        flow = entry is not None and entry.value.startswith("[")
        listed = flow or (field is not None and field.many and entry is not None and "," in entry.value)
        for match in (
            _PATTERNS.curly_item.finditer(line.text) if listed or line.text.lstrip().startswith("- ") else ()
        ):
            if not listed and match["rest"].strip():
                continue
            start, end = line.start + match.start("item"), line.start + match.end("item")
            word = match["word"].strip()
            right = quote_value(word) if re.search(r"[,:#{}\[\]]", word) else word
            yield source.mended(start, end, "smart-quotes/word", right, right=right)


def unclosed_quote(source: Source) -> Iterator[Finding]:
    """เครื่องหมายคำพูดที่เปิดไว้ต้องปิดในบรรทัดเดียวกัน"""
    entries = {entry.line.number: entry for entry in source.entries}
    last = source.front[-1].number if source.front else 0
    for number, entry in entries.items():
        sign = entry.value[:1]
        goes_on = number != last and (number + 1 not in entries or not is_known(entries[number + 1]))
        if sign in ('"', "'") and sign not in entry.value[1:] and not goes_on:
            start, end = entry.value_start, entry.value_end
            yield source.finding(start, end, "unclosed-quote", sign, mend=(end, end, sign))


def unquoted_colon(source: Source) -> Iterator[Finding]:
    """ค่าที่มีเครื่องหมาย : ข้างในต้องครอบด้วย "…" """
    for entry in source.entries:
        if entry.colon == ":" and _NEW_FIELD.search(entry.value) and entry.value[0] not in "\"'[{|>&*!#":
            text = _in_curly_quotes(entry.value) or entry.value
            values = (entry.key, quote_value(_shorten_value(text)))
            yield source.value_finding(entry, "unquoted-colon", *values, right=quote_value(text))


def unquoted_sign(source: Source) -> Iterator[Finding]:
    """ค่าที่ขึ้นต้นด้วยเครื่องหมายพิเศษต้องครอบด้วย "…" """
    for entry in source.entries:
        value, field = entry.value, field_named(entry.key)
        prose = field is not None and entry.is_top and field.key in ("title", "summary", "programme")
        signed = value[:1] in ("@", "%", "`") or (prose and _special(value))
        if signed and entry.colon == ":" and entry.rest[:1] == " ":
            values = (entry.key, quote_value(_shorten_value(value)), value[0])
            yield source.value_finding(entry, "unquoted-sign", *values, right=quote_value(value))


def comment_cuts_value(source: Source) -> Iterator[Finding]:
    """เครื่องหมาย # หลังวรรคทำให้ข้อความที่เหลือหายไป"""
    for entry in source.entries:
        cut = re.search(r"\s#", entry.value)
        field = field_named(entry.key) if entry.is_top else None
        if cut and field and field.key in ("title", "summary") and entry.value[0] not in "\"'|>":
            start, end = entry.value_start, entry.value_end
            values = (entry.key, quote_value(_shorten_value(entry.value)))
            mend = (start, end, quote_value(entry.value))
            yield source.finding(start + cut.start() + 1, end, "comment-cuts-value", *values, mend=mend)


def _shorten_value(text: str) -> str:
    """A value as a hint says it again: cut at a blank if it is long, never within a word."""
    if len(text) <= _LONGEST:
        return text
    at = text.rfind(" ", 0, _LONGEST)
    at = at if at > 0 else text.find(" ", _LONGEST)
    return f"{text[:at]} …" if at > 0 else text


def quote_value(text: str) -> str:
    """The text as a double-quoted YAML value."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _in_curly_quotes(value: str) -> str:
    """What is between two curly quotes that embrace the whole value, or nothing."""
    inside = value[1:-1]
    embraced = len(value) > 2 and value[-1] in _CURLY.get(value[0], "")
    return inside if embraced and not set(inside) & set("“”„«»") else ""


def _special(value: str) -> bool:
    """A sign that YAML would take for more than text, and no well-formed list or mapping behind it."""
    if value[:1] in ("[", "{"):
        return not value.endswith({"[": "]", "{": "}"}[value[0]])
    return value[:1] in ("&", "*", "!", "?", "-") and not value.startswith("---") and len(value) > 1


def garbled_text(source: Source) -> Iterator[Finding]:
    """ข้อความเพี้ยนเพราะเปิดไฟล์ด้วยรหัสภาษาผิด"""
    if not _MISREAD.search(source.text):
        return
    read = unmojibake("\n".join(line.text for line in source.lines)).split("\n")
    told = 0
    for line, better in zip(source.lines, read, strict=True):
        if told == MOST:
            return
        if line.text == better and _LOST.search(line.text):
            told += 1
            yield source.finding(line.start, line.end, "garbled-text/lost")
        elif line.text != better:
            told += 1
            yield source.mended(line.start, line.end, "garbled-text", better.strip(), right=better)


def private_use_glyph(source: Source) -> Iterator[Finding]:
    """มีตัวอักษรเฉพาะของฟอนต์เก่า ที่เครื่องอื่นมองไม่เห็น"""
    for match in _GLYPHS.finditer(source.text):
        right = match[0].translate(PRIVATE_USE)
        mend = None if _GLYPHS.search(right) else (*match.span(), right)
        yield source.finding(*match.span(), "private-use-glyph", mend=mend)


def lost_letter(source: Source) -> Iterator[Finding]:
    """มีตัวอักษรที่หายไปแล้ว เห็นเป็น �"""
    for line in source.lines if "\ufffd" in source.text else ():
        if (at := line.text.find("\ufffd")) >= 0:
            yield source.finding(line.start + at, line.start + at + 1, "lost-letter")


def hidden(source: Source, rule: str) -> Iterator[Finding]:
    """What of a text a rule calls hidden, to be deleted."""
    for match in islice(HIDING[rule].finditer(source.text), MOST):
        yield source.mended(*match.span(), rule, right="")
