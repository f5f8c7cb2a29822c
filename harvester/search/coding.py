"""How the index is written in bytes: numbers, Thai text at one byte a letter, postings as a stream of bits.
`templates/assets/search/coding.js` reads what is written here. What the numbers mean is left to `building.py` and
`lexicon.py`."""

import json
import math
import re
import struct
import zlib
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import Any

import numpy as np
import zopfli.zlib

SLOTS = 16
"""Positions are kept as 32-character buckets numbered modulo this."""
BUCKET = 32
FEW = 1500
"""Documents up to which a library is small: one file holds what a search needs first."""
MANY = 7
"""Documents of a term from which their number is not written with its marks."""
LEVELS = (1, 2, 3, 6)
"""Occurrences are kept as one of these: 1, 2, 3 to 4, more."""


DENSE = range(1 << 14, 1 << 18)
"""Bytes that zopfli packs, fewer are not worth it: a twentieth less than zlib's own, at thirty times the work."""


def pack(parts: Sequence[bytes], *, dense: bool = True) -> bytes:
    """Parts of any content as one stream of zlib, which browsers unpack on their own; `unpack` gives them back. `dense`
    spends time for bytes."""
    data = b"".join((struct.pack(f"<{len(parts) + 1}I", len(parts), *map(len, parts)), *parts))
    if dense and len(data) in DENSE:
        blocks = max(5, len(data) // 16_000)  # more, and more rounds, take much longer for little
        packed: bytes = zopfli.zlib.compress(data, numiterations=3, blocksplittingmax=blocks)
        return packed
    stream, edges = zlib.compressobj(9), accumulate(map(len, parts), initial=4 + 4 * len(parts))
    # parts of different kinds are packed better apart
    pieces = (
        stream.compress(data[low:high]) + stream.flush(zlib.Z_PARTIAL_FLUSH)
        for low, high in pairwise((0, *edges))
    )
    return b"".join(pieces) + stream.flush()


def unpack(data: bytes) -> list[bytes]:
    """The parts that `pack` wrote; ValueError when the bytes are cut short or are something else."""
    try:
        held = zlib.decompress(data)
        (count,) = struct.unpack_from("<I", held)
        sizes = struct.unpack_from(f"<{count}I", held, 4)
    except (struct.error, zlib.error) as fault:
        raise ValueError("not a part of a search index") from fault
    return [held[at:end] for at, end in pairwise(accumulate(sizes, initial=4 + 4 * count))]


def pack_files(files: Mapping[str, bytes]) -> bytes:
    """Several files as one: the length of a JSON list of names and sizes, the list, the files behind one another."""
    names = json.dumps([[name, len(content)] for name, content in files.items()]).encode()
    return struct.pack("<I", len(names)) + names + b"".join(files.values())


def unpack_files(data: bytes) -> dict[str, bytes]:
    """The files that `pack_files` was given; ValueError for anything else."""
    try:
        (size,) = struct.unpack_from("<I", data)
        names, sizes = zip(*json.loads(data[4 : 4 + size]), strict=True)
    except (struct.error, TypeError) as fault:
        raise ValueError("not the first file of a search index") from fault
    ends = pairwise(accumulate(sizes, initial=4 + size))
    return {name: data[at:end] for name, (at, end) in zip(names, ends, strict=True)}


_OTHER = re.compile("[^\x00-\x1a\x1c-\x7f\u0e01-\u0e3a\u0e3f-\u0e5b–—‘’“”•…\xa0]")
_CODED = re.compile("\x1b([0-9a-f]+);")


def encode_text(text: str) -> bytes:
    """One byte for an ASCII or Thai character as in windows-874, which browsers know; for any other its number in hex
    between an escape and a semicolon."""
    return _OTHER.sub(lambda letter: f"\x1b{ord(letter[0]):x};", text).encode("cp874")


def decode_text(data: bytes) -> str:
    """What `encode_text` was given."""
    return _CODED.sub(lambda sign: chr(int(sign[1], 16)), data.decode("cp874"))


_LINE_END = re.compile("[\x1e\x1f]")


def without_line_ends(text: str) -> str:
    """A text of display without the signs that tell a browser where its lines may end."""
    return _LINE_END.sub("", text)


SHARED = 26
"""Most bytes of the term before that are not written again: their number is a sign below the escape of `encode_text`."""
_TERM = re.compile(f"([\x00-{chr(SHARED)}])([^\x00-{chr(SHARED)}]*)".encode())


def encode_terms(terms: Iterable[str]) -> bytes:
    """Terms in order, each as in `encode_text`: the number of bytes shared with the term before, then its others."""
    out, before = bytearray(), b""
    for term in map(encode_text, terms):
        same = 0
        while same < min(SHARED, len(before), len(term)) and before[same] == term[same]:
            same += 1
        out.append(same)
        out += term[same:]
        before = term
    return bytes(out)


def decode_terms(data: bytes) -> list[str]:
    """What `encode_terms` was given."""
    lines, term = [], b""
    for shared, others in _TERM.findall(data):
        term = term[: shared[0]] + others
        lines.append(term)
    return decode_text(b"\n".join(lines)).split("\n") if lines else []


def encode_numbers(numbers: Iterable[int]) -> bytes:
    """Numbers from 0, seven bits a byte, the low ones first."""
    out = bytearray()
    for number in numbers:
        while number > 127:
            out.append(number & 127 | 128)
            number >>= 7
        out.append(number)
    return bytes(out)


def decode_numbers(data: bytes) -> list[int]:
    """What `encode_numbers` was given."""
    out, number, shift = [], 0, 0
    for byte in data:
        number |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            out.append(number)
            number = shift = 0
    return out


class BitReader:
    """Reads bits behind one another, the high ones first; EOFError past the end."""

    def __init__(self, data: bytes) -> None:
        self._bits = f"{int.from_bytes(data, 'big'):0{8 * len(data)}b}" if data else ""
        self._at = 0

    def take(self, width: int) -> int:
        """The next `width` bits as a number."""
        end = self._at + width
        if end > len(self._bits):
            raise EOFError
        value = int(self._bits[self._at : end], 2) if width else 0
        self._at = end
        return value

    def match(self, pattern: re.Pattern[str]) -> re.Match[str]:
        """The next bits, as zeros and ones, that a pattern tells."""
        found = pattern.match(self._bits, self._at)
        if not found:
            raise EOFError
        self._at = found.end()
        return found


def rice_parameter(documents: int, found: int) -> int:
    """The number of low bits of a gap, when `found` of `documents` hold a term: integers only."""
    return max(0, (69 * documents // (100 * max(1, found))).bit_length() - 1)


def placed_in(documents: int) -> tuple[int, int]:
    """In how many documents, least and most, terms carry positions: rarer ones need none, commoner ones cost too
    much; in a small library none does, for there a part of a lesson is a document of its own."""
    return (6, 300) if documents > FEW else (1, 0)


_WIDE = int(math.log2(SLOTS))
_LEVEL_OF = np.array([0, 0, 1, 2, 2, 3], np.uint8)
"""Level by occurrences, 5 standing for all above."""
_LEVEL = np.array([[0b0, 1], [0b10, 2], [0b110, 3], [0b111, 3]])
"""Code of a level and its width in bits."""


@lru_cache(maxsize=1)
def _slot_codes() -> tuple[Any, Any]:
    """Code and width of a set of slots by level and set: the first slot; the first and the last; or for each
    pair of slots whether it is held. No slot counts as the first."""
    sets = np.arange(1 << SLOTS)
    bits = sets[:, None] >> np.arange(SLOTS) & 1
    first = np.where(sets > 0, bits.argmax(1), 0)
    last = np.where(sets > 0, SLOTS - 1 - bits[:, ::-1].argmax(1), 0)
    pairs = np.where(sets > 0, ((bits[:, ::2] | bits[:, 1::2]) << np.arange(SLOTS // 2)).sum(1), 1)
    codes = np.stack([first, first << _WIDE | last, pairs, pairs])
    return codes, np.array([_WIDE, 2 * _WIDE, SLOTS // 2, SLOTS // 2])


def encode_postings(documents: int, found: Any, document: Any, count: Any, slots: Any) -> tuple[Any, Any]:
    """The bits of consecutive terms, a byte each, and how many bits each term has. `found` tells how many postings
    each term has (int64); `document`, `count` and `slots` are theirs, term by term, in the order of documents. A
    posting is its gap (Rice), level (unary, at most 3) and slots."""
    lows = np.array([rice_parameter(documents, one) for one in found.tolist()], np.int64)
    low = np.repeat(lows, found)
    least, most = placed_in(documents)
    placed = np.repeat((found >= least) & (found <= most), found)
    before = np.concatenate([[-1], document[:-1]])
    starts = np.cumsum(found) - found
    before[starts[found > 0]] = -1
    gap = document - before - 1
    level = _LEVEL_OF[np.minimum(count, 5)]
    codes, widths = _slot_codes()
    code = gap & (1 << low) - 1
    code = code << _LEVEL[level, 1] | _LEVEL[level, 0]
    width = 1 + low + _LEVEL[level, 1]
    code = np.where(placed, code << widths[level] | codes[level, slots], code)
    width += np.where(placed, widths[level], 0)
    ones = gap >> low
    size = ones + width
    end = np.cumsum(size)
    bits = np.ones(int(end[-1]) if len(end) else 0, np.uint8)
    for place in range(int(width.max(initial=0))):
        held = width > place
        bits[end[held] - 1 - place] = code[held] >> place & 1
    total = np.concatenate([[0], end])
    return bits, total[starts + found] - total[starts]


@lru_cache(maxsize=32)
def _posting(low: int) -> re.Pattern[str]:
    """Gap and level of a posting, as zeros and ones."""
    return re.compile(f"(1*)0([01]{{{low}}})(111|1?1?0)")


def decode_postings(bits: BitReader, documents: int, found: int) -> tuple[list[int], list[int], list[int]]:
    """The documents that hold a term, its level of occurrences in each, and its slots as bits (0 when not kept)."""
    if not found:
        return [], [], []
    low, (least, most) = rice_parameter(documents, found), placed_in(documents)
    placed, pattern = least <= found <= most, _posting(low)
    where, counts, slots, last = [], [], [], -1
    for _ in range(found):
        high, rest, ones = bits.match(pattern).groups()
        last += 1 + (len(high) << low | int(rest or "0", 2))
        where.append(last)
        level = ones.count("1")
        counts.append(LEVELS[level])
        if not placed:
            slots.append(0)
        elif level == 0:
            slots.append(1 << bits.take(_WIDE))
        elif level == 1:
            slots.append(1 << bits.take(_WIDE) | 1 << bits.take(_WIDE))
        else:
            pairs = bits.take(SLOTS // 2)
            slots.append(sum(3 << 2 * pair for pair in range(SLOTS // 2) if pairs >> pair & 1))
    return where, counts, slots
