"""What public bug reports of this trade led us to try, each by the words of its line; most have a test of their own beside
what they are about (encodings in reading/test_head, line ends and find-in-page in site/test_browser, wording of searches in
search/test_wording, ports in hostile/faults)."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from harvester import pipeline
from harvester.emitters import EMITTERS
from harvester.model import Library
from harvester.rendering.pages import SiteContext
from harvester.settings import Settings
from harvester.thai.dates import DateError, parse_date

from .staging import LESSON, ROOT, run, sample
from .test_own import HEAD, judged

STEPS = "## เทคนิค: นัด\n\n"
ANOTHER = {
    "2569/another.md": (
        HEAD.replace("ทดลอง", "เรื่องอื่น") + "## บริบท\n\nเล่าเรื่องอื่น\n\n## กับดัก\n\n- นัดแล้วไม่มา\n"
    ).encode()
}
TOLD = {
    "4 conflict markers among steps": (STEPS + "1. ก\n<<<<<<< HEAD\n2. ข\n=======\n2. ค\n>>>>>>> b\n", "conflict-marker"),
    "4 in front of indented steps": (STEPS + "1. ก\n   <<<<<<< HEAD\n   ข\n   >>>>>>> b\n", "conflict-marker"),
    "10 a citation of a part that is not there": ("ดู [[another#ไม่มี]]\n", "broken-page-link"),
    "10 a citation of a lesson that is not there": ("ดู [[nowhere]]\n", "broken-citation"),
    "10 a form that is not there": ("ดู [แบบฟอร์ม](form.docx)\n", "broken-page-link"),
    "10 a fragment of the page that is not there": ("ดู [ที่นี่](#ไม่มีหัวข้อนี้)\n", "broken-page-link"),
    "10 a picture that is not there": ("![ภาพ](photo.jpg)\n", "missing-picture"),
    "16 an admonition of another engine": ('!!! note "หมายเหตุ"\n    เล่า\n', "foreign-command"),
    "16 tabs of another engine": ('=== "แท็บ"\n\n    เล่า\n', "foreign-command"),
    "16 a macro": ("{{ page.title }}\n", "foreign-command"),
}  # fmt: skip
"""Line of the report: a body, and the rule that says so."""
SHOWN = {
    "6 bold beside a bracket": ("ต้อง**(ห้ามลืม)**นะ", ["<strong>(ห้ามลืม)</strong>นะ"]),
    "6 bold beside a colon": ("และ**ข้อควรระวัง:**ห้ามลืม", ["<strong>ข้อควรระวัง:</strong>ห้าม"]),
    "6 bold beside a figure": ("ร้อยละ**50%**ของงาน", ["<strong>50%</strong>"]),
    "6 bold beside a quotation mark": ('เขา**"สำคัญ"**มาก', ["<strong>"]),
    "8 steps numbered in three ways": (STEPS + "1. โทร\n(2) ส่งหนังสือ\n3. ตาม\n", ["โทร", "ส่งหนังสือ", "ตาม", "step-1-3"]),
    "10 an address in Thai": ("https://th.wikipedia.org/wiki/การจัดการความรู้", ['href="https://th.wikipedia.org/wiki/']),
    "16 aligned columns": ("| ก | ข |\n|:--|--:|\n| 1 | 2 |\n", ['align="right"']),
    "16 a paragraph in English": ("We met each week and told our stories to each other.", ['lang="en"']),
    "5 a footnote": ("เล่า[^1]\n\n[^1]: ที่มา\n", ["ที่มา"]),
}  # fmt: skip
"""Line of the report: a body, and what its page holds."""
FILES = {
    "Thumbs.db": "", "desktop.ini": "", ".DS_Store": "", "~$report.docx": "", "notes.md.txt": "stray-file",
    "2569/call-first - Copy.md": "bad-id", "2569/call-first (1).md": "bad-id", "2569/call-first-DESKTOP-A1.md": "bad-id",
    "2569/con.md": "bad-id", "2569/lpt1.md": "bad-id", "2569/pointer.jpg": "wrong-picture", "film.mp4": "stray-file",
}  # fmt: skip
"""What systems, clouds and git leave in a folder, and the rule that tells of it; nothing for what nobody need know."""
DATES = {
    "29 ก.พ. 2567": "2024-02-29", "29 ก.พ. 2566": "", "5 มีนาคม ๒๕๖๗": "2024-03-05", "มี.ค. 2567": "2024-03", "2567": "2024",
}  # fmt: skip


@pytest.fixture(scope="session", autouse=True)
def _words() -> None:
    pipeline.checked(Library())


@pytest.mark.parametrize("line", TOLD)
def test_it_is_told(line: str, tmp_path: Path) -> None:
    body, rule = TOLD[line]
    library = judged(tmp_path, ANOTHER | {"2569/tried.md": (HEAD + "## บริบท\n\nเล่า\n\n" + body).encode()})
    assert rule in {one.rule for one in library.diagnostics if one.place.path == "2569/tried.md"}


@pytest.mark.parametrize("line", SHOWN)
def test_it_is_shown(line: str, tmp_path: Path) -> None:
    body, wanted = SHOWN[line]
    library = judged(tmp_path, {"2569/tried.md": (HEAD + "## บริบท\n\nเล่า\n\n" + body + "\n").encode()})
    (page,) = (
        one.content.decode()
        for one in EMITTERS["lessons"](SiteContext(pipeline.publishable(library), Settings(root=tmp_path)))
        if one.path == "docs/lessons/tried.md"
    )
    page = (
        page.replace("<wbr>", "")
        .replace("</span>", "")
        .replace('<span class="nb">', "")
        .replace("<span>", "")
    )
    assert [words for words in wanted if words not in page] == []


def test_what_systems_leave_behind(tmp_path: Path) -> None:
    pointer = b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n"
    files = {name: pointer if "pointer" in name else (HEAD + "## บริบท\n\nเล่า\n").encode() for name in FILES}
    library = judged(tmp_path, ANOTHER | files)
    told = {one.place.path: one.rule for one in library.diagnostics if one.rule in set(FILES.values())}
    assert {name: told.get(name, "") for name in FILES} == FILES
    assert [str(lesson.id) for lesson in pipeline.publishable(library).lessons] == ["another"]


@pytest.mark.parametrize("said", DATES)
def test_days_of_buddhist_years(said: str) -> None:
    if DATES[said]:
        assert parse_date(said).iso == DATES[said]
    else:
        with pytest.raises(DateError):
            parse_date(said)


@pytest.mark.parametrize("console", ["cp874", "cp437", "ascii"])
def test_consoles_that_know_few_letters(console: str, tmp_path: Path) -> None:
    site = sample(tmp_path)
    (site / "lessons" / "2567" / "odd.md").write_text("---\ntitle: ก\n", encoding="utf-8")
    done = run(site, "check", PYTHONIOENCODING=console, PYTHONUTF8="0", LC_ALL="C", PYTHONCOERCECLOCALE="0")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "unclosed" in done.stdout


def test_a_folder_of_an_office_and_other_plugins_and_gh_deploy(tmp_path: Path) -> None:
    """A path full of signs; plugins that change pages, or ask for the file of each; published by `mkdocs gh-deploy`."""
    site = sample(tmp_path / "OneDrive - กรมส่งเสริม" / "งาน KM (ใหม่) #1 100%" / "คลัง [ร่าง]")
    (site / "lessons" / "2567" / "lesson-9.md").write_text(
        LESSON.format(number=9).replace("date: ", "aliases: [old-name]\ndate: "), "utf-8"
    )
    (site / "hook.py").write_text(
        "from pathlib import Path\n"
        "from jinja2 import BaseLoader\n"
        "class Loader(BaseLoader):\n"
        "    def __init__(self, loader):\n        self.loader = loader\n"
        "    def get_source(self, environment, template):\n"
        "        found = self.loader.get_source(environment, template)\n"
        "        assert Path(found[1]).name\n        return found\n"
        "def on_env(env, **_):\n    env.loader = Loader(env.loader)\n    return env\n"
        "def on_page_markdown(markdown, page, **_):\n    assert isinstance(page.file.src_uri, str)\n    return markdown\n"
        "def on_page_content(html, page, **_):\n    assert Path(page.file.abs_src_path).name\n    return html\n"
        "def on_post_page(output, page, **_):\n    return output.replace('\\n\\n', '\\n') + '<!-- changed -->'\n",
        encoding="utf-8",
    )
    config = (
        (site / "mkdocs.yml").read_text("utf-8").replace("plugins:\n", "plugins:\n  - meta\n  - tags\n", 1)
    )
    (site / "mkdocs.yml").write_text(config + "hooks: [hook.py]\n", encoding="utf-8")
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@example.org"]
    for command in (
        ["init", "-q", "-b", "main"],
        ["init", "-q", "--bare", "away"],
        ["remote", "add", "origin", "away"],
        ["add", "lessons"],
        ["commit", "-qm", "a"],
    ):
        subprocess.run([*git, *command], cwd=site, check=True)
    deploy = [sys.executable, "-m", "mkdocs", "gh-deploy", "-q", "--force"]
    who = {f"GIT_{role}_{what}": "a" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    around = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT), "HOME": str(tmp_path), **who}
    done = subprocess.run(deploy, cwd=site, env=around, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr[-1500:]
    show = ["git", "-C", "away", "show"]
    page = subprocess.run(
        [*show, "gh-pages:lessons/lesson-9/index.html"],
        cwd=site,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert page.stdout.endswith("<!-- changed -->")
    sitemap = subprocess.run(
        [*show, "gh-pages:sitemap.xml"], cwd=site, capture_output=True, encoding="utf-8", check=True
    ).stdout
    assert "old-name" not in sitemap, "an old address is no page of its own"
    assert (
        subprocess.run(
            [*show, "gh-pages:lessons/old-name/index.html"], cwd=site, capture_output=True, check=False
        ).returncode
        == 0
    )


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("hooks: [hook.py]\n", "hook.py บรรทัด 2: AttributeError"),
        ("plugins: [i18n, harvester]\n", "ปลั๊กอิน i18n ใช้กับคลังบทเรียนไม่ได้"),
    ],
)
def test_a_plugin_or_hook_that_fails_is_told_in_a_sentence(line: str, said: str, tmp_path: Path) -> None:
    site = sample(tmp_path)
    (site / "hook.py").write_text("def on_nav(nav, **_):\n    return nav.nothing\n", encoding="utf-8")
    (site / "i18n.py").write_text(
        "from mkdocs.plugins import BasePlugin\nclass I18n(BasePlugin): pass\n", "utf-8"
    )
    names = site / "i18n-1.dist-info" / "entry_points.txt"
    names.parent.mkdir()
    names.write_text("[mkdocs.plugins]\ni18n = i18n:I18n\n", encoding="utf-8")
    whole = (
        (site / "mkdocs.yml")
        .read_text("utf-8")
        .replace("plugins:\n  - harvester\n", "plugins: [harvester]\n")
    )
    whole = whole.replace("plugins: [harvester]\n", "") + (
        "" if "plugins" in line else "plugins: [harvester]\n"
    )
    (site / "mkdocs.yml").write_text(whole + line, encoding="utf-8")
    done = run(site, "build", "-q", PYTHONPATH=os.pathsep.join([str(site), str(ROOT)]))
    assert done.returncode == 1
    assert said in done.stderr
    assert "Traceback" not in done.stderr
