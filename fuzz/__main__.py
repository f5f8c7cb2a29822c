"""Fuzzes the doors: `python -m fuzz` all of them in turn, `python -m fuzz lesson pdf --minutes 10` some of them.

With atheris (libFuzzer, guided by coverage) where it is installed; else with Hypothesis' random changes of the seeds.
A crash is written to `fuzz/cases/<harness>/` and stays there as a test once it is mended.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import random
import resource
import subprocess
import sys
import time
import traceback
from pathlib import Path

HERE = Path(__file__).parent
MEMORY_MB = 3_000
SIGNS = (b"\0", b"\n", b"---\n", b"\xff\xfe", b"<", b"[[", b"```", "ำ".encode(), b"\xe0\xb8", b"{", b": ")
SECONDS_ONE = 20
"""Seconds that one input may take."""


def main() -> None:
    asked = argparse.ArgumentParser(prog="python -m fuzz", description=__doc__)
    asked.add_argument("names", nargs="*")
    asked.add_argument("--minutes", type=float, default=1.0, help="of the clock, for each harness")
    asked.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    options = asked.parse_args()
    if options.inside:
        _inside(options.names[0], options.minutes * 60)
        return
    from fuzz.harnesses import HARNESSES

    worst = 0
    for name in options.names or list(HARNESSES):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        command = [sys.executable, "-m", "fuzz", name, "--inside", "--minutes", str(options.minutes)]
        done = subprocess.run(
            command, cwd=HERE.parent, capture_output=True, encoding="utf-8", errors="replace", check=False
        )
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        print(f"{name:<12} {cpu:7.0f} CPU s  {'no crash' if done.returncode == 0 else 'CRASH'}", flush=True)
        if done.returncode:
            worst = 1
            print((done.stdout + done.stderr)[-2500:], flush=True)
    sys.exit(worst)


def _inside(name: str, seconds: float) -> None:
    """One harness in this process."""
    (HERE / "cases" / name).mkdir(parents=True, exist_ok=True)
    if importlib.util.find_spec("atheris") is None:
        _changed_at_random(name, seconds)
        return
    import atheris

    with atheris.instrument_imports(include=["harvester"]):
        from fuzz.harnesses import HARNESSES, seeds
    found = HERE.parent / ".cache" / "fuzz" / name
    found.mkdir(parents=True, exist_ok=True)
    for seed in seeds(name):
        HARNESSES[name](seed.read_bytes())
    options = [
        f"-max_total_time={int(seconds)}", f"-timeout={SECONDS_ONE}", f"-rss_limit_mb={MEMORY_MB}", "-max_len=65536",
        f"-artifact_prefix={HERE / 'cases' / name}/",
    ]  # fmt: skip
    atheris.Setup(["fuzz", *options, str(found), str(HERE / "corpus" / name)], HARNESSES[name])
    atheris.Fuzz()


def _changed_at_random(name: str, seconds: float) -> None:
    from fuzz.harnesses import HARNESSES, seeds

    chance = random.Random(time.time_ns())
    whole = [seed.read_bytes() for seed in seeds(name)]
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        raw = changed(chance.choice(whole), chance)
        try:
            HARNESSES[name](raw)
        except Exception:
            (HERE / "cases" / name / f"crash-{hashlib.sha256(raw).hexdigest()[:12]}").write_bytes(raw)
            traceback.print_exc()
            sys.exit(1)


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
            made[at:at] = chance.choice(
                (
                    b"\0",
                    b"\n",
                    b"---\n",
                    b"\xff\xfe",
                    b"<",
                    b"[[",
                    b"```",
                    "ำ".encode(),
                    b"\xe0\xb8",
                    b"{",
                    b": ",
                )
            )
        elif what == 4:
            made = made[:at]
        else:
            made[at:at] = bytes(chance.randrange(256) for _ in range(chance.randrange(8)))
    return bytes(made[:200_000])


if __name__ == "__main__":
    main()
