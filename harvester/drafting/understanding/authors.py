"""Who wrote or told a document: the candidates whose signs speak for them, each with his position and organisation."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import pairwise, takewhile

from harvester.drafting.understanding.author_offices import offices_of
from harvester.drafting.understanding.context import Context
from harvester.drafting.understanding.names import (
    LONGEST_NAME,
    MAKERS,
    SHORT,
    SIGNATURE,
    bare_name,
    is_part,
    is_told,
    kind_of_name,
    roles,
    roles_alone,
    roles_at_end,
    spans,
    weights_of,
)
from harvester.drafting.understanding.people import NOBODY, Candidate, candidates
from harvester.drafting.understanding.plausibility import ORGANISATION, POSITION
from harvester.model.document import tidy_blanks
from harvester.model.draft import Said
from harvester.reading.wording import patterns
from harvester.thai.names import TITLES, person_at

_P = patterns("harvester.drafting", "authors")
BAR = 0.0
"""What the signs must come to (0: as likely as not); below it the field stays empty."""
SURE = 2.0
"""What they come to for a name near the title that other words precede on its line."""
NEVER = frozenset({"after: says", "value of nobody", "right behind: checks", "nobody"})
"""Signs of somebody who is told of, or who only checked it, and of nobody."""
GIVEN = frozenset({"value of authors.name", "of the profile", "of the format", "speaks most"})
SETTLED = (
    frozenset({"of the profile"}),
    frozenset({"right behind: records", "name"}),
    frozenset({"led: a writer", "name"}),
    frozenset({"led: by", "latin", "words 2"}),
    *(frozenset({f"before: {part}", "name"}) for part in ("team", "makes", "owner", "story")),
    frozenset({"right behind: story", "begins its line"}),
    frozenset({"before: self", "sure 8+"}),
)
"""Signs of which one, or all together, settle who wrote, whatever else stands beside the name."""
BESIDE = frozenset(
    ("before", "near before", "after", "right behind", "above", "above ends", "higher", "below", "somewhere")
)
HEAD = frozenset(f"line {at}" for at in (-1, 0, 1, 2, 4))
ENDS = frozenset({"line low", *(f"from end {at}" for at in ("low", 0, 1, 2))})
"""Signs of evidence: who is given, where a part is named, lines under the title, and the first and last of the document."""
OTHERS = ("leads", "thanks", "adviser", "checks", "photo", "attends", "asks", "contact")
LED = frozenset(f"before: {part}" for part in OTHERS)
UNDER = frozenset(f"above ends: {part}" for part in OTHERS)
WRITES = frozenset({"before: a writer", "above ends: a writer", "value of authors.name"})
"""Parts of somebody else, and the signs that the words right before a name or the line over it give it one, or of a writer."""
UNDER_NAME = 160
"""Characters behind a name in which its part stands under it."""
SIGNERS = frozenset({"records", "makes", "studies", "owner"})
"""Parts of who wrote that are named under a signature."""
HEAD_LINES, BYLINE = 8, 800
"""Lines of the head of a page in which a byline may stand, and its most characters."""
TITLED, TOGETHER = 2.5, 0.7
"""What a title counts between two mentions of one person; share of a list's mean in the score of each of its names."""


def scores(found: list[Candidate]) -> list[float]:
    """What the signs of each come to; those who are named together are judged together."""
    alone = [sum(weights_of(one.signs)) for one in found]
    runs: dict[int, list[float]] = {}
    for one, score in zip(found, alone, strict=True):
        if kind_of_name(one.said.text) == "name":
            runs.setdefault(one.run, []).append(score)
    return [
        score if one.run not in runs
        else TOGETHER * sum(runs[one.run]) / len(runs[one.run]) + (1 - TOGETHER) * score
        for one, score in zip(found, alone, strict=True)
    ]  # fmt: skip


