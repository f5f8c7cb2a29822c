"""Every noun of the library, as frozen values. Knows no file, no parser, no page. A `Lesson` is never decorated
afterwards: what the stations of the harvest learn about it (tokens, tag uses, links, diagnostics) is beside it in the
`Library`."""

from harvester.model.body import Caution, Item, Section, Step, Technique, Trap
from harvester.model.companions import (
    Attachment,
    Collection,
    Event,
    Guide,
    Picture,
    Print,
    SisterLesson,
    Trial,
    Wish,
    Withdrawal,
)
from harvester.model.field_groups import (
    Change,
    Fact,
    Locality,
    Needs,
    Network,
    Person,
    SeriesPart,
    Source,
    Station,
)
from harvester.model.lesson import DeclaredLink, Lesson
from harvester.model.library import Artifact, Because, Library, Link, Ref, TagUse
from harvester.model.names import Anchor, Evidence, LessonId, Markdown, Origin, Outcome, SectionKind, Status
from harvester.model.vocabulary import (
    Coach,
    Entry,
    Everyday,
    Organisation,
    Programme,
    Question,
    Role,
    Sense,
    Site,
    Tag,
    Term,
    Vocabulary,
    Work,
    Workshop,
    by_form,
    forms_of,
)

__all__ = [
    "Anchor", "Artifact", "Attachment", "Because", "Caution", "Change", "Coach", "Collection", "DeclaredLink",
    "Entry", "Event", "Everyday", "Evidence", "Fact", "Guide", "Item", "Lesson", "LessonId", "Library",
    "Link", "Locality", "Markdown", "Needs", "Network", "Organisation", "Origin", "Outcome", "Person",
    "Picture", "Print", "Programme", "Question", "Ref", "Role", "Section", "SectionKind", "Sense",
    "SeriesPart", "SisterLesson", "Site", "Source", "Station", "Status", "Step", "Tag", "TagUse", "Technique",
    "Term", "Trap", "Trial", "Vocabulary", "Wish", "Withdrawal", "Work", "Workshop", "by_form", "forms_of",
]  # fmt: skip
