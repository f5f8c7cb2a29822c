"""Line-break opportunities for print: marks finished HTML at word boundaries that two segmenters agree on, the second being
libthai. Parses markup only to tell text from tags; changes spaces and marks, nothing else."""

import ctypes
import ctypes.util
import html
import os
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import cache
from html import escape
from itertools import accumulate

import lxml.html

from harvester.rendering.typography import LEADING, TRAILING
from harvester.thai.dates import MONTHS, SHORT_MONTHS
from harvester.thai.engine import Automaton, newmm
from harvester.thai.text import clusters

MARK = "\u200b"
NBSP = "\u00a0"
LONGEST_WHOLE = 16
"""In clusters. A longer vocabulary word may break at agreed boundaries, or it would overflow a card."""

SHORT_END = 4
"""In clusters. A last line this short is avoided."""
SHORT_TEXT = 18
"""In characters. A shorter text needs no care for its last line."""

_TOKEN = re.compile(r"<!--.*?-->|<(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>", re.DOTALL)
_TAG = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]*)")
_INLINE = re.compile(
    "a|abbr|b|bdi|cite|code|del|dfn|em|i|ins|kbd|mark|q|s|small|span|strong|sub|sup|time|u|wbr"
)
_RAW = re.compile("style|script|svg|pre|code|title")
_TITLE = re.compile(r"<h[1-6]\b|<[^>]*\bclass=\"[^\"]*\bdisplay\b")
"""The start of a block whose lines end where phrases do."""
_THAI = re.compile("[\u0e01-\u0e5b]")
_THAI_RUN = re.compile("[\u0e01-\u0e4e]+")
_OPENING = frozenset("“‘([{«\"'")
_CLOSING = frozenset("”’)]}»\"'.,:;!?…%/ๆฯ" + NBSP)
_MONTH = "|".join(map(re.escape, (*MONTHS, *SHORT_MONTHS)))
_YEAR = r"(?<!2[45][0-9]{2})(?<!๒[๔๕][๐-๙]{2})"
_GLUED = re.compile(rf" (?=ๆ|ฯลฯ|·)|(?<=[0-9๐-๙]){_YEAR} (?=[\u0e01-\u0e4e%])")
_DATE = re.compile(
    rf"([0-9๐-๙]{{1,2}})[ {NBSP}]({_MONTH})[ {NBSP}](?:(พ\.ศ\.)[ {NBSP}]?)?(?=[0-9๐-๙]{{2,4}})"
)


