"""A sample site, the program run in it, and what holds it back: what the staged faults stand on."""

from __future__ import annotations

import atexit
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterable, Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).parents[2]


HARVESTER = (sys.executable, "-c", "from harvester.cli import main; main()")


PATIENCE = 300
"""Seconds after which a command counts as hanging; no measure."""


THAI = re.compile(r"[ก-๙]")


DOCUMENT = "เรื่อง นัดประชุมกลุ่ม\n\nวันที่ 5 มีนาคม 2567\n\nขั้นตอน\n1. โทรนัดก่อน\n2. ส่งหนังสือตาม\n"


LESSON = """---
title: นัดด้วยใจ เรื่องที่ {number}
date: 5 มี.ค. 2567
status: published
---

## บริบท

ชาวบ้านนัดกันยาก จึงลองนัดด้วยตัวเองครั้งที่ {number}

## เทคนิค: นัดด้วยใจแบบที่ {number}

1. โทรหาก่อน {number} วัน
   > ข้อควรระวัง: อย่าโทรตอนพัก
   > ทางแก้: ถามเวลาที่สะดวก
"""


COLLECTION = "title: ชุดนัดหมาย\nids: [lesson-1, lesson-2]\noutputs: [booklet]\n"


DAY = {"SOURCE_DATE_EPOCH": "1764000000"}


class CannotStage(Exception):
    """This machine cannot bring the fault about; the message says why."""


def sample(folder: Path, prints: bool = False) -> Path:
    """A small site, not built yet."""
    site = folder / "site-of-lessons"
    (site / "lessons" / "2567").mkdir(parents=True)
    (site / "lessons" / "collections").mkdir()
    for number in range(1, 4):
        (site / "lessons" / "2567" / f"lesson-{number}.md").write_text(
            LESSON.format(number=number), encoding="utf-8"
        )
    (site / "lessons" / "collections" / "meeting.yml").write_text(COLLECTION, encoding="utf-8")
    nav = [line for line in (ROOT / "mkdocs.yml").read_text("utf-8").splitlines() if "pages/" not in line]
    (site / "mkdocs.yml").write_text("\n".join(nav) + "\n", encoding="utf-8")
    settings = f"[tool.harvester]\nadmin = false\nprints = {str(prints).lower()}\n"
    (site / "pyproject.toml").write_text(settings, encoding="utf-8")
    return site


def run(
    site: Path, *arguments: str, around: tuple[str, ...] = (), **environment: str
) -> subprocess.CompletedProcess[str]:
    """A command of the program in the site's folder; `around` stands before it (`unshare …`)."""
    return subprocess.run(
        [*around, *HARVESTER, *arguments],
        cwd=site,
        env=os.environ | {"PYTHONPATH": str(ROOT)} | environment,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        timeout=PATIENCE,
        check=False,
    )


def run_all(site: Path, commands: Iterable[Sequence[str]]) -> list[tuple[Sequence[str], int, str]]:
    """Several commands of the program one after the other in one process: each with its exit code and what it said."""
    program = (
        "import contextlib, io, json, sys\n"
        "from harvester.cli import main\n"
        "for command in json.loads(sys.argv[1]):\n"
        "    said, sys.argv = io.StringIO(), ['harvester', *command]\n"
        "    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):\n"
        "        try: code = main()\n"
        "        except SystemExit as end: code = end.code\n"
        "    sys.__stdout__.write(json.dumps([code or 0, said.getvalue()]) + '\\n')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, json.dumps(list(commands))], cwd=site, capture_output=True, encoding="utf-8",
        env=os.environ | {"PYTHONPATH": str(ROOT)}, errors="replace", timeout=PATIENCE, check=True,
    )  # fmt: skip
    ends = [json.loads(line) for line in done.stdout.splitlines()]
    return [(command, *end) for command, end in zip(commands, ends, strict=True)]


def built(site: Path, **environment: str) -> str:
    """Build, which must succeed. Returns the digest of the finished site."""
    done = run(site, "build", "-q", **environment)
    assert done.returncode == 0, done.stderr[-1500:]
    return digest(site / "site")


@cache
def _ready_made() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="faults-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    built(sample(folder), **DAY)
    return folder / "site-of-lessons"


def finished(folder: Path) -> tuple[Path, str]:
    """The sample with its built site, and the digest of that; built once a process, and copied."""
    site = folder / "site-of-lessons"
    shutil.copytree(_ready_made(), site)
    return site, digest(site / "site")


def digest(folder: Path) -> str:
    """One figure for all names and bytes under a folder."""
    found = sha256()
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            found.update(file.relative_to(folder).as_posix().encode() + b"\0" + file.read_bytes())
    return found.hexdigest()


def told(done: subprocess.CompletedProcess[str]) -> str:
    """What a command said on its way out: Thai, no traceback."""
    said = done.stdout + done.stderr
    assert "Traceback" not in said, said[-1500:]
    assert done.returncode in (1, 2), f"ended with {done.returncode}: {said[-600:]}"
    assert THAI.search(done.stderr), f"not a word of Thai: {said[-600:]}"
    return said


def inside(setup: str) -> tuple[str, ...]:
    """What stands before a command so that it runs in a mount namespace of its own, after `setup` (shell)."""
    if (
        not shutil.which("unshare")
        or subprocess.run(["unshare", "-rm", "true"], check=False, capture_output=True).returncode
    ):
        raise CannotStage("no mount namespaces here")
    return "unshare", "-rm", "sh", "-c", f'{setup}\nexec "$@"', "sh"


def port() -> int:
    """A free port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def answers(address: str, process: subprocess.Popen[str]) -> bool:
    """Whether a page comes from there before patience ends."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=5) as page:
                return b"<html" in page.read()
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    return False


def serving(site: Path, number: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [*HARVESTER, "serve", "-a", f"127.0.0.1:{number}"], cwd=site,
        env=os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8",
    )  # fmt: skip
