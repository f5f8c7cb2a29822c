"""Long texts out of sources whose owner reserved all rights."""

from __future__ import annotations

from collections.abc import Iterator

from harvester.model import Library
from harvester.model.diagnostics import Finding
from harvester.model.licences import is_reserved

MOST = 4000
"""Letters of body that a summary in one's own words may take."""


def full_text_of_reserved_source(library: Library) -> Iterator[Finding]:
    """เนื้อหายาวเกินสรุป ทั้งที่ต้นเรื่องสงวนสิทธิ์

    เรื่องที่เจ้าของสงวนสิทธิ์ ลงได้เพียงสรุปด้วยคำของเราเองกับลิงก์ไปต้นเรื่อง ถ้าเจ้าของอนุญาตแล้ว ให้บอกในช่อง consent

    *ผิด / Bad:*

        source: {url: https://example.org/1, licence: all-rights-reserved}
        # ตามด้วยข้อความเต็มของต้นเรื่อง

    *ถูก / Good:*

        source:
          url: https://example.org/1
          licence: all-rights-reserved
          consent: ผู้เขียนอนุญาตทางอีเมล 3 มี.ค. 2569
    """
    for lesson in library.lessons:
        source = lesson.source
        if source is None or source.consent or not is_reserved(source.licence):
            continue
        letters = sum(map(len, lesson.body.split()))
        if letters > MOST:
            message = f"ต้นเรื่องสงวนสิทธิ์ แต่เนื้อหายาว {letters:,} ตัวอักษร"
            hint = f"ย่อด้วยคำของเราเองให้ไม่เกิน {MOST:,} ตัวอักษร หรือขออนุญาตแล้วใส่ช่อง consent"
            yield Finding(lesson.place_of("source.licence"), message, hint)
