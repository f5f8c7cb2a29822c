"""HTML in the front matter, which is shown as the letters it is made of."""

from __future__ import annotations

import re
from collections.abc import Iterator

from harvester.checks._fields import texts
from harvester.model import Library
from harvester.model.diagnostics import Finding

_TAG = re.compile(
    r"</?[a-zA-Z][a-zA-Z0-9:-]{0,20}(?:[\s/][^<>]{0,500})?>|&(?:[a-z]{2,8}|#\d{1,7});|\son[a-z]{3,20}="
)


def html_in_front_matter(library: Library) -> Iterator[Finding]:
    """ส่วนหัวมีรหัส HTML

    ชื่อเรื่อง สรุป และแท็กเป็นข้อความล้วน รหัสจะขึ้นเป็นตัวอักษรให้คนอ่านเห็น

    *ผิด / Bad:*

        title: <b>นัดด้วยใจ</b> ตามด้วยหนังสือ

    *ถูก / Good:*

        title: นัดด้วยใจ ตามด้วยหนังสือ
    """
    for lesson in library.lessons:
        for key, text in texts(lesson):
            if ("<" in text or "&" in text or "=" in text) and (match := _TAG.search(text)):
                message = f"ช่อง {key.split('.')[0]} มีรหัส HTML “{match[0][:40].strip()}”"
                yield Finding(lesson.place_of(key), message, "เขียนเป็นข้อความล้วน", width=len(text))
