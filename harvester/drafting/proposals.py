"""What a person need only accept: a short title, a summary in the document's own words, tags, series and programme of the
library. Changes no draft by itself."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from harvester.drafting.understanding.context import segmenter_of
from harvester.drafting.understanding.missing import UNSURE
from harvester.model import SectionKind, Vocabulary
from harvester.model.draft import Draft, Proposal, Said
from harvester.model.vocabulary import by_form, forms_of, matcher, named_entries
from harvester.reading.wording import patterns
from harvester.thai.segment import Segmenter
from harvester.thai.sentences import sentences
from harvester.thai.text import fold, near_names

LONG_TITLE, SHORT_TITLE = 70, 60
"""Characters of a title that a shorter one is proposed for, and of that."""
SENTENCE, SUMMARY = (30, 220), 300
"""Characters of a sentence that may be in a summary, and of both together."""
TAGS = 5
_P = patterns("harvester.drafting", "proposals")
IN_TITLE, IN_NAME = 3, 2
"""What a word in the title, or in a technique's name, counts of those in the text."""
_TELLS = frozenset(map(SectionKind, ("context", "results", "outcomes", "other", "technique")))


def propose(draft: Draft, words: Vocabulary, series: Mapping[str, int]) -> tuple[Proposal, ...]:
    """All of them; `series` counts the parts that the library has of each. A reserved source gets no summary."""
    segmenter = segmenter_of(words)
    found = [*_title(draft, segmenter), *_tags(draft, words, segmenter), *_belongs(draft, words, series)]
    if "summary" not in draft.fields and not draft.withheld:
        found += _summary(draft, segmenter)
    return tuple(found)


def accept(draft: Draft, numbers: Collection[int] | None = None) -> Draft:
    """The draft with everything that was proposed for it, or with the proposals of those numbers (from 0)."""
    fields = dict(draft.fields)
    for one in (one for at, one in enumerate(draft.proposals) if numbers is None or at in numbers):
        key = one.field
        if key == "tags":
            key = f"tags.{1 + max((int(k[5:]) for k in fields if k.startswith('tags.')), default=-1)}"
        fields[key] = replace(fields.get(key, Said("")), text=one.value, rule="proposal")
    return replace(draft, fields=fields, title=fields.get("title", draft.title))


def _title(draft: Draft, segmenter: Segmenter) -> Iterator[Proposal]:
    title = draft.title
    if len(title.text) <= LONG_TITLE and title.confidence >= UNSURE:
        return
    names = [one.name.text for one in draft.techniques if one.name.rule != "title"]
    short = next((name for name in names if len(name) <= SHORT_TITLE), "") or _shorten(title.text, segmenter)
    if "title" not in draft.fields:
        yield Proposal("title", short, "เอกสารไม่ได้ตั้งชื่อไว้")
    elif short != title.text:
        why = f"ชื่อที่พบยาว {len(title.text)} ตัวอักษร" if len(title.text) > LONG_TITLE else "เอกสารไม่ได้ตั้งชื่อไว้ชัด"
        yield Proposal("title", short, why)


def _shorten(title: str, segmenter: Segmenter) -> str:
    """The title up to a word that goes on to say more, else up to the last word that still fits."""
    title = title.partition("  ")[0]
    edges = sorted(edge for edge in segmenter.boundaries(title) if edge <= SHORT_TITLE)
    onward = [edge for edge in edges if edge >= SHORT_TITLE / 3 and _P.goes_on.match(title, edge)]
    return title[: (onward or edges)[-1]].strip() if len(title) > SHORT_TITLE and edges else title


