"""Which letters of a PDF page a reader can see: the page is drawn small, and each run of letters looked for in it.
Not seen are letters in the colour of their ground, transparent, tiny, beside the page, covered, or drawn not at
all."""

import ctypes
from collections.abc import Sequence
from functools import cached_property
from itertools import groupby
from typing import Any

import numpy as np
import pypdfium2.raw as raw

from harvester.documents.unseen import ALIKE, TINY

LONGEST = 1_600
"""Dots of the longer side of the drawing; a page of A4 has one a point."""
FEW = 0.008
"""Share of the dots of a run that differ from the ground where something is written; a full stop has more."""
MOST = 0.6
"""Share of the dots in the colour of the letters, from which they are the ground and not letters."""
_INVISIBLE = (raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP)
_FILLED = (raw.FPDF_TEXTRENDERMODE_FILL, raw.FPDF_TEXTRENDERMODE_FILL_CLIP)

Character = tuple[int, str]
"""Number on the page, and the sign."""
Look = tuple[int, bool, tuple[int, ...]]
"""How a letter is drawn, whether it is tiny, and its red, green, blue."""


def size_of(layer: Any, index: int) -> float:
    """The font's size as it is drawn, in points."""
    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(layer, index, ctypes.byref(matrix))
    scale = (matrix.c**2 + matrix.d**2) ** 0.5 or 1.0
    return float(raw.FPDFText_GetFontSize(layer, index) * scale) or 10.0


class Sight:
    """What can be seen of a page."""

    def __init__(self, page: Any, layer: Any) -> None:
        self.page, self.layer = page, layer
        self.left, self.foot, right, self.head = page.get_bbox()
        self.scale = min(1.0, LONGEST / max(right - self.left, self.head - self.foot, 1.0))

    @cached_property
    def drawing(self) -> Any:
        """The page as it lies in its own coordinates: an array of height × width × 3."""
        turned = (360 - self.page.get_rotation()) % 360
        return (
            self.page.render(scale=self.scale, rotation=turned, rev_byteorder=True)
            .to_numpy()[:, :, :3]
            .astype(int)
        )

    def parts(self, line: Sequence[Character]) -> dict[str, list[Character]]:
        """The characters of a line by how they are seen: '' (they are), 'layer' (drawn invisibly over something, as
        beside a scan) or 'unseen'. Blanks go with what is before them."""
        found: dict[str, list[Character]] = {}
        looks = [None if sign.isspace() else self._look(index) for index, sign in line]
        for at in range(1, len(looks)):
            looks[at] = looks[at] or looks[at - 1]
        for look, group in groupby(zip(looks, line, strict=True), lambda one: one[0]):
            run = [character for _, character in group]
            found.setdefault(self._seen(look, run) if look else "", []).extend(run)
        return found

    def _seen(self, look: Look, run: Sequence[Character]) -> str:
        mode, tiny, colour = look
        boxes = [self.layer.get_charbox(index) for index, sign in run if not sign.isspace()]
        if tiny or not self._written(boxes, colour if mode in _FILLED else None):
            return "unseen"
        return "layer" if mode in _INVISIBLE else ""

    def _look(self, index: int) -> Look:
        drawn = raw.FPDFText_GetTextObject(self.layer, index)
        mode = raw.FPDFTextObj_GetTextRenderMode(drawn) if drawn else raw.FPDF_TEXTRENDERMODE_FILL
        parts = [ctypes.c_uint() for _ in range(4)]
        raw.FPDFText_GetFillColor(self.layer, index, *map(ctypes.byref, parts))
        return mode, size_of(self.layer, index) < TINY, tuple(part.value for part in parts[:3])

    def _written(self, boxes: Sequence[Sequence[float]], colour: tuple[int, ...] | None) -> bool:
        """Whether something stands out from the ground round the boxes, and not only in another colour."""
        left, foot, right, head = (
            f(box[side] for box in boxes) for side, f in enumerate((min, min, max, max))
        )
        high, wide = self.drawing.shape[:2]
        across = [int((x - self.left) * self.scale) for x in (left, right)]
        down = [int((self.head - y) * self.scale) for y in (head, foot)]
        area = self.drawing[max(down[0] - 2, 0) : down[1] + 3, max(across[0] - 2, 0) : across[1] + 3]
        if min(down[1], across[1]) < 0 or down[0] >= high or across[0] >= wide or not area.size:
            return False
        ring = np.concatenate((area[0], area[-1], area[:, 0], area[:, -1]))
        ground = np.median(ring, axis=0)
        if (np.abs(area - ground).max(axis=2) > ALIKE).mean() < FEW:
            return False
        if colour is None or np.abs(ground - colour).max() > ALIKE:
            return True
        return bool((np.abs(area - colour).max(axis=2) <= ALIKE).mean() < MOST)
