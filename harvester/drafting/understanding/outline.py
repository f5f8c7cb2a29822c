"""Blocks to parts: what is under which heading or label, and which lines are fields of the form."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from harvester.drafting.understanding.boilerplate import without_boilerplate
from harvester.drafting.understanding.cautions import after_cue, is_caution
from harvester.drafting.understanding.headings import (
    AGENDA,
    BOLD_HEADING,
    POST,
    VALUE,
    bare_heading,
    chapters_of,
    is_heading,
    is_implied_heading,
)
from harvester.drafting.understanding.labels import (
    Label,
    inner_labels,
    is_label_by_words,
    label_of,
    route_label,
)
from harvester.drafting.understanding.plausibility import ORGANISATION, POSITION, section_asked_for
from harvester.model.document import Block, Kind, tidy_blanks
from harvester.model.draft import IN_TEXT, PROPOSED, Said, Stripped, quote
from harvester.model.sections import plain_heading
from harvester.reading.profile import Profile
from harvester.reading.wording import patterns
from harvester.thai.names import person_at
from harvester.thai.numbering import sign_of

LOOSE_BLANKS = ("field authors", "field title", "field programme", "field nobody")
"""Fields whose blank is known by the words of its label, without a colon."""
WITHIN = 4
"""Blocks in which the next step of a list follows a caution of the one before."""
HEAD_LINE, BLANK = "เป็นข้อมูลส่วนหัวแล้ว", "ป้ายของแบบฟอร์ม"
_P = patterns("harvester.drafting", "outline")
NAMING = _P.naming
CLOSING = _P.closing
MAIL = _P.mail
TELLING = 60
"""Characters of a line that tells something."""
NEAR_TOP, TAIL = 8, 12
"""Blocks in which it is, and those at the end in which people sign."""


@dataclass(slots=True)
class Part:
    """What is under one heading; `target` is '' before the first, `other` under unknown ones."""

    target: str
    heading: Said | None = None
    blocks: list[Block] = field(default_factory=list)
    bold: bool = False


@dataclass(slots=True)
class Outline:
    """The parts in order, the fields that labels gave, and what is no part of the text."""

    parts: list[Part] = field(default_factory=list)
    labelled: list[tuple[str, Said]] = field(default_factory=list)
    stripped: list[Stripped] = field(default_factory=list)


def same_words(one: str, other: str) -> bool:
    """Equal but for quotation marks and blanks."""
    return _P.title_form.sub("", one) == _P.title_form.sub("", other)


def is_naming(heading: Said | None) -> bool:
    """Whether a heading names a technique: เทคนิค: นัดด้วยใจ"""
    return heading is not None and NAMING.match(heading.text) is not None


def build_outline(blocks: Iterable[Block], profile: Profile, title: Said | None) -> Outline:
    """Walk the blocks once. The title's own block is consumed; repeated later, it is a heading."""
    outline = Outline([Part("")])
    given = None if title is None or title.rule in PROPOSED else title
    waiting: Label | None = None
    inline = named = False
    chapters = chapters_of(blocks := list(blocks), profile)
    for number, block in enumerate(blocks):
        text = block.text
        if (
            title is not None
            and title.rule not in IN_TEXT
            and block.start <= title.start < title.end <= block.end
            and title.end - title.start > max(2, 0 if block.kind is not Kind.TABLE else len(text) / 2)
            and not NAMING.match(text)
        ):
            outline.stripped.append(Stripped(quote(block, rule="title"), HEAD_LINE))
            waiting = None
            continue
        if title is not None and profile.title == "before-author" and block.end <= title.start:
            outline.labelled.append(("tags", quote(block, confidence=0.6, rule="category")))
            outline.stripped.append(Stripped(quote(block, rule="category"), "หมวดของเว็บ เป็นแท็กแล้ว"))
            continue
        if portal := _P.portal.match(text):
            for key, group in (("authors.name", "name"), ("source.date", "date"), ("tags", "tags")):
                if portal[group] and not (group == "name" and portal[group].casefold() == "admin"):
                    outline.labelled.append((key, quote(block, *portal.span(group), 0.9, "byline")))
            outline.stripped.append(Stripped(quote(block, rule="label"), HEAD_LINE))
            continue
        if POST.match(text) and number <= NEAR_TOP:
            outline.stripped.append(Stripped(quote(block, rule="label"), "เวลาโพสต์"))
            if (
                outline.parts[-1].blocks
                and (page := outline.parts[-1].blocks[-1]).start == blocks[number - 1].start
            ):
                outline.parts[-1].blocks.remove(page)
                outline.labelled.append(("source.publisher", quote(page, confidence=0.6, rule="label")))
                outline.stripped.append(Stripped(quote(page, rule="label"), HEAD_LINE))
            continue
        label = label_of(text, profile) if number or not is_label_by_words(text, profile) else None
        if waiting is not None and label is None and len(text) <= VALUE and not is_heading(block):
            sign = sign_of(text)
            low = sign.length if sign and not sign.counted else 0
            above = route_label(waiting, text[low:])
            if above is not None and above.target.startswith("field "):
                key = above.target.removeprefix("field ")
                outline.labelled.append((key, quote(block, low, confidence=0.9, rule="label")))
                outline.stripped.append(Stripped(quote(block, rule="label"), HEAD_LINE))
                named = key == "authors.name"
                waiting = waiting if low and named else None
                continue
            if above is not None:  # ที่มา over a paragraph is a heading
                outline.parts.append(Part(above.target, Said(above.name, rule="label")))
        if named and label is None and not block.gap and _is_person(text):
            outline.labelled.append(("authors.name", quote(block, confidence=0.85, rule="label")))
            outline.stripped.append(Stripped(quote(block, rule="label"), HEAD_LINE))
            continue
        waiting, named = None, False
        if any(pattern.search(text) for pattern in profile.consume):
            outline.stripped.append(Stripped(quote(block, rule="field"), HEAD_LINE))
            continue
        if label is not None and label.target.startswith("field "):
            waiting = _fields(outline, block, label, profile)
            named = waiting is None and label.target == "field authors.name"
        elif (
            label is not None
            and label.target == "cautions"
            and _is_of_a_step(label, outline.parts[-1], blocks, number)
        ):
            outline.parts[-1].blocks.append(block)
        elif label is not None and label.target == "remedy":
            _attach_remedy(outline.parts[-1], block)
        elif (
            label is not None
            and (naming := NAMING.match(text))
            and 0 < len(text) - label.value <= BOLD_HEADING
        ):
            heading = replace(
                quote(block, rule="label"), text=f"{naming['name']}: {tidy_blanks(text[label.value :])}"
            )
            outline.parts.append(Part("technique", heading, bold=True))
        elif _P.hashtags.match(text):
            outline.labelled.append(("tags", quote(block, confidence=0.8, rule="tags")))
            outline.stripped.append(Stripped(quote(block, rule="tags"), "เป็นแท็กแล้ว"))
        elif CLOSING.match(text) or (number > len(blocks) - TAIL and number and _P.signed.match(text)):
            outline.parts.append(Part("signature", quote(block, rule="signature")))
        elif label is not None and label.target == "contact":
            outline.stripped.append(Stripped(quote(block, rule="label"), "ข้อมูลติดต่อ"))
        elif label is not None:
            heading = replace(quote(block, 0, label.value, rule="label"), text=plain_heading(label.name))
            outline.parts.append(Part(label.target, heading, bold=block.bold or block.kind is Kind.HEADING))
            kept, pictures = without_boilerplate([_rest(block, label.value)], profile)
            outline.parts[-1].blocks += [rest for rest in kept if rest.text]
            inline = any(rest.text for rest in kept) and label.target == "cautions"
            outline.stripped += pictures
        elif block.kind is Kind.LABEL and (end := text.find(":")) > 0:  # a row of a form that no table knows
            outline.parts.append(Part("other", quote(block, 0, end, rule="label"), bold=True))
            outline.parts[-1].blocks += [rest for rest in [_rest(block, end + 1)] if rest.text]
        elif _P.picture.match(text) and block.gap and number:
            outline.stripped.append(Stripped(quote(block, rule="boilerplate"), "ชื่อรูป"))
        elif given is not None and not _is_told(outline) and same_words(_P.site.sub("", text), given.text):
            outline.stripped.append(Stripped(quote(block, rule="title"), HEAD_LINE))
        elif given is not None and len(text) <= len(given.text) + 8 and same_words(text, given.text):
            outline.parts.append(Part("title", quote(block, rule="title")))
        elif given is not None and block.end <= given.start and is_heading(block) and not _is_told(outline):
            outline.parts[-1].blocks.append(block)  # a day or a category over the title opens no section
        elif is_heading(block) or is_implied_heading(blocks, number):
            words = tidy_blanks(AGENDA.sub("", bare_heading(text))).rstrip(":： ")
            target = profile.target(words) or section_asked_for(words) or "other"
            outline.parts.append(Part(target, quote(block, rule="outline"), bold=True))
        elif number in chapters:
            words = text[chapters[number] :]
            outline.parts.append(
                Part(section_asked_for(words) or "other", quote(block, rule="outline"), bold=True)
            )
        else:
            if inline and block.gap and sign_of(text) is None and not is_caution(text):
                # A caution on the line of its label ends with its paragraph.
                outline.parts.append(Part(""))
            inline = False
            outline.parts[-1].blocks.append(block)
    return outline


