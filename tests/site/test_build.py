"""The real MkDocs builds the sample: what is there, what must not be, and that every link leads somewhere."""

from __future__ import annotations

import posixpath
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from lxml import etree, html
from mkdocs.theme import Theme

from site_plugins.theme_files import with_seen_files
from tests.site import sample
from tests.site.conftest import Built

PAGES = (
    "index.html", "404.html", "techniques/index.html", "cautions/index.html", "cautions/open/index.html",
    "traps/index.html", "tags/index.html", "tags/coordination/index.html", "places/index.html",
    "places/phatthalung/index.html", "roles/index.html", "roles/khun-amnuai/index.html", "programmes/index.html",
    "series/index.html", "collections/both/index.html", "glossary/index.html", "people/index.html",
    "organisations/index.html", "questions/index.html", "gaps/index.html", "titles/index.html", "search/index.html",
    "data/index.html", "pages/write/index.html", "lessons/letter/index.html", "lessons/call-first/index.html",
    "feed.xml", "sitemap.xml", "data/lessons.json",
)  # fmt: skip


class Links(HTMLParser):
    """Links, ids and event handlers of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: list[str] = []
        self.handlers: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.links += [value for name in ("href", "src", "action") if (value := values.get(name))]
        self.handlers += [name for name in values if name.startswith("on")]
        if given := values.get("id"):
            self.ids.append(given)


def pages(site: Path) -> list[Path]:
    return sorted(file for file in site.rglob("*.html") if "admin" not in file.parts)


@pytest.mark.parametrize("page", PAGES)
def test_the_page_is_there(built: Built, page: str) -> None:
    assert (built.site / page).is_file(), built.said.stderr[-2000:]


def test_every_link_leads_somewhere(built: Built) -> None:
    ids = {file: set(Links(file.read_text(encoding="utf-8")).ids) for file in pages(built.site)}
    lost = []
    for file in pages(built.site):
        here = file.relative_to(built.site).as_posix()
        for link in Links(file.read_text(encoding="utf-8")).links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            path = unquote(parts.path)
            target = (
                posixpath.normpath(
                    posixpath.join("/" if path.startswith("/") else posixpath.dirname(here), path)
                )
                if path
                else here
            ).lstrip("/")
            if target.startswith("admin"):
                continue
            found = built.site / target
            found = found / "index.html" if found.is_dir() else found
            if not found.is_file():
                lost.append(f"{here}: {link}")
            elif parts.fragment and found in ids and unquote(parts.fragment) not in ids[found]:
                lost.append(f"{here}: {link} has no such place")
    assert lost == []


def test_ids_are_unique(built: Built) -> None:
    for file in pages(built.site):
        ids = Links(file.read_text(encoding="utf-8")).ids
        assert len(ids) == len(set(ids)), (
            f"{file.relative_to(built.site)}: {sorted(i for i in ids if ids.count(i) > 1)}"
        )


def test_nothing_of_the_lessons_folder_gets_out_but_pages_and_pictures(built: Built) -> None:
    names = [file.relative_to(built.site).as_posix() for file in built.site.rglob("*") if file.is_file()]
    assert [name for name in names if name.endswith((".yml", ".yaml", ".md", ".py"))] == []
    assert "pictures/2549/circle.png" in names
    assert not any("false.png" in name for name in names)
    assert not any(name.startswith(("2549", "trials", "vocabulary")) for name in names)


def test_drafts_and_broken_lessons_stay_out_and_are_told_in_thai(built: Built) -> None:
    assert not (built.site / "lessons" / "unfinished").exists()
    assert not (built.site / "lessons" / "broken").exists()
    assert built.said.returncode == 0
    assert re.search(r"WARNING.*lessons/2569/broken\.md:3:\d+ .*[ก-๙]", built.said.stderr)
    assert "ไม่ได้เผยแพร่ 2 เรื่อง" in built.said.stderr


def test_strict_fails_when_one_lesson_is_broken(built: Built, tmp_path: Path) -> None:
    said = sample.mkdocs(built.folder, tmp_path / "strict", "--strict")
    assert said.returncode != 0
    assert "broken.md" in said.stderr


def test_steps_carry_their_cautions(built: Built) -> None:
    text = built.text("lessons/letter/index.html")
    step = text[text.index('id="step-1-2"') : text.index("</ol>", text.index('id="step-1-2"'))]
    assert 'id="caution-1-2-1"' in step
    assert "โทรตอนประชุม" in step
    assert "ทางแก้" in step
    first = text[text.index('id="caution-1-1-1"') : text.index('id="step-1-2"')]
    assert "ยังไม่มีทางแก้" in first


def test_no_block_stands_among_words(built: Built) -> None:
    """Words are held together by spans; a block inside one would lose its place in a grid."""
    blocks = "self::div or self::p or self::ol or self::ul or self::dl or self::section or self::article or self::h3"
    assert [
        f"{file.relative_to(built.site)}: {etree.tostring(one, encoding='unicode')[:120]}"
        for file in built.site.rglob("*.html")
        if not file.is_relative_to(built.site / "admin")
        for one in html.parse(str(file)).xpath(f"//span/*[{blocks}] | //a//a")
    ] == []


def test_no_quote_of_an_attribute_is_escaped(built: Built) -> None:
    tag = re.compile(r"<[a-z][^<>]*=&#34;")
    assert [page for page in built.site.rglob("*.html") if tag.search(page.read_text(encoding="utf-8"))] == []


def test_evidence_counts_real_trials_alone(built: Built) -> None:
    text = built.text("lessons/letter/index.html")
    assert "ลองแล้ว 1 ครั้ง" in text
    assert "ได้ผล 0 · ได้ผลบางส่วน 0 · ไม่ได้ผล 1" in text
    assert "ตัวอย่าง เรื่องสมมติ" in text


def test_missing_parts_of_a_series_are_invitations(built: Built) -> None:
    text = built.text("lessons/letter/index.html")
    assert text.count("bead--open") == 2


def test_backlinks_carry_their_sentence(built: Built) -> None:
    text = built.text("lessons/letter/index.html")
    backlinks = text[text.index('id="backlinks"') :]
    assert "เรื่องนี้ตอบ" in backlinks[: backlinks.index("</ol>")]


def test_an_alias_leads_on(built: Built) -> None:
    assert 'content="0; url=../letter/"' in built.text("lessons/old-letter/index.html")


def test_what_strangers_write_cannot_act(built: Built) -> None:
    """Titles, bodies and guides of the sample try to run script and to load from elsewhere."""
    for file in pages(built.site):
        text = file.read_text(encoding="utf-8")
        assert "<script>document" not in text
        assert not Links(text).handlers, file
        assert not re.search(r"""(?:src|href)=["'](?:https?:)?//evil""", text), file
        assert "<iframe" not in text


