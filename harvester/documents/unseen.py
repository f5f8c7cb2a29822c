"""Words that a document holds and does not show: not drawn, too small, beside the page, or in the colour of their
ground. Pages of the web say so in styles, Word and Writer in the looks of runs; PDFs are looked at (`pdf_sight`)."""

from collections.abc import Sequence
from typing import Any

from harvester.documents.limits import remark
from harvester.model.diagnostics import Diagnostic, Place
from harvester.reading.wording import patterns

ALIKE = 24
"""Steps of 255, in each of red, green and blue, that no eye tells apart."""
TINY = 2.5
"""Points of a letter that no one reads."""
WHITE = (255, 255, 255)
_P = patterns("harvester.documents", "unseen")
_POINTS = {"px": 0.75, "pt": 1.0, "em": 12.0, "rem": 12.0, "%": 0.12, "": 0.75}

Colour = tuple[int, ...]


def rgb(said: str) -> Colour | None:
    """Red, green, blue of a colour as it is written; None where it is no colour, or nothing is said."""
    from PIL import ImageColor  # takes long to load, and text has no colours

    try:
        found = ImageColor.getrgb(said.strip())
    except ValueError:
        return None
    return WHITE if len(found) == 4 and found[3] < ALIKE else found[:3]


def blends(colour: Colour | None, ground: Colour | None) -> bool:
    """Whether letters of that colour are not seen on that ground; what is not known is seen."""
    return (
        bool(colour and ground)
        and max(abs(a - b) for a, b in zip(colour or (), ground or (), strict=True)) <= ALIKE
    )


def inline_styles(tree: Any) -> None:
    """The simple rules of a page's own style sheets, written into the `style` of the elements that they are for. What
    a rule hides that holds most of the page is shown by a script, and stays."""
    rules: dict[str, str] = {}
    for sheet in tree.iter("style"):
        for selectors, said in _P.rule.findall(_P.at_rule.sub(" ", (sheet.text or "")[:200_000])):
            for selector in map(str.strip, selectors.split(",")):
                if _P.simple.fullmatch(selector) and _P.looks.search(said):
                    rules[selector] = f"{rules.get(selector, '')};{said}"
    whole = len(tree.text_content()) if rules else 0
    for element in tree.iter() if rules else ():
        if not isinstance(element.tag, str):
            continue
        names = [f".{name}" for name in (element.get("class") or "").split()]
        names += [f"#{element.get('id')}"] if element.get("id") else []
        said = ";".join(
            rules[one]
            for one in (element.tag, *names, *(element.tag + name for name in names))
            if one in rules
        )
        if said and not (_P.not_shown.search(said) and len(element.text_content()) > 0.5 * whole):
            element.set("style", f"{said};{element.get('style') or ''}")


def hides(element: Any) -> bool:
    """Whether an element of a page keeps what is in it from readers."""
    style = element.get("style") or ""
    if element.get("hidden") is not None or (style and _P.not_shown.search(style)):
        return True
    if (sizes := _P.size.findall(style)) and float(sizes[-1][0]) * _POINTS[sizes[-1][1].lower()] < TINY:
        return True
    colour = (
        said[-1]
        if (said := _P.colour.findall(style))
        else element.get("color")
        if element.tag == "font"
        else ""
    )
    if not colour:
        return False
    return "transparent" in colour or blends(rgb(colour), _ground(element))


def _ground(element: Any) -> Colour | None:
    """The colour behind an element; None where a picture or what is not understood lies there."""
    for here in (element, *element.iterancestors()):
        said = [*_P.ground.findall(here.get("style") or "")][-1:] or [here.get("bgcolor") or ""]
        if said[0].strip() and said[0].strip().lower() not in ("none", "transparent", "inherit", "initial"):
            return rgb(said[0].split()[0] if not said[0].strip().startswith(("rgb", "hsl")) else said[0])
    return WHITE


def hidden_runs(looks: Sequence[dict[str, str]]) -> bool:
    """Whether a run of an office file is not shown, by its own look and those that it takes from styles, the nearest
    first: `hidden`, `size` in points, `colour` and `ground` as `#rrggbb`."""
    look = {key: said for one in reversed(looks) for key, said in one.items() if said}
    if look.get("hidden") == "yes" or float(look.get("size", 12)) < TINY:
        return True
    return blends(rgb(look.get("colour", "")), rgb(look.get("ground", "#ffffff")))


def hidden_text(count: int, name: str) -> tuple[Diagnostic, ...]:
    """The remark on a document that holds so many pieces of hidden text; none for none."""
    return (remark("hidden-text", Place(name), count),) if count else ()
