"""Twice the input takes about twice the time, whatever it is made of: no lesson that passes can hold up a build."""

from __future__ import annotations

import gc
import re
import time
from collections.abc import Callable, Mapping
from datetime import date
from itertools import count as naturals
from pathlib import Path
from statistics import median

import pytest

from harvester import pipeline
from harvester.documents import DOCUMENTS
from harvester.documents.plain_text import plain_text
from harvester.documents.reception import read_documents
from harvester.doors.letters import open_letters
from harvester.drafting.understanding import understand
from harvester.emitters import EMITTERS
from harvester.model import Vocabulary
from harvester.model.document import Document
from harvester.settings import Settings

HEAD = "---\ntitle: ทดลอง\nstatus: published\n---\n\n"
OTHER = "---\ntitle: เรื่องอื่น\nstatus: published\n---\n\n## บริบท\n\nเล่า\n"
STORY = "ชาวบ้านนัดประชุมกันที่ศาลาวัดทุกวันพุธ แล้วผลัดกันเล่าว่าอาทิตย์ที่ผ่านมาลองทำอะไรไปบ้าง ติดขัดตรงไหน ใครช่วยได้ "


def lesson(body: str, head: str = HEAD) -> dict[str, str]:
    return {"2569/grown.md": f"{head}{body}\n", "2569/other.md": OTHER}


def lines(line: str, count: int, heading: str = "## บริบท\n\n") -> dict[str, str]:
    return lesson(heading + "".join(line.format(n=n) for n in range(count)))


def many(text: Callable[[int], str], count: int) -> dict[str, str]:
    return {f"2569/lesson-{n}.md": text(n) for n in range(count)}


def told(field: str, number: int) -> str:
    return f"---\ntitle: ตอน {number}\n{field}\nstatus: published\n---\n\n## บริบท\n\nเล่า{number}\n"


