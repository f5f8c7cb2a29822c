"""The mistakes that beginners make, found in the decoded text before anything is parsed, by rule. Each member is a
function `(Source) -> Iterator[Finding]` whose docstring is the rule's sentence; the rest of its page is in
`reading/rules.yml`."""

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from harvester.model.diagnostics import Finding, Severity
from harvester.reading.syntax_slips.fences import missing_fence, unclosed_fence, wrong_fence, wrong_indent
from harvester.reading.syntax_slips.garbled import (
    control_sign,
    direction_sign,
    garbled_text,
    invisible_sign,
    lost_letter,
    private_use_glyph,
)
from harvester.reading.syntax_slips.pasted import (
    foreign_command,
    list_sign,
    pasted_word_html,
    spaced_picture_name,
    two_lessons_in_one_file,
)
from harvester.reading.syntax_slips.signs import (
    comment_cuts_value,
    fullwidth_colon,
    missing_space_after_colon,
    smart_quotes,
    tab_indentation,
    unclosed_quote,
    unquoted_colon,
    unquoted_sign,
)
from harvester.reading.syntax_slips.source import Source
from harvester.reading.syntax_slips.words import (
    buddhist_year_in_iso_date,
    heading_without_marks,
    heading_without_space,
    misspelt_key,
    wrong_era,
)

_ERROR, _WARNING, _INFO = Severity.ERROR, Severity.WARNING, Severity.INFO


class Mistake(NamedTuple):
    """A rule of this table: how much it weighs and who finds it."""

    severity: Severity
    find: Callable[[Source], Iterator[Finding]]


MISTAKES: Mapping[str, Mistake] = {
    "missing-fence": Mistake(_ERROR, missing_fence),
    "unclosed-fence": Mistake(_ERROR, unclosed_fence),
    "wrong-fence": Mistake(_ERROR, wrong_fence),
    "tab-indentation": Mistake(_ERROR, tab_indentation),
    "wrong-indent": Mistake(_ERROR, wrong_indent),
    "fullwidth-colon": Mistake(_ERROR, fullwidth_colon),
    "missing-space-after-colon": Mistake(_ERROR, missing_space_after_colon),
    "smart-quotes": Mistake(_WARNING, smart_quotes),
    "unclosed-quote": Mistake(_ERROR, unclosed_quote),
    "unquoted-colon": Mistake(_ERROR, unquoted_colon),
    "unquoted-sign": Mistake(_ERROR, unquoted_sign),
    "comment-cuts-value": Mistake(_WARNING, comment_cuts_value),
    "misspelt-key": Mistake(_ERROR, misspelt_key),
    "heading-without-space": Mistake(_WARNING, heading_without_space),
    "heading-without-marks": Mistake(_WARNING, heading_without_marks),
    "list-sign": Mistake(_WARNING, list_sign),
    "garbled-text": Mistake(_ERROR, garbled_text),
    "private-use-glyph": Mistake(_ERROR, private_use_glyph),
    "direction-sign": Mistake(_ERROR, direction_sign),
    "control-sign": Mistake(_ERROR, control_sign),
    "invisible-sign": Mistake(_ERROR, invisible_sign),
    "lost-letter": Mistake(_WARNING, lost_letter),
    "foreign-command": Mistake(_INFO, foreign_command),
    "wrong-era": Mistake(_WARNING, wrong_era),
    "buddhist-year-in-iso-date": Mistake(_INFO, buddhist_year_in_iso_date),
    "pasted-word-html": Mistake(_WARNING, pasted_word_html),
    "spaced-picture-name": Mistake(_WARNING, spaced_picture_name),
    "two-lessons-in-one-file": Mistake(_ERROR, two_lessons_in_one_file),
}

GARBLED = {rule: one for rule, one in MISTAKES.items() if one.find.__module__.endswith("garbled")}
"""Those that any text may hold, lesson or not."""


def find(text: str, path: str) -> Iterator[tuple[str, Severity, Finding]]:
    """Every mistake in a decoded text, by rule in the table's order."""
    source = Source(text, path)
    for rule, mistake in MISTAKES.items():
        for finding in mistake.find(source):
            yield rule, mistake.severity, finding
