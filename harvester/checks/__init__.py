"""The checks of the whole library, by the rule's name as reports show it and `allow` would name it. Each is one
function of that name in the file of its family; its docstring is the rule's sentence, the rest of its page is in
`rules.yml`. The loop that signs what they yield is in `pipeline.py`. `_body` and `_fields` serve several families."""

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from harvester.checks import companions, completeness, fields, identity, links, markup, privacy, vocabulary
from harvester.model import Library
from harvester.model.diagnostics import Finding, Severity

_ERROR, _WARNING, _INFO = Severity.ERROR, Severity.WARNING, Severity.INFO


class Check(NamedTuple):
    """A rule of this table: how much it weighs, who finds it, and whether what it finds in a lesson depends on that
    lesson alone: then it is remembered with the lesson."""

    severity: Severity
    find: Callable[[Library], Iterator[Finding]]
    alone: bool = False


CHECKS: Mapping[str, Check] = {
    "duplicate-id": Check(_ERROR, identity.duplicate_id),
    "withdrawn-again": Check(_ERROR, identity.withdrawn_again),
    "duplicate-alias": Check(_ERROR, identity.duplicate_alias),
    "bad-alias": Check(_ERROR, identity.bad_alias, alone=True),
    "duplicate-title": Check(_WARNING, identity.duplicate_title),
    "long-name": Check(_ERROR, markup.long_name, alone=True),
    "near-duplicate-lesson": Check(_WARNING, identity.near_duplicate_lesson),
    "broken-link": Check(_ERROR, links.broken_link),
    "circular-follows": Check(_ERROR, links.circular_follows),
    "self-link": Check(_WARNING, links.self_link),
    "broken-citation": Check(_WARNING, links.broken_citation),
    "broken-page-link": Check(_WARNING, links.broken_page_link),
    "retired-lesson-cited": Check(_WARNING, links.retired_lesson_cited),
    "unknown-tag": Check(_WARNING, vocabulary.unknown_tag),
    "unknown-role": Check(_WARNING, vocabulary.unknown_role),
    "unknown-programme": Check(_WARNING, vocabulary.unknown_programme),
    "vocabulary-loop": Check(_ERROR, vocabulary.vocabulary_loop),
    "unknown-broader": Check(_WARNING, vocabulary.unknown_broader),
    "ambiguous-alias": Check(_WARNING, vocabulary.ambiguous_alias),
    "unknown-place": Check(_WARNING, fields.unknown_place, alone=True),
    "missing-series-part": Check(_INFO, companions.missing_series_part),
    "duplicate-series-part": Check(_WARNING, companions.duplicate_series_part),
    "duplicate-technique": Check(_WARNING, identity.duplicate_technique, alone=True),
    "placeholder-text": Check(_ERROR, completeness.placeholder_text, alone=True),
    "technique-without-steps": Check(_WARNING, completeness.technique_without_steps, alone=True),
    "step-without-caution-remedy": Check(_INFO, completeness.step_without_caution_remedy, alone=True),
    "caution-without-remedy": Check(_INFO, completeness.caution_without_remedy, alone=True),
    "missing-summary": Check(_INFO, completeness.missing_summary),
    "missing-context": Check(_INFO, completeness.missing_context),
    "missing-results": Check(_INFO, completeness.missing_results),
    "missing-date": Check(_INFO, completeness.missing_date),
    "missing-place": Check(_INFO, completeness.missing_place),
    "missing-source-licence": Check(_WARNING, fields.missing_source_licence, alone=True),
    "unknown-licence": Check(_WARNING, fields.unknown_licence, alone=True),
    "full-text-of-reserved-source": Check(_ERROR, fields.full_text_of_reserved_source, alone=True),
    "overdue-review": Check(_WARNING, fields.overdue_review),
    "future-date": Check(_WARNING, fields.future_date),
    "orphan-trial": Check(_ERROR, companions.orphan_trial),
    "trial-unknown-technique": Check(_WARNING, companions.trial_unknown_technique),
    "fact-without-unit": Check(_WARNING, companions.fact_without_unit, alone=True),
    "process-loop": Check(_WARNING, companions.process_loop, alone=True),
    "leg-without-lesson": Check(_INFO, companions.leg_without_lesson),
    "workshop-order": Check(_WARNING, companions.workshop_order),
    "unknown-companion-lesson": Check(_WARNING, companions.unknown_companion_lesson),
    "empty-collection": Check(_WARNING, companions.empty_collection),
    "collection-unknown-name": Check(_WARNING, companions.collection_unknown_name),
    "missing-picture": Check(_WARNING, markup.missing_picture),
    "picture-name": Check(_INFO, markup.picture_name),
    "picture-without-words": Check(_INFO, markup.picture_without_words, alone=True),
    "foreign-picture": Check(_WARNING, markup.foreign_picture, alone=True),
    "unlinked-attachment": Check(_WARNING, markup.unlinked_attachment),
    "hostile-html": Check(_WARNING, markup.hostile_html, alone=True),
    "html-in-front-matter": Check(_WARNING, markup.html_in_front_matter, alone=True),
    "dangerous-link": Check(_WARNING, links.dangerous_link, alone=True),
    "link-outside-library": Check(_ERROR, links.link_outside_library, alone=True),
    "suspicious-link": Check(_WARNING, links.suspicious_link, alone=True),
    "unsafe-address": Check(_ERROR, links.unsafe_address, alone=True),
    "included-file": Check(_ERROR, markup.included_file, alone=True),
    "national-id-number": Check(_ERROR, privacy.national_id_number, alone=True),
    "secret-token": Check(_ERROR, privacy.secret_token, alone=True),
    "personal-data": Check(_WARNING, privacy.personal_data, alone=True),
    "personal-circumstances": Check(_WARNING, privacy.personal_circumstances, alone=True),
    "personal-list": Check(_WARNING, privacy.personal_list, alone=True),
}
