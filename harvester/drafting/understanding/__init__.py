"""A document understood: pure functions over its blocks, each rule one file. Reads no file, writes none. The flow is
`understand`; the tables below are what it knows to look for."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import replace

from harvester.drafting.columns import laid_out
from harvester.drafting.understanding.assembly import assemble
from harvester.drafting.understanding.authors import authors
from harvester.drafting.understanding.boilerplate import without_boilerplate
from harvester.drafting.understanding.classification import classification, remaining_fields
from harvester.drafting.understanding.context import Context, Rule
from harvester.drafting.understanding.conversation import split_conversation
from harvester.drafting.understanding.dates import conflicts, dates, events
from harvester.drafting.understanding.form_splitting import forms, split_forms
from harvester.drafting.understanding.furniture import page_of, strip_furniture
from harvester.drafting.understanding.headings import bare_heading
from harvester.drafting.understanding.missing import UNSURE, bar, left_empty, missing
from harvester.drafting.understanding.origin import origin, with_address
from harvester.drafting.understanding.outline import HEAD_LINE, MAIL, Outline, Part, build_outline, same_words
from harvester.drafting.understanding.place import place, sites
from harvester.drafting.understanding.posting import Posting
from harvester.drafting.understanding.sections import Sections
from harvester.drafting.understanding.split import children, collect_forms
from harvester.drafting.understanding.summary import summary
from harvester.drafting.understanding.terms import terms
from harvester.drafting.understanding.title import KIND_ONLY, title
from harvester.drafting.understanding.wrapped_lines import join_continuations
from harvester.model import Vocabulary
from harvester.model.diagnostics import Diagnostic
from harvester.model.document import Block, Document
from harvester.model.draft import IN_TEXT, PROPOSED, Draft, DraftSection, Privacy, Said, Stripped, quote
from harvester.reading.profile import Profile, recognise
from harvester.reading.wording import messages
from harvester.thai.privacy import find_private
from harvester.thai.text import slug

_SAY = messages("harvester.drafting")

RULES: dict[str, Rule] = {
    "authors": authors,
    "dates": dates,
    "place": place,
    "origin": origin,
    "classification": classification,
    "summary": summary,
    "remaining": remaining_fields,
}
"""What finds the fields of a lesson."""


def understand(
    document: Document, vocabulary: Vocabulary | None = None, *, split: bool = True
) -> tuple[Draft, ...]:
    """The drafts of one document: one, or a parent followed by a child for each lesson or form that it holds. Raises
    `Unreadable` for the row of a table none of whose columns is known."""
    document = laid_out(document)
    profile = recognise(document.text)
    words = vocabulary or Vocabulary()
    kept, boilerplate = without_boilerplate(
        split_forms(split_conversation(document.blocks), profile), profile
    )
    first, *others = forms(kept, profile) if split else [kept]
    if not others:
        return _understood(document, profile, first, boilerplate, words, split=split)
    parent = _understood(document, profile, first, boilerplate, words, split=False)[0]
    found = [_understood(document, profile, blocks, [], words, split=False)[0] for blocks in others]
    return collect_forms(parent, found)


def _understood(
    document: Document,
    profile: Profile,
    kept: list[Block],
    gone: list[Stripped],
    words: Vocabulary,
    *,
    split: bool,
) -> tuple[Draft, ...]:
    """What a stretch of a document comes to: all of it, or one form of many."""
    blocks = join_continuations(document.text, kept, profile)
    page = page_of(blocks, gone, profile)
    name = title(document, profile, blocks)
    outline = build_outline(blocks, profile, name)
    context = Context(document, profile, tuple(blocks), outline, name, words)
    fields, unsure = bar(with_address(context, _fields(context)))
    signed = _without_signatures(outline.parts, fields, context.posting)
    signed += strip_furniture(page, outline, fields.values(), name)
    work = assemble(outline.parts, name, profile.numbered, split=split)
    unheld = _unheld(outline, fields, name)
    left = frozenset(unheld)
    outline.stripped = [gone for gone in outline.stripped if gone.said not in left]
    cut = sorted(
        (*gone, *outline.stripped, *signed, *work.stripped), key=lambda stripped: stripped.said.start
    )
    draft = Draft(
        id=slug(name.text),
        document=document,
        profile=profile.key,
        title=name,
        fields=_as_sure_as(fields if name.rule in PROPOSED else {"title": name, **fields}, document.sureness),
        sections=tuple(work.sections),
        left_over=(*unheld, *work.left_over),
        stripped=tuple(cut),
        events=events(context, fields),
        sites=sites(context),
        terms=tuple(terms(context)),
        privacy=tuple(_private(document, [*kept, *(one.said for one in gone)])),
        findings=(
            *document.remarks,
            *_moved_remarks(document, work),
            *conflicts(
                context, fields.get("date"), fields["source.date"].text if "source.date" in fields else ""
            ),
            *left_empty(document, unsure),
        ),
    )
    return tuple(_finish(one) for one in children(draft, work.lessons))


def _fields(context: Context) -> dict[str, Said]:
    """The surest value of every key; the first among equals."""
    best: dict[str, Said] = {}
    for rule in RULES.values():
        for key, value in rule(context):
            if value.text and (key not in best or value.confidence > best[key].confidence):
                best[key] = value
    told = best.get(context.profile.date or "source.date")
    if told is not None and ("date" not in best or best["date"].confidence < UNSURE):
        best["date"] = told
    return best


def _as_sure_as(fields: dict[str, Said], sureness: float) -> dict[str, Said]:
    """What was understood of words is no surer than the words."""
    return {key: replace(value, confidence=value.confidence * sureness) for key, value in fields.items()}


LINE, SIGNING, WEEKDAY, POSTED = 260, 40, 18, 110
"""Characters of a line that may be nothing but a field, of the words around it, of those around a date, and of a line
that says who posted it."""


def _without_signatures(
    parts: Iterable[Part], fields: dict[str, Said], posting: Posting | None
) -> list[Stripped]:
    """Lines that are nothing but the author's signature, who posted it or the summary are fields now."""
    signed = [value for value in fields.values() if value.rule in ("signature", "summary", "note")]
    posted = fields.get("source.date")
    author = fields.get("authors.0.name")
    gone: list[Stripped] = []
    for part in parts:
        lines = [
            block
            for block in part.blocks
            if (_is_told_by([value for value in signed if _is_inside(value, block)], block))
            or (author is not None and same_words(bare_heading(block.text), author.text))
            or (
                posted
                and _is_inside(posted, block)
                and len(block.text) - posted.end + posted.start <= WEEKDAY
            )
            or (posting is not None and block.start == posting.line.start and len(block.text) < POSTED)
            or (part.target in ("", "title") and KIND_ONLY.match(block.text))
        ]
        part.blocks = [block for block in part.blocks if block not in lines]
        gone += [Stripped(quote(block, rule="signature"), HEAD_LINE) for block in lines]
    return gone


