"""Pages of which a site has one: search, the basket, what evidence means, what is to be reviewed, the finished prints."""

import json
from collections.abc import Iterator

from harvester.doors.reminders import last_day, reminders
from harvester.model import Artifact
from harvester.model import Evidence as Level
from harvester.model.schema import EVIDENCE_LABELS, OUTCOME_LABELS, TrialShape, fields_of
from harvester.model.selection import select
from harvester.reading.yaml import load_own
from harvester.rendering.evidence import LEVELS, of_lesson
from harvester.rendering.pages import SiteContext
from harvester.rendering.rows import keys_of, print_rows
from harvester.rendering.templates import TEMPLATES
from harvester.thai.text import sort_key

QUESTIONS = 6
"""Questions that the search page offers before one is asked."""


def search_page(site: SiteContext) -> Iterator[Artifact]:
    """`docs/search/index.md`; `#search-app` is filled by `assets/search/app.js`."""
    shelf = site.indexes.tags
    yield site.page(
        "search/index.md",
        "search",
        title="ค้นหา",
        description="ค้นหาบทเรียน เทคนิค ข้อควรระวัง และกับดัก",
        total=len(site.indexes.newest),
        questions=[work.ask for work in site.library.vocabulary.works if work.ask][:QUESTIONS],
        works=site.library.vocabulary.works,
        tags=[(site.addresses.tag(label), len(shelf[label])) for label in sorted(shelf, key=sort_key)][:400],
        provinces=[
            (site.addresses.province(name), len(found))
            for name, found in sorted(site.indexes.provinces.items(), key=lambda pair: sort_key(pair[0]))
        ],
    )


def basket(site: SiteContext) -> Iterator[Artifact]:
    """`docs/basket/index.md`; `assets/paper/kit.js` sets the half-day kit from the same table as the program."""
    rows = {row.key: row for row in fields_of(TrialShape)}
    kit = load_own((TEMPLATES / "print" / "kit.yml").read_text("utf-8"))
    kit["labels"] = {key: row.label for key, row in rows.items()}
    kit["outcomes"] = list(OUTCOME_LABELS.values())
    yield site.page(
        "basket/index.md",
        "basket",
        title="ตะกร้าของฉัน",
        description="เทคนิคที่เลือกไว้ พิมพ์เป็นบัตร ใบความรู้ เล่ม หรือชุดครึ่งวันจากหน้าเว็บได้ทันที",
        site_name=site.settings.name,
        home=site.settings.url if site.settings.has_address else "",
        contact=site.settings.contact,
        hours=list(kit["lengths"]),
        kit=json.dumps(kit, ensure_ascii=False, separators=(",", ":")),
    )


def evidence(site: SiteContext) -> Iterator[Artifact]:
    """`docs/evidence/index.md`: the levels, the numbers of trials they ask for, how many lessons have each."""
    levels = [of_lesson(site.library, lesson).level for lesson in site.library.lessons]
    yield site.page(
        "evidence/index.md",
        "evidence",
        title="หลักฐานมาจากไหน",
        description="ระดับหลักฐานของบทเรียนนับอย่างไร",
        levels=[(label, levels.count(Level(level))) for level, label in EVIDENCE_LABELS.items()],
        least={level.value: count for count, level in LEVELS},
    )


def reviews(site: SiteContext) -> Iterator[Artifact]:
    """`docs/reviews/index.md` and `docs/reviews.xml`."""
    library = site.library
    found = reminders(library)
    yield site.page(
        "reviews/index.md",
        "reviews",
        title="ถึงเวลาทบทวน",
        description="บทเรียนที่ครบกำหนดให้กลับมาดูว่ายังใช้ได้หรือไม่",
        over=[one for one in found if one.over],
        soon=[one for one in found if not one.over],
    )
    updated = f"{last_day(library.today)}T00:00:00Z" if library.today and found else "2026-01-01T00:00:00Z"
    yield site.text("reviews.xml", "reviews.xml", reminders=found, updated=updated)


def prints(site: SiteContext) -> Iterator[Artifact]:
    """`docs/prints/index.md` and `docs/prints/<collection>-<form>.<suffix>`."""
    library, settings = site.library, site.settings
    for print_ in library.prints if settings.prints else ():
        yield Artifact(f"docs/prints/{print_.name}", print_.content)
    yield site.page(
        "prints/index.md",
        "prints",
        title="ชุดพิมพ์",
        description="เล่ม บัตรเทคนิค สรุปหน้าเดียว ใบงานกลุ่ม ชุดครึ่งวัน และอีบุ๊ก พร้อมพิมพ์",
        shelves=[
            (one, keys_of(select(library, one)), print_rows(library, one)) for one in library.collections
        ],
        has_guide=any(guide.id == "print" for guide in library.guides),
    )
