"""A site made with what earlier builds left is the same, byte for byte, as one made from nothing; whatever was
edited, and whatever became of the memory on disk."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config

from harvester import pipeline
from harvester.memo import memory
from harvester.store import SPARE, publish

CONFIG = """\
site_name: คลัง
site_url: https://lessons.example.org/
docs_dir: lessons
theme: {name: material, language: th, font: false}
plugins: [harvester]
markdown_extensions: []
validation: {nav: {omitted_files: ignore}}
nav: [index.md, techniques/index.md, tags/index.md, people/index.md]
"""
WORDS = [
    "น้ำ",
    "ฝาย",
    "บ่อ",
    "หมู่บ้าน",
    "ประชุม",
    "บัญชี",
    "ออม",
    "กรรมการ",
    "ตลาด",
    "ข้าว",
    "ป่า",
    "เวที",
    "อสม.",
    "หนังสือราชการ",
]
PROVINCES = ("พัทลุง", "ขอนแก่น", "นครศรีธรรมราช")


def lesson(dice: random.Random, others: list[str]) -> str:
    """A lesson of random words, with links and citations to others that may or may not be there."""

    def said(count: int) -> str:
        return "".join(dice.choice(WORDS) + dice.choice(("", " ", "และ", "ของ")) for _ in range(count))

    head = {
        "title": said(3),
        "summary": said(6),
        "date": f"{dice.randint(1, 28)} ม.ค. 25{dice.randint(50, 69)}",
        "authors": f"[{{name: {dice.choice(WORDS)} {dice.choice(WORDS)}, organisation: {dice.choice(WORDS)}}}]",
        "place": f"{{province: {dice.choice(PROVINCES)}}}",
        "tags": f"[{dice.choice(WORDS)}, {dice.choice(WORDS)}]",
        "series": f"{{name: {dice.choice(WORDS[:2])}, part: {dice.randint(1, 4)}}}",
        "status": dice.choice(("published", "published", "reviewed", "draft", "retired")),
        "links": f"{{follows: [{dice.choice(others)}]}}",
    }
    body = [f"## เทคนิค: {said(3)}", said(5)]
    for number in range(1, dice.randint(2, 4)):
        body += [f"{number}. {said(6)}", f"   > ข้อควรระวัง: {said(5)}", f"   > ทางแก้: {said(4)}"]
    body += ["", "## กับดัก", f"- {said(5)} [[{dice.choice(others)}]]", "", "## คำถามชวนคิด", f"- {said(4)}", ""]
    return "\n".join(["---", *(f"{key}: {value}" for key, value in head.items()), "---", "", *body])


class Site:
    """A small site that random hands edit."""

    def __init__(self, root: Path, seed: int) -> None:
        self.root, self.dice = root, random.Random(seed)
        self.lessons = root / "lessons"
        self.write("mkdocs.yml", CONFIG)
        self.write("lessons/vocabulary/tags.yml", "- {label: น้ำ, aliases: [ฝาย]}\n- {label: ออม}\n")
        self.write("lessons/vocabulary/terms.yml", "- {label: อสม., definition: อาสาสมัครสาธารณสุข}\n")
        for number in range(6):
            self.write_lesson(f"lesson-{number}")

    def write(self, path: str, text: str) -> None:
        """A file of the site."""
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_text(text, encoding="utf-8")

    def names(self) -> list[str]:
        """Ids of its lessons."""
        return sorted(path.stem for path in self.lessons.glob("2549/*.md"))

    def write_lesson(self, name: str) -> None:
        """A new or another lesson of that name."""
        self.write(f"lessons/2549/{name}.md", lesson(self.dice, [*self.names(), "nowhere"]))

    def edit(self) -> str:
        """One random change; tells which."""
        kind, work = self.dice.choice(list(EDITS.items()))
        work(self)
        return kind

    def built(self, folder: str) -> Path:
        """The site in `folder` of the root."""
        config = load_config(str(self.root / "mkdocs.yml"), site_dir=str(self.root / folder))
        config.plugins.on_startup(command="build", dirty=False)
        build(config)
        return self.root / folder


def _rename(site: Site) -> None:
    name = site.dice.choice(site.names())
    (site.lessons / "2549" / f"{name}.md").rename(site.lessons / "2549" / f"{name}x.md")


def _delete(site: Site) -> None:
    if len(site.names()) > 3:
        (site.lessons / "2549" / f"{site.dice.choice(site.names())}.md").unlink()


def _trial(site: Site) -> None:
    name = site.dice.choice(site.names())
    outcome = site.dice.choice(("worked", "failed"))
    site.write(
        f"lessons/trials/{name}/2569-01-01-a.yml",
        f"lesson: {name}\nwho: ก\nrole: คุณกิจ\ndate: 1 ม.ค. 2569\noutcome: {outcome}\nresult: ดี\n",
    )


EDITS: dict[str, Callable[[Site], object]] = {
    "edit": lambda site: site.write_lesson(site.dice.choice(site.names())),
    "one word": lambda site: _word(site),
    "add": lambda site: site.write_lesson(f"lesson-{site.dice.randint(10, 99)}"),
    "rename": _rename,
    "delete": _delete,
    "vocabulary": lambda site: site.write(
        "lessons/vocabulary/tags.yml", f"- {{label: น้ำ, aliases: [{site.dice.choice(WORDS[1:])}]}}\n"
    ),
    "collection": lambda site: site.write(
        "lessons/collections/c.yml",
        f"title: ชุด\nids: [{', '.join(site.names()[:2])}]\norder: listed\noutputs: [cards]\n",
    ),
    "trial": _trial,
    "guide": lambda site: site.write("lessons/pages/about.md", f"# {site.dice.choice(WORDS)}\n"),
    "settings": lambda site: site.write(
        "pyproject.toml", f'[tool.harvester]\npublisher = "{site.dice.choice(WORDS)}"\nprints = false\n'
    ),
}


def _word(site: Site) -> None:
    path = site.lessons / "2549" / f"{site.dice.choice(site.names())}.md"
    path.write_text(
        path.read_text(encoding="utf-8").replace("\n1. ", f"\n1. {site.dice.choice(WORDS)}"), encoding="utf-8"
    )


def _truncate(pack: Path) -> None:
    pack.write_bytes(pack.read_bytes()[:-7])


def _flip(pack: Path) -> None:
    raw = bytearray(pack.read_bytes())
    raw[len(raw) // 2] ^= 1
    pack.write_bytes(raw)


HARM: dict[str, Callable[[Path], object]] = {
    "cut short": _truncate,
    "a bit flipped": _flip,
    "foreign": lambda pack: pack.write_bytes(b"\x80\x05cos\nsystem\n"),
    "gone": lambda pack: pack.unlink(),
}


@pytest.fixture(autouse=True, scope="module")
def _one_day() -> Iterator[None]:
    """No prints, and one day."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HARVESTER_PRINTS", "0")
        patch.setenv("SOURCE_DATE_EPOCH", "1795000000")
        yield


