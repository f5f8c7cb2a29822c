"""One word for one idea: none of docs/wording.md's “not these” is left in what people see."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from harvester.thai.segment import Segmenter

ROOT = Path(__file__).parents[1]
THAI = re.compile("[ก-๙]")
UNSEEN = re.compile(
    r"/(?:thai|drafting|search|profiles)/|/documents/.*\.py$|patterns\.yml$|assets/privacy|decap-cms|lean-qr"
)
"""What reads the words of others, and what others made."""
READS = {"harvester/doors/fitting.py", "harvester/model/licences.py", "harvester/model/names.py"}
"""Tables of what people answer."""
CALLED = {"field_row": 1, "_row": 2}
"""Calls of the tables of fields and headings, with the argument that holds other names, which are no words of ours."""
TEXTS = (".html", ".js", ".json", ".md", ".ps1", ".toml", ".xml", ".yml")


class Row(NamedTuple):
    """A line of the table: the word to use, one not to use, and how it is looked for ('', ป้าย, คำ)."""

    term: str
    wrong: str
    how: str


class Said(NamedTuple):
    """A text that people see, whole, and where it stands."""

    where: str
    text: str


def table() -> list[Row]:
    rows = []
    for line in (ROOT / "docs/wording.md").read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("| ") and len(cells) == 3 and not cells[0].startswith(("---", "ใช้คำนี้")):
            for wrong in cells[1].split(" · "):
                match = re.fullmatch(r"(.+?)(?: \((ป้าย|คำ)\))?", wrong)
                assert match, line
                rows.append(Row(cells[0], match[1], match[2] or ""))
    return rows


def said(root: Path) -> Iterator[Said]:
    """Every Thai text of the templates, scripts, messages, commands, guides and prints of a copy of the project."""
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root).as_posix()
        if not path.is_file() or UNSEEN.search(f"/{name}") or name in READS:
            continue
        if name.startswith(("harvester/", "site_plugins/")) and path.suffix == ".py":
            yield from _of_program(name, path.read_text(encoding="utf-8"))
        elif name.startswith("templates/site/lessons/vocabulary/"):
            continue
        elif (
            path.suffix in TEXTS and name.startswith(("templates/", "harvester/", "lessons/pages/"))
        ) or name in ("README.md", "mkdocs.yml"):
            yield from _of_text(name, path.read_text(encoding="utf-8"))


def _of_program(name: str, source: str) -> Iterator[Said]:
    tree = ast.parse(source)
    names = {
        id(part)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CALLED
        for argument in node.args[CALLED[node.func.id] : CALLED[node.func.id] + 1]
        for part in ast.walk(argument)
    }
    names |= {id(key) for node in ast.walk(tree) if isinstance(node, ast.Dict) for key in node.keys}
    for node in ast.walk(tree):
        text = ""
        if isinstance(node, ast.JoinedStr):
            names |= {id(part) for part in node.values}
            text = "".join(str(part.value) if isinstance(part, ast.Constant) else "…" for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in names:
            text = node.value
        if THAI.search(text) and not re.search(r"\(\?|\[ก-", text):
            yield Said(f"{name}:{node.lineno}", text)


def _of_text(name: str, source: str) -> Iterator[Said]:
    """Lines, and what stands between tags or in quotes; what follows a number's tag and a blank is no label."""
    for number, line in enumerate(source.splitlines(), 1):
        line = re.sub(r"หรือเขียนว่า .*", "", line)  # other names of a field
        line = re.sub(r"\{\{.*?\}\}|\$\{.*?\}|%\{.*?\}", "…", line)
        pieces = re.split(r"<[^<>]*>|[\"'`|{}]|\*\*", line)
        pieces += re.findall(r"^ *- ([^:]+): ", line)  # the names of the menu
        for piece in (line, *pieces):
            if THAI.search(piece):
                yield Said(f"{name}:{number}", piece.rstrip().lstrip("#-"))


def faults(texts: list[Said], rows: list[Row]) -> list[str]:
    cut = Segmenter()
    found = []
    for row in rows:
        for where, text in texts:
            if row.wrong not in text:
                continue
            if row.how == "ป้าย" and (text != row.wrong or where.startswith("harvester/model/")):
                continue  # the table of fields has units and levels too
            if row.how == "คำ" and row.wrong not in cut.words(text):
                continue
            found.append(f"{where}: “{row.wrong}” → {row.term}: {text.strip()[:80]}")
    return sorted(set(found))


def test_none_of_the_words_not_to_use_is_left() -> None:
    assert faults(list(said(ROOT)), table()) == []


def test_the_table_is_one_word_an_idea() -> None:
    rows = table()
    terms = {row.term for row in rows}
    assert len(terms) > 35
    assert not {row.wrong for row in rows if not row.how} & terms
    wrong = [row.wrong for row in rows]
    assert len(wrong) == len(set(wrong))


PLANTED = {
    "templates/pages/a.html": "<p><b>คน</b> มาใหม่</p><p>ดูแท็กอื่น</p>",
    "templates/assets/a.js": "button.textContent = 'เครื่องนี้ไม่ให้จำ';",
    "templates/print/a.html": "<p>จดของเรา</p>",
    "templates/admin/wording.json": json.dumps({"a": "กระแสงาน"}, ensure_ascii=False),
    "harvester/cli/a.py": '"""เรียนท่าน"""\nprint("ยืนผิดโฟลเดอร์")\n',
    "harvester/printing/a.py": 'a = field_row("คน", "ของที่ใช้, แท็ก", f"{a} คน")\n',
    "harvester/documents/messages.yml": "hint: ตรวจข้อมูลส่วนตัว\n",
    "harvester/drafting/a.py": 'a = "แท็ก"\n',
    "lessons/pages/a.md": "## ส่ง\n\nเปิดหน้าจอดำ ท่านทำได้ เท่านั้น\n",
    "lessons/2569/a.md": "โคช แท็ก ท่าน\n",
    "README.md": "มี QR กลับมา\n",
    "mkdocs.yml": "nav:\n  - เรื่อง: tags/index.md\n",
}


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_word_is_found_where_people_see_it(name: str, tmp_path: Path) -> None:
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / name).write_text(PLANTED[name], encoding="utf-8")
    found = {
        match[1] for one in faults(list(said(tmp_path)), table()) if (match := re.search("“(.+?)”", one))
    }
    expected = {
        "templates/pages/a.html": {"คน", "แท็ก"},
        "templates/assets/a.js": {"เครื่องนี้ไม่ให้จำ"},
        "templates/print/a.html": {"จดของเรา"},
        "templates/admin/wording.json": {"กระแสงาน"},
        "harvester/cli/a.py": {"ท่าน", "ยืนผิดโฟลเดอร์"},
        "harvester/printing/a.py": {"คน"},
        "harvester/documents/messages.yml": {"ข้อมูลส่วนตัว"},
        "lessons/pages/a.md": {"หน้าจอดำ", "ท่าน"},
        "README.md": {"มี QR"},
        "mkdocs.yml": {"เรื่อง"},
    }
    assert found == expected.get(name, set())
