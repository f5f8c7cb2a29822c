"""`harvester rules`: what each rule asks for, why, with a bad and a good example."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import click

from harvester.checks import CHECKS
from harvester.doors.published import RULES as REVIEW_RULES
from harvester.model.diagnostics import SetupError
from harvester.reading.rules import RULES as READING_RULES
from harvester.reading.rules import rule_pages
from harvester.reports import RulePage
from harvester.reports.report import LABELS
from harvester.thai.text import did_you_mean, near_names

_ALLOW = (
    "จุดที่ควรแก้หรือชวนเติม ถ้าดูแล้วตั้งใจให้เป็นอย่างนั้น เขียน `<!-- allow: ชื่อกฎ -->` ท้ายบรรทัด หรือบรรทัดก่อนหน้า "
    "เช่น `<!-- allow: personal-data -->` จุดที่ต้องแก้อนุญาตไม่ได้"
)


def pages() -> Mapping[str, RulePage]:
    """The pages of all rules by name: what reading finds in one file, then what the checks find in the library."""
    return {**READING_RULES, **rule_pages("harvester.checks", CHECKS), **REVIEW_RULES}


@click.command()
@click.argument("names", nargs=-1, metavar="[RULE]...")
@click.option("--markdown", is_flag=True, help="พิมพ์เป็นหน้าเอกสาร Markdown")
def rules(names: tuple[str, ...], markdown: bool) -> None:
    """อธิบายกฎที่ใช้ตรวจ ทีละกฎพร้อมตัวอย่างผิดและถูก (ไม่บอกชื่อกฎ: รายชื่อทั้งหมด)"""
    known = pages()
    for name in names:
        if name not in known:
            hint = did_you_mean(near_names(name, known, 1)) or "ดูรายชื่อด้วย harvester rules"
            raise SetupError(f"ไม่มีกฎชื่อ {name}\n{hint}")
    asked = [known[name] for name in names]
    if markdown:
        click.echo(as_document(asked or sorted(known.values(), key=lambda page: page.rule)), nl=False)
    elif asked:
        click.echo("\n\n".join(_page(page) for page in asked))
    else:
        click.echo("\n".join(_list(known.values())))


def _list(all_pages: Iterable[RulePage]) -> Iterator[str]:
    ordered = sorted(all_pages, key=lambda page: (list(LABELS).index(page.severity), page.rule))
    width = max(len(page.rule) for page in ordered)
    for severity, label in LABELS.items():
        yield f"{label}:"
        yield from (f"  {page.rule:{width}}  {page.summary}" for page in ordered if page.severity is severity)
        yield ""
    yield "ดูคำอธิบายและตัวอย่าง: harvester rules ชื่อกฎ"
    yield _ALLOW.replace("`", "")


def _page(page: RulePage) -> str:
    parts = [f"{page.rule} ({LABELS[page.severity]})", f"{page.summary}\n{page.explanation}".strip()]
    parts += [f"ผิด:\n{_indent(page.bad)}", f"ถูก:\n{_indent(page.good)}"]
    return "\n\n".join(parts)


def as_document(all_pages: Iterable[RulePage]) -> str:
    """The pages as one Markdown document."""
    parts = ["# กฎที่ใช้ตรวจบทเรียน", "หน้านี้สร้างจากตัวกฎเองด้วย `harvester rules --markdown`", _ALLOW]
    for page in all_pages:
        parts += [f"## {page.rule}", f"**{LABELS[page.severity]}** · {page.summary}"]
        parts += [page.explanation] if page.explanation else []
        parts += [f"ผิด\n\n{_indent(page.bad)}", f"ถูก\n\n{_indent(page.good)}"]
    return "\n\n".join(parts) + "\n"


def _indent(example: str) -> str:
    return "\n".join(f"    {line}".rstrip() for line in example.split("\n"))
