"""Tags that are broader than themselves."""

from __future__ import annotations

from collections.abc import Iterator

from harvester.checks._names import known
from harvester.model import Library
from harvester.model.diagnostics import Finding
from harvester.thai.text import fold


def vocabulary_loop(library: Library) -> Iterator[Finding]:
    """แท็กแม่ลูกวนกันเป็นวงกลม

    broader คือแท็กที่กว้างกว่า ถ้าการประชุมอยู่ใต้การทำงานเป็นทีม การทำงานเป็นทีมจะอยู่ใต้การประชุมอีกไม่ได้

    *ผิด / Bad:*

        - {label: การประชุม, broader: การทำงานเป็นทีม}
        - {label: การทำงานเป็นทีม, broader: การประชุม}

    *ถูก / Good:*

        - {label: การประชุม, broader: การทำงานเป็นทีม}
        - {label: การทำงานเป็นทีม}
    """
    labels = known(library.vocabulary.tags)
    broader = {tag.label: labels.get(fold(tag.broader), "") for tag in library.vocabulary.tags if tag.broader}
    for tag in library.vocabulary.tags:
        chain = [tag.label]
        while (above := broader.get(chain[-1], "")) and above not in chain:
            chain.append(above)
        if above == tag.label:
            ring = " → ".join([*chain, tag.label])
            yield Finding(
                tag.place, f"แท็ก “{tag.label}” วนกลับมาหาตัวเอง: {ring}", "ลบ broader ของแท็กที่กว้างที่สุดในวง"
            )