def _is_told(outline: Outline) -> bool:
    """Whether anything of the text itself was met already."""
    return len(outline.parts) > 1 or any(len(block.text) > TELLING for block in outline.parts[0].blocks)


def _is_person(text: str) -> bool:
    """A name, with or without what the person does."""
    end, sure = person_at(text)
    rest = text[end:].strip(" ,()")
    return sure >= 0.5 and (not rest or bool(POSITION.match(rest) or ORGANISATION.match(rest)))


def _is_of_a_step(label: Label, part: Part, blocks: list[Block], at: int) -> bool:
    """Whether a caution is between numbered steps, or under the last of steps that had theirs."""
    if label.value >= len(blocks[at].text):
        return False
    last = {sign.style: sign.number for block in part.blocks if (sign := sign_of(block.text)) and sign.number}
    for block in blocks[at + 1 : at + 1 + WITHIN]:
        sign = sign_of(block.text)
        if sign is not None and sign.number and last.get(sign.style) == sign.number - 1:
            return True
        if block.kind is Kind.HEADING:
            break
    above = part.blocks[-1] if part.blocks else None
    return bool(
        last and above and sign_of(above.text) and any(after_cue(block.text) for block in part.blocks)
    )


def _attach_remedy(part: Part, block: Block) -> None:
    """A remedy belongs to what is told before it; a problem told with its remedy is one of the work."""
    if part.heading is not None and part.target == "context" and _P.problem.match(part.heading.text):
        part.target = "hindering"
    part.blocks.append(block)


