"""How the index is written in bytes: numbers, Thai text at one byte a letter, postings as a stream of bits.

`templates/assets/search/coding.js` reads what is written here. What the numbers mean is left to
`building.py` and `lexicon.py`.
"""

from __future__ import annotations

import lzma
import math
import struct
from collections.abc import Mapping, Sequence
from functools import lru_cache

SLOTS = 16
"""Positions are kept as 32-character buckets numbered modulo this."""
BUCKET = 32
PLACED = (6, 300)
"""Only terms found in this many documents carry positions: rarer ones need none, commoner ones cost too much."""
LEVELS = (1, 2, 3, 6)
"""Occurrences are kept as one of these: 1, 2, 3 to 4, more."""

Posting = tuple[int, int]
"""Weighted occurrences of a term in a document, and the set of its slots as bits."""


def _packing(size: int) -> list[dict[str, int]]:
    """How a part of so many bytes is packed; the browser's twin knows lc, lp and pb."""
    window = max(4096, 1 << size.bit_length())
    return [{"id": lzma.FILTER_LZMA1, "dict_size": window, "lc": 4, "lp": 0, "pb": 0, "nice_len": 273}]


def pack(parts: Sequence[bytes]) -> bytes:
    """Parts of any content behind one another, each by LZMA; `unpack` gives them back."""
    packed = [lzma.compress(part, lzma.FORMAT_RAW, filters=_packing(len(part))) for part in parts]
    sizes = (size for pair in zip(map(len, packed), map(len, parts), strict=True) for size in pair)
    return struct.pack(f"<{2 * len(parts) + 1}I", len(parts), *sizes) + b"".join(packed)


def unpack(data: bytes) -> list[bytes]:
    """The parts that `pack` wrote; ValueError when the bytes are cut short or are something else."""
    try:
        (count,) = struct.unpack_from("<I", data)
        sizes = struct.unpack_from(f"<{2 * count}I", data, 4)
        at, parts = 4 + 8 * count, []
        for size, full in zip(sizes[::2], sizes[1::2], strict=True):
            parts.append(lzma.decompress(data[at : at + size], lzma.FORMAT_RAW, filters=_packing(full)))
            at += size
    except (struct.error, lzma.LZMAError) as fault:
        raise ValueError("not a part of a search index") from fault
    if [len(part) for part in parts] != list(sizes[1::2]):
        raise ValueError("a part of a search index is cut short")
    return parts


def encode_text(text: str) -> bytes:
    """One byte for an ASCII or Thai character, 255 and three bytes for any other."""
    out = bytearray()
    for letter in text:
        code = ord(letter)
        if code < 0x80:
            out.append(code)
        elif 0x0E00 <= code < 0x0E7F:
            out.append(code - 0x0E00 + 0x80)
        else:
            out += bytes((255, code >> 16, code >> 8 & 255, code & 255))
    return bytes(out)


def decode_text(data: bytes) -> str:
    """What `encode_text` was given."""
    out, at = [], 0
    while at < len(data):
        code = data[at]
        if code == 255:
            code = data[at + 1] << 16 | data[at + 2] << 8 | data[at + 3]
            at += 3
        elif code >= 0x80:
            code += 0x0E00 - 0x80
        out.append(chr(code))
        at += 1
    return "".join(out)


_SIGNS = "abcdefghijklmnopqrstuvwxyz0123456789. "
_SIGN = {sign: 0xD0 + place for place, sign in enumerate(_SIGNS)}


def encode_terms(terms: Sequence[tuple[str, int]]) -> bytes:
    """Terms in order, each with its marks (0 to 3): a byte of marks and letters shared with the term before,
    then a byte for each other letter."""
    out, previous = bytearray(), ""
    for term, marks in terms:
        same = 0
        while same < min(31, len(previous), len(term)) and previous[same] == term[same]:
            same += 1
        out.append(marks << 5 | same)
        for letter in term[same:]:
            code = ord(letter)
            if 0x0E00 <= code < 0x0E50:
                out.append(0x80 + code - 0x0E00)
            elif letter in _SIGN:
                out.append(_SIGN[letter])
            else:
                out += bytes((255, code >> 16, code >> 8 & 255, code & 255))
        previous = term
    return bytes(out)


