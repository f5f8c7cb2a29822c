"""Reads a lesson's body into sections with their objects; nothing of the source is lost on the way. What counts as a
section is in `sections`, as a hazard in `cautions_and_traps`, as a technique in `techniques`."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from harvester.model import Anchor, Caution, Item, Markdown, Origin, Section, SectionKind, Trap
from harvester.model.diagnostics import Diagnostic, Place
from harvester.model.names import of_heading, split_origin
from harvester.model.sections import is_alongside, nearest_section, plain_heading, section_named
from harvester.reading import cautions_and_traps
from harvester.reading.blocks import Block, item_source, parse, prepare_body, source
from harvester.reading.cautions_and_traps import Hazard
from harvester.reading.limits import limits, too_many_parts
from harvester.reading.techniques import C, TechniqueBuilder, hazards
from harvester.reading.wording import told
from harvester.thai.text import fold

K = SectionKind
_LISTINGS = (
    K.ENABLING, K.HINDERING, K.OUTPUTS, K.OUTCOMES, K.QUESTIONS, K.MATERIALS, K.LEGS, K.PERSONAL, K.NETWORK
)  # fmt: skip
_WITHIN_TECHNIQUE = (K.STEPS, K.CAUTIONS, K.OTHER, K.CONTEXT)
_ANCHORS = {kind: kind.value[:-1] for kind in (K.OUTPUTS, K.OUTCOMES, K.QUESTIONS, K.MATERIALS, K.LEGS)}
"""What an entry of a listing is called: `output` of `outputs`."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A heading with the blocks under it; the part before the first heading has an empty heading."""

    heading: str
    level: int
    line: int
    kind: SectionKind
    rest: str
    blocks: tuple[Block, ...]
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class Structure:
    """The sections of a body and what has to be said about it."""

    sections: tuple[Section, ...]
    findings: tuple[Diagnostic, ...]


def read_structure(
    body: str, path: str, body_line: int, title: str, offset: int | None = 0, origin: Origin = Origin.TELLER
) -> Structure:
    """Sections of a normalised body that starts on line `body_line` of its file, `offset` characters into it;
    None when normalising moved its characters, so that no fix can say where it belongs. `origin` is whose word
    everything is that does not say otherwise."""
    if refused := tuple(limits(body, path, body_line)):
        return Structure((), refused)
    text = prepare_body(body)
    lines = text.split("\n")
    parts = list(_parts(parse(text), title))
    findings = tuple(_unknown_headings(parts, body, path, body_line, offset))
    sections = tuple(_Sections(lines, path, body_line, title, origin).read(parts))
    if refused := tuple(too_many_parts(sections, path, body_line)):
        return Structure((), (*findings, *refused))
    return Structure(sections, findings)


def _parts(blocks: tuple[Block, ...], title: str) -> Iterator[_Part]:
    heading, level, line, kind, rest = "", 0, 0, K.OTHER, ""
    origin: Origin | None = None
    gathered: list[Block] = []
    for block in blocks:
        if block.kind != "heading":
            gathered.append(block)
            continue
        # The title said again as a heading adds nothing.
        if (heading or gathered) and not (level == 1 and fold(heading) == fold(title) and not gathered):
            yield _Part(heading, level, line, kind, rest, tuple(gathered), origin)
        gathered = []
        heading, level, line = plain_heading(block.heading), block.level, block.start
        row, rest = section_named(block.heading)
        origin, bare = of_heading(heading) if row else (None, heading)
        heading = bare
        kind = row.kind if row else K.OTHER
        rest = rest if row else ""
    if (heading or gathered) and not (level == 1 and fold(heading) == fold(title) and not gathered):
        yield _Part(heading, level, line, kind, rest, tuple(gathered), origin)


def _unknown_headings(
    parts: list[_Part], body: str, path: str, body_line: int, offset: int | None
) -> Iterator[Diagnostic]:
    raw = body.split("\n")
    for part in parts:
        named = part.kind is not K.OTHER or is_alongside(part.heading)
        if named or not part.heading or part.level > 2 or "\n" in part.heading:
            continue
        column = raw[part.line].find(part.heading[:1]) + 1
        wrong, near = nearest_section(part.heading)
        place = Place(path, body_line + part.line, max(column, 1))
        if near and wrong in raw[part.line]:
            start = sum(len(line) + 1 for line in raw[: part.line]) + raw[part.line].index(wrong)
            start += offset or 0
            mend = (start, start + len(wrong), near) if offset is not None else None
            yield told("misspelt-heading", place, wrong, near, mend=mend, width=len(wrong))
        else:
            yield told("unknown-heading", place, part.heading, width=len(part.heading))


