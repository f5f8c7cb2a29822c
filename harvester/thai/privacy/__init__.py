"""Private data in a text: what it is, where it is, and what to write in its place. All patterns are in
`patterns.json`, which the browser's twin `templates/assets/privacy/find.js` reads too; here is only how they are
applied. Knows texts, no lesson."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from harvester.thai.engine import Automaton

PATTERNS = Path(__file__).with_name("patterns.json")
CONTEXT = 60
"""Code points before and after, on the same line, that say what a number is."""
REACH = 80
"""Code points behind a name within which something private is said of its bearer."""
STARTS = "กคชดตทนบปผพยลหอเแโไ"
"""Letters that titles and words of kinship begin with."""
SHORTEST = 4
"""Digits of the shortest number that a label can make private."""
_SAME = str.maketrans(
    "๐๑๒๓๔๕๖๗๘๙０１２３４５６７８９：＠（）．／＋‐‑‒–—―−－﹣\u00a0\u2007\u202f\u3000\t",
    "01234567890123456789:@()./+---------     ",
)
_OTHER = re.compile("[๐-๙０-９：＠（）．／＋‐‑‒–—―−－﹣\u00a0\u2007\u202f\u3000\t]")
_CAPITALS = re.compile("[A-Z]+")
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe0f\u20e3\ufeff]")
_NUMBER = re.compile(r"\+?[0-9](?:[ .\-/_|\[\]□()]{0,4}[0-9])*")
_GROUPED = re.compile(r"[0-9]-[0-9]{4}-[0-9]{5}-[0-9]{2}-[0-9]")
_IP = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,3}){3}")
_GIVEN = re.compile(r"[ก-๎]{2,9} ")
_NAME = re.compile(r"[ก-๎]{1,30}(?: [ก-๎]{2,25})?")
_BEHIND = re.compile(r"[^\n]*(?:\n ?(?=แก|เขา|เธอ|ท่าน)[^\n]*)?")
_GLUED = re.compile(r"[a-z_]")
_DECIMAL = re.compile(r"[0-9]{1,3}\.[0-9]{4,}")


@dataclass(frozen=True, slots=True)
class Private:
    """Something private at `[start, end)` of the text; `kind` is a key of the table's kinds."""

    kind: str
    start: int
    end: int
    redaction: str

    @property
    def rule(self) -> str:
        """The rule of the checks that it breaks."""
        return str(_table()["kinds"][self.kind][0])

    @property
    def name(self) -> str:
        """What it is, in Thai."""
        return str(_table()["kinds"][self.kind][1])


def find_private(text: str) -> list[Private]:
    """Everything private of a text, in order of place; nothing is told twice."""
    plain, places = _plain(text)
    lower = _CAPITALS.sub(lambda capitals: capitals[0].lower(), plain)
    covered = bytearray(len(plain))
    found: list[Private] = []
    for kind, start, end in (*_numbers(lower), *_texts(plain, lower), *_people(lower)):
        if 1 not in covered[start:end]:
            covered[start:end] = b"\1" * (end - start)
            first, last = places(start), places(end - 1) + 1
            found.append(Private(kind, first, last, _table()["kinds"][kind][2]))
    return sorted(found, key=lambda one: (one.start, one.end))


def redact(text: str) -> str:
    """The text with everything private replaced by what it was."""
    for one in reversed(find_private(text)):
        text = text[: one.start] + one.redaction + text[one.end :]
    return text


@cache
def _table() -> dict[str, Any]:
    """The table, with what is put together of it."""
    table: dict[str, Any] = json.loads(PATTERNS.read_text(encoding="utf-8"))
    table["lists"] = {name: "(?:" + "|".join(words) + ")" for name, words in table["lists"].items()}
    people = table["people"]
    bound = "".join(f"|(?<={word})" for word in people["glue"])
    bound += "|" + "".join(f"(?<!{word})" for word in people["within"]) + f"(?={people['free']})"
    formal, kin = (
        rf"{{title}}(?!{people['not_strict']})",
        f"(?:{people['kin']}) ?(?!{people['not_name']})",
    )
    people["mention"] = (
        # the few places where a title may stand are found first: what may stand before it takes long to look for
        f"(?=[{STARTS}])(?={{title}}|{people['kin']})(?:(?<![ก-๎]){bound})"
        f"(?:{formal}|(?!{{title}}){kin}) ?(?=[ก-ฮเแโใไ][ก-๎])"
    )
    people["states"] = "|".join(state for kind in people["states"].values() for state in kind)
    people["said"] = f"(?:{people['states']})[^\\n]{{0,24}}{people['link']}"
    return table


