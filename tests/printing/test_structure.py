"""Every kind of sheet is tagged as PDF/UA-1 asks: all that is shown is in the tree or an artifact, in order, with words."""

from __future__ import annotations

import io

import pikepdf
import pytest

from harvester.printing import FORMS
from tests.printing.conftest import Print
from tests.printing.structure import faults

pytestmark = pytest.mark.print
IMPOSED = ("booklet-fold", "cards")
"""Printed and cut or folded: read by nobody on a screen, so without tags."""
SHEETS = [name for name, form in FORMS.items() if form.suffix == "pdf" and name not in IMPOSED]


@pytest.mark.parametrize("form", SHEETS)
def test_every_sheet_is_sound(paper: Print, form: str) -> None:
    assert faults(paper("small", form).content) == []


@pytest.mark.parametrize("form", ["booklet", "poster"])
def test_what_is_hard_to_set_is_sound(paper: Print, form: str) -> None:
    assert faults(paper("hard", form).content) == []


def test_the_checks_can_fail(paper: Print) -> None:
    """Each thing that is taken away is missed."""
    taken = {
        "/MarkInfo": "6.2",
        "/Lang": "7.2",
        "/ViewerPreferences": "7.1 title",
        "/Metadata": "7.1 metadata",
    }
    for key, clause in taken.items():
        with pikepdf.open(io.BytesIO(paper("small", "brief").content)) as pdf:
            del pdf.Root[key]
            out = io.BytesIO()
            pdf.save(out)
        assert any(fault.startswith(clause) for fault in faults(out.getvalue())), key
    with pikepdf.open(io.BytesIO(paper("small", "brief").content)) as pdf:
        page = pdf.pages[0]
        page.Contents = pdf.make_stream(page.Contents.read_bytes() + b"\n0 0 5 5 re f\n")
        del page.Tabs
        for item in pdf.objects:
            if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/Figure":
                del item["/Alt"]
        out = io.BytesIO()
        pdf.save(out)
    found = " ".join(faults(out.getvalue()))
    assert "f neither tagged nor artifact" in found
    assert "figure without words" in found