KINDS: Mapping[str, tuple[int, Callable[[int], dict[str, str]]]] = {
    "citations in one paragraph": (600, lambda n: lines("[[other]] ", n)),
    "citations in paragraphs": (500, lambda n: lines("เล่าเรื่องที่ {n} [[other]] ต่อไป\n\n", n)),
    "cautions with remedies": (100, lambda n: lines("- อย่ารีบ{n} ทางแก้: ช้าลง\n", n, "## ข้อควรระวัง\n\n")),
    "cautions of one step": (
        100,
        lambda n: lines("   > ข้อควรระวัง: อย่าลืม{n}\n\n", n, "## เทคนิค: ก\n\n1. ทำ\n"),
    ),
    "traps": (100, lambda n: lines("- หลุมที่ {n} นัดแล้วไม่มา\n", n, "## กับดัก\n\n")),
    "steps": (30, lambda n: lines(f"1. ทำขั้นที่ {{n}} {STORY}\n", n, "## เทคนิค: ก\n\n")),
    "techniques": (25, lambda n: lines(f"## เทคนิค: วิธีที่ {{n}}\n\n1. {STORY}\n\n", n, "")),
    "outcomes": (100, lambda n: lines("- คนมา {n} คน ได้คุยกันครบ\n", n, "## ผลลัพธ์\n\n")),
    "sections": (150, lambda n: lines(f"## เรื่องที่ {{n}} ของป้าแดง\n\n{STORY}\n\n", n, "")),
    "running prose": (150, lambda n: lines(f"{STORY}\n", n)),
    "prose without blanks": (150, lambda n: lines(STORY.replace(" ", "") + "\n", n)),
    "links": (400, lambda n: lines("ดู [ที่นี่ {n}](https://example.org/{n}) นะ\n\n", n)),
    "addresses": (400, lambda n: lines("ดู https://example.org/หน้า/{n} นะ\n\n", n)),
    "footnotes": (250, lambda n: lines("เล่า[^{n}]\n\n[^{n}]: ที่มา {n}\n\n", n)),
    "table rows": (300, lambda n: lines("| {n} | ข |\n", n, "## บริบท\n\n| ก | ข |\n|---|---|\n")),
    "inline HTML": (400, lambda n: lines("<b>ก</b> <i onclick=x>ข</i> {n}\n\n", n)),
    "bold and italic": (500, lambda n: lines("**สำคัญ{n}** และ *เอียง* นะ ", n)),
    "quotes": (300, lambda n: lines("> คำพูดที่ {n}\n\n", n)),
    "code": (300, lambda n: lines("```\nโค้ด {n}\n```\n\n", n)),
    "comments": (300, lambda n: lines("<!-- {n} --> เล่า\n\n", n)),
    "places and days": (300, lambda n: lines("อำเภอเมือง จังหวัดขอนแก่น วันที่ {n} มีนาคม 2567\n\n", n)),
    "numbers like telephones": (300, lambda n: lines("โทร 08{n:08d} หรือ 1-1002-{n:05d}-12-3\n\n", n)),
    "lessons that cite each other": (
        60,
        lambda n: many(lambda at: f"{HEAD}## บริบท\n\n{STORY}{at} [[lesson-{(at + 1) % n}]]\n", n),
    ),
    "lessons that are the same": (60, lambda n: many(lambda at: f"{HEAD}## บริบท\n\n{STORY * 6}\n", n)),
    "lessons of one series": (
        60,
        lambda n: many(lambda at: told(f"series: {{name: ชุด, part: {at + 1}}}", at), n),
    ),
    "lessons that follow one another": (
        60,
        lambda n: many(lambda at: told(f"links: {{follows: [lesson-{max(at - 1, 0)}]}}", at), n),
    ),
    "trials of one lesson": (
        100,
        lambda n: (
            lesson("## เทคนิค: ก\n\n1. ทำ\n")
            | {
                f"trials/grown/2567-{at}.yml": f"outcome: worked\nwho: คนที่ {at}\nresult: ได้ผล\n"
                for at in range(n)
            }
        ),
    ),
    "words of the vocabulary": (
        200,
        lambda n: (
            lesson("## บริบท\n\n" + STORY)
            | {
                "vocabulary/tags.yml": "".join(
                    f"- {{id: tag-{at}, label: แท็กที่{at}, aliases: [ชื่อรอง{at}]}}\n" for at in range(n)
                )
            }
        ),
    ),
    "mentions of a word of the glossary": (
        300,
        lambda n: (
            lines("เราใช้คุณอำนวยช่วยครั้งที่ {n} เสมอ\n\n", n)
            | {"vocabulary/glossary.yml": "- {id: facilitator, label: คุณอำนวย, definition: ผู้ชวนคุย}\n"}
        ),
    ),
}
"""What grows, how many of it at first, and the files of so many."""


