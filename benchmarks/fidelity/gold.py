"""What must be found: the gold files of the made-up documents, and what the design names of each seed."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from harvester.reading.yaml import parse, plain

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
DOCUMENTS = ROOT / "tests" / "drafting" / "families"
SEED_GOLD: dict[str, dict[str, Any]] = {
    "000": {"date": "2023-04-08/2023-04-09", "techniques": 4, "steps": 0, "cautions": 0},
    "001": {"date": "2020-01-10", "place": {"province": "พัทลุง", "district": "ควนขนุน"}, "children": 4, "traps": 1},
    "002": {
        "date": "2017-05-27", "place": {"province": "ขอนแก่น", "district": "ภูเวียง"}, "techniques": 1, "steps": 4, "cautions": 4,
        "factors": 3, "authors": [{"name": "นายสุพจน์ ปัญญาแก้ว", "position": "เจ้าหน้าที่พัฒนาชุมชน", "organisation": "สำนักงานพัฒนาชุมชนอำเภอภูเวียง"}],
    },
    "003": {
        "date": "2006-11-02", "series": {"part": "8"}, "roles": ["คุณอำนวย", "คุณกิจ", "คุณเอื้อ"],
        "source": {"number": "56873", "date": "2006-11-02", "edited": "2012-02-11", "licence": "all-rights-reserved", "publisher": "GotoKnow"},
    },
    "004": {
        "date": "2017-11/2018-05", "programme": "โครงการผู้นำแห่งอนาคต", "sites": ["พังงา", "ลพบุรี", "เชียงราย", "ขอนแก่น"], "events": 3,
        "source": {"date": "2018-06-06", "publisher": "ThaiPR.net"},
    },
}  # fmt: skip
"""What DESIGN names for each seed, in few words; the seeds themselves stay where they are."""


def texts() -> dict[str, str]:
    """Every document by its name."""
    found = {path.stem: path.read_text(encoding="utf-8") for path in sorted(DOCUMENTS.glob("*.txt"))}
    seeds = sorted((SHARED / "seeds").glob("*.txt"))
    if not seeds:
        print("ไม่มี ../shared/seeds วัดเฉพาะเอกสารของเรา", file=sys.stderr)
    return found | {f"seed {path.name[:3]}": path.read_text(encoding="utf-8") for path in seeds}


def gold_of(name: str) -> dict[str, Any]:
    """The gold file of a document."""
    if name.startswith("seed "):
        return SEED_GOLD[name.removeprefix("seed ")]
    return dict(plain(parse((DOCUMENTS / f"{name}.yml").read_text(encoding="utf-8"), name)[0]))
