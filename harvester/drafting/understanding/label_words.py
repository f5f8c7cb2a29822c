"""What a label or heading asks for by the words in it, whatever form it is from: ผู้คิดค้น, สิ่งที่ได้เกินคาด, ต้องระวังอะไร."""

from __future__ import annotations

from harvester.reading.wording import patterns

LONGEST = 70
"""Characters of a heading that is looked at; longer is a sentence."""
_P = patterns("harvester.drafting", "label_words")


def about(heading: str) -> str:
    """The kind of section that the words of a heading ask for, or ''."""
    words = heading.strip().rstrip(":： ?")
    if len(words) > LONGEST:
        return ""
    return _P.first_of("sections", words)


def field_of(label: str) -> str:
    """The target (`field KEY`) that the words of a short label ask for, or ''."""
    words = label.strip().rstrip(":： ")
    if len(words) > 45:
        return ""
    key = _P.first_of("fields", words)
    return key and f"field {key}"


def reads_as_heading(line: str) -> bool:
    """Whether a line that stands alone asks or names a section, and tells nothing itself."""
    words = line.strip().rstrip(":： ")
    if not 3 <= len(words) <= 60 or _P.sentence.search(words) or not about(words):
        return False
    return bool(_P.asks.search(words) or (_P.noun.match(words) and len(words.split()) <= 5))
