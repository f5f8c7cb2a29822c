"""Hostile lessons of our own making, for where the inputs beside the checkout are missing; and what cameras tell."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from harvester import pipeline, shares
from harvester.emitters import EMITTERS
from harvester.model import Library
from harvester.reading.canonical import canonical
from harvester.rendering.pages import SiteContext
from harvester.settings import Settings

from .seeds import cpu_limit

HEAD = "---\ntitle: ทดลอง\nstatus: published\n---\n\n"
SLOW = {
    "quotes in quotes": "> " * 3_000 + "ลึก",
    "brackets": "[" * 20_000,
    "pictures begun": "![" * 10_000,
    "links begun": "[a](" * 9_000,
    "stars": "a**b" * 20_000,
    "back-ticks": "".join("`" * n + "x" for n in range(1, 500)),
    "comments begun": "<!--" * 20_000,
    "comments begun after one that ends": "<!-- -->" + "<!-- " * 4_900,
    "CDATA": "<![CDATA[" * 20_000,
    "script begun": "<script " * 20_000,
    "a line of spaces": "ก" + " " * 9_900 + "ข",
    "a heading of spaces": "## ก" + " " * 9_900 + "{.x",
    "attribute lists": "# ก {" + " a=b" * 4_000,
    "blank lines": "ก" + "\n" * 19_000 + "ข",
    "headings": "\n\n".join(["## บริบท"] * 4_000),
    "steps": "## เทคนิค: ก\n\n" + "\n".join(f"{n}. ทำ" for n in range(1, 4_000)),
    "cautions": "## ข้อควรระวัง\n\n" + "- ระวัง ทางแก้: หลบ\n" * 4_000,
    "a table": "|" + "ก|" * 220 + "\n|" + "-|" * 220 + "\n" + ("|" + "ข|" * 220 + "\n") * 20,
    "digits": "1 " * 4_900,
    "a line of Thai": "การประสานงาน" * 800,
    "signs of one letter": "ก" + "่" * 9_900,
    "sara am and tone": "ำ่" * 4_900,
    "citations": "[[nowhere]] " * 2_400,
    "Word's HTML": '<p class="MsoNormal" style="' * 700,
    "front matter again": "---\ntitle: ก\n" * 3_000,
    "e-mail begun": "a." * 4_900 + "@",
}
"""Bodies that are slow for a careless parser: each must be answered within five CPU seconds."""
SLOW_HEADS = {
    "depth": "tags: " + "[" * 5_000 + "]" * 5_000,
    "aliases": "a: &a [x]\n" + "".join(f"b{n}: *a\n" for n in range(2_000)),
    "keys": "".join(f"key{n}: {n}\n" for n in range(5_000)),
    "a quote that never ends": 'title: "' + "ก\n" * 5_000,
    "colons": "title: " + "ก: " * 5_000,
    "blank lines between keys": "title: ก\n" + "\n" * 50_000 + "date: 2549\n",
}


def judged(folder: Path, files: dict[str, bytes]) -> Library:
    for path, content in files.items():
        file = folder / "lessons" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    return pipeline.checked(pipeline.load(Settings(root=folder), date(2026, 11, 20)))


@pytest.fixture(scope="session", autouse=True)
def _words() -> None:
    """The dictionary is loaded once, before any clock runs."""
    pipeline.checked(Library())


@pytest.mark.parametrize("name", SLOW)
def test_bodies_answer_in_time(name: str, tmp_path: Path) -> None:
    with cpu_limit(5):
        library = judged(tmp_path, {"slow.md": (HEAD + SLOW[name] + "\n").encode()})
        shown = pipeline.publishable(library)
        for artifact in EMITTERS["lessons"](SiteContext(shown, Settings(root=tmp_path))):
            assert artifact.content
    assert library.lessons or library.diagnostics


@pytest.mark.parametrize("name", SLOW_HEADS)
def test_heads_answer_in_time(name: str, tmp_path: Path) -> None:
    with cpu_limit(5):
        library = judged(tmp_path, {"slow.md": f"---\n{SLOW_HEADS[name]}\n---\n\nเล่า\n".encode()})
    assert library.diagnostics


BREAK_OUT = "</title><script>window.__PWN=1</script>\"'><img src=x onerror=alert(1)>"


def test_nothing_breaks_out_of_its_place(tmp_path: Path) -> None:
    """A field that holds markup shows it as letters wherever a page puts it."""
    text = (
        f"---\ntitle: {BREAK_OUT!r}\nsummary: {BREAK_OUT!r}\nstatus: published\ntags: [{BREAK_OUT!r}]\n"
        f"authors: [{{name: {BREAK_OUT!r}, organisation: {BREAK_OUT!r}}}]\nprogramme: {BREAK_OUT!r}\n"
        f"series: {{name: {BREAK_OUT!r}, part: 1}}\nneeds: {{time: {BREAK_OUT!r}}}\n"
        f"source: {{title: {BREAK_OUT!r}, url: 'https://example.org/', licence: {BREAK_OUT!r}}}\n---\n\n"
        f"## บริบท {BREAK_OUT}\n\n## เทคนิค: {BREAK_OUT}\n\n1. {BREAK_OUT}\n   > ข้อควรระวัง: {BREAK_OUT}\n"
    ).replace("\\'", "''")
    library = judged(tmp_path, {"evil.md": text.encode()})
    assert [one.rule for one in library.diagnostics if one.is_error] == []
    harvested = pipeline.harvest(library)
    site = SiteContext(pipeline.publishable(harvested), Settings(root=tmp_path, prints=False))
    for name, emitter in EMITTERS.items():
        if name in ("prints", "search_shards", "theme"):
            continue
        for artifact in emitter(site):
            if artifact.path.endswith(".md"):
                head, _, page = artifact.content.decode().removeprefix("---\n").partition("---\n")
                assert "<script>window" not in page, artifact.path
                assert "<img src=x" not in page, artifact.path
                assert "onerror=alert" not in page.replace("&gt;&lt;img src=x onerror=alert", ""), (
                    artifact.path
                )
                description = [line for line in head.splitlines() if line.startswith("description")]
                assert not any("<" in line for line in description), artifact.path


def test_a_lesson_over_its_share_is_refused_by_name_and_the_rest_is_built(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of time and of memory, in reading and in cutting words."""
    long = HEAD + "## บริบท\n\n" + ("ชาวบ้านนัดประชุมกันทุกวันพุธ แล้วผลัดกันเล่า " * 30 + "\n\n") * 200
    files = {"2569/long.md": long.encode(), "2569/short.md": (HEAD + "## บริบท\n\nเล่า\n").encode()}
    assert not [one for one in judged(tmp_path, files).diagnostics if one.is_error]
    for name, least in (("SECONDS", 0.02), ("MEMORY", -1)):
        monkeypatch.setattr(shares, "TICK", 0.01)
        monkeypatch.setattr(pipeline, name, least)
        pipeline.read_one.cache_clear()
        library = judged(tmp_path, files | {"2569/long.md": (long + name).encode()})
        told = {one.place.path: one for one in library.diagnostics if one.is_error}
        assert told["2569/long.md"].rule == "over-its-share"
        assert "2569/long.md" not in {one.path for one in pipeline.publishable(library).lessons}
        monkeypatch.undo()


