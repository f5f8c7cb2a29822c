"""Fuzzes the doors: `python -m fuzz --minutes 120` all harnesses in turns, `python -m fuzz lesson pdf` some of them.

With atheris (libFuzzer, guided by coverage) where it is installed; else by random changes of the seeds. The folder
given by `--corpus` keeps what was found worth keeping, and `log.tsv`: one line a turn. The table sums up that log.
A crash is written to `fuzz/cases/<harness>/` and stays there as a test once it is mended.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import importlib.util
import os
import random
import re
import resource
import subprocess
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).parent
MEMORY_MB = 3_000
SIGNS = (b"\0", b"\n", b"---\n", b"\xff\xfe", b"<", b"[[", b"```", "ำ".encode(), b"\xe0\xb8", b"{", b": ")
SECONDS_ONE = 20
"""CPU seconds that one input may take."""
LOG = "log.tsv"
COLUMNS = ("ended", "commit", "harness", "cpu_seconds", "runs", "result")


def main() -> None:
    asked = argparse.ArgumentParser(prog="python -m fuzz", description=__doc__)
    asked.add_argument("names", nargs="*")
    asked.add_argument("--minutes", type=float, default=15.0, help="of the clock, for all harnesses together")
    asked.add_argument(
        "--turn", type=float, default=2.0, help="minutes of the clock that a harness gets at a time"
    )
    asked.add_argument(
        "--corpus", type=Path, default=HERE.parent / ".cache" / "fuzz", help="where finds are kept"
    )
    asked.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    options = asked.parse_args()
    if options.inside:
        _inside(options.names[0], options.turn * 60, options.corpus)
        return
    from fuzz.harnesses import HARNESSES

    names = options.names or list(HARNESSES)
    end = time.monotonic() + options.minutes * 60
    crashed = False
    while time.monotonic() < end:
        for name in names:
            left = (end - time.monotonic()) / 60
            crashed |= left > 0 and not _turn(name, min(options.turn, left), options.corpus)
    print(table(options.corpus / LOG))
    sys.exit(crashed)


def _turn(name: str, minutes: float, corpus: Path) -> bool:
    """One harness in a process of its own; a line of the log. Whether nothing crashed."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [
        sys.executable,
        "-m",
        "fuzz",
        name,
        "--inside",
        "--turn",
        str(minutes),
        "--corpus",
        str(corpus),
    ]
    done = subprocess.run(
        command, cwd=HERE.parent, capture_output=True, encoding="utf-8", errors="replace", check=False
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    runs = re.findall(r"(?:executed_units|runs): +(\d+)", done.stdout + done.stderr)
    result = "CRASH" if done.returncode else "ok"
    if done.returncode:
        print(name, (done.stdout + done.stderr)[-2500:], flush=True)
    corpus.mkdir(parents=True, exist_ok=True)
    with (corpus / LOG).open("a", encoding="utf-8") as log:
        line = (time.strftime("%F %T"), _commit(), name, f"{cpu:.1f}", runs[-1] if runs else "0", result)
        print(*line, sep="\t", file=log)
    return done.returncode == 0


def _commit() -> str:
    said = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=HERE.parent, capture_output=True, text=True, check=False
    )
    return said.stdout.strip() or "-"


def table(log: Path) -> str:
    """CPU seconds and inputs of each harness, in all and since the last crash of any, from the log."""
    turns = list(csv.DictReader(log.open(encoding="utf-8"), COLUMNS, delimiter="\t"))
    last = max((number for number, turn in enumerate(turns) if turn["result"] != "ok"), default=-1)
    rows = [f"{'harness':<12}{'CPU s':>9}{'inputs':>11}{'crashes':>9}{'CPU s since the last crash':>28}"]

    def row(name: str, of: list[tuple[int, dict[str, str]]]) -> str:
        cpu, since = (
            sum(float(turn["cpu_seconds"]) for number, turn in of if number > after) for after in (-1, last)
        )
        inputs = sum(int(turn["runs"]) for _, turn in of)
        crashes = sum(turn["result"] != "ok" for _, turn in of)
        return f"{name:<12}{cpu:9.0f}{inputs:11,}{crashes:9}{since:28.0f}"

    numbered = list(enumerate(turns))
    for name in dict.fromkeys(turn["harness"] for turn in turns):
        rows.append(row(name, [(number, turn) for number, turn in numbered if turn["harness"] == name]))
    return "\n".join([*rows, row("together", numbered)])


def _inside(name: str, seconds: float, corpus: Path) -> None:
    """One harness in this process."""
    (HERE / "cases" / name).mkdir(parents=True, exist_ok=True)
    if importlib.util.find_spec("atheris") is None:
        _changed_at_random(name, seconds)
        return
    import atheris

    with atheris.instrument_imports(include=["harvester"]):
        from fuzz.harnesses import HARNESSES, seeds
    found = corpus / name
    found.mkdir(parents=True, exist_ok=True)
    harness = _timed(HARNESSES[name])
    for seed in seeds(name):
        harness(seed.read_bytes())
    options = [
        f"-max_total_time={int(seconds)}", "-timeout=1200", f"-rss_limit_mb={MEMORY_MB}", "-max_len=65536",
        "-print_final_stats=1", f"-artifact_prefix={HERE / 'cases' / name}/",
    ]  # fmt: skip
    atheris.Setup(["fuzz", *options, str(found), str(HERE / "corpus" / name)], harness)
    atheris.Fuzz()


def _timed(harness: Callable[[bytes], None]) -> Callable[[bytes], None]:
    """The harness, and a crash where one input takes too many user seconds: the clock and the system's
    seconds grow where others keep the machine busy or short of memory."""

    def timed(raw: bytes) -> None:
        begun = os.times().user
        harness(raw)
        took = os.times().user - begun
        assert took < SECONDS_ONE, f"{took:.0f} CPU seconds for {len(raw)} bytes"

    return timed


def _changed_at_random(name: str, seconds: float) -> None:
    from fuzz.harnesses import HARNESSES, seeds

    chance = random.Random(time.time_ns())
    whole = [seed.read_bytes() for seed in seeds(name)]
    harness = _timed(HARNESSES[name])
    end = time.monotonic() + seconds
    runs = 0
    while time.monotonic() < end:
        raw = changed(chance.choice(whole), chance)
        try:
            harness(raw)
        except Exception:
            (HERE / "cases" / name / f"crash-{hashlib.sha256(raw).hexdigest()[:12]}").write_bytes(raw)
            traceback.print_exc()
            sys.exit(1)
        runs += 1
    print("runs:", runs)


def changed(raw: bytes, chance: random.Random) -> bytes:
    """Bytes cut, repeated, flipped, moved and mixed."""
    made = bytearray(raw)
    for _ in range(chance.choice((1, 1, 2, 4, 16))):
        at, other = (chance.randrange(len(made) + 1) for _ in range(2))
        low, high = min(at, other), max(at, other)
        what = chance.randrange(6)
        if what == 0 and made:
            made[at % len(made)] ^= 1 << chance.randrange(8)
        elif what == 1:
            del made[low : min(high, low + 64)]
        elif what == 2:
            made[at:at] = made[low : low + 200] * chance.randrange(1, 20)
        elif what == 3:
            made[at:at] = chance.choice(SIGNS)
        elif what == 4:
            made = made[:at]
        else:
            made[at:at] = bytes(chance.randrange(256) for _ in range(chance.randrange(8)))
    return bytes(made[:200_000])


if __name__ == "__main__":
    main()
