"""What is no part of the text: menus, counters, cookie notices, pictures."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import accumulate, groupby, pairwise

from harvester.drafting.understanding.plausibility import ORGANISATION, is_named, section_asked_for
from harvester.model.document import Block, Kind, tidy_blanks
from harvester.model.draft import Stripped, quote
from harvester.model.lesson import path_named
from harvester.reading.profile import Profile
from harvester.reading.wording import patterns
from harvester.thai.date_search import find_dates
from harvester.thai.names import may_be_person, names_somebody, person_score
from harvester.thai.numbering import sign_of

VOICES = "ความเห็นผู้อ่าน"
UPLOAD = "ชื่อไฟล์ในเว็บฝากเอกสาร"
_P = patterns("harvester.drafting", "boilerplate")
_D = patterns("harvester.drafting", "dates")


def without_boilerplate(blocks: Iterable[Block], profile: Profile) -> tuple[list[Block], list[Stripped]]:
    """The blocks that say something, and the others with the reason."""
    blocks = list(blocks)
    texts = [tidy_blanks(block.text) for block in blocks]
    placed = dict(_by_place(blocks, texts))
    whys: list[str] = []
    others = uploaded = above = ""
    below = [*accumulate(map(len, reversed(texts)), max)][::-1]
    told = most = 0
    for number, (block, text) in enumerate(zip(blocks, texts, strict=True)):
        if (found := _P.uploaded.match(text)) and not _P.spoken.search(found["name"]):
            uploaded = found["name"]
        if told > 1 and most >= min(LINK, below[number]) and any(p.search(text) for p in profile.voices):
            others = VOICES
        whys.append(
            others
            or (UPLOAD if uploaded and text == uploaded else "")
            or placed.get(number, "")
            or _why(block, profile, above)
        )
        if not whys[-1]:
            told, most, above = told + 1, max(most, len(text)), text
    for at in range(min(HEAD, len(texts))):
        whys[at] = whys[at] or (CLOCK if _is_of_visit(texts, whys, at) else "")
    for at in range(_last_menu(texts, whys)):
        named = blocks[at].kind is Kind.HEADING and len(texts[at]) > TITLE
        if not whys[at] and not named and is_head_line(texts[at]) and not _is_told_of(texts, at):
            whys[at] = PAGE
    kept = [block for block, why in zip(blocks, whys, strict=True) if not why]
    gone = ((block, why) for block, why in zip(blocks, whys, strict=True) if why)
    return kept, [Stripped(quote(block, rule="boilerplate"), why) for block, why in gone]


def _last_menu(texts: list[str], whys: list[str]) -> int:
    """Where the last bar of a menu stands at the head of a page that has a line like a title under it; 0 without one."""
    story = next((at for at, text in enumerate(texts) if not whys[at] and len(text) > LINK), 0)
    menus = [
        at
        for at in range(min(story, HEAD))
        if (
            whys[at] == WAY
            or (whys[at] in (MENU, BAR) and (len(texts[at]) > TITLE or MENU in whys[max(0, at - 2) : at]))
        )
        and not (find_dates(texts[at]) or _P.posted.match(texts[at]) or _P.sorted_under.match(texts[at]))
    ]
    under = range(menus[-1], story) if menus else ()
    titled = any(len(texts[at]) > TITLE and not whys[at] and not find_dates(texts[at]) for at in under)
    return menus[-1] if titled else 0


def _is_of_visit(texts: list[str], whys: list[str], at: int) -> bool:
    """Whether a line is when the page was opened: a day with its weekday alone over a menu or over the day of posting."""
    text, below = texts[at], texts[at + 2 : at + HEAD]
    found = find_dates(text) if _P.weekday.match(text) else []
    if not found or _D.words.sub("", text[: found[0][0]] + text[found[0][1] :]):
        return False
    timed = _D.clock.search(text) is not None
    posted = any(
        len(line) <= LINK
        and find_dates(line)
        and (not _P.weekday.match(line) or (timed and _D.clock.search(line)))
        for line in below
    )
    return bool(_P.seconds.search(text)) or posted or whys[at + 1 : at + 2] in ([MENU], [BAR], [WAY])


def _is_told_of(texts: list[str], at: int) -> bool:
    """Whether the lines further on say the longest word of a line that is no organisation, as a story does of its headline."""
    word = max(texts[at].split(), key=len, default="")
    office = len(texts[at]) <= TITLE or ORGANISATION.match(texts[at]) or _P.visit.search(texts[at])
    return (
        not office and len(word) >= HEAD and any(word in text for text in texts[at + 1 :] if len(text) > LINK)
    )


def _why(block: Block, profile: Profile, above: str) -> str:
    if block.aside:
        return block.aside
    if block.kind is Kind.IMAGE:
        return "รายการรูป"
    text = tidy_blanks(block.text)
    if not text:
        return ""
    if len(text) <= 200 and _P.pictures.match(text):
        return "รายการรูป"
    if above.endswith(("ปี", "ปีการศึกษา", "ปีงบประมาณ", "พ.ศ.")) and text.isdigit() and len(text) == 4:
        return ""
    if _P.icon_before.match(text):
        return MENU
    sign = sign_of(text)
    if sign is not None and len(text) < 24 and _P.menu.match(text[sign.length :]):
        return MENU
    name, colon, _ = text.partition(":")
    if colon and (path_named(name.strip()) or profile.target(name.strip()).startswith("field")):
        return _stripped(text, profile)
    bar = "\n" not in block.text and _is_bar(block.text, profile)
    return _stripped(text, profile) or _buttons(text) or (BAR if bar else "")


@lru_cache(maxsize=1 << 11)
def _buttons(text: str) -> str:
    """Why a line that is nothing but buttons, menus, counters, and when and by whom it was posted is left out; else ''."""
    found = ""
    for kind, words in _P.table_of("buttons") if len(text) <= LINK and not _P.hour.match(text) else ():
        rest = words.sub(" ", text)
        found = found or (kind if rest != text else "")
        text = rest
    for start, end, _ in reversed(find_dates(text)) if found else ():
        text = text[:start] + text[end:]
    return "" if re.search(r"[^\W\d_]", _P.beside_date.sub(" ", text)) else found


def is_day(text: str) -> bool:
    """Whether a text is nothing but a day."""
    return any(end - start >= len(text) - 2 for start, end, _ in find_dates(text))


@lru_cache(maxsize=1 << 11)
def _stripped(text: str, profile: Profile) -> str:
    return next((strip.why for strip in profile.strip if strip.pattern.search(text)), "")


def _is_bar(text: str, profile: Profile) -> bool:
    """Whether a line is nothing but buttons, counters, menus, and when and by whom it was posted."""
    parts = [part.strip() for part in _P.bar.split(text) if part.strip()] if len(text) <= LINK * 2 else []
    if len(parts) > 1 and all(map(may_be_person, parts)):
        return False  # writers in a row
    menu = text.split() if len(text) <= LINK * 2 and _P.visit_bar.match(text) else []
    if len(menu) > TOKENS and all(len(one) <= WORD for one in menu):
        return True
    words = len(parts) >= TOKENS and all(_P.menu_word.match(part) for part in parts)
    if text.count("|") > TOKENS and len(text) <= LINK * 2 and all(_P.menu_name.match(part) for part in parts):
        return True
    if words and (text.count("|") >= TOKENS or any(_buttons(part) for part in parts)):
        return True
    return len(parts) > 1 and all(
        _P.posting.match(part) or _P.token.match(part) or is_day(part)
        or _stripped(part, profile) or _buttons(part)
        for part in parts
    )  # fmt: skip


BAR, WAY, LINKS = "แถบของเว็บ", "เส้นทางในเว็บ", "เรื่องอื่นของเว็บ"
CATEGORY, SITE, CODE = "หมวดของเว็บ", "ชื่อเว็บ", "ชื่อผู้ใช้หรือรหัสของหน้าเว็บ"
PAGE, MENU, CLOCK, COUNTER, FOOT = "ส่วนหัวของหน้าเว็บ", "เมนู", "วันเวลาที่เปิดหน้าเว็บ", "ตัวนับ", "ท้ายหน้าเว็บ"
SHEET = "หัวหรือท้ายหน้ากระดาษ"
LINK, WORD = 120, 24
"""Characters of a link to another page, where a longer line tells something, and of a word of a menu."""
HEAD, TOKENS, ANSWERS, TITLE, VISITS = 10, 3, 12, 15, 2
"""Blocks at the head of a page, lone words one after another that are codes, blocks of one answer, characters of a title,
words for visitors of a line that is for them."""


def _by_place(blocks: list[Block], texts: list[str]) -> Iterator[tuple[int, str]]:
    """What is no text by where it is: the head of a page, links under their heading, answers signed as the text was."""
    yield from _head_of_page(blocks, texts)
    for at, text in enumerate(texts):
        news = sum(1 for _ in _P.ticker.finditer(text))
        if news >= max(TOKENS, len(text) / LINK) and blocks[at].kind is Kind.PARAGRAPH:
            yield at, LINKS
    for pattern, first, why in ((_P.headline, 2, LINKS), (_P.arrow, 0, MENU)):
        alike = [len(text) <= LINK and bool(pattern.search(text)) and not is_named(text) for text in texts]
        for listed, run in groupby(range(len(texts)), alike.__getitem__):
            lines = list(run)
            if listed and len(lines) >= TOKENS and lines[0] >= first:
                yield from ((at, why) for at in lines)
    letters = [re.sub(r"[\W\d_]+", "", text) for text in texts]
    seen: set[str] = set()
    for at, text in enumerate(texts):
        again = len(letters[at]) > TITLE and letters[at] in seen
        seen.add(letters[at])
        if again and len(text) <= LINK and _P.page_number.search(text):
            yield at, SHEET
    often = Counter(texts)
    page = any(_P.visit_bar.search(text) for text in texts)
    for at, text in enumerate(texts):
        hits = len(_P.visit.findall(text)) if page else 0
        if hits >= VISITS or (hits and len(text) <= TITLE + HEAD):
            yield at, MENU
        elif often[text] >= TOKENS and len(text) <= TITLE and _P.latin_only.match(text):
            yield at, CODE
    if len(texts) > TOKENS and _P.over_links.match(texts[-1]):
        yield len(texts) - 1, LINKS
    last = max((number for number, text in enumerate(texts) if len(text) > LINK), default=0)
    last = last if any(map(_buttons, texts)) else len(texts)
    first = next((number for number, text in enumerate(texts) if len(text) > LINK), 0)
    for at, text in enumerate(texts):
        tail = at > last and _P.related_tail.match(text)
        if at > last and _P.onward.match(text) and not section_asked_for(text[:-1]):
            yield at, LINKS
        if at < TOKENS or not (tail or _P.related.match(text)):
            continue
        yield at, LINKS
        for number in range(at + 1, len(texts)):
            sign = None if tail else sign_of(texts[number])
            story = at < first and blocks[number].gap  # what comes under a menu
            heading = blocks[number].kind is Kind.HEADING
            if len(texts[number]) > LINK or heading or story or (sign and sign.number):
                break
            if not (tail and names_somebody(texts[number])):
                yield number, LINKS
    for at in range(max(TOKENS, len(texts) - TOKENS), len(texts)):
        if len(texts[at]) <= LINK and _P.address.search(texts[at]) and ORGANISATION.match(texts[at]):
            yield at, FOOT
    signed = [number for number, text in enumerate(texts) if number > 1 and _P.signed.match(text)]
    for low, high in pairwise(signed):
        if high - low <= ANSWERS:
            yield from ((number, VOICES) for number in range(low + 1, high + 1))


def _head_of_page(blocks: list[Block], texts: list[str]) -> Iterator[tuple[int, str]]:
    """The site's name, the day of the visit, the way to the page and its category, codes, short lines over a title
    that is twice."""
    yield from _ways(texts)
    if len(blocks) > TOKENS and _P.site.match(texts[0]):
        head = _P.bar.split(re.sub(r"\s[-–]\s", " | ", texts[0]))
        named = _P.site_name.search(texts[0]) and not any(head[0] in one for one in texts[1:7])
        if _P.icon.match(texts[1]) or (blocks[1].gap and (len(head) > 2 or named)):
            yield 0, SITE
            if named and blocks[2].gap and _P.slogan.match(texts[1]) and is_head_line(texts[1]):
                yield 1, PAGE
    for at, text in enumerate(texts[1:HEAD], start=1):
        day, bar, category = text.partition(" | ")
        if bar and is_day(day) and _P.menu_word.match(category) and "|" not in texts[at - 1]:
            yield at, BAR
    top = 1 if texts and is_day(texts[0]) else 0
    foreign = len(blocks) > top + 2 and _P.foreign.match(texts[top]) and _P.slogan.match(texts[top + 1])
    if foreign and blocks[top + 2].gap and len(texts[top + 2]) > TITLE:
        yield from ((top, SITE), (top + 1, PAGE))
    if texts and _P.domain.match(texts[0]):
        yield from ((at, SITE) for at, text in enumerate(texts[:HEAD]) if text == texts[0])
    twice = (at for at in range(min(HEAD, len(texts))) if texts[at] in texts[at + 1 : at + 3])
    at = next((at for at in twice if len(texts[at]) > TITLE and not ORGANISATION.match(texts[at])), 0)
    at = 0 if any((sign := sign_of(text)) and sign.number for text in texts[:at]) else at  # a form's blanks
    yield from ((number, PAGE) for number, text in enumerate(texts[:at]) if is_head_line(text))
    if len(texts) > 1 and _P.token.match(texts[0]) and re.match("[ก-๎]", texts[1]) and not blocks[1].gap:
        yield 0, CODE
    for pattern, why in ((_P.token, CODE), (_P.period, COUNTER)):
        alike = [bool(pattern.match(text)) for text in texts]
        for matched, run in groupby(range(len(texts)), alike.__getitem__):
            lone = list(run)
            if matched and len(lone) >= TOKENS:
                yield from ((at, why) for at in lone)


def is_head_line(text: str) -> bool:
    """Whether a line over the title may be a name, slogan or button of the site: short, no day, nobody's name."""
    return (
        len(text) <= LINK
        and not (person_score(text) >= 0.5 and re.match("[ก-๎]", text))
        and not any(end - start > len(text) / 3 for start, end, _ in find_dates(text))
    )


def _ways(texts: list[str]) -> Iterator[tuple[int, str]]:
    """The way to a page, on a line (หน้าแรก » ข่าว » …, with or without signs) or in numbered lines, and the categories in it."""
    way = ""
    for number, text in enumerate(texts[:HEAD]):
        below = ["".join(other.split()) for other in texts[number + 1 :][:HEAD] if len(other) > TITLE]
        parts = [part for part in _P.way.split(text) if part]
        last = "".join(parts[-1].split()) if len(parts) > 2 or _P.way_begins.match(text) else ""
        sign = sign_of(text)
        if sign and sign.number > 1 and way == MENU:
            yield number, WAY
        elif sign and sign.number == 1 and _P.menu.match(text[sign.length :]):
            way = MENU
            yield number, WAY
        elif (_P.category.match(text) and number < TOKENS) or (
            len(text) > 3 and text in way and not way.endswith(text)
        ):
            yield number, CATEGORY
        elif last and any(other.startswith(last[:20]) or last.endswith(other) for other in below):
            way = text
            yield number, WAY
