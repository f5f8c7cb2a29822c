"""What is said about an answer, in Thai; travels in the index, so that the browser says the same."""

from __future__ import annotations

NOTES = {
    "long": "คำค้นยาวมาก ใช้เฉพาะช่วงต้น",
    "layout": "พิมพ์ผิดภาษาหรือไม่ แสดงผลของ “{0}”",
    "letter": "ค้นคำว่า “{0}” แทน “{1}”",
    "broken": "โหลดดัชนีได้ไม่ครบ ผลที่เห็นจึงอาจไม่ครบ",
    "phrase": "ไม่พบคำที่อยู่ติดกันตามเครื่องหมายคำพูด แสดงผลใกล้เคียง",
    "unknown": "ไม่มีคำว่า “{0}” ในคลัง",
    "synonym": "รวมคำที่หมายถึงสิ่งเดียวกัน: {0}",
    "near": "รวมคำใกล้เคียง: {0}",
    "narrow": "มีผลค้นหา แต่ไม่ตรงกับตัวกรองที่เลือก",
    "found": "พบ {0} บทเรียน",
    "nothing": "ยังไม่มีบทเรียนที่ตอบ “{0}”",
    "alike": "บทเรียนที่พูดเรื่องใกล้เคียง",
    "offered": "หมายถึง “{0}” หรือเปล่า",
    "typed": "ค้นตามที่พิมพ์",
    "nearest": "คำใกล้เคียงในคลัง",
    "request": "ขอบทเรียนเรื่องนี้",
}
KINDS = {
    "lesson": "บทเรียน",
    "event": "งานและเวที",
    "technique": "เทคนิค",
    "caution": "ข้อควรระวัง",
    "step": "ขั้นตอน",
    "trap": "กับดัก",
    "question": "คำถามชวนคิด",
    "trial": "เรื่องที่ลองแล้ว",
    "term": "คำศัพท์",
    "tag": "หัวเรื่อง",
    "role": "บทบาท",
    "programme": "โครงการ",
    "organisation": "หน่วยงาน",
    "place": "จังหวัด",
}
"""What a hit is called."""


def sentence(kind: str, words: tuple[str, ...]) -> str:
    """The sentence of a note."""
    text = NOTES[kind]
    for place, word in enumerate(words):
        text = text.replace(f"{{{place}}}", word)
    return text
