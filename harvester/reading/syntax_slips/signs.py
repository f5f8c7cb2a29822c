"""Faults of single signs in the front matter: what the keyboard or the word processor put there."""

import re
from collections.abc import Iterator

from harvester.model.diagnostics import Finding, Fix
from harvester.model.schema import field_named
from harvester.reading.syntax_slips.source import Source, is_known, value_finding

_CURLY = {"“": "”“", "„": "“”", "‘": "’", "«": "»", "”": "”"}
_CURLY_ITEM = re.compile(
    r"(?:(?<=[\[,])|(?<=- )|(?<=: ))\s*(?P<item>[“„«](?P<word>[^“”„«»\n]{1,100})[”“»])(?P<rest>[^,\]\n]*)"
)
_NEW_FIELD = re.compile(r":(\s|$)")
_QUOTE = 'ครอบค่าด้วย "…"'
_LONGEST = 60
"""Characters of a value that are said again in a hint."""


def tab_indentation(source: Source) -> Iterator[Finding]:
    """ส่วนหัวย่อหน้าด้วยเว้นวรรค ห้ามใช้แท็บ"""
    for line in source.front:
        lead = line.text[: len(line.text) - len(line.text.lstrip(" \t"))]
        if "\t" in lead:
            end, hint = line.start + len(lead), "ลบแท็บ แล้วเคาะเว้นวรรคสองครั้งแทน"
            fix = Fix("เปลี่ยนแท็บเป็นเว้นวรรค", line.start, end, lead.replace("\t", "  "))
            yield source.finding(line.start + lead.index("\t"), end, "ย่อหน้าด้วยแท็บ", hint, fix)


def fullwidth_colon(source: Source) -> Iterator[Finding]:
    """หลังชื่อช่องต้องเป็นเครื่องหมาย : ธรรมดา"""
    for entry in source.entries:
        if entry.colon == "：":
            fix = Fix("เปลี่ยนเป็น : ธรรมดา", entry.colon_at, entry.value_start, ": " if entry.value else ":")
            hint = f"เขียนเป็น {entry.key}: {_shorten_value(entry.value)}"
            yield source.finding(entry.colon_at, entry.colon_at + 1, "ใช้เครื่องหมาย ： ตัวกว้างแทน :", hint, fix)


def missing_space_after_colon(source: Source) -> Iterator[Finding]:
    """หลังเครื่องหมาย : ต้องเว้นวรรคหนึ่งครั้ง"""
    for entry in source.entries:
        if entry.colon == ":" and entry.rest[:1].strip() and is_known(entry):
            at, hint = entry.colon_at + 1, f"เขียนเป็น {entry.key}: {_shorten_value(entry.value)}"
            fix = Fix("เติมเว้นวรรคหลัง :", at, at, " ")
            yield source.finding(entry.key_start, at, f"หลัง {entry.key}: ไม่มีเว้นวรรค", hint, fix)


def smart_quotes(source: Source) -> Iterator[Finding]:
    """ค่าที่ครอบด้วยเครื่องหมายคำพูดต้องใช้ " ตรง"""
    for entry in source.entries:
        inside = _in_curly_quotes(entry.value)
        if inside and not _NEW_FIELD.search(inside):
            message, hint = "ครอบค่าด้วยเครื่องหมายคำพูดโค้ง", 'ใช้เครื่องหมายคำพูดตรง "…" หรือไม่ต้องครอบเลย'
            yield value_finding(source, entry, message, hint, 'เปลี่ยนเป็น "…"', quote_value(inside))
    yield from _quoted_items(source)