@cache
def _made(pattern: str) -> re.Pattern[str]:
    """A pattern of the table with its lists set in, made when it is first asked for: few texts need them all."""
    for name, words in _table()["lists"].items():
        pattern = pattern.replace("{" + name + "}", words)
    return re.compile(pattern.replace("(?<data>", "(?P<data>"))


def _plain(text: str) -> tuple[str, Any]:
    """The text with digits, dashes and blanks of one kind and nothing unseen, and where each of its letters stood."""
    same = text.translate(_SAME) if _OTHER.search(text) else text
    if not _UNSEEN.search(same):
        return same, lambda at: at
    kept = [at for at, letter in enumerate(same) if not _UNSEEN.match(letter)]
    return "".join(same[at] for at in kept), kept.__getitem__


def _context(text: str, start: int, end: int) -> tuple[str, str]:
    """What is before on the same line, and the match with what stands around it."""
    low = max(text.rfind("\n", 0, start) + 1, start - CONTEXT)
    stop = text.find("\n", end, end + CONTEXT)
    return text[low:start], text[low : stop if stop >= 0 else end + CONTEXT]


def _fits(row: dict[str, Any], text: str, start: int, end: int) -> bool:
    before, around = _context(text, start, end)
    return (
        ("before" not in row or bool(_made(row["before"]).search(before)))
        and ("near" not in row or bool(_made(row["near"]).search(around)))
        and ("unless_before" not in row or not _made(row["unless_before"]).search(before))
        and (
            "unless" not in row
            or not _made(row["unless"]).search(around)
            or ("despite" in row and bool(_made(row["despite"]).search(around)))
        )
    )


def _numbers(text: str) -> Iterator[tuple[str, int, int]]:
    for start, end in _runs(text):
        shown = text[start:end]
        digits = re.sub(r"[^0-9]", "", shown)
        if len(digits) < SHORTEST:
            continue
        # Beside Latin letters it is part of a longer sign (a hash), in a web address the number of a page.
        apart = not _GLUED.search(text[max(0, start - 1) : start] + " " + text[end : end + 1])
        apart = apart and "://" not in text[text.rfind(" ", max(0, start - 200), start) + 1 : start]
        for row in _table()["numbers"]:
            if (apart or "before" in row) and _made(row["digits"]).fullmatch(digits):
                around = _context(text, start, end)[1]
                if _counts(row.get("check", ""), shown, digits, around) and _fits(row, text, start, end):
                    yield row["kind"], start, end
                    break


def _runs(text: str) -> Iterator[tuple[int, int]]:
    """Numbers with all that may be between their digits; a run too long for one number falls apart at blanks."""
    for match in _NUMBER.finditer(text):
        if match.end() - match.start() < SHORTEST:
            continue
        if sum(letter.isdigit() for letter in match[0]) <= 16:
            yield match.span()
        else:
            yield from (
                (match.start() + part.start(), match.start() + part.end())
                for part in re.finditer(r"[^ ]+", match[0])
            )


def _counts(check: str, shown: str, digits: str, around: str) -> bool:
    """Whether a number is what its row says, by its own digits."""
    if check == "sure-id":
        # One number in ten is right as an identity number and as a barcode: then its form or a label must say so.
        lists = _table()["lists"]
        if _made(lists["id_label"]).search(around) or _GROUPED.fullmatch(shown.replace(" ", "")):
            return _is_id(digits)
        return _is_id(digits) and not _is_barcode(digits) and not _made(lists["thing_label"]).search(around)
    if check == "id":
        return _is_id(digits)
    if check == "not-barcode":
        return not (_is_barcode(digits) and digits[:2] in ("88", "97"))
    if check == "phone":
        return not _DECIMAL.fullmatch(shown) and (digits[0] == "0" or shown[0] == "+" or digits[2] in "689")
    if check == "not-phone-shape":
        return not (len(digits) == 10 and digits[0] == "0" and digits[1] in "689" and shown.count("-") != 3)
    if check == "public-ip":
        return bool(_IP.fullmatch(shown)) and _is_public([int(part) for part in shown.split(".")])
    return True


