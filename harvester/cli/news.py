"""`harvester news`: lists what is new in the library since a day, as messages to send."""

import json
from datetime import date, timedelta
from pathlib import Path

import click

from harvester import SetupError, pipeline, store
from harvester.cli.site_folder import current_settings, open_memory
from harvester.doors.history import first_seen
from harvester.doors.news import PAGE, News, teller_messages
from harvester.model import Library
from harvester.reading.files import content_of
from harvester.settings import Settings
from harvester.thai.dates import DateError, parse_date


def news(since: str, out: Path | None, on_site: bool, as_json: bool) -> None:
    """Print what is new since a day, with a message for each teller."""
    settings = current_settings()
    open_memory(settings)
    day = _day(since)
    library = pipeline.publishable(pipeline.checked(pipeline.load(settings)))
    found = _since(day, library, settings)
    line, mail, page = found.line(library, settings), found.mail(library, settings), _page(found, settings)
    tellers = teller_messages(found, library, settings)
    if out is not None:
        for name, text in (("news.txt", line), ("news.eml", mail), ("news.md", page)):
            store.write_file(out / name, text.encode())
    if on_site:
        store.write_file(settings.lessons_folder / PAGE, page.encode())
    if as_json:
        report = {
            "since": day.isoformat(), "lessons": [one.id for one in found.lessons],
            "trials": [f"{one.lesson}/{one.slug}" for one in found.trials], "wishes": found.wishes,
            "line": line, "mail": mail, "page": page, "tellers": tellers,
        }  # fmt: skip
        click.echo(json.dumps(report, ensure_ascii=False, indent=2))
        return
    click.echo(line)
    if tellers:
        click.echo("ข้อความถึงคนเล่า ส่งทีละคน\n\n" + "\n".join(tellers))


def write_news_page(settings: Settings) -> None:
    """This month in the site's page of news, where the site has one."""
    library = pipeline.publishable(pipeline.checked(pipeline.load(settings)))
    if (file := settings.lessons_folder / PAGE).is_file():
        found = _since(date.today().replace(day=1), library, settings)
        store.write_file(file, _page(found, settings).encode())


def _page(found: News, settings: Settings) -> str:
    old = content_of(settings.lessons_folder, settings.lessons_folder / PAGE, 1_000_000)
    return found.page((old or b"").decode("utf-8", "replace"))


def _day(said: str) -> date:
    if not said:
        return date.today() - timedelta(days=30)
    try:
        given = parse_date(said)
    except DateError as error:
        raise SetupError(f"อ่านวันที่หลัง --since ไม่ออก: {error}") from error
    return date(given.year, given.month or 1, given.day or 1)


def _since(day: date, library: Library, settings: Settings) -> News:
    """By the day a file came into git's history; without git by the file's own time."""
    came = first_seen(settings.root, settings.lessons)
    root = settings.lessons_folder

    def new(path: str) -> bool:
        when = came.get(f"{settings.lessons}/{path}")
        if when is None and (root / path).is_file():
            when = date.fromtimestamp((root / path).stat().st_mtime)
        return when is not None and when >= day

    return News(
        day,
        tuple(one for one in library.lessons if new(one.path)),
        tuple(one for one in library.trials if not one.example and new(one.path)),
        sum(new(one.path) for one in library.wishes),
    )
