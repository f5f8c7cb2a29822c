"""How Thais write days, months and years: the patterns that `dates` and `date_search` read by, from `data/rules.toml`."""

import re

from harvester.thai import fill, patterns_of, rules_of

_RULES = rules_of("dates")
MONTHS, SHORT_MONTHS = tuple(_RULES["months"]), tuple(_RULES["short_months"])


def _dotted_pattern(short: str) -> str:
    """The pattern of an abbreviation whose dots and inner spaces are often forgotten."""
    return r"\.?\s?".join(map(re.escape, re.findall("[เ-ไ]?[ก-ฮ][ัิี]?", short))) + r"\.?"


MONTH_PATTERNS = [
    re.compile(f"(?:{spelled}|{_dotted_pattern(short)}|{english}\\.?)", re.IGNORECASE)
    for spelled, short, english in zip(_RULES["spelled"], SHORT_MONTHS, _RULES["english"], strict=True)
]
MONTH = "(?:" + "|".join(p.pattern for p in MONTH_PATTERNS) + ")"
PATTERNS = patterns_of("dates", MONTH=MONTH)
BETWEEN, FISCAL, ABOUT = PATTERNS["BETWEEN"], re.compile(PATTERNS["FISCAL"]), re.compile(PATTERNS["ABOUT"])
LEAD, TAIL, TIME, SHORT_SPAN = (
    re.compile(PATTERNS[name], re.IGNORECASE) for name in ("LEAD", "TAIL", "TIME", "SHORT_SPAN")
)
FORMS = [re.compile(fill(form, PATTERNS), re.IGNORECASE) for form in _RULES["forms"]]