def authors(context: Context) -> Iterator[tuple[str, Said]]:
    """`authors.N.name|position|organisation`, in the order of the text."""
    context = with_bylines(context)
    chosen: dict[str, tuple[float, Candidate]] = {}
    found = candidates(context)
    sent_on = max((match.start() for match in _P.forwarded.finditer(context.document.text)), default=0)
    # the lines beside a line of posting or a signature are often left out and say nothing of its name
    under = {id(one): _part_under(context, one) for one in found}
    scored = [
        (one, max(score, SURE))
        if SIGNERS & under[id(one)] or any(map(one.signs.keys().__ge__, SETTLED))
        else (one, score)
        for one, score in zip(found, scores(found), strict=True)
    ]
    acts = {bare_name(one["name"]): one.end("name") for one in _P.presides.finditer(context.document.text)}
    shown = {
        place
        for one, score in scored
        if score > BAR and (SIGNERS & under[id(one)] or _is_shown(context, one, score))
        for place in (one.run, -1 - one.block)
    }
    parts: dict[str, set[str]] = {}
    for one in found:
        records = {"records"} if one.signs.keys() >= {"right behind: records", "name"} else set()
        parts.setdefault(bare_name(one.said.text), set()).update(records, under[id(one)])
    minuted = {name for name, held in parts.items() if "records" in held}
    checked = {name for name, held in parts.items() if "checks" in held and not SIGNERS & held}
    interviewed = any(one.signs.keys() >= {"before: interviews", "name"} for one in found)
    halves = {at for one in found for at in _halves(context, one)}
    for one, score in scored:
        key = bare_name(one.said.text)
        if one.said.start in halves or (minuted and "item" in one.signs and key not in minuted):
            continue  # half a name; who only sat in the meeting
        if interviewed and "before: tells" in one.signs:
            continue  # who asked wrote it down
        if one.said.start < sent_on or "@" in one.said.text or _is_of_the_story(context, one, acts):
            continue
        if (
            score > BAR
            and not is_told(one.said.text)
            and ("position" not in one.signs or TITLES.match(one.said.text))
            and not NEVER & one.signs.keys()
            and key not in checked
            and (WRITES & one.signs.keys() or not LED & one.signs.keys())
            and shown & {one.run, -1 - one.block}
        ):
            # who signs by hand is named in full in brackets below
            full = TITLED if TITLES.match(one.said.text) else 0.0
            chosen[key] = max(chosen.get(key, (BAR, one)), (score + full, one), key=lambda pair: pair[0])
    twice = _cut(chosen)
    people = sorted(
        (one for key, (_, one) in chosen.items() if key not in twice),
        key=lambda one: (one.said.start, one.said.end),
    )
    people = _with_account(context, people, found)
    name = tidy_blanks(context.document.properties.get("author", ""))
    if not people and name and len(name) <= LONGEST_NAME and not NOBODY.match(name):
        yield "authors.0.name", Said(name, confidence=0.5, rule="format")
    stops = sorted(one.said.start for one in found if "name" in one.signs)
    for number, (one, office) in enumerate(zip(people, offices_of(context, people, stops), strict=True)):
        for key, value in ({"name": _named(context, one)} | office).items():
            area = value.rule != "label" and _P.area.match(value.text)
            if key == "organisation" and (area or ORGANISATION.fullmatch(value.text.rstrip("."))):
                continue  # where somebody lives; จังหวัด, โรงเรียน: a kind, and no name
            yield f"authors.{number}.{key}", value


def with_bylines(context: Context) -> Context:
    """With the lines at the head of a page that name a maker and were left out as furniture (บทความโดย มาลี ใจดี)."""
    kept = [block.start for block in context.blocks]
    most = min(HEAD_LINES, len(kept) - 1)
    head = takewhile(lambda block: bisect_left(kept, block.start) <= most, context.document.blocks)
    left = [
        block
        for block in head
        if not block.aside and block.start not in kept[: most + 1] and _names_a_maker(block.text)
    ]
    blocks = sorted([*context.blocks, *left], key=lambda block: block.start)
    return replace(context, blocks=tuple(blocks)) if left else context


def _names_a_maker(line: str) -> bool:
    """Whether words right before a name say that its bearer made the work, and begin the line or are sure."""
    names = spans(line) if len(line) <= BYLINE else []
    return any(
        kind_of_name(line[low:high]) == "name"
        and (roles_alone(line[:low]) or roles_at_end(line[:low]) & {"team", "makes", "studies"})
        for low, high in names
    )


def _with_account(context: Context, people: list[Candidate], found: list[Candidate]) -> list[Candidate]:
    """Who wrote, or else who posted it: an account only where nobody is named."""
    posted = context.posting
    if posted is None:
        return people
    named = [one for one in people if (one.said.start, one.said.end) != posted.name]
    own = [one for one in found if (one.said.start, one.said.end) == posted.name]
    return (people if own and "name" in own[0].signs else named) or own


