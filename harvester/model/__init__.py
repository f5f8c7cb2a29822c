"""Every noun of the library, as frozen values. Knows no file, no parser, no page.

A `Lesson` is never decorated afterwards: what the stations of the harvest learn about it
(tokens, tag uses, links, diagnostics) stands beside it in the `Library`.
"""

from harvester.model.body import Caution, Item, Section, Step, Technique, Trap
from harvester.model.companions import Collection, Event, Guide, Print, Trial, Wish
from harvester.model.files import Attachment, Picture
from harvester.model.lesson import (
    Change,
    DeclaredLink,
    Fact,
    Lesson,
    Locality,
    Needs,
    Network,
    Person,
    SeriesPart,
    Source,
    Station,
)
from harvester.model.library import Artifact, Because, Library, Link, Ref, TagUse
from harvester.model.names import Anchor, Evidence, LessonId, Markdown, Origin, Outcome, SectionKind, Status
from harvester.model.vocabulary import (
    Coach,
    Entry,
    Organisation,
    Programme,
    Role,
    Sense,
    Site,
    Tag,
    Term,
    Vocabulary,
    Workshop,
    by_form,
    forms_of,
)

__all__ = [
    "Anchor",
    "Artifact",
    "Attachment",
    "Because",
    "Caution",
    "Change",
    "Coach",
    "Collection",
    "DeclaredLink",
    "Entry",
    "Event",
    "Evidence",
    "Fact",
    "Guide",
    "Item",
    "Lesson",
    "LessonId",
    "Library",
    "Link",
    "Locality",
    "Markdown",
    "Needs",
    "Network",
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
    "Site",
    "Source",
    "Station",
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
    "Workshop",
    "by_form",
    "forms_of",
]