class _Sections:
    """Turns parts into sections, counting anchors as it goes."""

    def __init__(self, lines: list[str], path: str, body_line: int, title: str, origin: Origin) -> None:
        self.lines, self.path, self.body_line, self.title = lines, path, body_line, title
        self.origin = origin
        self.counts: Counter[str] = Counter()

    def read(self, parts: list[_Part]) -> Iterator[Section]:
        index = 0
        while index < len(parts):
            part = parts[index]
            index += 1
            if part.kind in (K.TECHNIQUE, K.STEPS):
                inner = index
                for sub in parts[index:]:
                    if sub.level <= part.level or sub.kind not in _WITHIN_TECHNIQUE:
                        break
                    inner += 1
                yield self._technique(part, parts[index:inner])
                index = inner
            else:
                yield self._section(part)

    def _technique(self, part: _Part, inner: list[_Part]) -> Section:
        self.counts["technique"] += 1
        number = self.counts["technique"]
        building = TechniqueBuilder()
        building.add(self.lines, part.blocks, bullets=part.kind is K.STEPS)
        for sub in inner:
            if sub.kind is K.STEPS:
                building.add(self.lines, sub.blocks, bullets=True)
            elif sub.kind is K.CAUTIONS:
                found, left = cautions_and_traps.list_hazards(self.lines, sub.blocks)
                building.hazards += found
                building.tail += self._sources(left)
            else:
                target = building.why if sub.kind is K.CONTEXT and not building.steps else building.tail
                target.append(f"{'#' * sub.level} {sub.heading}")
                target += self._sources(sub.blocks)
        name = part.rest or self.title
        place, origin = self._place(part.line), part.origin or self.origin
        technique = building.technique(name, number, place, self.body_line, origin)
        return Section(K.TECHNIQUE, name, part.level, technique.anchor, technique.place, technique=technique)

    def _section(self, part: _Part) -> Section:
        anchor = self._anchor(part.kind)
        place = self._place(part.line)
        section = Section(part.kind, part.heading, part.level, anchor, place)
        if part.kind in (K.CAUTIONS, K.TRAPS):
            return self._hazards(part, section)
        if part.kind in _LISTINGS:
            return self._listing(part, section)
        loose = [one for one in part.blocks if cautions_and_traps.is_labelled_hazard(self.lines, one)]
        texts = self._sources(block for block in part.blocks if block not in loose)
        found = [one for block in loose for one in cautions_and_traps.hazards_of(self.lines, block)]
        text = "\n\n".join([part.rest, *texts] if part.rest else texts)
        return replace(section, text=Markdown(text), cautions=self._counted(Caution, part, found))

    def _hazards(self, part: _Part, section: Section) -> Section:
        found, left = cautions_and_traps.list_hazards(self.lines, part.blocks)
        first = min((hazard.line for hazard in found), default=0)
        text = Markdown("\n\n".join(self._sources(block for block in left if block.start < first)))
        tail = Markdown("\n\n".join(self._sources(block for block in left if block.start >= first)))
        if part.kind is K.CAUTIONS:
            return replace(section, text=text, tail=tail, cautions=self._counted(Caution, part, found))
        return replace(section, text=text, tail=tail, traps=self._counted(Trap, part, found))

    def _listing(self, part: _Part, section: Section) -> Section:
        has_list = any(block.kind in ("ordered", "bullet") for block in part.blocks)
        text: list[str] = [part.rest] if part.rest else []
        tail: list[str] = []
        items: list[Item] = []
        for block in part.blocks:
            if block.kind in ("ordered", "bullet"):
                listed = [(item_source(self.lines, item), item.start) for item in block.children]
                items += [self._item(part, *one) for one in listed]
            elif block.kind == "paragraph" and not has_list:
                items.append(self._item(part, source(self.lines, block).strip(), block.start))
            else:
                (tail if items else text).append(source(self.lines, block))
        before, after = Markdown("\n\n".join(text)), Markdown("\n\n".join(tail))
        return replace(section, text=before, items=tuple(items), tail=after)

    def _item(self, part: _Part, text: str, line: int) -> Item:
        name = _ANCHORS.get(part.kind, part.kind.value)
        self.counts[name] += 1
        said, words = split_origin(text, part.origin or self.origin)
        anchor = Anchor(f"{name}-{self.counts[name]}")
        return Item(part.kind, Markdown(words), anchor, self._place(line), said)

    def _counted(self, kind: type[C], part: _Part, found: list[Hazard]) -> tuple[C, ...]:
        """Hazards that belong to no technique, counted through the whole lesson."""
        anchor = "trap" if kind is Trap else "cautions"
        start = self.counts[f"{anchor}-item"] + 1
        self.counts[f"{anchor}-item"] += len(found)
        return hazards(kind, found, anchor, self.path, self.body_line, part.origin or self.origin, start)

    def _anchor(self, kind: SectionKind) -> Anchor:
        """The kind's own name, numbered from its second use; unknown headings are counted apart."""
        name = "section" if kind is K.OTHER else kind.value
        self.counts[f"section:{name}"] += 1
        count = self.counts[f"section:{name}"]
        numbered = f"section-{count}" if kind is K.OTHER else f"{name}-part-{count}"
        return Anchor(name if count == 1 and kind is not K.OTHER else numbered)

    def _sources(self, blocks: Iterable[Block]) -> list[str]:
        return [source(self.lines, block) for block in blocks]

    def _place(self, line: int) -> Place:
        return Place(self.path, self.body_line + line)