def _quoted_items(source: Source) -> Iterator[Finding]:
    """Single words of a list in curly quotes: the quotes would become part of the word."""
    entries = {entry.line.number: entry for entry in source.entries}
    for line in source.front:
        entry = entries.get(line.number)
        field = field_named(entry.key) if entry and entry.is_top else None
        flow = entry is not None and entry.value.startswith("[")
        listed = flow or (field is not None and field.many and entry is not None and "," in entry.value)
        for match in _CURLY_ITEM.finditer(line.text) if listed or line.text.lstrip().startswith("- ") else ():
            if not listed and match["rest"].strip():
                continue
            start, end = line.start + match.start("item"), line.start + match.end("item")
            word = match["word"].strip()
            right = quote_value(word) if re.search(r"[,:#{}\[\]]", word) else word
            fix = Fix("ลบเครื่องหมายคำพูด", start, end, right)
            yield source.finding(start, end, "ครอบคำด้วยเครื่องหมายคำพูดโค้ง", f"เขียน {right} โดยไม่ต้องครอบ", fix)


def unclosed_quote(source: Source) -> Iterator[Finding]:
    """เครื่องหมายคำพูดที่เปิดไว้ต้องปิดในบรรทัดเดียวกัน"""
    entries = {entry.line.number: entry for entry in source.entries}
    last = source.front[-1].number if source.front else 0
    for number, entry in entries.items():
        sign = entry.value[:1]
        goes_on = number != last and (number + 1 not in entries or not is_known(entries[number + 1]))
        if sign in ('"', "'") and sign not in entry.value[1:] and not goes_on:
            message, hint = f"เปิดเครื่องหมายคำพูด {sign} ไว้แต่ไม่ปิด", f"เติม {sign} ท้ายค่า หรือลบตัวหน้าออก"
            fix = Fix(f"เติม {sign} ท้ายบรรทัด", entry.value_end, entry.value_end, sign)
            yield source.finding(entry.value_start, entry.value_end, message, hint, fix)


def unquoted_colon(source: Source) -> Iterator[Finding]:
    """ค่าที่มีเครื่องหมาย : ข้างในต้องครอบด้วย "…" """
    for entry in source.entries:
        if entry.colon == ":" and _NEW_FIELD.search(entry.value) and entry.value[0] not in "\"'[{|>&*!#":
            text = _in_curly_quotes(entry.value) or entry.value
            hint = f'ครอบค่าด้วยเครื่องหมายคำพูดตรง "…" เช่น {entry.key}: {quote_value(_shorten_value(text))}'
            yield value_finding(source, entry, "มีเครื่องหมาย : ซ้อนอยู่ในค่า", hint, _QUOTE, quote_value(text))


def unquoted_sign(source: Source) -> Iterator[Finding]:
    """ค่าที่ขึ้นต้นด้วยเครื่องหมายพิเศษต้องครอบด้วย "…" """
    for entry in source.entries:
        value, field = entry.value, field_named(entry.key)
        prose = field is not None and entry.is_top and field.key in ("title", "summary", "programme")
        signed = value[:1] in ("@", "%", "`") or (prose and _special(value))
        if signed and entry.colon == ":" and entry.rest[:1] == " ":
            message = f"ค่าขึ้นต้นด้วย {value[0]} ซึ่งมีความหมายพิเศษ"
            hint = f'ครอบค่าด้วย "…" เช่น {entry.key}: {quote_value(_shorten_value(value))}'
            yield value_finding(source, entry, message, hint, _QUOTE, quote_value(value))


def comment_cuts_value(source: Source) -> Iterator[Finding]:
    """เครื่องหมาย # หลังวรรคทำให้ข้อความที่เหลือหายไป"""
    for entry in source.entries:
        cut = re.search(r"\s#", entry.value)
        field = field_named(entry.key) if entry.is_top else None
        if cut and field and field.key in ("title", "summary") and entry.value[0] not in "\"'|>":
            hint = f'ครอบทั้งค่าด้วย "…" เช่น {entry.key}: {quote_value(_shorten_value(entry.value))}'
            fix = Fix(_QUOTE, entry.value_start, entry.value_end, quote_value(entry.value))
            start, message = entry.value_start + cut.start() + 1, "ข้อความตั้งแต่ # ไปจะหายไปจากบทเรียน"
            yield source.finding(start, entry.value_end, message, hint, fix)


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