def _unheld(outline: Outline, fields: dict[str, Said], name: Said) -> list[Said]:
    """Lines taken for the head of the draft that no field holds after all: they are left over, not lost."""
    held = [] if name.rule in IN_TEXT else [("title", name.start, name.end)]
    held += [(_group(key), value.start, value.end) for key, value in fields.items() if value.end]
    lines: list[Said] = []
    labelled = sorted(outline.labelled, key=lambda pair: pair[1].start)
    for at, gone in enumerate(outline.stripped):
        if gone.why != HEAD_LINE or gone.said.rule not in ("label", "field"):
            continue
        first = bisect_left(labelled, gone.said.start, key=lambda pair: pair[1].start)
        last = bisect_right(labelled, gone.said.end, key=lambda pair: pair[1].start)
        values = [(_group(key), value) for key, value in labelled[first:last] if _within(value, gone.said)]
        missing = [
            value
            for group, value in values or [("", gone.said)]
            if not any(
                low < value.end and value.start < high and (group != "authors" or group == holder)
                for holder, low, high in held
            )
        ]
        if missing and (gone.said.rule == "field" or MAIL.match(gone.said.text)):
            why = "บรรทัดของเว็บ" if gone.said.rule == "field" else "หัวจดหมาย"
            outline.stripped[at] = Stripped(gone.said, why)
        elif len(missing) == max(1, len(values)):
            lines.append(gone.said)
        else:
            lines += missing
    return lines


def _group(key: str) -> str:
    return key.partition(".")[0]


def _within(value: Said, line: Said) -> bool:
    return line.start <= value.start < value.end <= line.end


def _is_told_by(values: list[Said], block: Block) -> bool:
    """Whether a short line says hardly more than the values in it."""
    held = sum(value.end - value.start for value in values)
    counted = len(values) == 1 and block.text[values[0].end - block.start :].strip().isdigit()
    return (
        bool(values)
        and not counted
        and len(block.text) < LINE
        and len(block.text) - held <= max(held, SIGNING)
    )


def _is_inside(value: Said, block: Block) -> bool:
    return block.start <= value.start < value.end <= block.end


def _moved_remarks(document: Document, work: Sections) -> Iterable[Diagnostic]:
    for heading, to in work.moved:
        yield _SAY.remark(
            "moved-by-meaning", document.place_of(heading.start), heading.text.rstrip("->: "), to
        )


def _private(document: Document, stretch: list[Block | Said]) -> Iterator[Privacy]:
    """Private data in the stretch, each with its line and what to write instead; nothing is changed by itself."""
    low = min((piece.start for piece in stretch), default=0)
    high = max((piece.end for piece in stretch), default=len(document.text))
    for one in find_private(document.text):
        if low <= one.start < high:
            words, line = document.text[one.start : one.end], document.line_of(one.start)[0]
            yield Privacy(one.kind, words, one.redaction, one.start, one.end, line)


def _finish(draft: Draft) -> Draft:
    return replace(draft, findings=(*draft.findings, *missing(draft)))


__all__ = ["RULES", "DraftSection", "Profile", "understand"]