class Breaker:
    """Marks HTML. `whole` are words that are never broken: vocabulary, names of people and places."""

    def __init__(self, whole: Iterable[str] = ()) -> None:
        words = sorted(set(whole))
        self._whole = Automaton()
        for word in words:
            if 1 < len(clusters(word)) <= LONGEST_WHOLE and _THAI.search(word):
                self._whole.add_word(word, len(word))
        if len(self._whole):
            self._whole.make_automaton()
        self._known: dict[str, tuple[int, ...]] = {}

    def marked(self, page: str) -> str:
        """The page with `MARK` at every allowed break between Thai words."""
        out: list[str] = []
        run: list[tuple[int, str]] = []
        raw: list[str] = []
        title = False
        for kind, token in _tokens(page):
            if kind == "text" and not raw:
                run.append((len(out), html.unescape(token)))
                out.append("")
                continue
            if kind == "tag":
                match, closing = _TAG.match(token), token.startswith("</")
                name = match[1].lower() if match else ""
                if _RAW.fullmatch(name):
                    if closing and raw and raw[-1] == name:
                        raw.pop()
                    elif not closing and not token.endswith("/>"):
                        raw.append(name)
                if not _INLINE.fullmatch(name):
                    self._settle(run, out, title)
                    title = _TITLE.match(token) is not None
            out.append(token)
        self._settle(run, out, title)
        return "".join(out)

    def turns(self, text: str) -> tuple[int, ...]:
        """Offsets of plain text at which a line may break, spaces aside; ascending."""
        found: list[int] = []
        for match in _THAI_RUN.finditer(text):
            found += (match.start() + at for at in self._inside(match.group()))
            # where Thai meets a Latin word or a number without a space
            ends = (at for at in match.span() if 0 < at < len(text))
            found += [at for at in ends if text[at - 1].isalnum() and text[at].isalnum()]
        return tuple(sorted({at for at in found if _may_turn(text, at)}))

    def _settle(self, run: list[tuple[int, str]], out: list[str], title: bool) -> None:
        """Mark the text of one block across its inline elements; of a title, between phrases only."""
        if not run:
            return
        text = _tie_last_word(add_no_break_spaces("".join(part for _, part in run)))
        turns = iter(_without_short_end(text, _between_phrases(text, self.turns(text), title)))
        turn = next(turns, None)
        at = 0
        for index, part in run:
            end, pieces, last = at + len(part), [], at
            while turn is not None and turn < end:
                pieces += [text[last:turn], MARK]
                last, turn = turn, next(turns, None)
            pieces.append(text[last:end])
            out[index] = html.escape("".join(pieces), quote=False)
            at = end
        run.clear()

    def _inside(self, run: str) -> tuple[int, ...]:
        """Agreed boundaries inside a run of Thai letters; cached."""
        if run not in self._known:
            ends = set(accumulate(map(len, newmm(run)))) - {len(run)}
            if is_available():
                ends &= boundaries(run)
            for end, size in self._whole.iter(run) if len(self._whole) else ():
                ends.difference_update(range(end - size + 2, end + 1))
            self._known[run] = tuple(sorted(ends))
        return self._known[run]


def may_end(line: str, following: str) -> bool:
    """Whether a line may break between `before` and `after`, which exclude the blanks between them. The typesetter
    also breaks between scripts, at a no-break space and after an opening quote."""
    if not line or not following or line[-1] == MARK:
        return True
    if line[-1] == NBSP or line[-1] in _OPENING or following[0] in _CLOSING:
        return False
    return not (_THAI.match(line[-1]) and _THAI.match(following[0]))


def _between_phrases(text: str, turns: tuple[int, ...], title: bool) -> tuple[int, ...]:
    """The turns of a title without those that part a small word from the one it leans on."""
    if not title:
        return turns
    kept: list[int] = []
    for at, before, after in zip(turns, (0, *turns), (*turns[1:], len(text)), strict=False):
        word, following = text[before:at].split(" ")[-1], text[at:after].split(" ")[0]
        leans = LEADING.fullmatch(word) or TRAILING.fullmatch(following)
        since = max(kept[-1] if kept else 0, text.rfind(" ", 0, at) + 1)
        if not leans or len(clusters(text[since:after])) > LONGEST_WHOLE:
            kept.append(at)
    return tuple(kept)


def last_break(line: str) -> int:
    """The last offset at which a line can break instead; 0 when there is none."""
    at = len(line)
    while (at := max(line.rfind(" ", 0, at), line.rfind(MARK, 0, at))) > 0:
        kept = line[: at + 1].rstrip(" ")
        if kept[-1:] == MARK or (kept and kept[-1] != NBSP and kept[-1] not in _OPENING):
            return at + 1
    return 0


def _tie_last_word(text: str) -> str:
    """The text with its last space made a no-break space where a short word would be alone on the last line."""
    at = text.rstrip().rfind(" ")
    if at > SHORT_TEXT and len(clusters(text[at + 1 :].strip())) <= SHORT_END:
        return text[:at] + NBSP + text[at + 1 :]
    return text


def _without_short_end(text: str, turns: tuple[int, ...]) -> tuple[int, ...]:
    """The break offsets without those that would leave a short last line."""
    while turns and turns[-1] > SHORT_TEXT and len(clusters(text[turns[-1] :].strip())) <= SHORT_END:
        turns = turns[:-1]
    return turns


