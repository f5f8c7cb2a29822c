"""Words of the vocabulary: used but unknown, defined twice, or in a circle."""

from collections.abc import Iterator
from functools import lru_cache

from harvester.checks._body import say
from harvester.checks._fields import doubles, known, suggestion
from harvester.model import Entry, Library, Vocabulary, forms_of
from harvester.model.diagnostics import Finding, Place
from harvester.thai.segment import Segmenter
from harvester.thai.text import did_you_mean, fold, near_names

MOST, ALIKE = 3, 0.5
"""Tags proposed for an unknown one, and how alike in meaning they must be."""


def unknown_tag(library: Library) -> Iterator[Finding]:
    """หัวเรื่องนี้ไม่มีในคลังคำ"""
    tags = known(library.vocabulary.tags)
    for lesson in library.lessons if tags else ():
        for index, tag in enumerate(lesson.tags):
            if fold(tag) not in tags:
                named = [f"“{label}” ({why})" for label, why in proposed_tags(library.vocabulary, tag)]
                hint = did_you_mean(named)
                parts = tag.split()
                if len(parts) > 1 and any(fold(part) in tags for part in parts):
                    hint = f"ถ้าเป็นหลายหัวเรื่อง คั่นด้วยจุลภาค เช่น tags: [{', '.join(parts[:6])}]"
                place = lesson.place_of(f"tags.{index}")
                yield say("unknown-tag", place, tag, hint=hint, width=len(tag), related=(tag,))


def proposed_tags(words: Vocabulary, tag: str) -> list[tuple[str, str]]:
    """Up to three tags that an unknown one may mean, each with its reason: spelt alike, said for one another,
    or near in meaning."""
    tags = known(words.tags)
    found: dict[str, str] = {}
    for form in near_names(fold(tag), tags):
        label = tags[form]
        found.setdefault(label, "สะกดใกล้กัน" if form == fold(label) else f"เรียกอีกอย่างว่า {form}")
    for entry in words.everyday:
        group = (entry.label, *entry.aliases, *entry.regional)
        if said := next((form for form in group if fold(form) == fold(tag)), ""):
            others = (form for form in group if form != said)
            found |= {tags[fold(one)]: f"คนพูดแทนกันกับ {said}" for one in others if fold(one) in tags} | found
    if len(found) < MOST:
        near = sorted(zip(_alike(words, fold(tag)), words.tags, strict=True), key=lambda pair: -pair[0])
        for score, one in near[:MOST]:
            if score >= ALIKE:
                found.setdefault(one.label, "ความหมายใกล้กัน")
    return list(found.items())[:MOST]


@lru_cache(maxsize=256)
def _alike(words: Vocabulary, tag: str) -> list[float]:
    """How near in meaning each tag is: by its name, and by its name and definition together."""
    from harvester.search.meaning import likeness  # heavy, and seldom needed

    cut = _segmenter(words).words
    names = [list(cut(one.label)) for one in words.tags]
    told = [list(cut(" ".join((*forms_of(one), one.definition)))) for one in words.tags]
    query = list(cut(tag))
    return [(a + b) / 2 for a, b in zip(likeness(names, query), likeness(told, query), strict=True)]


@lru_cache(maxsize=2)
def _segmenter(words: Vocabulary) -> Segmenter:
    return Segmenter(words.words())


def unknown_role(library: Library) -> Iterator[Finding]:
    """บทบาทนี้ไม่มีในคลังคำ"""
    roles = known(library.vocabulary.roles)
    if not roles:
        return
    for name, place in _uses(library):
        if fold(name) not in roles:
            hint = suggestion(name, (role.label for role in library.vocabulary.roles))
            yield say("unknown-role", place, name, hint=hint, width=len(name), related=(name,))


def _uses(library: Library) -> Iterator[tuple[str, Place]]:
    for lesson in library.lessons:
        for index, role in enumerate(lesson.roles):
            yield role, lesson.place_of(f"roles.{index}")
        for index, author in enumerate(lesson.authors):
            if author.role:
                yield author.role, lesson.place_of(f"authors.{index}.role")
    for trial in library.trials:
        if trial.role:
            yield trial.role, trial.place_of("")


def unknown_programme(library: Library) -> Iterator[Finding]:
    """โครงการนี้ไม่มีในคลังคำ"""
    programmes = known(library.vocabulary.programmes)
    for lesson in library.lessons if programmes else ():
        name = lesson.programme
        if name and fold(name) not in programmes:
            hint = suggestion(name, (entry.label for entry in library.vocabulary.programmes))
            place = lesson.place_of("programme")
            yield say("unknown-programme", place, name, hint=hint, width=len(name), related=(name,))


def vocabulary_loop(library: Library) -> Iterator[Finding]:
    """หัวเรื่องแม่ลูกวนกันเป็นวงกลม"""
    labels = known(library.vocabulary.tags)
    broader = {tag.label: labels.get(fold(tag.broader), "") for tag in library.vocabulary.tags if tag.broader}
    for tag in library.vocabulary.tags:
        chain = [tag.label]
        while (above := broader.get(chain[-1], "")) and above not in chain:
            chain.append(above)
        if above == tag.label:
            yield say("vocabulary-loop", tag.place, tag.label, " → ".join([*chain, tag.label]))


def unknown_broader(library: Library) -> Iterator[Finding]:
    """คลังคำโยงไปคำที่ไม่มี"""
    tags, terms = known(library.vocabulary.tags), known(library.vocabulary.terms)
    for tag in library.vocabulary.tags:
        if tag.broader and fold(tag.broader) not in tags:
            hint = suggestion(tag.broader, tags.values())
            yield say("unknown-broader", tag.place, tag.label, tag.broader, hint=hint)
    for term in library.vocabulary.terms:
        for name in term.see:
            if fold(name) not in terms and fold(name) not in tags:
                hint = suggestion(name, terms.values())
                yield say("unknown-broader/see", term.place, term.label, name, hint=hint)


def ambiguous_alias(library: Library) -> Iterator[Finding]:
    """คำเดียวในคลังคำชี้ไปสองรายการ"""
    words = library.vocabulary
    kinds = (words.tags, words.terms, words.roles, words.organisations, words.programmes)
    entries: tuple[Entry, ...]
    for entries in kinds:
        told = (
            (form, (form, entry)) for entry in entries for form in dict.fromkeys(map(fold, forms_of(entry)))
        )
        for (form, entry), (_, other) in doubles(told):
            names = (form, other.label, entry.label)
            yield say("ambiguous-alias", entry.place, *names, related=(other.place,))
