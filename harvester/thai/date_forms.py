"""How Thais write days, months and years: the patterns that `dates` and `date_search` read by."""

import re

MONTHS = (
    "มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน",
    "กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม",
)  # fmt: skip
SHORT_MONTHS = (
    "ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค.",
)  # fmt: skip


def _dotted_pattern(*stems: str) -> str:
    """Patterns of abbreviations whose dots and inner spaces are often forgotten."""
    return "|".join(
        r"\.?\s?".join(map(re.escape, re.findall("[เ-ไ]?[ก-ฮ][ัิี]?", stem))) + r"\.?" for stem in stems
    )


_ENGLISH = (
    "jan(?:uary)?", "feb(?:ruary)?", "mar(?:ch)?", "apr(?:il)?", "may", "june?",
    "july?", "aug(?:ust)?", "sept?(?:ember)?", "oct(?:ober)?", "nov(?:ember)?", "dec(?:ember)?",
)  # fmt: skip
_SPELLED = (
    "มกรา(?:คม)?", "กุมภา(?:พันธ์|พันธุ์|พัน)?", "มีนา(?:คม)?", "เมษา(?:ยน)?",
    "พฤษภา(?:คม)?", "มิถุนา(?:ยน)?", "กรก[ฎฏ]า(?:คม)?", "สิงหา(?:คม)?",
    "กันยา(?:ยน)?", "ตุลา(?:คม)?", "พฤ[ศษ]จิกา(?:ยน)?", "ธันวา(?:คม)?",
)  # fmt: skip
MONTH_PATTERNS = [
    re.compile(f"(?:{spelled}|{_dotted_pattern(short)}|{english}\\.?)", re.IGNORECASE)
    for spelled, short, english in zip(_SPELLED, SHORT_MONTHS, _ENGLISH, strict=True)
]
MONTH = "(?:" + "|".join(p.pattern for p in MONTH_PATTERNS) + ")"
ERA = r"(?:พ\.?\s?ศ\.?|พ\.\.|พุทธศักราช|ค\.?\s?ศ\.?|คริสต์?ศักราช|b\.?e\.?|a\.?d\.?|c\.?e\.?)"
YEAR = rf"(?:{ERA}\s*)?['’]?(?:\d{{4}}|\d{{2}})(?:\s*{ERA}(?![ก-๎a-z]))?"
_WEEKDAY = (
    r"(?:วัน)?(?:จันทร์|อังคาร|พุธ|พฤหัส(?:บดี|ฯ)?|ศุกร์|เสาร์|อาทิตย์|(?:อา|พฤ|จ|อ|พ|ศ|ส)\.)(?:ที่)?"
    r"|(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?(?![a-z])"
)
LEAD = re.compile(rf"(?:\s|,|เมื่อ|ประจำ|ณ|วันที่|ระหว่าง|ช่วง|{_WEEKDAY}|on\s|วัน(?=\s|\d))+", re.IGNORECASE)
TAIL = re.compile(rf"[\s,(]+(?:{_WEEKDAY})\)?$", re.IGNORECASE)
"""The weekday behind a date, as chats write it."""
TIME = re.compile(
    r"(?:[\s,@T-]*(?:เวลา\s*|\bat\s+|@\s*)\d{1,2}[:.]\d{2}(?:[:.]\d{2})?|(?:\s*[\s,@T-]\s*)\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?"
    r"|\s\d{1,2}\.\d{2}(?=\s*น))\s*(?:น\.?|am|pm|z|[+-]\d{2}:?\d{2})?\s*$",
    re.IGNORECASE,
)
BETWEEN = r"\s*(?:-|–|—|/|ถึง|และ|\bto\b)\s*(?:วันที่\s*)?"
FISCAL = re.compile(
    r"(?:ไตรมาส(?:ที่)?\s*+(?P<quarter>[1-4])\s*+(?:/|ของ)?\s*+)?(?:ประจำ)?(?P<fiscal>ปี\s?(?:งบประมาณ|งบ))?"
    r"\s*+(?:ปี)?\s*+(?:พ\.?\s?ศ\.?)?\s*+(?P<year>\d{4})"
)
ABOUT = re.compile(
    r"^(?:(?:ราว|ประมาณ|ช่วง)\s*)?(?:ต้น|กลาง|ปลาย)?\s*ปี(?:การศึกษา)?\s*(?=\d{4}|พ)|^(?:ราว|ประมาณ)\s*(?=\d|ปี|พ)"
)
FORMS = [
    re.compile(form, re.IGNORECASE)
    for form in (
        r"(?P<year>\d{4})(?P<sep>[-/.])(?P<month>\d{1,2})(?:(?P=sep)(?P<day>\d{1,2}))?",
        r"(?P<month>\d{1,2})[-/.](?P<year>\d{4})",
        r"(?P<day>\d{1,2})\s?(?P<sep>[-/.])\s?(?P<month>\d{1,2})\s?(?P=sep)\s?(?P<year>(?:\d{4}|\d{2}))",
        rf"(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[\s,-]*)?(?:เดือน\s*)?(?P<name>{MONTH})(?:[\s,-]*(?:ปี\s*)?(?P<year>{YEAR}))?",
        rf"(?P<name>{MONTH})[\s,]*(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:(?:\s*,\s*|\s+)(?P<year>{YEAR}))?",
        rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s*,\s*(?P<year>{YEAR})",
        rf"(?:ปี\s*)?(?P<year>(?:{ERA}\s*)?\d{{4}}(?:\s*{ERA})?)",
        rf"(?:ปี\s*)?(?P<year>{ERA}\s*['’]?\d{{2}})",
        r"ปี\s*(?P<year>['’]?\d{2})",
        r"(?P<day>\d{1,2})",
    )
]
SHORT_SPAN = re.compile(rf"((?:ปี\s*)?(?:{ERA}\s*)?(\d\d)\d\d)\s?[-–/]\s?(1[3-9]|[2-9]\d)", re.IGNORECASE)
