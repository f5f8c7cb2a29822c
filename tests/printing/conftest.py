"""A small library and its prints, set once and read by all the tests of this room."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from harvester import pipeline
from harvester.model import Library
from harvester.model.diagnostics import SetupError
from harvester.model.selection import select
from harvester.printing import FORMS, Job, Made, Press
from harvester.printing.collections import whole_words
from harvester.settings import Settings
from harvester.thai.dates import ThaiDate
from tests.printing.paper import Paper
from tests.sharing import made_once

SITE = Path(__file__).parent / "site"
Print = Callable[[str, str], Paper]


@pytest.fixture(scope="session")
def settings() -> Settings:
    return Settings(root=SITE, name="คลังทดสอบ", url="https://botrian.example/")


@pytest.fixture(scope="session")
def library(settings: Settings) -> Library:
    return pipeline.harvest(pipeline.load(settings))


@pytest.fixture(scope="session")
def press(library: Library) -> Iterator[Press]:
    with Press(whole_words(library)) as opened:
        try:
            opened.set("<hr>")
        except SetupError:
            pytest.skip("this machine has no Pango: `make` installs it where it can")
        yield opened


@pytest.fixture(scope="session")
def job(library: Library, settings: Settings) -> Callable[[str], Job]:
    def of(collection_id: str) -> Job:
        collection = next(one for one in library.collections if one.id == collection_id)
        date = collection.date or ThaiDate(2026, 11, 20)
        return Job(library, collection, select(library, collection), settings, date)

    return of


@pytest.fixture(scope="session")
def paper(
    job: Callable[[str], Job], request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Print:
    """The print of a collection in a form, set at its first use in any process."""
    done: dict[tuple[str, str], Paper] = {}

    def of(collection_id: str, form: str) -> Paper:
        def made() -> Made:
            return FORMS[form].make(job(collection_id), request.getfixturevalue("press"))

        if (collection_id, form) not in done:
            made_before = made_once(tmp_path_factory, f"{collection_id}-{form}", made)
            done[collection_id, form] = Paper(made_before)
        return done[collection_id, form]

    if shutil.which("pdftotext") is None:
        pytest.skip("poppler-utils is missing: the text layer cannot be read a second way")
    return of
