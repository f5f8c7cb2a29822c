"""Every noun of the library, as frozen values. Knows no file, no parser, no page.

A `Lesson` is never decorated afterwards: what the stations of the harvest learn about it
(tokens, tag uses, links, diagnostics) stands beside it in the `Library`.
"""

from harvester.model.body import Caution, Item, Section, Step, Technique, Trap
from harvester.model.companions import Collection, Guide, Print, Trial, Wish
from harvester.model.files import Attachment, Picture
from harvester.model.lesson import DeclaredLink, Lesson, Locality, Needs, Person, SeriesPart, Source
from harvester.model.library import Artifact, Because, Library, Link, Ref, TagUse
from harvester.model.names import Anchor, Evidence, LessonId, Markdown, Origin, Outcome, SectionKind, Status
from harvester.model.vocabulary import (
    Entry,
    Everyday,
    Organisation,
    Programme,
    Role,
    Sense,
    Tag,
    Term,
    Vocabulary,
    by_form,
    forms_of,
)

__all__ = [
    "Anchor",
    "Artifact",
    "Attachment",
    "Because",
    "Caution",
    "Collection",
    "DeclaredLink",
    "Entry",
    "Everyday",
    "Evidence",
    "Guide",
    "Item",
    "Lesson",
    "LessonId",
    "Library",
    "Link",
    "Locality",
    "Markdown",
    "Needs",
    "Organisation",
    "Origin",
    "Outcome",
    "Person",
    "Picture",
    "Print",
    "Programme",
    "Ref",
    "Role",
    "Section",
    "SectionKind",
    "Sense",
    "SeriesPart",
    "Source",
    "Status",
    "Step",
    "Tag",
    "TagUse",
    "Technique",
    "Term",
    "Trap",
    "Trial",
    "Vocabulary",
    "Wish",
    "by_form",
    "forms_of",
]
