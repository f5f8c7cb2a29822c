"""`harvester search`: asks the same index as the browser, in the terminal."""

import json
from collections.abc import Sequence
from typing import Any

import click
from rich.console import Console
from rich.text import Text

from harvester import pipeline
from harvester.cli.site_folder import current_settings, open_memory
from harvester.search.answering import NEAR, Answer, Hit, answer
from harvester.search.building import index_of
from harvester.search.engine import Search
from harvester.search.excerpts import densest_stretch, found_in
from harvester.search.weights import KINDS, NOTES, sentence


def search(query: Sequence[str], limit: int, as_json: bool, **narrowing: Sequence[str]) -> None:
    """Print the answer to a query, as the site gives it."""
    settings = current_settings()
    open_memory(settings)
    library = pipeline.publishable(pipeline.harvest(pipeline.load(settings)), settings.drafts)
    opened, asked = Search(index_of(library).load), " ".join(query)
    found = answer(opened, asked, {facet: values for facet, values in narrowing.items() if values})
    if as_json:
        click.echo(json.dumps(_as_data(opened, asked, found, limit), ensure_ascii=False, indent=2))
    else:
        _print(opened, asked, found, limit)


def _as_data(opened: Search, asked: str, found: Answer, limit: int) -> dict[str, Any]:
    entries = [_document_as_data(opened, document) for document in found.entries]
    near = [*(() if found.hits else entries), *(_hit_as_data(opened, hit) for hit in found.near)]
    return {
        "query": asked,
        "answer": found.verdict,
        "meant": found.meant.after if found.meant else None,
        "notes": [sentence(*note) for note in found.notes],
        "total": len(found.hits),
        "hits": [_hit_as_data(opened, hit) for hit in found.hits[:limit]],
        "near": near[:NEAR],
        "words": entries,
        "facets": found.counts,
    }


def _document_as_data(opened: Search, document: int) -> dict[str, Any]:
    lexicon, card = opened.lexicon, opened.card(document)
    return {
        "kind": lexicon.kind_of[document],
        "title": lexicon.titles[document] or card.text,
        "url": lexicon.address_of(document),
        "excerpt": card.text,
        "remedy": card.remedy,
        "note": card.note,
    }


def _hit_as_data(opened: Search, hit: Hit) -> dict[str, Any]:
    lexicon = opened.lexicon
    return {
        **_document_as_data(opened, hit.document),
        "lesson": lexicon.titles[lexicon.owner[hit.document]],
        "score": hit.score,
        "sure": hit.sure,
        "also": [lexicon.address_of(document) for document in hit.also],
    }


def _print(opened: Search, asked: str, found: Answer, limit: int) -> None:
    console, lexicon = Console(highlight=False), opened.lexicon
    said = sentence("found", str(len(found.hits))) if found.hits else sentence("nothing", asked)
    console.print(Text(said, style="bold"))
    if found.meant and not found.meant.searched:
        console.print(Text(sentence("offered", found.meant.after), style="yellow"))
    for note in found.notes:
        console.print(Text(sentence(*note), style="yellow"))
    for document in found.entries:
        line = f"{KINDS[lexicon.kind_of[document]]}  {lexicon.titles[document]}  {opened.card(document).text}"
        console.print(Text(line, style="dim"))
    if found.near:
        console.print(Text(f"\n{NOTES['alike']}"))
    for number, hit in enumerate([*found.hits[:limit], *found.near], 1):
        _print_hit(console, opened, found, number, hit)


def _print_hit(console: Console, opened: Search, found: Answer, number: int, hit: Hit) -> None:
    lexicon, card = opened.lexicon, opened.card(hit.document)
    title = lexicon.titles[hit.document] or card.text
    head = Text(f"\n{number:>2}. {KINDS[lexicon.kind_of[hit.document]]}  ", style="dim")
    console.print(head + _highlight(title, found.marks, "bold"))
    body = f"ทางแก้: {card.remedy}" if card.remedy else card.text if lexicon.titles[hit.document] else ""
    for line in (_highlight(densest_stretch(body, found.marks), found.marks), Text(card.note, style="dim")):
        if line.plain:
            console.print(Text("    ") + line)
    console.print(Text(f"    {lexicon.address_of(hit.document)}", style="blue"))


def _highlight(text: str, marks: Sequence[str], style: str = "") -> Text:
    out = Text(text, style=style)
    for start, end in found_in(text, marks):
        out.stylize("reverse", start, end)
    return out
