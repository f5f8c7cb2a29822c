"""Speeds WeasyPrint up without changing the layout: lines are shaped once and drawn with fewer operators.

Patches private functions of a pinned version. Unusual text is left to WeasyPrint: tabs, hyphens, justified text,
missing glyphs, colour glyphs.
"""

from collections.abc import Callable
from struct import Struct
from typing import Any

from harvester.printing.breaking import NBSP, last_break, may_end

SMALLEST_KERNING = 12.0
"""Thousandths of the type size: a twentieth of a millimetre in running text."""
SMALLEST_RISE = 50.0
"""Thousandths of the type size: a fifth of a millimetre in running text. Some readers take a sign that is raised
for a line of its own, and would read เริม and ่ apart."""
_GLYPH = Struct("=Iiii4x")
"""A `PangoGlyphInfo`: number, advance, shift to the right, shift upwards, a flag."""
_NOTHING = 0x0FFF_FFFF
"""The number of a glyph that draws nothing, as for a mark; what is above it means a sign without a glyph."""
_CHARACTERS_TO_A_LINE = 4
"""More letters than type size times line width hold no one puts on a line; a longer text is cut before shaping."""

_NARROW = 8
"""Letters. In a narrower column a whole text is shaped at once, and not only the beginning of it."""


def install_speedups() -> None:
    """Replace WeasyPrint's functions in this process."""
    from weasyprint.draw import text as drawing
    from weasyprint.layout import inline, preferred
    from weasyprint.text import line_break

    split = _line_splitter(line_break)
    for user in (inline, preferred, line_break):
        user.split_first_line = split
    drawing.draw_first_line = _line_drawer(drawing)


def _line_splitter(line_break: Any) -> Callable[..., Any]:
    """`split_first_line` that shapes a text once, in a layout that all texts of a style share."""
    from weasyprint.text.ffi import FROM_UNITS, TO_UNITS, ffi, pango

    slow, new_layout = line_break.split_first_line, line_break.Layout
    get_line, set_width, set_text = (
        pango.pango_layout_get_line_readonly,
        pango.pango_layout_set_width,
        pango.pango_layout_set_text,
    )
    extents = ffi.new("PangoRectangle *")

    def is_plain(style: Any) -> bool:
        return (
            style["white_space"] in ("normal", "nowrap")
            and style["hyphens"] != "auto"
            and style["letter_spacing"] == "normal"
            and style["word_spacing"] == 0
            and style["word_break"] == "normal"
            and style["text_decoration_line"] == "none"
        )

    class Shaped:
        """What a style shares: a layout to measure with, and the lines that were measured."""

        def __init__(self, style: Any) -> None:
            self.plain = is_plain(style)
            self.wraps = style["white_space"] == "normal"
            self.size = style["font_size"]
            self.lines: dict[tuple[Any, ...], Any] = {}
            self.faces: dict[int, Any] = {}
            if self.plain:
                self.holder = new_layout(style)
                self.layout = self.holder.layout

        def measured(self, text: str, is_whole: bool, width: float | None) -> Any:
            """Shown text, length and next start in bytes, width, height, baseline; None when no line fits."""
            set_width(self.layout, -1 if width is None else int(max(0, width) * TO_UNITS))
            content = text.encode()
            set_text(self.layout, ffi.from_buffer(content), len(content))
            first, second = get_line(self.layout, 0), get_line(self.layout, 1)
            resume = None if second == ffi.NULL else second.start_index
            if resume is None and not is_whole:
                return "more"
            pango.pango_layout_line_get_extents(first, ffi.NULL, extents)
            wide, high = extents.width * FROM_UNITS, extents.height * FROM_UNITS
            if width is not None and wide > width:
                return None
            baseline = pango.pango_layout_get_baseline(self.layout) * FROM_UNITS
            direction = first.resolved_dir
            if resume is None:
                return text, first.length, None, wide, high, baseline, direction
            ended = content[: first.length].decode()
            shown = ended.rstrip(" ")
            following = "" if shown != ended else content[resume:].decode()
            if shown[-1:] == NBSP or not may_end(shown, following.lstrip(" ")):
                at = last_break(shown)
                if at:
                    resume = len(shown[:at].encode())
                    shown = shown[:at].rstrip(" ")
                    before = shown.encode()
                    set_text(self.layout, ffi.from_buffer(before), len(before))
                    pango.pango_layout_line_get_extents(get_line(self.layout, 0), ffi.NULL, extents)
                    wide = extents.width * FROM_UNITS
            return shown, len(shown.encode()), resume, wide, high, baseline, direction

    def split(
        text: str,
        style: Any,
        context: Any,
        max_width: float | None,
        justification_spacing: float,
        is_line_start: bool = True,
        minimum: bool = False,
    ) -> Any:
        shaped: Shaped | None = style.__dict__.get("shaped")
        if shaped is None:
            shaped = style.shaped = Shaped(style)
        width = max_width if shaped.wraps else None
        if not shaped.plain or justification_spacing or (width is not None and not 0 < width < 2**21):
            return slow(text, style, context, max_width, justification_spacing, is_line_start, minimum)
        is_wide = width is not None and width >= _NARROW * shaped.size
        most = int(width / shaped.size * _CHARACTERS_TO_A_LINE) if is_wide else len(text)
        part = text[:most]
        key = (part, width, len(text) <= most)
        line = shaped.lines.get(key)
        if line is None:
            unusual = "\n" in part or "\t" in part or "\xad" in part or "\x00" in part
            line = "slow" if unusual else shaped.measured(part, len(text) <= most, width) or "slow"
            shaped.lines[key] = line
        if line == "more":
            line = (
                "slow"
                if "\n" in text or "\t" in text or "\xad" in text
                else shaped.measured(text, True, width)
            )
        if line == "slow" or line is None:
            return slow(text, style, context, max_width, justification_spacing, is_line_start, minimum)
        layout = new_layout.__new__(new_layout)
        layout.justification_spacing, layout.max_width = 0, max_width
        layout.text, layout.first_line_direction = line[0], line[6]
        return layout, *line[1:6]

    return split