def _is_of_the_story(context: Context, one: Candidate, acts: Mapping[str, int]) -> bool:
    """Whether a name that no words lead is in quotation marks in the title, or that of somebody who presides or speaks
    there or further on (`acts`: where each does so last): it stands under a picture then, not under a text."""
    text, end = context.document.text, one.said.end
    if _P.coordinates.search(text[: one.said.start][-SHORT:]) and _P.phone.match(text, end):
        return True
    if any(sign.startswith(("before: ", "value of authors", "above ends: ")) for sign in one.signs):
        return False
    if _P.speaks.match(text, end):
        return True
    over, block = context.blocks[max(0, one.block - 1)], context.blocks[one.block]
    if len(block.text) <= SIGNATURE and _P.speech.fullmatch(over.text) and over.start > context.title.start:
        return True  # who said what is quoted there
    if "in title" in one.signs and _P.quoted.search(context.document.text[: one.said.start]):
        return True
    return acts.get(bare_name(one.said.text), -1) >= one.said.end


def _part_under(context: Context, one: Candidate) -> set[str]:
    """The part that stands under a name that begins its line, alone or behind what its bearer is (นางมาลี ใจดี
    เลขานุการกลุ่ม / ผู้จดรายงานการประชุม), and belongs to no name further down."""
    signs, at = one.signs.keys(), one.said.end
    if at <= 0 or "name" not in signs or not {"begins its line", "before: signs"} & signs:
        return set()
    tail, *under = (line.strip(" \t()|") for line in context.document.text[at : at + UNDER_NAME].split("\n"))
    near = under[:1] != [""] and context.blocks[one.block].gap
    over = {"above ends: a writer", "above ends: another"} & signs
    offices = [tail] if tail else []
    lines = [line for line in under if line]
    for line, below in zip(lines, [*lines[1:], ""], strict=False):
        if not all(map(POSITION.match, offices)) or len(offices) > 1:
            break
        found = roles(line) if is_part(line) else roles_at_end(line) & {*SIGNERS, "checks"}
        if found and (is_part(line) or POSITION.match(line)):
            own = person_at(below)[1] < 0.5 or (near if over else TITLES.match(one.said.text))
            return found if own else set()
        offices.append(line)
    return set()


def _cut(chosen: Mapping[str, tuple[float, Candidate]]) -> set[str]:
    """Of two names of which one begins the other that with the weaker signs: one person, of whom a name was cut."""
    pairs = (pair for pair in pairwise(sorted(chosen)) if pair[1].startswith(pair[0]) and len(pair[0]) > 3)
    return {min(pair, key=lambda name: chosen[name][0]) for pair in pairs}


def _halves(context: Context, one: Candidate) -> tuple[int, ...]:
    """Where the halves of a name begin whose family name stands alone on the next line."""
    family = _P.family_below.match(context.document.text, one.said.end)
    halved = one.signs.keys() >= {"alone", "words 1", "titled plain"} and family
    office = family and (POSITION.match(family["name"]) or ORGANISATION.match(family["name"]))
    return (one.said.start, family.start("name")) if family and halved and not office else ()


def _is_shown(context: Context, one: Candidate, score: float) -> bool:
    """Whether more than a name speaks for who wrote: a label, the format, a part that is named beside it, a byline at
    the title or a signature at the end. Place alone says nothing of a name in Latin letters, which is as often that of a
    site, of who is named in the title, and of who stands under the part of somebody else: an adviser, those thanked."""
    signs = one.signs.keys()
    parts = {part for where, _, part in (sign.partition(": ") for sign in signs) if where in BESIDE}
    near = context.blocks[max(0, one.block - 1) : one.block + 1] if one.said.end else ()
    programme = any(len(line.text) > SHORT and _P.hour.match(line.text) for line in near)
    led = (LED & signs or (UNDER & signs and "above: title" not in signs)) and not WRITES & signs
    if programme or led:
        return False
    if GIVEN & signs or parts & {*MAKERS, "a writer"}:
        return True
    given = TITLES.sub("", one.said.text, count=1).split()[:1]
    subject = "in title" not in signs and any(name in context.title.text for name in given)
    if subject or "latin" in signs:
        return False
    close, begins = HEAD & signs, "begins its line" in signs
    if score > SURE:
        close, begins = close | ({"line 8"} & signs), True
    head = begins and "long line" not in signs and close
    return bool(head or ("alone" in signs and ENDS & signs))


def _named(context: Context, one: Candidate) -> Said:
    """The name, as sure as its signs; a line that holds hardly more becomes a field."""
    short = one.block < len(context.blocks) and len(context.blocks[one.block].text) <= SIGNATURE
    signs = {"alone", "somewhere: a writer", "value of authors.name"} & one.signs.keys()
    signs = signs if short and one.said.rule != "format" else set()
    text = _P.name_words.sub(" ", one.said.text).strip()
    return replace(one.said, text=text, rule="signature" if signs else one.said.rule)
