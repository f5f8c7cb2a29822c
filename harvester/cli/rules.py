"""`harvester rules` and `schema`: what each rule asks for, and the format as the doors want it."""

import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from textwrap import indent

import click

from harvester import SetupError, pipeline, store
from harvester.checks import RULES as CHECK_RULES
from harvester.cli.site_folder import site_settings
from harvester.doors.exports import EXPORTS
from harvester.doors.issue_forms import fill
from harvester.doors.published import RULES as REVIEW_RULES
from harvester.model import Library
from harvester.reading.rules import RULES as READING_RULES
from harvester.reports import RulePage
from harvester.reports.report import LABELS
from harvester.settings import Settings
from harvester.thai.text import did_you_mean, near_names

_ALLOW = (
    "จุดที่ควรแก้หรือชวนเติม ถ้าดูแล้วตั้งใจให้เป็นอย่างนั้น เขียน `<!-- allow: ชื่อกฎ -->` ท้ายบรรทัด หรือบรรทัดก่อนหน้า "
    "เช่น `<!-- allow: personal-data -->` จุดที่ต้องแก้อนุญาตไม่ได้"
)


def pages() -> Mapping[str, RulePage]:
    """The pages of all rules by name: what reading finds in one file, then what the checks find in the library."""
    return {**READING_RULES, **CHECK_RULES, **REVIEW_RULES}


def rules(names: tuple[str, ...], markdown: bool) -> None:
    """Explain rules by name, or list them all."""
    known = pages()
    for name in names:
        if name not in known:
            hint = did_you_mean(near_names(name, known, 1)) or "ดูรายชื่อด้วย harvester rules"
            raise SetupError(f"ไม่มีกฎชื่อ {name}\n{hint}")
    asked = [known[name] for name in names]
    if markdown:
        shown = asked or sorted(known.values(), key=lambda page: page.rule)
        click.echo(fill("rules.md", pages=shown, labels=LABELS, allow=_ALLOW), nl=False)
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
    examples = (f"{name}:\n{indent(text, '    ')}" for name, text in (("ผิด", page.bad), ("ถูก", page.good)))
    return "\n\n".join((*parts, *examples))


def schema(names: tuple[str, ...], folder: Path | None, check: bool) -> None:
    """Print or write the format of lessons for other programs."""
    if not names:
        click.echo("".join(f"{name:<12}{one.about}\n" for name, one in EXPORTS.items()), nl=False)
        return
    settings = site_settings()
    # outside a site an empty library does, for what belongs to the format alone
    library = pipeline.load(settings) if settings else Library()
    settings = settings or Settings(root=Path.cwd())
    made = [artifact for name in names for artifact in EXPORTS[name].make(library, settings)]
    if folder is None:
        if check:
            raise SetupError("--check ต้องใช้คู่กับ --out บอกว่าจะเทียบกับไฟล์ในโฟลเดอร์ใด")
        for artifact in made:
            head = f"# {artifact.path}\n" if len(made) > 1 else ""
            click.echo(head + artifact.content.decode(), nl=False)
        return
    files = {one.path: folder / one.path for one in made}
    present = {path: file.read_bytes() for path, file in files.items() if file.is_file()}
    stale = [one for one in made if present.get(one.path) != one.content]
    for artifact in stale:
        if not check:
            store.write_file(folder / artifact.path, artifact.content)
        click.echo(f"{'ไม่ตรง' if check else 'เขียนแล้ว'} {folder / artifact.path}")
    if check and stale:
        asked = " ".join(f"--for {name}" for name in names)
        click.echo(f"สั่ง harvester schema {asked} --out {folder}", err=True)
        sys.exit(1)
    click.echo(f"ตรงกับตาราง {len(made) - len(stale)} ไฟล์" + (f" เขียนใหม่ {len(stale)} ไฟล์" if stale else ""))