def _summary(draft: Draft, segmenter: Segmenter) -> Iterator[Proposal]:
    """One or two neighbouring sentences that say most of what the title and the tags name."""
    asked = {word for word in segmenter.words(draft.title.text) if len(word) > 2}
    best: tuple[float, str] = (0.0, "")
    told = [section for section in draft.sections if section.kind in _TELLS]
    pieces = [piece for one in told for piece in (one.technique.why if one.technique else one.text)]
    for number, piece in enumerate(pieces):
        spans = [piece.text[low:high].strip() for low, high in sentences(piece.text)]
        for at, text in enumerate(spans):
            if not SENTENCE[0] <= len(text) <= SENTENCE[1]:
                continue
            said = set(segmenter.words(text))
            merit = len(asked & said) + min(len(said), 30) / 30 - 0.1 * (number + at)
            if merit > best[0]:
                after = spans[at + 1] if at + 1 < len(spans) else ""
                both = len(text) < SENTENCE[1] / 2 and SENTENCE[0] <= len(after) <= SUMMARY - len(text)
                best = merit, f"{text} {after}" if both else text
    if best[1]:
        yield Proposal("summary", f"“{best[1]}”", "คำของเอกสารเอง", quotation=True)


def _tags(draft: Draft, words: Vocabulary, segmenter: Segmenter) -> Iterator[Proposal]:
    """Tags of the vocabulary that the text speaks of, those first that it has in its title; and what unknown ones mean."""
    if not words.tags:
        return
    from harvester.checks.vocabulary import proposed_tags  # heavy, and seldom needed

    known = by_form(words.tags)
    own: set[str] = set()
    for key, value in draft.fields.items():
        if key.startswith("tags.") and words.tags:
            entry = known.get(fold(value.text))
            own.add(entry.label if entry is not None else value.text)
            for label, why in proposed_tags(words, value.text)[:1] if entry is None else ():
                own.add(label)
                yield Proposal(key, label, f"แทน “{value.text}”: {why}")
    weight: Counter[str] = Counter()
    heads = [(draft.title.text, IN_TITLE), *((one.name.text, IN_NAME) for one in draft.techniques)]
    texts = [(piece.text, 1) for section in draft.sections for piece in section.pieces]
    for text, times in (*heads, *texts):
        for match in named_entries(matcher(words), segmenter, text):
            weight.update({sense.label: times for sense in match.values if sense.kind == "tag"})
    for label, count in weight.most_common(TAGS):
        if label not in own and count > 1:
            place = (
                "ในชื่อเรื่อง"
                if any(map(draft.title.text.__contains__, forms_of(known[fold(label)])))
                else f" {count} แห่ง"
            )
            yield Proposal("tags", label, f"พูดถึง{place}")


def _belongs(draft: Draft, words: Vocabulary, series: Mapping[str, int]) -> Iterator[Proposal]:
    """Names of the library for a programme and a series that the document spells its own way."""
    for key, names in (("programme", [one.label for one in words.programmes]), ("series.name", list(series))):
        value = draft.fields.get(key)
        if value is not None and value.text not in names:
            for name in near_names(value.text, names, 1):
                count = f" ในคลังมีแล้ว {series[name]} ตอน" if name in series else ""
                yield Proposal(key, name, f"ใกล้กับ “{value.text}”{count}")
    told = draft.fields.get("series.name")
    if told is not None and told.text in series and "series.part" not in draft.fields:
        yield Proposal("series.part", str(series[told.text] + 1), f"ในคลังมีแล้ว {series[told.text]} ตอน")


def same_source(draft: Draft, known: Iterable[tuple[str, str, str]]) -> tuple[str, str] | None:
    """(title, id) of what came from the same address or number; `known` are (key, title, id), see `keys_of`."""
    mine = set(keys_of({key: value.text for key, value in draft.fields.items()}))
    return next(((title, name) for key, title, name in known if key in mine), None)


def keys_of(fields: Mapping[str, str]) -> Iterator[str]:
    """What tells one source from all others: its address; its number with its publisher."""
    if url := fields.get("source.url", ""):
        yield fold(url).rstrip("/").partition("://")[2].removeprefix("www.")
    if number := fields.get("source.number", ""):
        yield f"{fold(fields.get('source.publisher', ''))}#{fold(number)}"