def test_every_page_has_a_policy_that_allows_its_own_script_alone(built: Built) -> None:
    for file in pages(built.site):
        text = file.read_text(encoding="utf-8")
        policy = re.search(r'Content-Security-Policy" content="([^"]+)"', text)
        assert policy, file
        assert "unsafe" not in policy[1]
        assert len(re.findall(r"'sha256-[^']+'", policy[1])) == 1
        assert ' style="' not in text, file


def test_a_server_can_say_the_same_as_the_pages(built: Built) -> None:
    """`_headers`: the policy of pages for every folder of pages, another for /admin, downloads for what is handed out."""
    said: dict[str, dict[str, str]] = {}
    place = ""
    for line in built.text("_headers").splitlines():
        if line.startswith("  "):
            name, _, value = line.strip().partition(": ")
            said[place][name] = value
        else:
            place = line
            said[place] = {}
    everywhere = said["/*"]
    assert everywhere["X-Content-Type-Options"] == "nosniff"
    assert "geolocation=()" in everywhere["Permissions-Policy"]
    assert everywhere["Referrer-Policy"]
    assert "Content-Security-Policy" not in everywhere, "it would be added to that of /admin"
    shown = re.search(r'Content-Security-Policy" content="([^"]+)"', built.text("index.html"))
    assert shown
    assert "require-trusted-types-for 'script'" in shown[1]
    for file in pages(built.site):
        folder = file.relative_to(built.site).parts[0]
        place = (
            "/" if folder == "index.html" else f"/{folder}" if folder.endswith(".html") else f"/{folder}/*"
        )
        assert said[place]["Content-Security-Policy"] == f"{shown[1]}; frame-ancestors 'self'", place
    assert "unsafe-eval" in said["/admin/*"]["Content-Security-Policy"]
    assert said["/files/*"]["Content-Disposition"] == "attachment"


def test_lessons_are_no_part_of_the_navigation(built: Built) -> None:
    header = built.text("index.html").split("</header>")[0]
    assert "lessons/" not in header


def test_plain_mkdocs_builds_the_emitted_tree_into_the_same_pages(built: Built, tmp_path: Path) -> None:
    tree = sample.emitted(built.folder, tmp_path / "tree")
    said = sample.mkdocs(tree, tmp_path / "plain")
    assert said.returncode == 0, said.stderr[-2000:]
    assert "harvester" not in said.stderr
    ours = {file.relative_to(built.site) for file in built.site.rglob("*") if file.is_file()}
    for name in sorted(ours):
        if name.name.startswith("sitemap"):
            continue
        assert (built.site / name).read_bytes() == (tmp_path / "plain" / name).read_bytes(), name


def test_two_builds_are_the_same_bytes(built: Built, tmp_path: Path) -> None:
    sample.mkdocs(built.folder, tmp_path / "again")
    for file in built.site.rglob("*"):
        if file.is_file() and not file.name.startswith("sitemap"):
            assert file.read_bytes() == (tmp_path / "again" / file.relative_to(built.site)).read_bytes(), file


def test_the_theme_is_listed_without_its_hidden_files() -> None:
    theme = Theme("material")
    whole = theme.get_env().list_templates()
    shown = [
        one for one in whole if not any(part.startswith(".") for part in posixpath.dirname(one).split("/"))
    ]
    assert len(shown) < len(whole)
    assert with_seen_files(theme.get_env, theme.dirs)().list_templates() == shown