def test_one_line_stays_one_line(tmp_path: Path) -> None:
    """A line end hidden in quotes: not in the data, and gone after `format`."""
    text = '---\ntitle: "นัด\\nด้วยใจ"\ntags: ["การ\\nประชุม", "ก"]\nstatus: published\n---\n\n## บริบท\n\nเล่า\n'
    library = judged(tmp_path, {"a.md": text.encode()})
    assert library.lessons[0].title == "นัด ด้วยใจ"
    assert library.lessons[0].tags == ("การ ประชุม", "ก")
    formatted = canonical("a.md", text.encode())
    assert formatted is not None
    assert "\\n" not in formatted
    assert 'tags: ["การ ประชุม", "ก"]' in formatted


BESIDE = {
    "2569/escape.md": ('---\ntitle: "ก\\x1b[31mข"\n---\n\n## บริบท\n\nเล่า\n', "control-sign"),
    "2569/backwards.md": ('---\ntitle: ก\ntags: ["\\u202egpj"]\n---\n\n## บริบท\n\nเล่า\n', "direction-sign"),
    "2569/tags.md": ('---\ntitle: "ก\\U000e0041"\n---\n\n## บริบท\n\nเล่า\n', "invisible-sign"),
    "trials/another/a.yml": ("outcome: worked\nwho: เธเธฒเธฃเธเธฃเธฐ\n", "garbled-text"),
    "trials/another/b.yml": ('outcome: worked\nwho: "ก\\0"\n', "control-sign"),
    "trials/another/c.yml": ("outcome: worked\nwho: ก\u202eข\n", "direction-sign"),
    "collections/a.yml": ("title: ก\nids: [another]\noutputs: [เล่ม, ../x]\n", "wrong-choice"),
    "vocabulary/tags.yml": ("- label: ก\U000e0041\U000e0042\n", "invisible-sign"),
}
"""Files beside or among lessons that hide something from the eye, and the rule that says so."""


def test_what_hides_from_the_eye_is_told_everywhere(tmp_path: Path) -> None:
    another = {"2569/another.md": (HEAD + "## บริบท\n\nเล่า\n").encode()}
    library = judged(tmp_path, another | {path: text.encode() for path, (text, _) in BESIDE.items()})
    told = {path: {one.rule for one in library.diagnostics if one.place.path == path} for path in BESIDE}
    assert [path for path, (_, rule) in BESIDE.items() if rule not in told[path]] == []
    shown = pipeline.publishable(library, drafts=True)
    assert [str(lesson.id) for lesson in shown.lessons] == ["another"]
    assert not shown.trials
    assert all("\x1b" not in lesson.title for lesson in library.lessons)


def test_signs_that_end_lines_to_some_programs_are_spaces(tmp_path: Path) -> None:
    text = "---\ntitle: นัด\u2028ด้วยใจ\n---\n\n## บริบท\n\nเล่า\x0bต่อ\x85ไป\n"
    library = judged(tmp_path, {"2569/a.md": text.encode()})
    assert library.lessons[0].title == "นัด ด้วยใจ"
    assert "เล่า ต่อ ไป" in library.lessons[0].body
    assert not [one for one in library.diagnostics if one.is_error]
