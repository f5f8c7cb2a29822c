"""Gives boxes their used lengths more quickly: nearly all are pixels or `auto`, and most corners are square.

Knows WeasyPrint's insides (its version is pinned); lengths in percent and sums are left to its own functions.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

_ACROSS = ("margin_left", "margin_right", "padding_left", "padding_right", "width", "max_width")
_UP = ("margin_top", "margin_bottom", "padding_top", "padding_bottom")
_BORDERS = ("border_top_width", "border_right_width", "border_bottom_width", "border_left_width")
_CORNERS = tuple(f"border_{side}_radius" for side in ("top_left", "top_right", "bottom_right", "bottom_left"))
_SQUARE = (0, 0)


def resolve_soon() -> None:
    """Put the quicker functions in place of WeasyPrint's own, wherever they are used in this process."""
    from weasyprint.formatting_structure import boxes
    from weasyprint.layout import percent

    _replace(percent.resolve_one_percentage, _one(percent.resolve_one_percentage))
    _replace(percent.resolve_percentages, _all(percent.resolve_percentages, percent, boxes))
    _replace(percent.resolve_radii_percentages, _radii(percent.resolve_radii_percentages))


def _replace(slow: Callable[..., Any], quick: Callable[..., Any]) -> None:
    for name, module in list(sys.modules.items()):
        if name.startswith("weasyprint.") and getattr(module, slow.__name__, None) is slow:
            setattr(module, slow.__name__, quick)


def _one(slow: Callable[..., None]) -> Callable[..., None]:
    """`resolve_one_percentage`, at once for pixels and `auto`."""

    def resolve(box: Any, name: str, refer_to: Any) -> None:
        value = box.style[name]
        if value == "auto":
            setattr(box, name, 0 if name in ("min_width", "min_height") else "auto")
        elif getattr(value, "unit", None) == "px":
            setattr(box, name, value.value)
        else:
            slow(box, name, refer_to)

    return resolve


def _all(slow: Callable[..., None], percent: Any, boxes: Any) -> Callable[..., None]:
    """`resolve_percentages` in one go; pages and boxes with other box sizes go the long way."""

    def resolve(box: Any, containing_block: Any) -> None:
        style = box.style
        if style["box_sizing"] != "content-box" or isinstance(box, boxes.PageBox):
            slow(box, containing_block)
            return
        if isinstance(containing_block, boxes.Box):
            width, height = containing_block.width, containing_block.height
        else:
            width, height = containing_block
        one = percent.resolve_one_percentage
        for name in (*_ACROSS, *_UP):
            value = style[name]
            if value == "auto":
                setattr(box, name, "auto")
            elif getattr(value, "unit", None) == "px":
                setattr(box, name, value.value)
            else:
                one(box, name, width)
        one(box, "min_width", width)
        if height == "auto":
            own = style["height"]
            box.height = own.value if getattr(own, "unit", None) == "px" else "auto"
            one(box, "min_height", 0)
            one(box, "max_height", float("inf"))
        else:
            one(box, "height", height)
            one(box, "min_height", height)
            one(box, "max_height", height)
        collapse = style["border_collapse"] == "collapse"
        for name in _BORDERS:
            if not (collapse and hasattr(box, name)):
                setattr(box, name, style[name])

    return resolve


def _radii(slow: Callable[..., None]) -> Callable[..., None]:
    """`resolve_radii_percentages`, asking a style once whether it has round corners."""

    def resolve(box: Any) -> None:
        known = box.style.__dict__.get("has_square_corners")
        if known is None:
            known = all((0, "px") in box.style[name] for name in _CORNERS)
            box.style.has_square_corners = known
        if not known:
            slow(box)
            return
        for name in _CORNERS:
            setattr(box, name, _SQUARE)  # a placeholder passes it on to its box

    return resolve