def add_no_break_spaces(text: str) -> str:
    """No-break spaces before ๆ, ฯลฯ and ·, in dates, and between number and unit. The length stays the same."""
    text = _DATE.sub(lambda found: found.group().replace(" ", NBSP), text)
    return _GLUED.sub(NBSP, text)


def _tokens(page: str) -> Iterator[tuple[str, str]]:
    at = 0
    for match in _TOKEN.finditer(page):
        if match.start() > at:
            yield "text", page[at : match.start()]
        yield "tag", match.group()
        at = match.end()
    if at < len(page):
        yield "text", page[at:]


def _may_turn(text: str, at: int) -> bool:
    before, after = text[at - 1], text[at]
    beside = before + after
    return not (before in _OPENING or after in _CLOSING or "-" in beside or any(map(str.isspace, beside)))


MOST_COLUMNS = 6
LONGEST_WORD = 24
"""Latin letters that may be in a cell without a break."""
_TABLE = re.compile(r"<table[ >].*?</table>", re.DOTALL)


def wide_tables_as_lists(html: str) -> str:
    """The piece with every table of more than `MOST_COLUMNS` as a list of records; other tables as they are."""
    return _TABLE.sub(lambda found: _table_as_list(found[0]), html) if "<table" in html else html


def _table_as_list(table: str) -> str:
    root = lxml.html.fragment_fromstring(table)
    rows = [list(row.iter("td", "th")) for row in root.iter("tr")]
    if max(map(len, rows), default=0) <= MOST_COLUMNS:
        words = re.split(r"[^!-~]", root.text_content())
        return (
            table.replace("<table", '<table class="is-long"', 1)
            if max(map(len, words)) > LONGEST_WORD
            else table
        )
    names = [" ".join(cell.text_content().split()) for cell in rows[0]]
    records = []
    for row in rows[1:] or rows:
        cells = []
        for at, cell in enumerate(row):
            name = escape(names[at]) if at < len(names) and len(rows) > 1 else ""
            inside = escape(cell.text or "") + "".join(
                lxml.html.tostring(child, encoding="unicode") for child in cell
            )
            if inside.strip():
                cells.append(f"<b>{name}</b> {inside}" if name else inside)
        records.append(f'<p class="record">{" · ".join(cells)}</p>')
    return "".join(records)


WINDOWS_FOLDERS = (
    r"C:\msys64\ucrt64\bin",
    r"C:\msys64\mingw64\bin",
    r"C:\Program Files\GTK3-Runtime Win64\bin",
)
"""Where WeasyPrint looks on Windows when WEASYPRINT_DLL_DIRECTORIES is not set."""


@cache
def open_folders() -> None:
    """Add the DLL folders that WeasyPrint would use on Windows; no effect elsewhere."""
    if add := getattr(os, "add_dll_directory", None):
        named = os.environ.get("WEASYPRINT_DLL_DIRECTORIES")
        for folder in named.split(";") if named else WINDOWS_FOLDERS:
            with suppress(OSError):
                add(folder)


NAMES = ("libthai.so.0", "libthai.0.dylib", "libthai-0.dll", "libthai.so")


def boundaries(text: str) -> frozenset[int]:
    """Offsets (code points) at which libthai allows a break; empty where it is not installed."""
    find = _finder()
    return find(text) if find else frozenset()


def is_available() -> bool:
    """Whether libthai can be loaded on this machine."""
    return _finder() is not None


@cache
def _finder() -> Callable[[str], frozenset[int]] | None:
    open_folders()
    for name in NAMES:
        try:
            th_wbrk = ctypes.CDLL(name).th_wbrk
        except (OSError, AttributeError):
            continue
        th_wbrk.argtypes = [ctypes.c_wchar_p, ctypes.POINTER(ctypes.c_int), ctypes.c_size_t]
        th_wbrk.restype = ctypes.c_int

        def find(text: str, call: Callable[..., int] = th_wbrk) -> frozenset[int]:
            room = (ctypes.c_int * (len(text) + 8))()
            return frozenset(room[: call(text, room, len(room))])

        return find
    return None
