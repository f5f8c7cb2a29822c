"""The guides say what is so: few words of the trade, each explained; every step is done in the running product."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from harvester.emitters.single_pages import fill_guide
from harvester.settings import Settings
from tests.site.conftest import Built
from tests.site.running import running
from tools.guides import WIDTH, acts, follow

ROOT = Path(__file__).parents[2]
GUIDES = sorted(
    one for one in (ROOT / "lessons/pages").glob("*.md") if one.stem not in ("fields", "data", "about")
)
JARGON = [
    re.compile(rf"(?<![\w/.-])(?:{'|'.join(map(re.escape, line.split('|')))})(?![\w])", re.IGNORECASE)
    for line in (ROOT / "docs/jargon.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
SITES = {
    "with a forge": Settings(root=ROOT, repository="https://github.com/a/b"),
    "without": Settings(root=Path("/x")),
}


def read(guide: Path) -> str:
    return guide.read_text(encoding="utf-8").split("---\n", 2)[2]


def shown(text: str) -> str:
    """What of a guide's Markdown is read: no addresses of links, no comments, no names of fences."""
    text = re.sub(r"^```\w*", "", re.sub(r"<!--.*?-->", "", text), flags=re.MULTILINE)
    return re.sub(r"\]\([^)]*\)", "]", text)


@pytest.mark.parametrize("site", SITES)
@pytest.mark.parametrize("guide", GUIDES, ids=lambda one: one.stem)
def test_a_guide_has_at_most_five_words_of_the_trade_and_explains_each(guide: Path, site: str) -> None:
    text = shown(fill_guide(read(guide), SITES[site]))
    body, _, glossary = text.partition("## คำที่ใช้ในหน้านี้")
    explained = dict(re.findall(r"^- \*\*(.+?)\*\* (.{12,})$", glossary, re.MULTILINE))
    used = [word for word in JARGON if word.search(body)]
    assert len([word for word in JARGON if word.search(text)]) <= 5
    for word in used:
        assert any(word.search(name) for name in explained), f"{word.pattern} is not explained"


def test_the_count_sees_words_of_the_trade() -> None:
    text = "สั่ง `git commit` แล้วเปิด pull request ใน GitHub ด้วย PowerShell ภายใน `venv`"
    assert sum(bool(word.search(text)) for word in JARGON) == 6


@pytest.mark.parametrize("guide", GUIDES, ids=lambda one: one.stem)
def test_a_guide_is_short(guide: Path) -> None:
    assert len(shown(read(guide))) < 6_000


def test_windows_takes_six_steps_and_a_way_to_send_a_file_is_told() -> None:
    windows = fill_guide(read(ROOT / "lessons/pages/windows.md"), SITES["without"])
    assert [int(one) for one in re.findall(r"^(\d+)\. ", windows, re.MULTILINE)] == [1, 2, 3, 4, 5, 6]
    assert "## ส่งไฟล์อย่างไร" in read(ROOT / "lessons/pages/write.md")


def test_pictures_are_there_small_and_all_used() -> None:
    used = {name for guide in GUIDES for name in re.findall(r"\(pictures/([^)]+)\)", read(guide))}
    kept = {one.name for one in (ROOT / "lessons/pages/pictures").iterdir()}
    assert used == kept
    for name in used:
        path = ROOT / "lessons/pages/pictures" / name
        assert path.stat().st_size < 30_000
        assert Image.open(path).width == WIDTH


@pytest.fixture(scope="module")
def address(built: Built) -> Iterator[Callable[[str], str]]:
    with running((built.folder, built.site)) as at:
        yield at


@pytest.mark.browser
@pytest.mark.parametrize("guide", [one for one in GUIDES if list(acts(read(one)))], ids=lambda one: one.stem)
def test_every_step_can_be_done(guide: Path, chromium: Any, address: Callable[[str], str]) -> None:
    context = chromium.new_context(viewport={"width": WIDTH, "height": 620})
    assert follow(read(guide), context.new_page(), address) == []
    context.close()


@pytest.mark.browser
def test_a_step_that_cannot_be_done_is_told(chromium: Any, address: Callable[[str], str]) -> None:
    context = chromium.new_context(viewport={"width": WIDTH, "height": 620})
    guide = "<!-- at: 404.html -->\n1. กด **ปุ่มที่ไม่มี**\n"
    assert len(follow(guide, context.new_page(), address, patience=500)) == 1
    context.close()
