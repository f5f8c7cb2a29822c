"""Thai text as people and keyboards leave it, and the forms to keep, compare, sort and name it in. Knows characters
only: words are found in `segment.py`, dates in `dates.py`."""

import re
import unicodedata
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache

from rapidfuzz.distance import OSA

from harvester.thai import read_data
from harvester.thai.romanise import formerly, romanise

MARKS = "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
"""Character class of the Thai signs that are above or below a consonant."""
LEADING = "เแโใไ"
"""Vowels written before the consonant they follow in speech."""

KEPT = 1 << 15
"""Names whose keys are kept: the same few are compared again and again."""

HIDING: Mapping[str, re.Pattern[str]] = {
    "direction-sign": re.compile("[\u202a-\u202e\u2066-\u2069]"),
    "control-sign": re.compile(
        "\x1b\\[[0-9;]{0,20}[A-Za-z]|[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufffe\uffff]+"
    ),
    "invisible-sign": re.compile(
        "(?<!\U0001f3f4)[\u115f\u1160\u180b-\u180e\u3164\ufe00-\ufe0e\uffa0\ufff9-\ufffb\U000e0100-\U000e01ef]+"
        "|(?<![\U0001f3f4\U000e0020-\U000e007f])[\U000e0000-\U000e007f]+"
    ),
}
"""Signs that no one sees and that hide or turn what is there, by the rule that names them."""
_INVISIBLE = re.compile("[\u00ad\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_JOINER = re.compile("(?<![^\x00-\u203b])\u200d|\u200d(?![^\x00-\u203b])")
_LINE_ENDS = re.compile("\r\n?|[\u0085\u2028\u2029]")
_TONE = "[\u0e48-\u0e4b]"
_MARKED = re.compile(
    f"(?!(?:[\u0e31\u0e34-\u0e37\u0e38\u0e39]{_TONE}|{_TONE}[าำ])(?![{MARKS}าำ]))[{MARKS}าำ]{{2,}}"
)
"""Runs of marks, but for the pairs that nearly all are: a vowel and its tone in order."""
_ODD = re.compile(
    "[\r\u0085\u2028\u2029\u00a0\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]|เเ|"
    + _MARKED.pattern
)
"""What the one spelling cannot hold."""
_SEGMENT = re.compile(f"[าำ]?[{MARKS}]*")
_RANKS = ("\u0e31\u0e34\u0e35\u0e36\u0e37\u0e47", "\u0e3a", "\u0e38\u0e39", "\u0e48\u0e49\u0e4a\u0e4b")
_TONE_MARKS = "\u0e48\u0e49\u0e4a\u0e4b"
_TONES = re.compile("[\u0e47-\u0e4e]")
_NO_TONES = dict.fromkeys(map(ord, _TONE_MARKS))
_THAI_DIGIT = re.compile("[๐-๙]")
_ARABIC = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_THAI_DIGITS = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
_SPACED_ABBREVIATION = re.compile(r"(?<![ก-๎])([เ-ไ]?[ก-ฮ]{1,3}\.)[ ](?=[ก-ฮ]{1,3}\.)")
_DOT_AFTER_THAI = re.compile(r"(?<=[ก-๎])\.")
_LATIN_ABBREVIATION = re.compile(r"(?<![^\W_])(?:[a-z]\.){2,}")
_CLUSTER = re.compile(
    f"[{LEADING}]{{0,2}}[ก-ฮ][{MARKS}ะาำๅ]*|\r\n|.[{MARKS}\u0300-\u036f\u200d\ufe0f]*", re.DOTALL
)
_LEADING_PAIR = re.compile(f"([{LEADING}])([ก-ฮ])")


def normalise(text: str) -> str:
    """The one spelling of `text`, at every door: NFC, Thai marks in writing order and once each, เเ as แ, a
    decomposed สระอำ whole, line ends as LF, no byte order mark, zero-width or direction signs. Digits, spaces (but
    for the no-break space, which becomes a space) and words stay as they are. Idempotent."""
    if not _ODD.search(text) and unicodedata.is_normalized("NFC", text):
        return text
    text = _LINE_ENDS.sub("\n", text).replace("\u00a0", " ")
    text = _JOINER.sub("", _INVISIBLE.sub("", text))
    text = unicodedata.normalize("NFC", text).replace("เเ", "แ")
    return _MARKED.sub(lambda match: _in_writing_order(match[0]), text)


@lru_cache(maxsize=4096)
def _in_writing_order(run: str) -> str:
    """A run of marks and vowels: tones typed after the vowel are before it."""
    first, *after = _SEGMENT.findall(run)[:-1]
    if first[:1] in ("า", "ำ"):
        first, after = "", [first, *after]
    if not after:
        return _order_marks(first)
    tail = "".join(after)
    marks = _order_marks(first + "".join(sign for sign in tail if sign in _TONE_MARKS))
    if "\u0e4d" in marks:
        marks, after[0] = marks.replace("\u0e4d", ""), "ำ" + after[0][1:]
    rest = (piece.translate(_NO_TONES) for piece in after)
    return marks + "".join(piece[0] + _order_marks(piece[1:]) for piece in rest)


def _order_marks(marks: str) -> str:
    """Each mark once: vowels above, phinthu, vowels below, tones, silencers: an order that NFC keeps."""
    ranks = {mark: rank for rank, group in enumerate(_RANKS) for mark in group}
    return "".join(sorted(dict.fromkeys(marks), key=lambda mark: ranks.get(mark, len(_RANKS))))


def arabic(text: str) -> str:
    """Thai digits as Arabic ones; the length is kept."""
    return text.translate(_ARABIC) if _THAI_DIGIT.search(text) else text


def thai_digits(text: str) -> str:
    """Arabic digits as Thai ones; the length is kept."""
    return text.translate(_THAI_DIGITS)


@lru_cache(maxsize=KEPT)
def fold(text: str) -> str:
    """The key under which two spellings are the same: normalised, Arabic digits, lower case, abbreviations
    without dots (พ.ศ. is พศ, U.S.A. is usa), single spaces, none at the ends. Idempotent."""
    plain = normalise(text)
    small = plain.casefold()
    text = arabic(plain if small == plain else normalise(small))
    if "." in text:
        text = _SPACED_ABBREVIATION.sub(r"\1", text)
        text = _LATIN_ABBREVIATION.sub(lambda match: match[0].replace(".", ""), text)
        while _DOT_AFTER_THAI.search(text):
            text = normalise(_DOT_AFTER_THAI.sub("", text))
    return " ".join(text.split())


@lru_cache(maxsize=KEPT)
def sort_key(text: str) -> str:
    """Sorts as a Thai dictionary does: เก้าอี้ before ขวด, tones only between equals, 2 before 10."""
    text = fold(text)
    letters = re.sub(r"\d+", lambda match: match[0].zfill(10), text)
    letters = _LEADING_PAIR.sub(r"\2\1", _TONES.sub("", letters))
    letters = "".join(
        sign for sign in letters if sign.isalnum() or sign == " " or "ก" <= sign <= "ู" or "เ" <= sign <= "ๅ"
    )
    return f"{letters.strip()}\x00{text}"


def initial(label: str) -> str:
    """The sign under which a Thai dictionary lists a word: its first consonant or letter, `0–9`, or `ฯ` without either."""
    signs = [sign for sign in label if sign.isalnum() and sign not in LEADING]
    if not signs:
        return "ฯ"
    return "0–9" if signs[0].isdigit() else signs[0].upper()


def slug(text: str) -> str:
    """An ASCII name of at most 60 lower-case letters, digits and hyphens, by romanisation; never empty. The same text
    always gives the same name; different texts may give the same one."""
    return _districts().get(text, ("",))[0] or _name(text, romanise)


def former_slug(text: str) -> str:
    """The name that addresses published before November 2569 have."""
    return _districts().get(text, ("",))[-1] or _name(text, formerly)


@lru_cache(maxsize=1)
def _districts() -> Mapping[str, Sequence[str]]:
    """The name and the former one of every district: all sites need them, and romanising takes a millisecond each."""
    rows = read_data("districts.tsv").splitlines()
    return {district: names for district, *names in (row.split("\t") for row in rows)}


def _name(text: str, romanised: Callable[[str], str]) -> str:
    text = normalise(text)
    # no more letters than a name could take, however long the text
    letters = unicodedata.normalize("NFKD", romanised(arabic(text[:400])))
    words = re.findall(r"[a-z0-9]+", letters.encode("ascii", "ignore").decode().lower().replace("'", ""))
    name = "-".join(words)
    if len(name) > 60:
        head = name[:61]
        name = head[: head.rfind("-")] if "-" in head[1:] else head[:60]
    return name or f"x-{zlib.crc32(text.encode('utf-8', 'surrogatepass')):08x}"


def clusters(text: str) -> list[str]:
    """`text` in pieces that must not be broken: a consonant with the vowels around it and its marks.

    The pieces join to the text. The browser's twin is
    `/[เแโใไ]{0,2}[ก-ฮ][ะ-ฺๅ็-๎]*|\\r\\n|.[ัิ-ฺ็-๎\\u0300-\\u036f\\u200d\\ufe0f]*/gsu`.
    """
    return _CLUSTER.findall(text)


def near_names(name: str, known: Iterable[str], most: int = 3, *, slips: bool = False) -> list[str]:
    """The known names that `name` most likely means, the likeliest first, each as it is known. One letter in four may
    be wrong, at least one of three; or one name begins with the other (สรุป, สรุปย่อ), or they share half of what was
    written (not with `slips`). Words that merely rhyme (แม่บ้าน, เวทีหมู่บ้าน) are not near."""
    said = fold(name)
    size = max(8, len(said) // 2)
    runs = [re.escape(said[at : at + size]) for at in range(len(said) - size + 1)]
    shares = re.compile("|".join(runs)).search if runs and not slips else lambda other: None
    far = {other: _distance(said, fold(other), slips, shares) for other in known}
    return sorted((other for other in far if far[other]), key=lambda other: (far[other], other))[:most]


def _distance(said: str, other: str, slips: bool, shares: Callable[[str], object]) -> int:
    """How far off; 0 when these are two different names, or the same. `shares` looks for half of what was said."""
    short, long = (said, other) if len(said) <= len(other) else (other, said)
    allowed = max(1, len(short) // 4) if len(short) > 2 else 0
    wrong = OSA.distance(said, other, score_cutoff=allowed)
    if wrong <= allowed:
        return wrong
    if slips or len(short) < 4:
        return 0
    if long.startswith(short):
        return 100 + len(long) - len(short)
    return 1000 if shares(other) else 0


def did_you_mean(names: Iterable[str]) -> str:
    """“หมายถึง … หรือ … ใช่ไหม”, or nothing."""
    shown = " หรือ ".join(names)
    return f"หมายถึง {shown} ใช่ไหม" if shown else ""