def _line_drawer(drawing: Any) -> Callable[..., Any]:
    """`draw_first_line` that reads all glyphs of a run at once and writes only the kernings that can be seen."""
    from weasyprint.pdf.stream import Stream
    from weasyprint.text.ffi import FROM_UNITS, ffi, gobject, pango
    from weasyprint.text.line_break import Layout

    ffi.cdef("gpointer g_object_ref (gpointer object);")
    slow = drawing.draw_first_line
    show_text, set_font, set_rise = Stream.show_text, Stream.set_font_size, Stream.set_text_rise
    thousandths = 1000 * FROM_UNITS

    def reactivate(self: Any, style: Any) -> None:
        shaped = style.__dict__.get("shaped")
        if shaped is None or not shaped.plain or self.justification_spacing or "\n" in self.text:
            self.setup(style)
            self.set_text(self.text, justify=True)
            return
        content = self.text.encode()
        self.layout, self.style, self.language = shaped.layout, style, None
        pango.pango_layout_set_width(self.layout, -1)
        pango.pango_layout_set_text(self.layout, ffi.from_buffer(content), len(content))

    def face_of(stream: Any, shaped: Any, pango_font: Any) -> Any:
        at = int(ffi.cast("uintptr_t", pango_font))
        known = shaped.faces.get(at)
        if known is None:
            kept = ffi.gc(gobject.g_object_ref(pango_font), gobject.g_object_unref)
            known = shaped.faces[at] = (*stream.add_font(pango_font), kept)
        return known[:2]

    def draw(stream: Any, textbox: Any, text_overflow: str, block_ellipsis: str, matrix: Any) -> Any:
        shaped = textbox.style.__dict__.get("shaped")
        if shaped is None or textbox.pango_layout.layout is not getattr(shaped, "layout", None):
            return slow(stream, textbox, text_overflow, block_ellipsis, matrix)
        if not textbox.text.strip():
            return []
        if text_overflow == "clip" and block_ellipsis == "none":
            commands = written(stream, textbox, shaped)
            if commands is not None:
                stream.set_text_matrix(*matrix.values)
                for command, value in commands:
                    command(stream, *value)
                return []
        textbox.pango_layout.setup(textbox.style)
        textbox.pango_layout.set_text(textbox.pango_layout.text, justify=True)
        return slow(stream, textbox, text_overflow, block_ellipsis, matrix)

    def written(stream: Any, textbox: Any, shaped: Any) -> list[tuple[Any, tuple[Any, ...]]] | None:
        """The commands that show a line, None when it holds more than drawn glyphs."""
        run = pango.pango_layout_get_line_readonly(textbox.pango_layout.layout, 0).runs[0]
        commands: list[tuple[Any, tuple[Any, ...]]] = []
        line: list[str] = []
        glyphs: list[str] = []
        kerning = 0.0
        now = None

        def show() -> None:
            if glyphs:
                line.append(f"<{''.join(glyphs)}>")
            if line:
                commands.append((show_text, ("".join(line),)))
            line.clear()
            glyphs.clear()

        while run != ffi.NULL:
            item, run = run.data, run.next
            face, size = face_of(stream, shaped, item.item.analysis.font)
            if face.bitmap or face.png or face.svg or face.colr:
                return None
            if face is not now:
                show()
                commands.append((set_font, (face.hash, size)))
                now = face
            widths, texts = face.widths, face.to_unicode
            drawn = ffi.buffer(item.glyphs.glyphs, item.glyphs.num_glyphs * _GLYPH.size)
            for glyph, advance, right, up in _GLYPH.iter_unpack(drawn):
                if glyph >= _NOTHING:
                    if glyph > _NOTHING or advance:
                        return None
                    continue
                if glyph not in widths:
                    if glyph not in texts:
                        return None
                    widths[glyph] = width_of(stream, item.item.analysis.font, size, glyph)
                kerning -= right / size
                if abs(kerning) >= SMALLEST_KERNING:
                    whole = round(kerning)
                    line.append(f"<{''.join(glyphs)}>{whole}" if glyphs else f"{whole}")
                    glyphs.clear()
                    kerning -= whole
                if abs(up) >= SMALLEST_RISE * size:
                    show()
                    commands += [
                        (set_rise, (-up / 1000,)),
                        (show_text, (f"<{glyph:04x}>",)),
                        (set_rise, (0,)),
                    ]
                else:
                    glyphs.append(f"{glyph:04x}")
                kerning += widths[glyph] + right / size - advance * thousandths / size
        show()
        return commands

    def width_of(stream: Any, pango_font: Any, size: float, glyph: int) -> int:
        pango.pango_font_get_glyph_extents(pango_font, glyph, stream.ink_rect, stream.logical_rect)
        width: int = round(stream.logical_rect.width * thousandths / size)
        return width

    Layout.reactivate = reactivate
    return draw