def decode_terms(data: bytes) -> tuple[list[str], bytes]:
    """The terms and the marks that `encode_terms` was given."""
    terms: list[str] = []
    marks = bytearray()
    at, term = 0, ""
    while at < len(data):
        marks.append(data[at] >> 5)
        term = term[: data[at] & 31]
        at += 1
        while at < len(data) and data[at] >= 0x80:
            code = data[at]
            if code == 255:
                term += chr(data[at + 1] << 16 | data[at + 2] << 8 | data[at + 3])
                at += 3
            else:
                term += _SIGNS[code - 0xD0] if code >= 0xD0 else chr(0x0E00 + code - 0x80)
            at += 1
        terms.append(term)
    return terms, bytes(marks)


def encode_numbers(numbers: Sequence[int]) -> bytes:
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


class BitWriter:
    """Bits behind one another as text of ones and zeros, the high ones first."""

    def __init__(self) -> None:
        self._bits: list[str] = []
        self.count = 0

    def put(self, bits: str) -> None:
        """More of them."""
        self._bits.append(bits)
        self.count += len(bits)

    def bytes(self) -> bytes:
        """All of it, filled up with zeros to a whole byte."""
        bits = "".join(self._bits)
        bits += "0" * (-len(bits) % 8)
        return int(bits, 2).to_bytes(len(bits) // 8, "big") if bits else b""


class BitReader:
    """Reads what `BitWriter` wrote; EOFError past the end."""

    def __init__(self, data: bytes) -> None:
        self._bits = "".join(f"{byte:08b}" for byte in data)
        self._at = 0

    def take(self, width: int) -> int:
        """The next `width` bits as a number."""
        end = self._at + width
        if end > len(self._bits):
            raise EOFError
        value = int(self._bits[self._at : end], 2) if width else 0
        self._at = end
        return value

    def unary(self, most: int = 1 << 30) -> int:
        """The number of ones before the next zero; no zero follows `most` ones."""
        end = self._bits.find("0", self._at)
        if end < 0 or end - self._at >= most:
            if self._at + most > len(self._bits):
                raise EOFError
            self._at += most
            return most
        value = end - self._at
        self._at = end + 1
        return value


def rice(documents: int, found: int) -> int:
    """The number of low bits of a gap, when `found` of `documents` hold a term: integers only."""
    return max(0, (69 * documents // (100 * max(1, found))).bit_length() - 1)


def is_placed(found: int) -> bool:
    """True when a term in so many documents carries positions."""
    return PLACED[0] <= found <= PLACED[1]


_WIDE = int(math.log2(SLOTS))
_SLOT = tuple(f"{slot:0{_WIDE}b}" for slot in range(SLOTS))
_LEVEL = ("0", "10", "110", "111")


def encode_postings(bits: BitWriter, documents: int, postings: Mapping[int, Posting]) -> None:
    """Gap (Rice), level (unary, at most 3) and slots of each document, in order."""
    low, placed, last = rice(documents, len(postings)), is_placed(len(postings)), -1
    mask, out = (1 << low) - 1, []
    for document in sorted(postings):
        count, slots = postings[document]
        gap, last = document - last - 1, document
        level = 0 if count <= 1 else 1 if count == 2 else 2 if count <= 4 else 3
        head = "1" * (gap >> low) + "0"
        out.append(f"{head}{gap & mask:0{low}b}{_LEVEL[level]}" if low else head + _LEVEL[level])
        if placed:
            out.append(_slots(level, slots))
    bits.put("".join(out))


@lru_cache(maxsize=1 << 18)
def _slots(level: int, slots: int) -> str:
    """The first slot; the first and the last; or for each pair of slots whether it is held."""
    held = [slot for slot in range(SLOTS) if slots >> slot & 1] or [0]
    if level == 0:
        return _SLOT[held[0]]
    if level == 1:
        return _SLOT[held[0]] + _SLOT[held[-1]]
    return f"{sum(1 << pair for pair in {slot // 2 for slot in held}):0{SLOTS // 2}b}"


def decode_postings(bits: BitReader, documents: int, found: int) -> tuple[list[int], list[int], list[int]]:
    """The documents that hold a term, its level of occurrences in each, and its slots as bits (0 when not kept)."""
    low, placed = rice(documents, found), is_placed(found)
    where, counts, slots, last = [], [], [], -1
    for _ in range(found):
        last += 1 + (bits.unary() << low | bits.take(low))
        where.append(last)
        level = bits.unary(3)
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
