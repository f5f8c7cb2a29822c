"""What can be found: one frozen document for each lesson, for what is in it, and for each word of the vocabulary.
`documents` reads them out of a library; the benchmark makes its own. Knows nothing of words or bytes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from harvester.memo import digest_of, key_of, recall
from harvester.model import (
    Caution,
    Lesson,
    Library,
    Origin,
    Outcome,
    Programme,
    SectionKind,
    Technique,
    Trap,
    Trial,
    forms_of,
)
from harvester.model.field_groups import OUTCOME_LABELS
from harvester.model.fields import lines
from harvester.model.names import ORIGIN_LABELS
from harvester.model.plain_text import plain
from harvester.search.weights import FIELDS, WORDS
from harvester.thai.places import PROVINCES


class Kind(StrEnum):
    """What a hit is: a lesson, a part of the lesson before it, or an entry of the vocabulary."""

    LESSON = "lesson"
    TECHNIQUE = "technique"
    STEP = "step"
    CAUTION = "caution"
    TRAP = "trap"
    QUESTION = "question"
    TRIAL = "trial"
    ASKED = "asked"
    TERM = "term"
    TAG = "tag"
    ROLE = "role"
    PROGRAMME = "programme"
    ORGANISATION = "organisation"
    PLACE = "place"
    EVENT = "event"


KINDS = tuple(Kind)
PARTS = KINDS[1:8]
ENTRIES = KINDS[8:14]
"""They lead to lessons and answer nothing themselves: found alone they are near, never a result."""
SHOWN = 180
"""Most characters of a text that are kept to be shown."""
TRIED = {Outcome(outcome): label for outcome, label in WORDS["tried"].items()}
UNTRIED = "ยังไม่มีใครลองซ้ำ"


@dataclass(frozen=True, slots=True)
class Document:
    """One thing to be found. `id` is a lesson's or term's id, or the anchor on its lesson's page. `title` is searched
    and shown; `fields` map names of `weights.FIELDS` to text that is searched; `excerpt` and `note` (one line: where,
    when, how much) are only shown. `facets` holds pairs of facet key and value; parts have those of their lesson.
    `trials` counts worked, partly, failed."""

    id: str
    kind: Kind
    title: str
    fields: tuple[tuple[str, str], ...] = ()
    excerpt: str = ""
    note: str = ""
    facets: tuple[tuple[str, str], ...] = ()
    cautions: int = 0
    trials: tuple[int, int, int] = field(default=(0, 0, 0))


def documents(library: Library) -> Iterator[Document]:
    """Each lesson followed by its parts; sister lessons and events; the vocabulary and the provinces with lessons."""
    asked: dict[str, list[str]] = {}
    for question in library.vocabulary.questions:
        for name in question.lessons:
            asked.setdefault(name, []).extend((question.label, *question.aliases))
    programmes = {one.label: one for one in library.vocabulary.programmes}
    for lesson in library.in_use:
        yield from lesson_documents(library, lesson, programmes)
        for text in asked.get(lesson.id, ()):
            yield Document("", Kind.ASKED, "", (("asked", text),))
    for sister in library.sisters:
        fields = (("summary", sister.summary), ("tags", " \n".join(sister.tags)), ("place", sister.province))
        note = f"อยู่ในคลัง {sister.library}"
        yield Document(sister.name, Kind.LESSON, sister.title, fields, excerpt=sister.summary, note=note)
    for event in library.events:
        told = " \n".join(words for row, words in lines(event, "search") if row.key not in ("id", "title"))
        note = " · ".join(filter(None, (event.venue, event.date.thai_short() if event.date else "")))
        yield Document(
            event.id, Kind.EVENT, event.title, (("body", told),), excerpt=_clipped(event.summary), note=note
        )
    yield from _entries(library)


def lesson_documents(
    library: Library, lesson: Lesson, programmes: Mapping[str, Programme]
) -> tuple[Document, ...]:
    """The lesson, then what is in it, each under its own anchor."""
    trials = library.tried(lesson)
    facets = _facets(library, lesson, trials)
    programme = programmes.get(lesson.programme)
    beside = (library.trials_of.get(lesson.id, ()), facets, programme)
    return recall(
        key_of("search documents", digest_of((lesson, beside))),
        lambda: tuple(_lesson_documents(library, lesson, trials, facets, programme)),
    )


def _lesson_documents(
    library: Library,
    lesson: Lesson,
    trials: tuple[Trial, ...],
    facets: tuple[tuple[str, str], ...],
    programme: Programme | None,
) -> Iterator[Document]:
    yield Document(
        lesson.id,
        Kind.LESSON,
        lesson.title,
        tuple(_searched_fields(lesson, trials, facets, programme).items()),
        excerpt=_clipped(lesson.summary, plain(lesson.body)),
        note=lesson.told_at,
        facets=facets,
        cautions=len(lesson.cautions) + len(lesson.traps),
        trials=_count_outcomes(trials),
    )
    for technique in lesson.techniques:
        yield _technique(lesson, technique, _count_outcomes(library.tried(lesson, technique)))
        for step in technique.steps:
            yield _part(Kind.STEP, step.anchor, plain(step.text), f"ขั้นที่ {step.number} ของ {technique.name}")
    for caution in lesson.cautions:
        yield _hazard_document(Kind.CAUTION, caution, _origin_note(caution, _around(lesson, caution)))
    for trap in lesson.traps:
        yield _hazard_document(Kind.TRAP, trap, _origin_note(trap, lesson.title))
    for item in lesson.items(SectionKind.QUESTIONS):
        yield _part(Kind.QUESTION, item.anchor, plain(item.text), lesson.title)
    for trial in library.trials_of.get(lesson.id, ()):
        told = _on_one_line(trial.result, trial.changed, trial.met, trial.again)
        note = ("เรื่องสมมติ · " if trial.example else "") + OUTCOME_LABELS[trial.outcome]
        yield _part(Kind.TRIAL, f"trial-{trial.slug}", told, note)


def _part(kind: Kind, anchor: str, text: str, note: str) -> Document:
    return Document(anchor, kind, "", (("body", text),), excerpt=_clipped(text), note=note)


def _technique(lesson: Lesson, technique: Technique, trials: tuple[int, int, int]) -> Document:
    steps = " ".join(plain(step.text) for step in technique.steps)
    why = plain(technique.why)
    hazards = " \n".join(
        f"{plain(caution.text)} {plain(caution.remedy)}" for caution in technique.all_cautions
    )
    count = f"{len(technique.steps)} ขั้น · " if technique.steps else ""
    return Document(
        technique.anchor,
        Kind.TECHNIQUE,
        technique.name,
        (("body", f"{why} \n{steps} \n{plain(technique.tail)}"), ("caution", hazards)),
        excerpt=_clipped(why, steps, hazards),
        note=f"{_label('', technique.origin)}{count}จากบทเรียน {lesson.title}",
        cautions=len(technique.all_cautions),
        trials=trials,
    )


def _hazard_document(kind: Kind, hazard: Caution | Trap, where: str) -> Document:
    text, remedy = plain(hazard.text), plain(hazard.remedy)
    return Document(
        hazard.anchor,
        kind,
        "",
        (("caution", text), ("body", remedy)),
        excerpt=f"{text}\t{remedy}",
        note=where,
        cautions=1,
    )


def _entries(library: Library) -> Iterator[Document]:
    """Words of the vocabulary, and the provinces that lessons come from."""
    vocabulary = library.vocabulary
    for kind, entries in (
        (Kind.TERM, vocabulary.terms),
        (Kind.TAG, vocabulary.tags),
        (Kind.ROLE, vocabulary.roles),
        (Kind.PROGRAMME, vocabulary.programmes),
        (Kind.ORGANISATION, vocabulary.organisations),
    ):
        for entry in entries:
            forms = tuple(filter(None, (*forms_of(entry)[1:], getattr(entry, "english", ""))))
            definition = plain(getattr(entry, "definition", ""))
            fields = ("tags", " \n".join(forms)), ("body", definition)
            yield Document(
                entry.id, kind, entry.label, fields, excerpt=_clipped(definition), note=" · ".join(forms)
            )
    named = {lesson.place.province for lesson in library.lessons if lesson.place}
    for name in sorted(named & PROVINCES.keys()):
        yield Document(PROVINCES[name].slug, Kind.PLACE, name)


def _on_one_line(*texts: str) -> str:
    return " ".join(" ".join(texts).split())


def _clipped(*texts: str) -> str:
    """Texts as one line, as much as is kept to be shown, from blank to blank where there is one near."""
    text = _on_one_line(*texts)
    if len(text) <= SHOWN:
        return text
    blank = text.rfind(" ", SHOWN - 80, SHOWN)
    return text[: blank if blank > 0 else SHOWN] + " …"


def _facets(library: Library, lesson: Lesson, trials: tuple[Trial, ...]) -> tuple[tuple[str, str], ...]:
    used = {use.term for use in library.uses_of.get(lesson.id, ()) if use.kind == "tag"}
    pairs = [("province", lesson.place.province if lesson.place else "")]
    pairs += [("role", role) for role in lesson.roles]
    pairs += [("tag", tag) for tag in (*lesson.tags, *sorted(used - set(lesson.tags)))]
    pairs += [("programme", lesson.programme), ("year", str(lesson.date.year + 543) if lesson.date else "")]
    outcomes = {trial.outcome for trial in trials}
    pairs += [("evidence", label) for outcome, label in TRIED.items() if outcome in outcomes]
    pairs += [("evidence", "" if outcomes else UNTRIED)]
    return tuple(dict.fromkeys(pair for pair in pairs if pair[1]))


def _count_outcomes(trials: tuple[Trial, ...]) -> tuple[int, int, int]:
    outcomes = [trial.outcome for trial in trials]
    return outcomes.count(Outcome.WORKED), outcomes.count(Outcome.PARTLY), outcomes.count(Outcome.FAILED)


def _searched_fields(
    lesson: Lesson,
    trials: tuple[Trial, ...],
    facets: tuple[tuple[str, str], ...],
    programme: Programme | None,
) -> dict[str, str]:
    """What the table of fields lets be found, and the body, by the name of the weighed field."""
    texts: dict[str, list[str]] = {name: [] for name in FIELDS}
    texts["technique"] = [technique.name for technique in lesson.techniques]
    texts["tags"] = [value for key, value in facets if key in ("tag", "role", "programme")]
    texts["names"] = [name.replace("-", " ") for name in (lesson.id, *lesson.aliases)]
    texts["body"] = [plain(lesson.body)]
    if programme:
        texts["body"] += [programme.definition, *programme.organisations]
    told: tuple[Lesson | Trial, ...] = (lesson, *trials)
    for one in told:
        for row, words in lines(one, "search"):
            if row.kind == "text" and not row.labels and row.search not in ("title", "tags"):
                texts[row.search].append(words)
    return {name: " \n".join(found) for name, found in texts.items()}


def _origin_note(hazard: Caution | Trap, where: str) -> str:
    """The note of a hazard: whose word it and its remedy are, where they are not the teller's own; then where."""
    both = hazard.origin == hazard.remedy_origin or not hazard.remedy
    remedy = "" if both else _label("ทางแก้", hazard.remedy_origin)
    return _label("", hazard.origin) + remedy + where


def _label(of: str, origin: Origin) -> str:
    return "" if origin is Origin.TELLER else f"{of} ({ORIGIN_LABELS[origin]}) · ".lstrip()


def _around(lesson: Lesson, caution: Caution) -> str:
    for technique in lesson.techniques:
        for step in technique.steps:
            if caution in step.cautions:
                return f"ขั้นที่ {step.number} ของ {technique.name}"
        if caution in technique.cautions:
            return f"ทั้งเทคนิค {technique.name}"
    return lesson.title