@pytest.fixture(scope="session", autouse=True)
def _loaded(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Dictionary, templates, everyday words and what is known of documents are loaded once, before any clock runs."""
    made(tmp_path_factory.mktemp("loaded"), {"2569/other.md": OTHER})()
    of_document("นายมี ศรีทอง {n}\n\n", 2)


def made(folder: Path, files: Mapping[str, str]) -> Callable[[], int]:
    """What is measured: from the files to the pages of their lessons, and to the indexes of cautions and techniques."""
    for path, text in files.items():
        file = folder / "lessons" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    settings = Settings(root=folder, prints=False)

    def run() -> int:
        library = pipeline.publishable(pipeline.harvest(pipeline.load(settings, date(2026, 11, 20))))
        assert library.lessons, "what grows must be accepted"
        rest = EMITTERS.keys() - {"lessons", "techniques", "cautions", "data"}
        return sum(len(one.content) for one in pipeline.emit(library, settings, leave_out=rest))

    return run


def ticks(run: Callable[[], object]) -> float:
    """CPU time of a run in units of a fixed piece of work, about 10 ms, done before and after it: the clock of a shared
    machine doubles and halves within a second."""

    def taken(work: Callable[[], object]) -> float:
        start = time.process_time()
        assert work()
        return time.process_time() - start

    gc.collect()
    gc.freeze()  # what other tests left is not looked through while the clock runs
    before, took, after = taken(_tick), taken(run), taken(_tick)
    return 2 * took / (before + after)


def _tick() -> int:
    return sum(len(re.sub("ก", "ข", STORY[n % 90 :]).split()) for n in range(7500))


def of_lessons(folder: Path, files: Mapping[str, str]) -> float:
    """Ticks of it."""
    return ticks(made(folder, files))


def of_document(piece: str, count: int) -> float:
    """Ticks from the blocks of a document of so many pieces to its draft."""
    (document,) = plain_text("".join(piece.format(n=n) for n in range(count)).encode(), "a.txt")
    assert isinstance(document, Document)
    return ticks(lambda: understand(document, Vocabulary()))


def growth(measure: Callable[[int], float], count: int) -> list[float]:
    """Time of twice as much by time of as much: of the medians of up to nine rounds, one more while a busy machine
    spoils them."""
    found: list[float] = []
    rounds: list[tuple[float, ...]] = []
    while len(found) < 9 and (not found or found[-1] >= 2.5):
        rounds.append(tuple(measure(number) for number in (2, count, 2 * count)))
        base, once, twice = map(median, zip(*rounds, strict=True))
        found.append(round((twice - base) / max(once - base, 2), 2))
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_twice_as_much_takes_twice_as_long(kind: str, tmp_path: Path) -> None:
    count, files = KINDS[kind]
    folders = (tmp_path / str(number) for number in naturals())
    found = growth(lambda number: of_lessons(next(folders), files(number)), count)
    assert found[-1] < 2.5, f"{kind}: t(2n)/t(n) is {found}"


@pytest.mark.parametrize(
    "piece",
    [
        "เล่าเรื่องที่ {n} ของป้าแดง\n\n",
        "นายมี ศรีทอง {n}\n\n",
        "นายมี ศรีทอง, นางดี ใจดี, ",
        "ความเห็น ({n})\n\nเขียนดี {n}\n\n",
        "ผู้จัดทำ : สมชาย ใจดี\n\nตำแหน่ง : ครู\n\n",
    ],
    ids=["lines", "names", "names on one line", "comments", "labels"],
)
def test_a_document_twice_as_long_takes_twice_as_long(piece: str) -> None:
    found = growth(lambda number: of_document(piece, number), 600)
    assert found[-1] < 2.5, f"t(2n)/t(n) is {found}"


RUNS = (
    *" \t\u00a0>-*#_:=[](){}<`|~0๐เๆฯ.,@&!\\/“", "- ", "1. ", "(1) ", "> > ", "0 ", "![", "](", "x:", ":(", "http://", "ก ",
    "##", " \t",
)  # fmt: skip
"""What people and programs repeat without an end: rules, dots to fill in, quotes of quotes, pasted tables."""
AROUND = (
    "{}",
    "จันทร์{}5{}x",
    "#บทเรียน\nชื่อเรื่อง{}: ก{}\n{}**ขั้นตอน",
    "ระหว่าง{}ถึง{}2567",
    "ไตรมาส 1{}x",
    "โดย{}|{}x",
    "ย่อหน้า{}x",
)


@pytest.mark.parametrize("sign", RUNS)
def test_a_run_of_one_sign_in_a_message_or_a_document(sign: str) -> None:
    def read(count: int) -> float:
        raw = "\n\n".join(around.replace("{}", sign * count) for around in AROUND).encode()
        start = time.process_time()
        open_letters(raw)
        for one in read_documents(raw, "a.txt", DOCUMENTS):
            if isinstance(one, Document):
                understand(one, Vocabulary())
        return time.process_time() - start

    read(30)
    once: list[float] = []
    twice = [read(1000)]
    while min(twice) >= 1.0 and len(once) < 6:  # what is quick needs no second look; a busy machine gets more
        once.append(read(500))
        twice.append(read(1000))
        if len(once) > 1 and min(twice) < 4 * min(once):
            break
    assert min(twice) < max(4 * min(once, default=0.0), 1.0), (once, twice)
