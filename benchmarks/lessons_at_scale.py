"""Makes a lessons folder of any size out of real Thai texts, for the measures of speed, memory and bytes.

The texts (public domain government news) stand in ../shared/data/thaigov; each becomes one lesson in the
format, with techniques, steps and cautions cut out of it. The same number gives the same bytes.

    python benchmarks/lessons_at_scale.py FOLDER 1000
"""

from __future__ import annotations

import json
import lzma
import random
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
TEXTS = ROOT.parent / "shared" / "data" / "thaigov" / "texts.jsonl.xz"
PLACES = (
    ("พัทลุง", "ควนขนุน"),
    ("ขอนแก่น", "ภูเวียง"),
    ("เชียงราย", "แม่จัน"),
    ("พังงา", "ตะกั่วป่า"),
    ("ลพบุรี", "พัฒนานิคม"),
)
ROLES = ("คุณอำนวย", "คุณกิจ", "คุณเอื้อ", "คุณลิขิต")


def texts(number: int) -> Iterator[tuple[str, list[str]]]:
    """Title and sentences of the first `number` texts. Exits with a clear word when they are missing."""
    if not TEXTS.is_file():
        sys.exit(f"ไม่พบ {TEXTS}: วัดไม่ได้ถ้าไม่มีข้อความชุดนี้")
    with lzma.open(TEXTS, "rt", encoding="utf-8") as lines:
        for _, line in zip(range(number), lines, strict=False):
            record = json.loads(line)
            title = re.sub(r"^รัฐบาลไทย-ข่าวทำเนียบรัฐบาล-", "", record["title"])[:90].strip()
            sentences = [
                part.strip() for part in re.split(r"\n+|\s{2,}", record["text"]) if len(part.strip()) > 25
            ]
            yield title, sentences or [title]


def lesson(number: int, title: str, sentences: list[str], tags: list[str]) -> str:
    """One lesson in the canonical form."""
    dice = random.Random(number)
    province, district = dice.choice(PLACES)

    def clean(text: str) -> str:
        return re.sub(r"[\[\]{}<>|`*_#]", " ", text)

    words = [clean(sentence) for sentence in sentences]
    steps = []
    for index, sentence in enumerate(words[1:5], 1):
        steps.append(f"{index}. {sentence[:160]}")
        if index % 2:
            steps += [
                f"   > ข้อควรระวัง: {words[-index % len(words)][:120]}",
                f"   > ทางแก้: {words[index % len(words)][:100]}",
            ]
    head = [
        "---",
        f"title: {json.dumps(clean(title), ensure_ascii=False)}",
        f"summary: {json.dumps(words[0][:150], ensure_ascii=False)}",
        f"date: {dice.randint(1, 28)} {dice.choice(('ม.ค.', 'พ.ค.', 'ส.ค.'))} {dice.randint(2549, 2568)}",
        f"place: {{province: {province}, district: {district}}}",
        f"roles: [{dice.choice(ROLES)}]",
        f"tags: [{', '.join(dice.sample(tags, 3))}]",
        "status: published",
        *(
            [f"links: {{follows: [lesson-{dice.randrange(number):05}]}}"]
            if number and dice.random() < 0.3
            else []
        ),
        "source: {title: ข่าวทำเนียบรัฐบาล, licence: public-domain}",
        "---",
    ]
    body = [
        "",
        "## บริบท",
        "",
        *words[5:12],
        "",
        f"## เทคนิค: {clean(title)[:60]}",
        "",
        *steps,
        "",
        "## กับดัก",
        "",
    ]
    body += [f"- {sentence[:150]}" for sentence in words[12:14]]
    return "\n".join([*head, *body, ""])


def make(folder: Path, number: int) -> Path:
    """A site folder with `number` lessons, our vocabulary and settings; returns it."""
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "lessons").mkdir(parents=True)
    shutil.copytree(ROOT / "lessons" / "vocabulary", folder / "lessons" / "vocabulary")
    if (ROOT / "mkdocs.yml").is_file():
        shutil.copy(ROOT / "mkdocs.yml", folder / "mkdocs.yml")
    labels = re.findall(
        r"^\s*label: (.+)$", (ROOT / "lessons/vocabulary/tags.yml").read_text(encoding="utf-8"), re.MULTILINE
    )
    for index, (title, sentences) in enumerate(texts(number)):
        target = folder / "lessons" / str(2549 + index % 20) / f"lesson-{index:05}.md"
        target.parent.mkdir(exist_ok=True)
        target.write_text(lesson(index, title, sentences, labels), encoding="utf-8")
    companions(folder / "lessons", number)
    return folder


def companions(lessons: Path, number: int) -> None:
    """Trials of every tenth lesson and three collections, as a real library has them."""
    dice = random.Random(number)
    for index in range(0, number, 10):
        target = lessons / "trials" / f"lesson-{index:05}" / "2569-05-01-again.yml"
        target.parent.mkdir(parents=True, exist_ok=True)
        outcome = dice.choice(("worked", "partly", "failed"))
        target.write_text(
            f"lesson: lesson-{index:05}\nwho: คณะทำงาน\nrole: {dice.choice(ROLES)}\ndate: 1 พ.ค. 2569\n"
            f"outcome: {outcome}\nresult: ลองทำตามขั้นตอนแล้วบันทึกไว้\n",
            encoding="utf-8",
        )
    (lessons / "collections").mkdir(exist_ok=True)
    for index, (province, _) in enumerate(PLACES[:3]):
        ids = ", ".join(f"lesson-{one:05}" for one in range(index, min(number, 60), 3))
        (lessons / "collections" / f"collection-{index}.yml").write_text(
            f"title: ชุดบทเรียน{province}\nsummary: บทเรียนที่เลือกไว้ให้ลองทำ\nids: [{ids}]\norder: listed\n"
            "outputs: [cards]\n",
            encoding="utf-8",
        )


if __name__ == "__main__":
    print(make(Path(sys.argv[1]), int(sys.argv[2])))