@pytest.fixture(autouse=True)
def alone() -> Iterator[None]:
    """No memory before or after."""
    memory.close()
    yield
    memory.close()


def _forget() -> None:
    memory.close()
    pipeline.read_one.cache_clear()


def _clean(site: Site) -> Path:
    """The same lessons in another folder, built from nothing."""
    _forget()
    shutil.rmtree(site.root / ".cache", ignore_errors=True)
    return site.built("clean")


@pytest.fixture(scope="module", autouse=True)
def _alone() -> Iterator[None]:
    """No memory but that of the site."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("HARVESTER_MEMORY", raising=False)
        yield


@pytest.mark.parametrize("seed", [1, 2])
def test_any_edits_give_the_site_of_a_clean_build(tmp_path: Path, seed: int) -> None:
    site = Site(tmp_path, seed)
    done = []
    for _ in range(4):
        publish(site.built("staged"), tmp_path / "site", tmp_path / ".cache/harvester")
        _spoil(tmp_path / ".cache/harvester" / SPARE)
        _forget()
        done += [site.edit() for _ in range(site.dice.randint(1, 3))]
    published = _files(tmp_path / "site")
    made = _files(site.built("staged"))
    assert published == _files(tmp_path / "site"), "the site that people read is not touched"
    assert made == _files(_clean(site)), done


def _spoil(spare: Path) -> None:
    """Put what is not ours into the spare folder of the next build."""
    for number, folder in enumerate(sorted(path for path in spare.glob("*") if path.is_dir())):
        if number == 0:
            (folder / "index.html").unlink(missing_ok=True)
            (folder / "index.html").write_text("foreign")
            (folder / "more").mkdir()
            (folder / "more/stray.html").write_text("foreign")
        elif number == 1:
            shutil.rmtree(folder)
            folder.symlink_to(spare.parent)


@pytest.fixture(scope="module")
def twice(tmp_path_factory: pytest.TempPathFactory) -> tuple[Site, Path, dict[str, bytes]]:
    """A site that was built, a copy of what the build left in `.cache`, and its files as made from nothing."""
    site = Site(tmp_path_factory.mktemp("twice"), 3)
    site.built("site")
    memory.close()
    left = Path(shutil.copytree(site.root / ".cache", site.root / "left"))
    return site, left, _files(_clean(site))


@pytest.mark.parametrize("harm", HARM.values(), ids=HARM)
def test_a_spoilt_memory_is_not_believed(
    twice: tuple[Site, Path, dict[str, bytes]], harm: Callable[[Path], object]
) -> None:
    site, left, clean = twice
    _forget()
    for folder in (".cache", "staged"):
        shutil.rmtree(site.root / folder, ignore_errors=True)
    shutil.copytree(left, site.root / ".cache")
    packs = list((site.root / ".cache/harvester/memory").iterdir())
    assert packs
    for pack in packs:
        harm(pack)
    assert _files(site.built("staged")) == clean


def test_a_page_of_which_nothing_changed_is_taken_over(tmp_path: Path) -> None:
    site = Site(tmp_path, 4)
    site.built("site")
    pages = {path: path.stat().st_ino for path in (tmp_path / "site/lessons").glob("*/index.html")}
    _forget()
    site.built("staged")
    for path, inode in pages.items():
        assert (tmp_path / "staged" / path.relative_to(tmp_path / "site")).stat().st_ino == inode


def test_what_was_learnt_is_not_learnt_again(tmp_path: Path) -> None:
    site = Site(tmp_path, 5)
    site.built("site")
    _forget()
    before = memory.learnt
    site.built("staged")
    assert memory.learnt - before == 1, (
        "only the page of the nav by which MkDocs dates its sitemap is made again"
    )


def test_a_page_that_was_touched_is_not_taken_over_unread(tmp_path: Path) -> None:
    site = Site(tmp_path, 5)
    before = _files(site.built("site"))
    page = next(tmp_path.rglob("site/lessons/*/index.html"))
    page.write_bytes(page.read_bytes().replace(b"<p>", b"<q>"))
    _forget()
    assert _files(site.built("staged")) == before


def _files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }
