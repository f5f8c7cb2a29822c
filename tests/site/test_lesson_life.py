"""A lesson that is replaced, translated, tried three times: what its page and the lists say."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Mapping
from html import unescape

import pytest

from harvester import pipeline
from harvester.search.document import documents
from harvester.settings import Settings
from tests.checks.library import TODAY, harvested

BODY = "\n\n## เทคนิค: {name}\n\n1. โทรหาตัวคน\n   > ข้อควรระวัง: ไม่รับสาย\n"
TRIAL = "outcome: {outcome}\nchanged: {changed}\nmet: {met}\nresult: ผล\nexample: {example}\n"


def lesson(name: str, *head: str) -> str:
    return "\n".join(
        ("---", f"title: {name}", "status: published", "tags: [การประสานงาน]", *head, "---")
    ) + BODY.format(name=name)


FILES = {
    "2549/old-way.md": lesson("ทางเก่า", "replaced-by: new-way", "date: 1 ม.ค. 2549"),
    "2549/gone-way.md": lesson("เลิกแล้ว").replace("published", "retired"),
    "2569/new-way.md": lesson("ทางใหม่", "date: 2 ม.ค. 2569"),
    "2569/new-way-english.md": lesson("The new way", "lang: en", "translates: new-way", "date: 1 ม.ค. 2569"),
    "2569/half-way.md": lesson("ครึ่งทาง", "replaced_by: nowhere"),
    "2569/ring-a.md": lesson("วงหนึ่ง", "replaced_by: ring-b"),
    "2569/ring-b.md": lesson("วงสอง", "replaced_by: ring-a"),
    "trials/new-way/2569-01-01-a.yml": TRIAL.format(outcome="worked", changed="โทรตอนเย็น", met="", example="false"),
    "trials/new-way/2569-01-02-b.yml": TRIAL.format(outcome="worked", changed="ไปหาที่บ้าน", met="", example="false"),
    "trials/new-way/2569-01-03-c.yml": TRIAL.format(outcome="failed", changed="", met="เขาย้ายแล้ว", example="false"),
    "trials/half-way/2569-01-01-a.yml": TRIAL.format(outcome="worked", changed="ก", met="", example="true"),
    "vocabulary/tags.yml": "- {id: coordination, label: การประสานงาน}\n",
    "vocabulary/works.yml": "- {id: borrow, label: ขอคนจากหน่วยอื่น, ask: ขออย่างไร, tags: [การประสานงาน]}\n",
    "2569/dogs.md": lesson("เข้าบ้าน").replace("ไม่รับสาย", "สุนัขเฝ้าบ้านไล่กัดคนแปลกหน้าหน้าประตูรั้ว"),
    "2569/dogs-met.md": lesson("แวะบ้าน").replace("ไม่รับสาย", "สุนัขเฝ้าบ้านไล่กัดคนแปลกหน้าที่รั้ว\n   > ทางแก้: โทรให้เจ้าของออกมารับ"),
    "2569/answer.md": lesson("มีคนตอบ", "links: {answers: ['asked#caution-1-1-1', 'half-way']}"),
    "2569/asked.md": lesson("มีคนถาม").replace("ไม่รับสาย\n", "หนังสือหาย\n2. รอ\n   > ข้อควรระวัง: ตู้ล็อก\n"),
    "collections/all.yml": "title: ชุด\nids: [old-way, new-way]\n",
}  # fmt: skip
REPLACED = ("old-way", "gone-way")


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    """The words of each page, by its path; the folder is a git repository with two commits."""
    folder = tmp_path_factory.mktemp("life")
    harvested(folder, FILES)
    git = ("git", "-C", str(folder), "-c", "user.name=a", "-c", "user.email=a@klang.test")
    for day, change in (("2025-01-05", ""), ("2026-02-06", "\nแก้แล้ว\n")):
        file = folder / "lessons/2569/new-way.md"
        file.write_text(file.read_text("utf-8") + change, "utf-8")
        environment = {
            "GIT_AUTHOR_DATE": f"{day}T12:00:00",
            "GIT_COMMITTER_DATE": f"{day}T12:00:00",
            "PATH": "/usr/bin:/bin",
        }
        for words in (("init", "-q"), ("add", "-A"), ("commit", "-qm", "x")):
            subprocess.run((*git, *words), check=True, env=environment)
    settings = Settings(root=folder, prints=False)
    library = pipeline.harvest(pipeline.load(settings, TODAY))
    made = {one.path: one.content.decode("utf-8", "replace") for one in pipeline.emit(library, settings)}
    found = {one.id for one in documents(library)}
    assert found.isdisjoint(REPLACED)
    assert {"new-way", "half-way", "ring-a"} <= found
    rules = {(one.rule, one.place.path) for one in library.diagnostics}
    assert {("broken-link", f"2569/{name}.md") for name in ("half-way", "ring-a", "ring-b")} <= rules
    return {
        path: re.sub(r"</?(?:span|wbr)[^>]*>", "", unescape(text))
        for path, text in made.items()
        if path.endswith(".md")
    }


def test_what_is_replaced_keeps_its_address_and_leaves_every_list(pages: Mapping[str, str]) -> None:
    for name in REPLACED:
        page = pages[f"docs/lessons/{name}.md"]
        assert "เลิกใช้แล้ว" in page
        assert 'robots: "noindex"' in page
        assert "data-basket" not in page
        assert "tell/" not in page, "nobody is asked to mend what is no longer used"
        listing = [
            path
            for path, text in pages.items()
            if f"lessons/{name}/" in text and not path.startswith("docs/lessons/")
        ]
        assert listing == [], name
    assert "../../lessons/new-way/" in pages["docs/lessons/old-way.md"].replace(
        "../new-way/", "../../lessons/new-way/"
    )
    assert "nowhere" in pages["docs/lessons/half-way.md"], "a name that leads nowhere takes nothing away"
    assert "lessons/half-way/" in pages["docs/titles/index.md"]


def test_a_translation_says_when_its_original_moved_on(pages: Mapping[str, str]) -> None:
    page = pages["docs/lessons/new-way-english.md"]
    assert '<div class="lesson" lang="en"' in page
    assert "ต้นฉบับแก้ไปแล้วหลังจากแปล" in page
    assert 'hreflang="en"' in pages["docs/lessons/new-way.md"]


def test_the_history_is_told_in_thai(pages: Mapping[str, str]) -> None:
    history = pages["docs/lessons/new-way.md"].partition('id="history"')[2].partition("</details>")[0]
    assert re.findall(r"(แก้ไข|เข้าคลัง) <time[^>]*>([^<]+)<", history) == [
        ("แก้ไข", "6 กุมภาพันธ์ 2569"),
        ("เข้าคลัง", "5 มกราคม 2568"),
    ]


def test_a_technique_says_when_it_works_from_three_real_trials_on(pages: Mapping[str, str]) -> None:
    told = re.findall(
        r"<dt>([^<]+)</dt><dd>([^<]+)</dd>",
        pages["docs/lessons/new-way.md"].partition('class="when"')[2].partition("</dl>")[0],
    )
    assert told == [("ได้ผลเมื่อ", "โทรตอนเย็น · ไปหาที่บ้าน"), ("ไม่ได้ผลเมื่อ", "เขาย้ายแล้ว")]
    assert "ปรับไปจากเดิม" in pages["docs/lessons/new-way.md"]
    assert 'class="when"' not in pages["docs/lessons/half-way.md"]


def test_a_caution_without_a_remedy_leads_to_one_elsewhere(pages: Mapping[str, str]) -> None:
    link = "dogs-met/#caution-1-1-1"
    assert link in pages["docs/lessons/dogs.md"]
    assert "น่าจะแก้ได้ด้วย แวะบ้าน" in pages["docs/lessons/dogs.md"]


def test_a_caution_is_joined_to_the_answer_that_an_author_declared(pages: Mapping[str, str]) -> None:
    first, _, second = pages["docs/lessons/asked.md"].partition('id="caution-1-2-1"')
    assert "lessons/answer/" in first
    assert "มีคำตอบใน มีคนตอบ" in first
    assert "มีคำตอบใน" not in second.partition('id="related"')[0]
    assert "มีคำตอบใน มีคนตอบ" in pages["docs/lessons/half-way.md"]
    assert "มีคำตอบใน มีคนตอบ" in pages["docs/cautions/open/index.md"]


def test_dangers_that_nobody_answers_are_folded(pages: Mapping[str, str]) -> None:
    shown, _, rest = pages["docs/cautions/index.md"].partition('<details class="fold"><summary>ยังไม่มีทางแก้')
    folded = rest.partition("</details>")[0]
    assert "มีคำตอบใน มีคนตอบ" in shown
    assert "ตู้ล็อก" not in shown
    assert "ตู้ล็อก" in rest
    assert folded.count("<article") == int(folded.split()[0])
    assert '<details class="fold"><summary>ยังไม่มีทางแก้' not in pages["docs/cautions/open/index.md"]


def test_the_line_below_a_title_begins_with_what_is_known(pages: Mapping[str, str]) -> None:
    line = pages["docs/lessons/new-way.md"].partition('<p class="by">')[2].partition("</p>")[0]
    assert re.sub(r"<[^>]+>", "", line).startswith("2 มกราคม 2569")


def test_one_file_of_works_leads_everywhere(pages: Mapping[str, str]) -> None:
    for path in (
        "docs/index.md",
        "docs/works/index.md",
        "docs/search/index.md",
        "docs/gaps/index.md",
        "docs/cautions/for-borrow/index.md",
    ):
        assert "ขอคนจากหน่วยอื่น" in pages[path], path
    assert "ขออย่างไร" in pages["docs/search/index.md"]
    assert "lessons/new-way/" in pages["docs/works/borrow/index.md"]
    assert "lessons/new-way/" in pages["docs/years/2569/index.md"]
