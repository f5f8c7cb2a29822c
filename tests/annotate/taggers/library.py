"""Libraries out of text, with the vocabulary of these tests, harvested station by station."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from harvester import pipeline
from harvester.model import Library
from harvester.settings import Settings
from harvester.thai.segment import Segmenter
from tests.checks.library import files_of

VOCABULARY = Path(__file__).with_name("vocabulary.txt").read_text(encoding="utf-8")


def library_of(case: str) -> tuple[Library, Segmenter]:
    """The lessons of a case with their words; nothing tagged, nothing linked."""
    files = files_of(VOCABULARY)[0] | files_of(case)[0]
    with TemporaryDirectory() as folder:
        for path, text in files.items():
            file = Path(folder) / "lessons" / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        library = pipeline.load(Settings(root=Path(folder)))
    segmenter = Segmenter(library.vocabulary.words())
    return pipeline.with_tokens(library, segmenter), segmenter
