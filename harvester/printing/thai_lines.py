"""What Thai needs of WeasyPrint that it does not do: lines that end where `breaking` allows, and tone marks that stay on
their line for readers of the text layer. Patches private functions of a pinned version."""

from collections.abc import Callable
from struct import Struct
from typing import Any

from harvester.printing.breaking import NBSP, last_break, may_end

SMALLEST_KERNING = 12.0
"""Thousandths of the type size: a twentieth of a millimetre in running text. Smaller ones are summed up, not written."""
SMALLEST_RISE = 50.0
"""Thousandths of the type size: a fifth of a millimetre in running text. Some readers take a sign that is raised
for a line of its own, and would read เริม and ่ apart."""
_GLYPH = Struct("=Iiii4x")
"""A `PangoGlyphInfo`: number, advance, shift to the right, shift upwards, a flag."""
_NOTHING = 0x0FFF_FFFF
"""The number of a glyph that draws nothing, as for a mark; what is above it means a sign without a glyph."""


def install_thai_lines() -> None:
    """Replace WeasyPrint's functions in this process."""
    from weasyprint.draw import text as drawing
    from weasyprint.layout import inline, preferred
    from weasyprint.text import line_break

    split = _line_splitter(line_break)
    for user in (inline, preferred, line_break):
        user.split_first_line = split
    drawing.draw_first_line = _line_drawer(drawing.draw_first_line)


def _line_splitter(line_break: Any) -> Callable[..., Any]:
    """`split_first_line` whose line goes back to an earlier break where it may not end."""
    split_anywhere = line_break.split_first_line

    def split(text: str, style: Any, *given: Any, **named: Any) -> Any:
        line = split_anywhere(text, style, *given, **named)
        layout, length, resume = line[:3]
        if resume is None or style["white_space"] != "normal":
            return line
        shown = layout.text
        following = "" if resume > length else text.encode()[resume:].decode().lstrip(" ")
        if (shown[-1:] == NBSP or not may_end(shown, following)) and (at := last_break(shown)):
            shorter = split_anywhere(shown[:at].rstrip(" "), style, *given, **named)
            return *shorter[:2], len(shown[:at].encode()), *shorter[3:]
        return line

    return split


def _line_drawer(draw_any: Callable[..., Any]) -> Callable[..., Any]:
    """`draw_first_line` that raises no sign by less than can be seen, and writes only the kernings that can be."""
    from weasyprint.pdf.stream import Stream
    from weasyprint.text.ffi import FROM_UNITS, ffi, pango

    thousandths = 1000 * FROM_UNITS

    def draw(stream: Any, textbox: Any, text_overflow: str, block_ellipsis: str, matrix: Any) -> Any:
        commands = None
        if textbox.text.strip() and text_overflow == "clip" and block_ellipsis == "none":
            commands = written(stream, textbox.pango_layout)
        if commands is None:
            return draw_any(stream, textbox, text_overflow, block_ellipsis, matrix)
        stream.set_text_matrix(*matrix.values)
        for command, *values in commands:
            command(stream, *values)
        return []

    def written(stream: Any, layout: Any) -> list[tuple[Any, ...]] | None:
        """The commands that show a line, None when it holds more than drawn glyphs."""
        run = layout.get_first_line()[0].runs[0]
        commands: list[tuple[Any, ...]] = []
        glyphs, kerning, now = "", 0.0, None
        while run != ffi.NULL:
            item, run = run.data, run.next
            pango_font = item.item.analysis.font
            face, size = stream.add_font(pango_font)
            if face.bitmap or face.png or face.svg or face.colr:
                return None
            if face is not now:
                commands += [(Stream.show_text, f"<{glyphs}>")] * bool(glyphs) + [
                    (Stream.set_font_size, face.hash, size)
                ]
                glyphs, now = "", face
            drawn = ffi.buffer(item.glyphs.glyphs, item.glyphs.num_glyphs * _GLYPH.size)
            for glyph, advance, right, up in _GLYPH.iter_unpack(drawn):
                if glyph >= _NOTHING:
                    if glyph > _NOTHING or advance:
                        return None
                    continue
                if glyph not in face.widths:
                    if glyph not in face.to_unicode:
                        return None
                    pango.pango_font_get_glyph_extents(
                        pango_font, glyph, stream.ink_rect, stream.logical_rect
                    )
                    face.widths[glyph] = round(stream.logical_rect.width * thousandths / size)
                kerning -= right / size
                if abs(kerning) >= SMALLEST_KERNING:
                    whole = round(kerning)
                    glyphs += f">{whole}<"
                    kerning -= whole
                if abs(up) >= SMALLEST_RISE * size:
                    commands += [
                        (Stream.show_text, f"<{glyphs}>"),
                        (Stream.set_text_rise, -up / 1000),
                        (Stream.show_text, f"<{glyph:04x}>"),
                        (Stream.set_text_rise, 0),
                    ]
                    glyphs = ""
                else:
                    glyphs += f"{glyph:04x}"
                kerning += face.widths[glyph] + right / size - advance * thousandths / size
        return [*commands, (Stream.show_text, f"<{glyphs}>")] if glyphs else commands

    return draw
