"""What an unknown heading is about, by a telling word in it: ปัญหาที่เจอระหว่างทาง, เคล็ดลับที่ทำให้สำเร็จ."""

from __future__ import annotations

import re

LONGEST = 70
"""Characters of a heading that is looked at; longer is a sentence."""
_ABOUT = tuple(
    (re.compile(pattern, re.IGNORECASE), target)
    for pattern, target in (
        (r"ระวัง|คำเตือน|ข้อห้าม|ไม่ควรทำ", "cautions"),
        (r"กับดัก|หลุมพราง|จุดพลาด", "traps"),
        (r"(?:ปัจจัย|เงื่อนไข|เคล็ดลับ|หัวใจ|กุญแจ).{0,20}สำเร็จ|^(?:จุดแข็ง|ทุนเดิม)|ปัจจัย(?:ที่)?(?:หนุน|เอื้อ)", "enabling"),
        (r"อุปสรรค|ข้อจำกัด|ปัญหา.{0,14}(?:เจอ|พบ|แก้|ระหว่าง|การทำงาน|ดำเนิน)|จุดอ่อน", "hindering"),
        (r"ข้อเสนอ(?:แนะ)?|(?:ก้าว|แผน|ขั้น)(?:งาน)?ต่อไป|ครั้งต่อไป|คำถาม", "questions"),
        (r"เรียนรู้|ข้อค้นพบ|ข้อคิด|บทเรียน(?:ที่|จาก|สำคัญ)", "findings"),
        (r"ผลลัพธ์|เปลี่ยน(?:แปลง|ไป)|ประโยชน์ที่|ความภาคภูมิใจ", "outcomes"),
        (r"^ผลผลิต(?!และ)", "outputs"),
        (r"^ผล(?:ที่|การ|ผลิต|สำเร็จ|จาก|ของ|$)|เกิดอะไรขึ้น|ความสำเร็จที่", "results"),
        (r"ขั้นตอน|วิธี(?:ทำ|การ|ปฏิบัติ)|กระบวนการ|(?:ทำ|ดำเนินการ)(?:อย่างไร|ยังไง)|สิ่งที่(?:เรา)?ทำ|ลงมือ", "steps"),
        (r"^(?:เทคนิค|เคล็ด(?:ไม่)?ลับ)(?:ที่|ใน|การ|$)", "technique"),
        (r"วัตถุประสงค์|เป้าหมาย|ความคาดหวัง", "objectives"),
        (r"อุปกรณ์|วัสดุ|สิ่งที่ต้อง(?:เตรียม|ใช้)|งบประมาณ", "materials"),
        (r"ความเป็นมา|ที่มา(?:และ|ที่ไป|ของ|$)|บริบท|สถานการณ์|แรงบันดาลใจ|จุดเริ่ม|หลักการและเหตุผล|ทำไม(?:ต้อง|จึง|ถึง)", "context"),
    )
)  # fmt: skip


def about(heading: str) -> str:
    """The kind of section that the words ask for, or ''."""
    words = heading.strip().rstrip(":： ")
    if len(words) > LONGEST:
        return ""
    return next((target for pattern, target in _ABOUT if pattern.search(words)), "")
