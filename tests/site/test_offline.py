"""The copy for places without signal: opened from a disk in Chromium and Firefox, and as a ZIM file."""

from __future__ import annotations

import shutil
import subprocess
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from harvester import offline
from harvester.rendering.classic_script import classic
from harvester.settings import Settings
from tests.firefox import Firefox
from tests.site import crawl
from tests.site.conftest import Built


@pytest.fixture(scope="module")
def copy(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The unpacked copy of the sample site."""
    folder = tmp_path_factory.mktemp("disk") / "ที่เก็บ (1)"
    folder.mkdir()
    offline.write_zip(built.site, folder / "library.zip")
    with zipfile.ZipFile(folder / "library.zip") as packed:
        packed.extractall(folder)
    return folder / "library"


def test_every_link_of_the_copy_names_a_file(copy: Path) -> None:
    assert not (copy / "404.html").exists()
    assert list(crawl.dead(copy, copy.as_uri() + "/", folders=False)) == []


def test_the_copy_asks_for_no_module_and_no_policy(copy: Path) -> None:
    for page in copy.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        assert 'type="module"' not in text
        assert "modulepreload" not in text
        assert "Content-Security-Policy" not in text


def test_the_basket_of_the_copy_has_lessons_whole(copy: Path) -> None:
    held = [page.read_text(encoding="utf-8") for page in copy.glob("lessons/*/page.js")]
    assert held
    cut = [text[:80] for text in held if text.count("<article") != text.count("<\\/article")]
    assert cut == [], "an article within the page does not end it"


def test_the_copy_is_the_same_bytes_twice(built: Built, copy: Path, tmp_path: Path) -> None:
    offline.write_zip(built.site, tmp_path / "library.zip")
    assert (tmp_path / "library.zip").read_bytes() == (copy.parent / "library.zip").read_bytes()


SEARCH = """async () => { const box = document.querySelector('#search-app input'); box.focus(); box.value = 'หนังสือ';
  box.dispatchEvent(new Event('input', { bubbles: true }));
  for (let n = 0; n < 200; n++) { await new Promise(go => setTimeout(go, 50));
    const hit = document.querySelector('#search-app h3 a'); if (hit) return hit.href; } return ''; }"""
FONT = """async () => { await document.fonts.ready; const word = document.createElement('span'); document.body.append(word);
  word.textContent = 'กระบวนการชุมชน'; word.style.cssText = 'position:absolute;white-space:nowrap;font:40px Sarabun,monospace';
  const ours = word.getBoundingClientRect().width; word.style.fontFamily = 'monospace';
  return ours !== word.getBoundingClientRect().width; }"""
PUT = """() => { document.querySelector('[data-basket]').click();
  setTimeout(() => document.querySelector('.dock a[href*=basket], .bar__basket').click(), 50); return true; }"""
HELD = """async () => { if (!document.querySelector('#basket')) return null;
  for (let n = 0; n < 200; n++) { await new Promise(go => setTimeout(go, 50));
    const name = document.querySelector('#basket .basket-name a');
    if (name && document.querySelector('#basket .basket-name p')) return [name.textContent, name.href]; }
  return document.querySelector('#basket').textContent.slice(0, 300); }"""

EMPTIED = """() => { document.querySelector('[data-part=clear]').click();
  return document.querySelector('[data-part=disk]').offsetHeight > 0 && !location.search; }"""


def _tried(evaluate: Callable[[str], Any]) -> Any:
    """What the basket's page shows; None while the page is still on its way."""
    time.sleep(0.1)
    try:
        return evaluate(HELD)
    except Exception:
        return None


def journey(copy: Path, goto: Callable[[str], object], evaluate: Callable[[str], Any]) -> None:
    at = copy.as_uri()
    goto(f"{at}/search/index.html")
    assert evaluate(FONT)
    hit = evaluate(SEARCH)
    assert "/index.html" in hit
    goto(hit)
    assert evaluate("() => Boolean(document.querySelector('h1'))")
    goto(f"{at}/lessons/letter/index.html")
    assert evaluate(PUT)
    held = next(filter(None, (_tried(evaluate) for _ in range(40))))
    name, leads = held
    assert name
    assert "lessons/letter/index.html" in leads
    assert evaluate("() => location.search") == "?b=letter", (
        "a bookmark holds the basket where the browser does not"
    )
    assert evaluate(EMPTIED)


@pytest.mark.browser
def test_chromium_reads_searches_and_gathers_from_a_disk(copy: Path, chromium: Any) -> None:
    context = chromium.new_context(viewport={"width": 360, "height": 800})
    page = context.new_page()
    faults: list[str] = []
    page.on("console", lambda m: faults.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    journey(copy, page.goto, page.evaluate)
    context.close()
    assert faults == []


@pytest.mark.browser
def test_firefox_reads_searches_and_gathers_from_a_disk(copy: Path, firefox: Firefox) -> None:
    journey(copy, firefox.goto, firefox.evaluate)


def test_kiwix_can_read_it(built: Built, tmp_path: Path) -> None:
    if not offline.can_write_zim() or not shutil.which("zimcheck"):
        pytest.skip("no zimwriterfs here: sh tools/debian-packages test")
    (tmp_path / "laid").mkdir()
    offline.write_zim(built.site, tmp_path / "library.zim", Settings(root=tmp_path), tmp_path / "laid")
    said = subprocess.run(
        ["zimcheck", "-A", str(tmp_path / "library.zim")], capture_output=True, encoding="utf-8", check=False
    )
    assert "[ERROR]" not in said.stdout, said.stdout
    assert said.returncode == 0


def test_modules_become_one_classic_script() -> None:
    modules = {
        "a/main.js": 'import first, { two as second } from "./b.js";\nimport "./c.js";\n'
        "globalThis.said = first + second();\nimport('./d.js').then(({ late }) => late());\n",
        "a/b.js": "const two = () => 2;\nexport { two };\nexport default 40;\n",
        "a/c.js": "export const unused = 1;\n",
        "a/d.js": "export async function late() { globalThis.later = true; }\n",
    }
    made = classic("a/main.js", modules.__getitem__)
    assert "import" not in made
    assert "export " not in made
    said = subprocess.run(
        ["node", "-e", made + "setTimeout(()=>console.log(said, later),10)"],
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert said.stdout.split() == ["42", "true"]