def _is_id(digits: str) -> bool:
    """The check digit of a Thai identity number is right."""
    weighed = sum(int(digit) * (13 - at) for at, digit in enumerate(digits[:12]))
    return (11 - weighed % 11) % 10 == int(digits[12])


def _is_barcode(digits: str) -> bool:
    """The check digit of an EAN-13 is right, which books carry too."""
    return sum(int(digit) * (3 if at % 2 else 1) for at, digit in enumerate(digits)) % 10 == 0


def _is_public(parts: list[int]) -> bool:
    """An address of the internet: neither of a network of one's own nor a version or a heading."""
    first, second = parts[:2]
    own = first in (0, 10, 127) or first >= 224 or (first, second) in ((192, 168), (169, 254))
    own = own or (first == 172 and 16 <= second < 32)
    return max(parts) < 256 and max(parts) > 19 and not own


@cache
def _needles(cased: bool) -> Automaton:
    """What a text must hold for a row of texts to be looked for, with the numbers of these rows."""
    rows: dict[str, list[int]] = {}
    for number, row in enumerate(_table()["texts"]):
        for needle in row["needles"] if bool(row.get("cased")) is cased else ():
            rows.setdefault(needle, []).append(number)
    made = Automaton()
    for needle, numbers in rows.items():
        made.add_word(needle, numbers)
    made.make_automaton()
    return made


def _texts(plain: str, lower: str) -> Iterator[tuple[str, int, int]]:
    held = {number for _, numbers in _needles(True).iter(plain) for number in numbers}
    held.update(number for _, numbers in _needles(False).iter(lower) for number in numbers)
    for row in (_table()["texts"][number] for number in sorted(held)):
        text = plain if row.get("cased") else lower
        for match in _made(row["pattern"]).finditer(text):
            start, end = match.span("data" if "data" in _made(row["pattern"]).groupindex else 0)
            if row.get("check") == "private-mail" and not _is_private_mail(match[0].replace(" ", "")):
                continue
            if _fits(row, text, match.start(), match.end()):
                yield row["kind"], start, end


def _is_private_mail(address: str) -> bool:
    """A person's: at a free provider, or with a name before the sign and no agency behind it."""
    local, _, domain = address.partition("@")
    if domain.split(".")[0] in _table()["free_mail"]:
        return True
    agency = re.search(r"\.(?:go|ac|or|mi|in)\.th$|\.(?:gov|edu|int|mil)(?:\.|$)", domain)
    return not agency and not _made(_table()["role_mail"]).search(local)


def _people(text: str) -> Iterator[tuple[str, int, int]]:
    """Names beside what no one should learn of a person from a stranger."""
    people = _table()["people"]
    for match in _made(people["mention"]).finditer(text):
        start, end = match.span()
        before, around = _context(text, start, end)
        if _made(people["unless"]).search(around):
            continue
        behind = "".join(_BEHIND.findall(text[end : end + REACH])[:1])
        name = _NAME.match(behind)
        length = len(name[0]) if name else 1
        told = _made(people["before"]).search(before) or (
            _made(people["link"]).search(before) and _made(people["said"]).search(before)
        )
        if (
            told
            and not _made(people["acts"]).search(before)
            and not _made(people["roles"]).search(match[0] + behind[:50])
        ):
            yield "person", start, end + length
        elif (at := _own_state(match[0], before[-12:], behind)) is not None:
            yield "person", start, end + max(1, min(length, at))


def _own_state(title: str, before: str, behind: str) -> int | None:
    """Where behind a name the first state stands that is its bearer's own, and not of those that he cares for."""
    people = _table()["people"]
    for state in _made(people["states"]).finditer(behind, 2):
        between = behind[: state.start()]
        # A name may hold the word for a deed (พิมพา, บุญช่วย); a pronoun takes the bearer up again.
        done = between[given.end() :] if (given := _GIVEN.match(between)) else between
        for again in _made(people["resumed"]).finditer(between, 1):
            done = between[again.end() :]
        role = _made(people["roles"]).search(title + between) or _made(people["roles"]).search(before)
        if _made(people["acts"]).search(done) or _made(people["other"]).search(between):
            continue
        if not role or _made(people["strong"]).search(behind):
            return int(state.start())
    return None
