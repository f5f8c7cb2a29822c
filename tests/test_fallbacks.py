"""Where a machine has no wheel of a quick library, the plain one does the same work: tried without the quick ones."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pikepdf
import pytest
from ahocorasick import Automaton
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject
from scipy.sparse import csr_matrix

from harvester import similarity
from harvester.printing import joining
from harvester.reading import attachments
from harvester.thai.engine import PlainAutomaton

ROOT = Path(__file__).parents[1]
WITHOUT = """
import sys
for name in ("nlpo3", "ahocorasick", "sparse_dot_topn", "pikepdf"):
    sys.modules[name] = None
from datetime import date
from pathlib import Path
from harvester import pipeline
from harvester.settings import Settings
from harvester.thai.segment import Segmenter
print(*Segmenter(()).words("การทำงานร่วมกันสำคัญกว่าน้ำใจ"), sep="|")
library = pipeline.harvest(pipeline.load(Settings(root=Path(sys.argv[1])), date(2026, 11, 20)))
print(len(library.lessons), sum(link.kind == "related" for link in library.links) > 0)
"""


def test_a_library_is_read_harvested_and_linked_without_them(tmp_path: Path) -> None:
    (tmp_path / "lessons").mkdir()
    for name in ("vocabulary", "2549", "2563"):
        (tmp_path / "lessons" / name).symlink_to(ROOT / "lessons" / name)
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT, str(ROOT)], capture_output=True, encoding="utf-8", check=False,
        env=os.environ | {"PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    words, told = done.stdout.splitlines()
    assert words == "การทำงาน|ร่วมกัน|สำคัญ|กว่า|น้ำใจ"
    assert told.split()[1] == "True"


@given(st.lists(st.text("กขคง", min_size=1, max_size=4), max_size=8), st.text("กขคง ", max_size=40))
def test_words_are_found_at_the_same_places(words: list[str], text: str) -> None:
    quick, plain = Automaton(), PlainAutomaton()
    for word in words:
        quick.add_word(word, len(word))
        plain.add_word(word, len(word))
    quick.make_automaton()
    plain.make_automaton()
    assert len(quick) == len(plain)
    if words:
        assert sorted(quick.iter(text)) == sorted(plain.iter(text))


def test_neighbours_are_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = csr_matrix(
        np.random.default_rng(1).random((30, 12)) * (np.random.default_rng(2).random((30, 12)) > 0.6)
    )
    quick = similarity.nearest(rows, rows, 4, 0.3)
    monkeypatch.setattr(similarity, "sp_matmul_topn", None)
    assert similarity.nearest(rows, rows, 4, 0.3) == quick


def _pages(count: int, bookmark: str = "") -> bytes:
    made = PdfWriter()
    for number in range(count):
        made.add_blank_page(420 + number, 595)
    if bookmark:
        made.add_outline_item(title=bookmark, page_number=0)
    out = io.BytesIO()
    made.write(out)
    return out.getvalue()


def test_paper_is_joined(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(joining, "pikepdf", None)
    book = PdfReader(io.BytesIO(joining.join_documents([_pages(3), _pages(2, "บทที่ 2")], [False, False])))
    assert len(book.pages) == 5
    assert book.outline[0]["/Title"] == "บทที่ 2"
    assert book.get_destination_page_number(book.outline[0]) == 3


def test_a_pdf_that_acts_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    made = PdfWriter(io.BytesIO(_pages(1)))
    action = {
        NameObject("/S"): NameObject("/JavaScript"),
        NameObject("/JS"): TextStringObject("app.alert(1)"),
    }
    made.root_object[NameObject("/OpenAction")] = DictionaryObject(action)
    out = io.BytesIO()
    made.write(out)
    for gone in (False, True):
        if gone:
            monkeypatch.setitem(sys.modules, "pikepdf", None)
        assert attachments.look_at("a.pdf", ".pdf", _pages(1)).path == "a.pdf"
        with pytest.raises(attachments.AttachmentRefused):
            attachments.look_at("a.pdf", ".pdf", out.getvalue())
    assert pikepdf
