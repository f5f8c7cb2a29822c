"""The checks of the whole library, by the rule's name as reports show it and `allow` would name it.

Each is one function in one file of that name; its docstring is the rule's page. The loop that signs
what they yield stands in `pipeline.py`. Files with a leading underscore hold what several checks know.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from harvester.checks.ambiguous_alias import ambiguous_alias
from harvester.checks.bad_alias import bad_alias
from harvester.checks.broken_citation import broken_citation
from harvester.checks.broken_link import broken_link
from harvester.checks.broken_page_link import broken_page_link
from harvester.checks.caution_without_remedy import caution_without_remedy
from harvester.checks.circular_follows import circular_follows
from harvester.checks.collection_unknown_name import collection_unknown_name
from harvester.checks.dangerous_link import dangerous_link
from harvester.checks.duplicate_alias import duplicate_alias
from harvester.checks.duplicate_id import duplicate_id
from harvester.checks.duplicate_series_part import duplicate_series_part
from harvester.checks.duplicate_technique import duplicate_technique
from harvester.checks.duplicate_title import duplicate_title
from harvester.checks.empty_collection import empty_collection
from harvester.checks.foreign_picture import foreign_picture
from harvester.checks.full_text_of_reserved_source import full_text_of_reserved_source
from harvester.checks.future_date import future_date
from harvester.checks.hostile_html import hostile_html
from harvester.checks.html_in_front_matter import html_in_front_matter
from harvester.checks.included_file import included_file
from harvester.checks.link_outside_library import link_outside_library
from harvester.checks.long_name import long_name
from harvester.checks.missing_context import missing_context
from harvester.checks.missing_date import missing_date
from harvester.checks.missing_picture import missing_picture
from harvester.checks.missing_place import missing_place
from harvester.checks.missing_results import missing_results
from harvester.checks.missing_series_part import missing_series_part
from harvester.checks.missing_source_licence import missing_source_licence
from harvester.checks.missing_summary import missing_summary
from harvester.checks.national_id_number import national_id_number
from harvester.checks.near_duplicate_lesson import near_duplicate_lesson
from harvester.checks.orphan_trial import orphan_trial
from harvester.checks.overdue_review import overdue_review
from harvester.checks.personal_data import personal_data
from harvester.checks.picture_name import picture_name
from harvester.checks.picture_without_words import picture_without_words
from harvester.checks.retired_lesson_cited import retired_lesson_cited
from harvester.checks.secret_token import secret_token
from harvester.checks.self_link import self_link
from harvester.checks.step_without_caution_remedy import step_without_caution_remedy
from harvester.checks.suspicious_link import suspicious_link
from harvester.checks.technique_without_steps import technique_without_steps
from harvester.checks.trial_unknown_technique import trial_unknown_technique
from harvester.checks.unknown_broader import unknown_broader
from harvester.checks.unknown_licence import unknown_licence
from harvester.checks.unknown_place import unknown_place
from harvester.checks.unknown_programme import unknown_programme
from harvester.checks.unknown_role import unknown_role
from harvester.checks.unknown_tag import unknown_tag
from harvester.checks.unsafe_address import unsafe_address
from harvester.checks.vocabulary_loop import vocabulary_loop
from harvester.model import Library
from harvester.model.diagnostics import Finding, Severity
from harvester.reports import RulePage, rule_page

_ERROR, _WARNING, _INFO = Severity.ERROR, Severity.WARNING, Severity.INFO


class Check(NamedTuple):
    """A rule of this table: how much it weighs and who finds it."""

    severity: Severity
    find: Callable[[Library], Iterator[Finding]]


CHECKS: Mapping[str, Check] = {
    "duplicate-id": Check(_ERROR, duplicate_id),
    "duplicate-alias": Check(_ERROR, duplicate_alias),
    "bad-alias": Check(_ERROR, bad_alias),
    "duplicate-title": Check(_WARNING, duplicate_title),
    "long-name": Check(_ERROR, long_name),
    "near-duplicate-lesson": Check(_WARNING, near_duplicate_lesson),
    "broken-link": Check(_ERROR, broken_link),
    "circular-follows": Check(_ERROR, circular_follows),
    "self-link": Check(_WARNING, self_link),
    "broken-citation": Check(_WARNING, broken_citation),
    "broken-page-link": Check(_WARNING, broken_page_link),
    "retired-lesson-cited": Check(_WARNING, retired_lesson_cited),
    "unknown-tag": Check(_WARNING, unknown_tag),
    "unknown-role": Check(_WARNING, unknown_role),
    "unknown-programme": Check(_WARNING, unknown_programme),
    "vocabulary-loop": Check(_ERROR, vocabulary_loop),
    "unknown-broader": Check(_WARNING, unknown_broader),
    "ambiguous-alias": Check(_WARNING, ambiguous_alias),
    "unknown-place": Check(_WARNING, unknown_place),
    "missing-series-part": Check(_INFO, missing_series_part),
    "duplicate-series-part": Check(_WARNING, duplicate_series_part),
    "duplicate-technique": Check(_WARNING, duplicate_technique),
    "technique-without-steps": Check(_WARNING, technique_without_steps),
    "step-without-caution-remedy": Check(_INFO, step_without_caution_remedy),
    "caution-without-remedy": Check(_INFO, caution_without_remedy),
    "missing-summary": Check(_INFO, missing_summary),
    "missing-context": Check(_INFO, missing_context),
    "missing-results": Check(_INFO, missing_results),
    "missing-date": Check(_INFO, missing_date),
    "missing-place": Check(_INFO, missing_place),
    "missing-source-licence": Check(_WARNING, missing_source_licence),
    "unknown-licence": Check(_WARNING, unknown_licence),
    "full-text-of-reserved-source": Check(_ERROR, full_text_of_reserved_source),
    "overdue-review": Check(_WARNING, overdue_review),
    "future-date": Check(_WARNING, future_date),
    "orphan-trial": Check(_ERROR, orphan_trial),
    "trial-unknown-technique": Check(_WARNING, trial_unknown_technique),
    "empty-collection": Check(_WARNING, empty_collection),
    "collection-unknown-name": Check(_WARNING, collection_unknown_name),
    "missing-picture": Check(_WARNING, missing_picture),
    "picture-name": Check(_INFO, picture_name),
    "picture-without-words": Check(_INFO, picture_without_words),
    "foreign-picture": Check(_WARNING, foreign_picture),
    "hostile-html": Check(_WARNING, hostile_html),
    "html-in-front-matter": Check(_WARNING, html_in_front_matter),
    "dangerous-link": Check(_WARNING, dangerous_link),
    "link-outside-library": Check(_ERROR, link_outside_library),
    "suspicious-link": Check(_WARNING, suspicious_link),
    "unsafe-address": Check(_ERROR, unsafe_address),
    "included-file": Check(_ERROR, included_file),
    "national-id-number": Check(_ERROR, national_id_number),
    "secret-token": Check(_ERROR, secret_token),
    "personal-data": Check(_WARNING, personal_data),
}

RULES: Mapping[str, RulePage] = {
    rule: rule_page(rule, check.severity, check.find.__doc__) for rule, check in CHECKS.items()
}
