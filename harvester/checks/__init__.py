"""The checks of the whole library, by the rule's name as reports show it and `allow` would name it. Each is the function
of that name in the file of its family; its docstring is the rule's sentence, the rest of it is in `rules.yml`: weight,
wording, page. The loop that signs what they yield is in `pipeline.py`. `_body` and `_fields` serve several families."""

from harvester.checks import companions, completeness, fields, identity, links, markup, privacy, vocabulary
from harvester.reading.rules import rules_of
from harvester.reading.wording import data_file

RULES, CHECKS = rules_of(
    "harvester.checks", companions, completeness, fields, identity, links, markup, privacy, vocabulary
)
"""The page of each rule, and the function that finds what breaks it: `(Library) -> Iterator[Finding]`."""
ALONE = frozenset(rule for rule, page in data_file("harvester.checks").items() if page.get("alone"))
"""Rules whose findings in a lesson depend on that lesson alone: they are remembered with it."""
