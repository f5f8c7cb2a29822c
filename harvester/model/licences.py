"""What a licence lets a reader do, in plain Thai, for every way in which lessons name one."""

import re

from harvester.thai.text import fold

RESERVED = "สงวนลิขสิทธิ์ ที่นี่จึงเล่าย่อด้วยคำของเราและให้ที่อยู่ฉบับเต็ม"
PUBLIC = "สมบัติสาธารณะ ใช้และดัดแปลงได้โดยไม่ต้องขอ"
NOT_STATED = "ต้นทางไม่ได้ระบุสัญญาอนุญาต ก่อนเผยแพร่ต่อควรถามเจ้าของเรื่อง"
KNOWN = {
    fold(name): words
    for words, names in {
        RESERVED: (
            "all-rights-reserved", "all rights reserved", "สงวนสิทธิ์", "สงวนลิขสิทธิ์", "สงวนสิทธิ์ทุกประการ",
            "สงวนลิขสิทธิ์ทุกประการ",
        ),
        PUBLIC: ("public-domain", "public domain", "CC0", "CC0-1.0", "สาธารณสมบัติ", "สมบัติสาธารณะ"),
        NOT_STATED: ("not-stated", "not stated", "unknown", "ไม่ระบุ", "ไม่ได้ระบุ", "ไม่ทราบ"),
    }.items()
    for name in names
}  # fmt: skip
_CC = re.compile(r"cc[ -]by((?:[ -](?:nc|nd|sa))*)(?:[ -]?([1-4]\.\d))?(?:[ -]\w+)?")
_CONDITIONS = {"nc": "ไม่ใช้เพื่อการค้า", "nd": "ไม่ดัดแปลง", "sa": "เผยแพร่ต่อด้วยสัญญาเดียวกัน"}


def is_all_rights_reserved(licence: str) -> bool:
    """Whether the owner allows nothing but to tell of it in other words."""
    return KNOWN.get(fold(licence)) == RESERVED


def is_known(licence: str) -> bool:
    """Whether a reader can be told what the licence allows."""
    return fold(licence) in KNOWN or _CC.fullmatch(fold(licence)) is not None


def in_words(licence: str, usual: str) -> str:
    """The terms of a lesson; `usual` are those of the library, for lessons that name none."""
    named = (licence or usual).strip()
    if known := KNOWN.get(fold(named)):
        return known
    if found := _CC.fullmatch(fold(named)):
        conditions = [_CONDITIONS[part] for part in re.findall("nc|nd|sa", found[1])]
        allowed = "ใช้ต่อได้" if "nd" in found[1] else "ใช้และดัดแปลงต่อได้"
        return f"สัญญาอนุญาต {named} {allowed} โดยบอกที่มา{''.join(f' {each}' for each in conditions)}"
    return f"สัญญาอนุญาต {named}" if named else ""
