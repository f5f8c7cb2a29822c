"""The picture that LINE and others show of a lesson when someone sends its address: its title in Thai, 1200 × 630."""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import lru_cache, partial
from itertools import pairwise

from PIL import Image, ImageDraw, ImageFont

from harvester.memo import key_of, recall
from harvester.model import Artifact
from harvester.rendering.cards import short_place
from harvester.rendering.pages import SiteContext
from harvester.rendering.templates import TEMPLATES
from harvester.rendering.typography import Typography

SIZE, EDGE, LINES = (1200, 630), 72, 4
INK, PAPER, MARK = "#14284a", "#f6f7f5", "#f2b632"


def card_pictures(site: SiteContext) -> Iterator[Artifact]:
    """`docs/lessons/<id>/card.png`; none while the site has no address of its own, since no one could fetch it."""
    if site.settings.has_address:
        for lesson in site.library.lessons:
            told = (lesson.title, short_place(lesson), site.settings.name)
            key = key_of("card picture", site.typography.content_key, *told)
            picture = recall(key, partial(_picture, site.typography, *told))
            yield Artifact(f"docs/lessons/{lesson.id}/card.png", picture)


def _picture(typography: Typography, title: str, place: str, name: str) -> bytes:
    picture = Image.new("RGB", SIZE, PAPER)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 0, 24, SIZE[1]), fill=MARK)
    at = EDGE
    for line in _lines(title, typography, _font("Sarabun-Bold", 68), LINES):
        draw.text((EDGE, at), line, INK, _font("Sarabun-Bold", 68))
        at += 96
    draw.text((EDGE, SIZE[1] - 150), place, INK, _font("Sarabun-Regular", 34))
    draw.text((EDGE, SIZE[1] - 96), name, INK, _font("Sarabun-Bold", 34))
    out = io.BytesIO()
    picture.quantize(32).save(out, "PNG", optimize=True)
    return out.getvalue()


def _lines(text: str, typography: Typography, font: ImageFont.FreeTypeFont, most: int) -> list[str]:
    """The text in lines that end between words and fit the picture; what is too long ends in an ellipsis."""
    edges = sorted({0, *typography.turns(text), len(text)})
    lines = [""]
    for start, end in pairwise(edges):
        word = text[start:end]
        if lines[-1] and font.getlength(lines[-1] + word) > SIZE[0] - 2 * EDGE:
            lines.append("")
        lines[-1] += word
    kept = [line.strip() for line in lines]
    return kept if len(kept) <= most else [*kept[: most - 1], kept[most - 1] + "…"]


@lru_cache(maxsize=4)
def _font(name: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(TEMPLATES / "print" / "fonts" / f"{name}.ttf"), size)
