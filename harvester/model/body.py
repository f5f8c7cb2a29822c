"""What is in a lesson's body, as objects with permanent anchors: techniques, steps, cautions, traps, items."""

from dataclasses import dataclass

from harvester.model.diagnostics import Place
from harvester.model.names import Anchor, Markdown, Origin, SectionKind

_ELEMENTS = (
    "p br hr h2 h3 h4 h5 h6 ul ol li dl dt dd table thead tbody tfoot tr th td caption strong em b i u s del ins mark "
    "sub sup small kbd code pre blockquote q a img figure figcaption abbr details summary div span input"
)
ELEMENTS = frozenset(_ELEMENTS.split())
"""The elements of HTML that pages keep."""


@dataclass(frozen=True, slots=True)
class Caution:
    """What goes wrong, and (when someone knew) how it is undone; each says whose word it is."""

    text: Markdown
    anchor: Anchor
    place: Place
    remedy: Markdown = Markdown("")
    origin: Origin = Origin.TELLER
    remedy_origin: Origin = Origin.TELLER


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do; its cautions belong to it. `number` counts from 1 within the technique."""

    number: int
    text: Markdown
    anchor: Anchor
    place: Place
    cautions: tuple[Caution, ...] = ()
    origin: Origin = Origin.TELLER


@dataclass(frozen=True, slots=True)
class Technique:
    """A way of doing something that someone else can do again. `why` is the prose before the steps, `tail` what
    follows them; `cautions` concern the whole."""

    name: str
    anchor: Anchor
    place: Place
    why: Markdown = Markdown("")
    steps: tuple[Step, ...] = ()
    cautions: tuple[Caution, ...] = ()
    tail: Markdown = Markdown("")
    origin: Origin = Origin.TELLER

    @property
    def all_cautions(self) -> tuple[Caution, ...]:
        """Those of the steps in order, then those of the whole technique."""
        return tuple(c for s in self.steps for c in s.cautions) + self.cautions


@dataclass(frozen=True, slots=True)
class Trap(Caution):
    """A hazard of the whole work, not of one step."""


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a listing section: a factor, an output, an outcome, a question, a material. Its `kind` is that of
    the section it is in: enabling, hindering, outputs, questions …"""

    kind: SectionKind
    text: Markdown
    anchor: Anchor
    place: Place
    origin: Origin = Origin.TELLER


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what is under it, up to the next heading, in document order. Objects read out of it are in
    `technique`, `cautions`, `traps` or `items`; prose around them in `text` (before) and `tail` (after). Nothing of
    the source is in none of these."""

    kind: SectionKind
    heading: str
    level: int
    anchor: Anchor
    place: Place
    text: Markdown = Markdown("")
    technique: Technique | None = None
    cautions: tuple[Caution, ...] = ()
    traps: tuple[Trap, ...] = ()
    items: tuple[Item, ...] = ()
    tail: Markdown = Markdown("")

    @property
    def objects(self) -> "tuple[Section | Technique | Step | Caution | Item, ...]":
        """All that has an anchor: itself, its technique with steps and cautions, its own cautions, traps, items."""
        own: tuple[Section | Technique | Step | Caution, ...] = (self,)
        if of := self.technique:
            own = (self, of, *of.steps, *of.all_cautions)
        return (*own, *self.cautions, *self.traps, *self.items)
