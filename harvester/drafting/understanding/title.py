"""The name of a document: what a label, the format or the first lines say it is."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from harvester.drafting.understanding.headings import POST
from harvester.drafting.understanding.labels import inner_labels, is_label_by_words, label_of
from harvester.drafting.understanding.lists import first_clause
from harvester.drafting.understanding.outline import NAMING
from harvester.drafting.understanding.people import is_told
from harvester.drafting.understanding.plausibility import ORGANISATION, POSITION
from harvester.model.document import Block, Document, Kind, tidy_blanks
from harvester.model.draft import Said, quote
from harvester.reading.profile import Profile
from harvester.reading.wording import patterns
from harvester.thai.date_search import find_dates
from harvester.thai.names import person_score
from harvester.thai.numbering import sign_of, trim_decoration
from harvester.thai.segment import Segmenter
from harvester.thai.sentences import sentences

LONGEST = 220
"""Characters of a first line that can still be a title."""
REPEATS = 30
"""Characters of a title with which its story begins again."""
TALE = 120
"""Characters from which a first line tells something."""
SHORT = 70
"""Characters of a title made of the first words of a story."""
_P = patterns("harvester.drafting", "title")
KIND_ONLY = _P.kind_only
BY = _P.by


def title(document: Document, profile: Profile, blocks: list[Block]) -> Said:
    """The surest candidate. Never empty: a document that says nothing is called by the name of its file."""
    found = sorted(_candidates(document, profile, blocks), key=lambda value: -value.confidence)
    return next(
        (value for value in found if value.text), Said(_stem(document.name), confidence=0.1, rule="file")
    )


def _candidates(document: Document, profile: Profile, blocks: list[Block]) -> Iterator[Said]:
    yield from _labelled_title(profile, blocks)
    if profile.title == "before-author":
        yield from _before_author(blocks)
    every = [block for block in blocks if block.kind is Kind.HEADING and not _is_no_title(block.text.strip())]
    headings = [block for block in every if block.level <= 1]
    if headings and not _P.thai.search(headings[0].text):  # perhaps the name of the site
        headings = [block for block in every if _P.thai.search(block.text)] or headings
    if headings and not profile.target(tidy_blanks(headings[0].text)):
        yield _whole(headings[0], 0.9)
    given = tidy_blanks(document.properties.get("title", ""))
    given = _P.page_of.sub("", given)
    short = _P.about.sub("", NAMING.sub("", _P.site.sub("", given)))
    parts = [part for part in _P.parts.split(given) if not KIND_ONLY.match(part)]
    if given and not _P.empty.match(given) and not KIND_ONLY.match(short) and _P.thai.search("".join(parts)):
        for block in blocks[:12]:
            names = (short, given, _P.site.sub("", given), *parts[:1])
            if (line := tidy_blanks(block.text)) in names or line in parts[-1:]:
                yield _whole(block, 0.92 if line in names and not _is_of_site(block, headings) else 0.89)
        yield Said(short, confidence=0.7, rule="format")
    yield from _subject_line(blocks)
    for block in blocks[:8]:
        if memo := _P.of_memo.match(block.text):
            yield replace(quote(block, *memo.span("name"), 0.84, "title"), rule="opening")
    yield from _repeated_line(blocks, profile)
    writers = [
        found[1] for one in profile.fields.get("authors.name", ()) if (found := one.search(document.text))
    ]
    blocks = [block for block in blocks if tidy_blanks(block.text) not in writers]
    for above, block in pairwise(blocks[:8]):
        if _P.office.match(above.text) and not block.gap and _P.quoted.match(block.text.strip()):
            yield _whole(block, 0.82)
    head = False  # a person or office stands above the title
    for number, block in enumerate(blocks[:8]):
        line = block.text.strip()
        label = label_of(line, profile) if number or not is_label_by_words(line, profile) else None
        if label is not None and label.target == "technique" and len(line) <= LONGEST:
            yield quote(block, label.value, len(block.text), 0.5, "title")
        sign = sign_of(line)
        is_item = sign is not None and not sign.shown and (number > 0 or sign.number != 0)
        is_item = is_item and not _P.numbered_name.match(line)
        below = blocks[number + 1].text if number + 1 < len(blocks) else ""
        if _is_no_title(line) or label is not None or (is_item and len(blocks) > 1) or POST.match(below):
            continue
        if opened := _P.opens.match(line):
            yield replace(quote(block, *opened.span("name"), 0.75, "title"), rule="opening")
            return
        if named := _P.of_kind.match(line):
            low, high = named.span("name")
            yield quote(
                block, *(low + 1, high - 1) if _P.quoted.match(named["name"]) else (low, high), 0.84, "title"
            )
            return
        set_apart = (
            len(line) <= LONGEST
            and bool(below)
            and not _P.tale.search(line)
            and (_is_name_of(line, below, profile) or _reads_as_name(block, blocks[number + 1 :]))
        )
        if not (set_apart or block.kind is Kind.HEADING) and (
            len(line) > TALE or _P.tale.search(line) or _runs_on(block, blocks[number + 1 :])
        ):
            yield _opening(block)
            return
        next_ones = [one.text for one in blocks[number + 1 : number + 3]]
        belongs = number + 1 < len(blocks) and bool(
            (not _P.thai.search(line) and _P.thai.search(below) and not _P.narrates.search(below))
            or (_P.office.match(line) and not block.bold)
            or _P.issue.search(line)
            or (_P.programme.match(line) and any(map(_P.of_programme.match, next_ones)))
            or _P.numbered_name.match(below)
            or (_P.category.match(line) and _is_over_a_title(line, next_ones, profile))
            or person_score(line) >= 0.5
            or (head and not _P.noun.match(line) and (ORGANISATION.match(line) or POSITION.match(line)))
        )
        belongs = belongs and not below.startswith(line)
        head = head or bool(person_score(line) >= 0.5 and _P.thai.search(line))
        yield _whole(block, max(0.15, (0.4 if belongs else 0.8) - 0.05 * number))
        if not belongs:
            return
    if blocks:  # nothing but lists and labels: the first words, which stay where they are
        sign = sign_of(blocks[0].text)
        yield Said(
            first_clause(tidy_blanks(blocks[0].text[sign.length if sign else 0 :])),
            confidence=0.2,
            rule="title",
        )


def _is_of_site(block: Block, headings: list[Block]) -> bool:
    """Whether a line that the format gives as title stands over the one heading of the page, which says otherwise."""
    return len(headings) == 1 and block.level != 1 and block.start < headings[0].start


def _is_over_a_title(line: str, below: list[str], profile: Profile) -> bool:
    """Whether a word or two stand over a longer name, under which somebody is named."""
    if (
        len(below) < 2
        or not len(line) < len(below[0]) <= LONGEST
        or _P.tale.search(below[0])
        or _is_no_title(below[0])
    ):
        return False
    if (
        ":" in below[0]
        or is_told(below[1])
        or label_of(below[0], profile) is not None
        or sign_of(below[0]) is not None
    ):
        return False
    label = label_of(below[1], profile)
    return person_score(below[1]) >= 0.5 or (label is not None and label.target.startswith("field authors"))


def _is_name_of(line: str, below: str, profile: Profile) -> bool:
    """Whether a long first line is the name of what is below: a field follows, or the story begins by repeating it."""
    return label_of(below, profile) is not None or line[:REPEATS] in below


def _reads_as_name(block: Block, after: list[Block]) -> bool:
    """A long line in the form of a name, set apart by a blank line: no clause of it tells what someone did."""
    noun = _P.noun.match(block.text) or _P.closes.search(block.text)
    return bool(noun) and after[0].gap > 0 and len(_P.narrates.findall(block.text)) < 2


def _runs_on(block: Block, after: list[Block]) -> bool:
    """A long line of several clauses with nothing that sets it apart from what follows."""
    below = after[0].text if after else ""
    apart = (
        block.bold or not after or after[0].gap > 0
        or (len(block.text) <= LONGEST and (len(below) > max(LONGEST, 2 * len(block.text)) or _is_no_title(below)))
    )  # fmt: skip
    return len(block.text) > 60 and len(block.text.split()) > 5 and not apart


def _is_no_title(line: str) -> bool:
    if (_P.not_a_title.match(line) and len(line) < TALE) or KIND_ONLY.match(line) or POST.match(line):
        return True
    return len(line) < 40 and any(end - start > 0.55 * len(line) for start, end, _ in find_dates(line))


def _opening(block: Block) -> Said:
    """The first words of a story that has no title: unsure, and they stay in the text too."""
    low, high = sentences(block.text)[0]
    cut = min(high, low + SHORT)
    space = block.text.rfind(" ", low + 20, cut + 1)
    words = [
        low + edge for edge in Segmenter().boundaries(block.text[low : cut + SHORT]) if low + edge <= cut
    ]
    end = space if (high > cut or high - low > SHORT) and space > 0 else max(words, default=cut)
    return quote(block, low, end, 0.3, "opening")


def _repeated_line(blocks: list[Block], profile: Profile) -> Iterator[Said]:
    """A line that is twice near the top, as pages say their title in the head and over the text."""
    seen: dict[str, Block] = {}
    for number, block in enumerate(blocks[:12]):
        if label_of(block.text, profile) is not None or sign_of(block.text) is not None:
            continue
        words = "".join(tidy_blanks(block.text).split())
        core = _P.counter.sub("", BY.sub("", tidy_blanks(block.text)))
        for key in {words, "".join(core.split())}:
            again = key in seen and 8 <= len(key) <= (TALE if number > 3 else LONGEST)
            if (
                again
                and not _is_no_title(block.text.strip())
                and not _P.office.match(tidy_blanks(block.text))
            ):
                yield _whole(block if _P.counter.search(seen[key].text) else seen[key], 0.86)
                return
            seen.setdefault(key, block)


def _whole(block: Block, confidence: float) -> Said:
    """The line without its sign and without its writer (… โดย …), who is found by `authors`."""
    sign = sign_of(block.text)
    low, high = trim_decoration(block.text)
    end = match.start() if (match := BY.search(block.text, 0, high)) else high
    start = sign.length if sign and sign.counted in ("เรื่อง", "") and sign.number else low
    if naming := NAMING.match(block.text) or _P.about.match(block.text) or _P.page_of.match(block.text):
        start = naming.end()
    if _P.quoted.match(block.text[start:end]):
        start, end = start + 1, end - 1
    return quote(block, start, end, confidence, "title")


def _subject_line(blocks: list[Block]) -> Iterator[Said]:
    """เรื่อง … at the head of a line, as letters and minutes have it."""
    for block in blocks[:10]:
        if (match := _P.about.match(block.text)) and len(block.text) <= LONGEST:
            yield quote(block, match.end(), len(block.text), 0.85, "title")
            return


def _labelled_title(profile: Profile, blocks: list[Block]) -> Iterator[Said]:
    """The value of a title's label; else of the project's, which then gives the document its name."""
    for target, sure in (("field title", 0.95), ("field programme", 0.86)):
        for number, block in enumerate(blocks[:40]):
            label = label_of(block.text, profile)
            if label is None or label.target != target:
                continue
            if target == "field programme" and any(
                _P.names_work.search(one.text) for one in blocks[:number][:2]
            ):
                return
            after = blocks[number + 1] if number + 1 < len(blocks) else None
            if block.text[label.value :].strip(" ._…"):
                value = block.text[label.value :]
                if not _P.thai.search(value) and after is not None and _is_translated(after, profile):
                    yield _whole(after, sure)
                    return
                inner = (one for one in inner_labels(block.text, profile) if one.value > label.value)
                end = next((block.text.rfind(one.name, 0, one.value) for one in inner), len(block.text))
                low, high = label.value, end
                if either := _P.either.match(block.text[low:]):
                    low += either.end()
                if reply := _P.reply.match(block.text[low:].lstrip()):
                    low = block.text.index(reply[0], low) + reply.end()
                if label.name == "ชื่อ" and number:  # of whatever the form asks for
                    sure -= 0.25
                if _P.quoted.match(block.text[low:high].strip()):
                    low, high = block.text.index(block.text[low:high].strip()[0], low) + 1, high - 1
                yield quote(block, low, len(block.text[:high].rstrip()), sure, "label")
                return
            if after is not None and label_of(after.text, profile) is None and len(after.text) <= LONGEST:
                yield quote(after, confidence=sure - 0.02, rule="label")
                return


def _is_translated(block: Block, profile: Profile) -> bool:
    """A Thai line right under a title in another language."""
    return (
        not block.gap
        and len(block.text) <= LONGEST
        and bool(_P.thai.search(block.text))
        and label_of(block.text, profile) is None
    )


def _before_author(blocks: list[Block]) -> Iterator[Said]:
    """Forms of some sites print a category first and the title right above its author."""
    for before, block in pairwise(blocks):
        if _P.author.match(block.text) and len(before.text) <= LONGEST:
            yield quote(before, confidence=0.93, rule="title")
            return


def _stem(name: str) -> str:
    stem = re.split(r"[/\\]", name)[-1].rpartition(".")[0] or name
    return " ".join(re.sub(r"[_\s]+", " ", stem).split()) or "ไม่มีชื่อ"