def _rest(block: Block, start: int) -> Block:
    rest = block.text[start:]
    lead = len(rest) - len(rest.lstrip())
    return Block(block.kind, rest.strip(), block.start + start + lead, block.start + start + lead + len(rest.strip()),
                 block.page, block.level, block.bold, block.gap)  # fmt: skip


def _fields(outline: Outline, block: Block, label: Label, profile: Profile) -> Label | None:
    """Take the values of every label on the line; returns the label whose value must follow on the next."""
    text = block.text
    labels = [label, *(inner for inner in inner_labels(text, profile) if inner.value > label.value)]
    ends = [inner.value - len(_tail_of(text, inner)) for inner in labels[1:]] + [len(text)]
    empty = None
    for found, end in zip(labels, ends, strict=True):
        key = found.target.removeprefix("field ")
        value = quote(block, found.value, max(found.value, end), 0.95, "label")
        if not found.target.startswith("field "):
            continue
        if key == "source.number" and (number := _P.number.match(block.text, found.value, end)):
            value = quote(block, found.value, number.end(), 0.95, "label")
            outline.labelled.append((key, quote(block, number.end(), max(found.value, end), 0.0, "label")))
        if value.text.strip(" .…_-"):
            outline.labelled += _with_office(block, found.value, max(found.value, end), key, value)
        elif found is labels[-1]:
            empty = found
    blank = (
        empty is not None
        and len(labels) == 1
        and (
            text.rstrip().endswith((":", "："))
            or bool(profile.target(label.name))
            or (sign_of(text) is None and label.target.startswith(LOOSE_BLANKS))
        )
    )
    outline.stripped.append(
        Stripped(quote(block, rule="blank" if blank else "label"), BLANK if blank else HEAD_LINE)
    )
    return empty


def _with_office(block: Block, start: int, end: int, key: str, value: Said) -> list[tuple[str, Said]]:
    """ตำแหน่ง … สังกัด … on one line without a second colon are two fields."""
    match = _P.office.search(block.text, start, end) if key == "authors.position" else None
    if match is None:
        return [(key, value)]
    position = quote(block, start, match.start(), value.confidence, "label")
    return [
        (key, position),
        ("authors.organisation", quote(block, match.end(), end, value.confidence, "label")),
    ]


def _tail_of(text: str, label: Label) -> str:
    """The label as it is before its value."""
    start = text.rfind(label.name, 0, label.value)
    return text[start : label.value]
