"""Faults of machines, staged for real on a small site: each leaves the last good site whole and is told in Thai.

`FAULTS` is the table: a name, and a function that takes an empty folder and raises AssertionError when a promise
is broken, or `CannotStage` where this machine cannot bring the fault about. `benchmarks/hostile.py` stages them too.
"""

from __future__ import annotations

import os
import random
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from .staging import (
    DAY,
    DOCUMENT,
    HARVESTER,
    LESSON,
    PATIENCE,
    ROOT,
    THAI,
    CannotStage,
    answers,
    built,
    digest,
    finished,
    inside,
    port,
    run,
    sample,
    serving,
    told,
)


def kill_half(folder: Path, times: int = 4) -> None:
    """kill -9 at random moments of a build: the old site stands, the next build succeeds."""
    site, good = finished(folder)
    length = 6.0
    chance = random.Random(7)
    for _ in range(times):
        (site / "lessons" / "2567" / "lesson-1.md").write_text(
            LESSON.format(number=chance.randrange(10, 99)), encoding="utf-8"
        )
        process = subprocess.Popen(
            [*HARVESTER, "build", "-q"], cwd=site, env=os.environ | {"PYTHONPATH": str(ROOT)},
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
        time.sleep(chance.random() * length)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        left = digest(site / "site")
        assert (site / "site" / "index.html").is_file(), "the site is gone"
        good = built(site)
        assert left, good
    names = {path.name for path in site.iterdir()}
    assert not [name for name in names if name.startswith(".site")], f"left lying about: {names}"


def two_builds(folder: Path) -> None:
    """Two builds at once: one does the work, the other says that it is at work."""
    site, _ = finished(folder)
    several = [
        subprocess.Popen(
            [*HARVESTER, "build", "-q"], cwd=site, env=os.environ | {"PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8",
        )
        for _ in range(2)
    ]  # fmt: skip
    said = [process.communicate(timeout=PATIENCE)[0] for process in several]
    codes = sorted(process.returncode for process in several)
    assert codes in ([0, 0], [0, 2]), (codes, said)
    assert not any("Traceback" in text for text in said), said
    assert codes == [0, 0] or any("อีกงานหนึ่ง" in text for text in said)
    assert (site / "site" / "index.html").is_file()


def bad_cache(folder: Path) -> None:
    """Bytes of the cache flipped and files cut short: the same site comes out, and the cache is whole again."""
    site = sample(folder, prints=True)
    good = built(site)
    files = [path for path in sorted((site / ".cache").rglob("*")) if path.is_file() and path.stat().st_size]
    assert files, "nothing is kept"
    for at, file in enumerate(files):
        raw = bytearray(file.read_bytes())
        if at % 3:
            raw[len(raw) // (at % 3 + 1)] ^= 0x55 if at % 3 == 1 else 0x01
        else:
            raw = raw[: len(raw) // 2]
        file.write_bytes(bytes(raw))
    assert built(site) == good, "the site changed"


def ro_site(folder: Path) -> None:
    """A site folder that cannot be written: the old site stays, a sentence says why."""
    site, good = finished(folder)
    untidy = site / "lessons" / "2567" / "lesson-2.md"
    untidy.write_text(LESSON.format(number=2).replace("5 มี.ค. 2567", "5 มีนาคม 2567"), encoding="utf-8")
    around = inside(f'mount --bind "{site}" "{site}" && mount -o remount,ro,bind "{site}" && cd "{site}"')
    for command in (
        ["build"],
        ["format"],
        ["import", str(document(folder))],
    ):
        said = told(run(site, *command, around=around))
        assert re.search(r"เขียน.*ไม่ได้|อ่านอย่างเดียว", said), (command, said[-500:])
    assert digest(site / "site") == good


def document(folder: Path) -> Path:
    """Something to import."""
    file = folder / "report.txt"
    file.write_text(DOCUMENT, encoding="utf-8")
    return file


def clock(folder: Path) -> None:
    """No git, no HOME, LC_ALL=C, another zone, the clock far off: the same site where the day is named."""
    site, good = finished(folder)
    for odd in (
        {"LC_ALL": "C", "HOME": "/nonexistent", "TZ": "Pacific/Kiritimati"},
        {"TZ": "America/Adak", "LANG": "C"},
    ):
        shutil.rmtree(site / "site")
        shutil.rmtree(site / ".cache")
        assert built(site, PATH=os.defpath, **odd, **DAY) == good
    if shutil.which("faketime"):
        around = ("faketime", "2099-01-01 00:00:00")
        assert run(site, "build", "-q", around=around, **DAY).returncode == 0
        assert digest(site / "site") == good


def sigterm_serve(folder: Path) -> None:
    """A preview that is ended or killed takes its server with it: the port is free at once."""
    site, _ = finished(folder)
    for how in (signal.SIGTERM, signal.SIGKILL):
        number = port()
        process = serving(site, number)
        assert answers(f"http://127.0.0.1:{number}/", process), "the preview does not answer"
        process.send_signal(how)
        process.communicate(timeout=30)
        end = time.monotonic() + 15
        while _taken(number) and time.monotonic() < end:
            time.sleep(0.1)
        assert not _taken(number), f"after {how.name} the server holds the port"
    assert built(site)


def _taken(number: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", number)) == 0


def busy_port(folder: Path) -> None:
    """A port that another program holds: the preview takes the next free one and says so."""
    site, _ = finished(folder)
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        number = other.getsockname()[1]
        process = serving(site, number)
        assert process.stdout is not None
        said = process.stdout.readline() + process.stdout.readline()
        found = re.search(r"http://127\.0\.0\.1:(\d+)/", said)
        try:
            assert "Traceback" not in said
            assert THAI.search(said)
            assert found, said
            assert int(found[1]) != number
            assert answers(found[0], process), "nothing answers at the address that was named"
        finally:
            process.terminate()
            process.communicate(timeout=30)


def full_disk_build(folder: Path) -> None:
    """The disk fills while a site is built: the old site stays whole, nothing is left lying about."""
    _on_a_small_disk(folder, 200, "build")


def full_disk_import(folder: Path) -> None:
    """The disk is full when a draft is written: no half of a draft."""
    _on_a_small_disk(folder, 0, "import", str(document(folder)))


def _on_a_small_disk(folder: Path, kilobytes: int, *command: str) -> None:
    site, _ = finished(folder)
    small = folder / "small"
    small.mkdir()
    used = sum(4096 + path.stat().st_size // 4096 * 4096 for path in site.rglob("*")) // 1024
    setup = (
        f'mount -t tmpfs -o size={used + 4096}k tmpfs "{small}" && cp -a "{site}/." "{small}" && cd "{small}"\n'
        "echo เพิ่มอีกบรรทัด >> lessons/2567/lesson-1.md\n"  # a build of what did not change writes nothing
        "before=$(find . -type f ! -path './.cache/*' | sort | xargs sha256sum | sha256sum)\n"
        f'free=$(df -k --output=avail "{small}" | tail -1)\n'
        f"head -c $(((free - {kilobytes}) * 1024)) /dev/zero > .cache/filler\n"
        "head -c 100000000 /dev/zero > .cache/more 2>/dev/null\n"
        + (f"head -c {kilobytes * 1024} /dev/null > .cache/more\n" if kilobytes else "")
        + '"$@"; code=$?\n'
        "after=$(find . -type f ! -path './.cache/*' | sort | xargs sha256sum | sha256sum)\n"
        '[ "$before" = "$after" ] || { echo CHANGED; find . -newer .cache/filler -type f; }\n'
        "exit $code"
    )
    around = inside(setup)
    said = told(run(site, *command, around=around))
    assert "CHANGED" not in said, said[-800:]
    assert re.search(r"(ดิสก์|เครื่อง|พื้นที่).*เต็ม|เต็ม", said), said[-800:]


def cache_is_a_file(folder: Path) -> None:
    """`.cache` is a file: said, and nothing else happens."""
    site = sample(folder)
    (site / ".cache").write_text("not a folder", encoding="utf-8")
    said = told(run(site, "build"))
    assert ".cache" in said
    assert (site / ".cache").read_text(encoding="utf-8") == "not a folder"


def low_memory(folder: Path, allowed: tuple[int, ...] = (120, 300, 420, 700)) -> None:
    """Little address space: a sentence, or the work done; never a traceback."""
    site, good = finished(folder)
    if sys.platform != "linux":
        raise CannotStage("ulimit -v holds on Linux only")
    for megabytes in allowed:
        for command in ("check", "build"):
            around = ("sh", "-c", f'ulimit -v {megabytes * 1024}; exec "$@"', "sh")
            done = run(site, command, around=around)
            said = done.stdout + done.stderr
            assert "Traceback" not in said, f"{megabytes} MB, {command}: {said[-900:]}"
            assert done.returncode == 0 or THAI.search(said), (
                f"{megabytes} MB, {command}: {done.returncode} {said[-300:]}"
            )
            if command == "build" and done.returncode:
                assert digest(site / "site") == good
    built(site)


def site_is_a_link(folder: Path) -> None:
    """`site` is a link to a folder elsewhere: the link stays a link, or a sentence refuses."""
    site = sample(folder)
    elsewhere = folder / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "mine.txt").write_text("mine", encoding="utf-8")
    (site / "site").symlink_to(elsewhere)
    said = told(run(site, "build"))
    assert "site" in said
    assert (site / "site").is_symlink()
    assert (elsewhere / "mine.txt").read_text(encoding="utf-8") == "mine"


def killed_import(folder: Path, times: int = 3) -> None:
    """kill -9 at random moments of an import: every draft that is there is whole."""
    site = sample(folder)
    papers = folder / "papers"
    papers.mkdir()
    for number in range(6):
        (papers / f"{number}.txt").write_text(DOCUMENT + f"\nผลที่เกิดขึ้น\nคนมา {number} คน\n", encoding="utf-8")
    whole = folder / "whole"
    assert run(site, "import", str(papers), "--out", str(whole)).returncode == 0
    drafts = {path.read_bytes() for path in whole.glob("*.md")}
    chance = random.Random(3)
    for turn in range(times):
        out = folder / f"out-{turn}"
        process = subprocess.Popen(
            [*HARVESTER, "import", str(papers), "--out", str(out)], cwd=site,
            env=os.environ | {"PYTHONPATH": str(ROOT)}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        time.sleep(1 + chance.random() * 3)
        process.kill()
        process.wait()
        for path in out.glob("*.md"):
            assert path.read_bytes() in drafts, f"half a draft: {path.name}"


FAULTS: Mapping[str, Callable[[Path], None]] = {
    "kill_half": kill_half,
    "two_builds": two_builds,
    "bad_cache": bad_cache,
    "ro_site": ro_site,
    "clock": clock,
    "sigterm_serve": sigterm_serve,
    "busy_port": busy_port,
    "full_disk_build": full_disk_build,
    "full_disk_import": full_disk_import,
    "cache_is_a_file": cache_is_a_file,
    "low_memory": low_memory,
    "site_is_a_link": site_is_a_link,
    "killed_import": killed_import,
}
