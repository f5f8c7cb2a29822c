"""DOCX: structure by mammoth, its hidden words and outside references left out before. Opens nothing it names."""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from lxml import etree
from lxml import html as lxml_html

from harvester.documents.html_blocks import blocks_of
from harvester.documents.limits import member, opened_office, parse_xml, refused
from harvester.documents.unseen import hidden_runs, hidden_text
from harvester.model.document import Block, Document, Kind, document
from harvester.reading.wording import patterns
from harvester.thai.text import normalise

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BODY = "word/document.xml"
_P = patterns("harvester.documents", "word")
_NAMES = _P.words_of("names")


def word(raw: bytes, name: str) -> Iterator[Document]:
    """One document a file."""
    archive = opened_office(raw, _P.parts)
    source = member(archive, _BODY)
    if not source:
        raise refused("broken-document/old_office")
    body, hidden = _visible(source, member(archive, "word/styles.xml"))
    page = _convert(_repack(archive, body))
    blocks = _blocks(page)
    if not blocks:
        raise refused("empty-document/open_document")
    about = properties_of(member(archive, "docProps/core.xml"))
    yield document(name, "docx", blocks, properties=about, remarks=hidden_text(hidden, name))


def properties_of(source: bytes) -> dict[str, str]:
    """Title, author and dates of an Office file."""
    found: dict[str, str] = {}
    for element in parse_xml(source).iter() if source else ():
        key = _NAMES.get(etree.QName(element).localname) if isinstance(element.tag, str) else None
        if key and element.text and element.text.strip():
            found.setdefault(key, normalise(element.text.strip())[:300])
    return found


def _visible(source: bytes, styles: bytes) -> tuple[bytes, int]:
    """The body without runs that Word does not show, or in the colour of their ground, or too small to read."""
    tree = parse_xml(source)
    known = _styles(parse_xml(styles)) if styles else {}
    hidden = 0
    for run in list(tree.iter(f"{_W}r")):
        around = [one for one in run.iterancestors() if one.tag in (f"{_W}p", f"{_W}tc", f"{_W}tbl")]
        looks = [_visibility(run.find(f"{_W}rPr"))]
        for element in (run, *around[:1]):
            named = element.find(f"{element.tag}Pr/{element.tag}Style")
            looks += known.get(named.get(f"{_W}val"), []) if named is not None else []
        looks += [{"ground": _visibility(one.find(f"{one.tag}Pr")).get("ground", "")} for one in around]
        if hidden_runs(looks):
            hidden += bool("".join(run.itertext()).strip())
            run.getparent().remove(run)
    return etree.tostring(tree), hidden


def _styles(tree: Any) -> dict[str, list[dict[str, str]]]:
    """Each style's look and those of the styles that it is based on, the nearest first."""
    own = {style.get(f"{_W}styleId"): style for style in tree.iter(f"{_W}style")}
    found: dict[str, list[dict[str, str]]] = {}
    for name, style in own.items():
        chain, seen = [], set()
        while style is not None and id(style) not in seen:
            seen.add(id(style))
            chain += [
                _visibility(style.find(f"{_W}rPr")),
                {"ground": _visibility(style.find(f"{_W}pPr")).get("ground", "")},
            ]
            based = style.find(f"{_W}basedOn")
            style = own.get(based.get(f"{_W}val")) if based is not None else None
        found[name] = chain
    return found


def _visibility(properties: Any) -> dict[str, str]:
    """What the properties of a run, paragraph or cell say of how it is seen."""
    look: dict[str, str] = {}
    for one in properties if properties is not None else ():
        name, said = etree.QName(one).localname if isinstance(one.tag, str) else "", one.get(f"{_W}val") or ""
        if name in ("vanish", "specVanish"):
            look["hidden"] = "no" if said in ("0", "false", "off") else "yes"
        elif name == "color":
            white = (one.get(f"{_W}themeColor") or "") in ("background1", "light1")
            look["colour"] = "#ffffff" if white else f"#{said}"
        elif name == "sz" and said.isdigit():
            look["size"] = str(int(said) / 2)
        elif name == "shd" and re.fullmatch("[0-9A-Fa-f]{6}", fill := one.get(f"{_W}fill") or ""):
            look["ground"] = f"#{fill}"
        elif name == "highlight" and said != "none":
            look["ground"] = said
    return look


def _repack(archive: zipfile.ZipFile, body: bytes) -> io.BytesIO:
    """Only the parts that hold words: no pictures, no macros, no embedded files."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as copy:
        for info in archive.infolist():
            if info.filename == _BODY:
                copy.writestr(_BODY, body)
            elif _P.parts.match(info.filename):
                copy.writestr(info.filename, member(archive, info.filename))
    packed.seek(0)
    return packed


def _convert(packed: io.BytesIO) -> str:
    import mammoth  # loaded only for files of this kind

    styles = "\n".join(
        f"p[style-name='{name}'] => {tag}:fresh" for name, tag in _P.words_of("headings").items()
    )
    try:
        result = mammoth.convert_to_html(
            packed, style_map=styles, convert_image=lambda image: [], external_file_access=False
        )
    except Exception as error:  # mammoth raises whatever its parts raise
        raise refused("broken-document/converted-2") from error
    return str(result.value)


def _blocks(page: str) -> list[Block]:
    if not page.strip():
        return []
    tree = lxml_html.document_fromstring(f"<body>{normalise(page)}</body>")
    blocks, _ = blocks_of(tree)
    # Word knows no menus: what looks like one is a line with a link.
    plain = [Block(b.kind, b.text, level=b.level, bold=b.bold) for b in blocks if b.kind is not Kind.IMAGE]
    return [block for block in plain if block.text.strip()]
