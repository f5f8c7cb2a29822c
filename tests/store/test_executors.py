"""Batches give the same results whoever does them, in their order, though a worker dies in the middle."""

from __future__ import annotations

import itertools
import json
import os
import random
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from harvester import SetupError, executors, pipeline, study
from harvester.cli import harvester
from harvester.executors import Dask, Executor, Pool, Serial, executor
from harvester.memo import isolated, memory
from harvester.settings import Settings
from harvester.store import MEMORY

WORDS = ["น้ำ", "ฝาย", "หมู่บ้าน", "ประชุม", "บัญชี", "ออม", "อสม.", "เวที", "หนังสือราชการ"]


def dying_once(batch: bytes) -> bytes:
    """Ends its process the first time that it sees the batch 5; the batch holds the path of a mark."""
    number, _, mark = batch.decode().partition(" ")
    if number == "5" and not os.path.exists(mark):
        Path(mark).touch()
        os._exit(9)
    return number.encode()


def dying(batch: bytes) -> bytes:
    os._exit(9)


@pytest.fixture(scope="module")
def cluster() -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """A scheduler and two workers of their own: its address and the workers."""
    pytest.importorskip("distributed", reason="distributed is not installed: no cluster can be started")
    run = [
        sys.executable,
        "-m",
        "distributed.cli.dask_scheduler",
        "--host",
        "127.0.0.1",
        "--port",
        "0",
        "--no-dashboard",
    ]
    scheduler = subprocess.Popen(run, stderr=subprocess.PIPE, cwd=Path(__file__).parents[2])
    assert scheduler.stderr is not None
    found = None
    while found is None:
        line = scheduler.stderr.readline().decode()
        assert line, "the scheduler ended"
        found = re.search(r"tcp://(127\.0\.0\.1:\d+)", line)
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
    start = [
        sys.executable,
        "-m",
        "distributed.cli.dask_worker",
        found[1],
        "--nthreads",
        "1",
        "--no-nanny",
        "--no-dashboard",
    ]
    workers = [
        subprocess.Popen(start, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(2)
    ]
    try:
        yield found[1], workers
    finally:
        for process in (*workers, scheduler):
            process.kill()
            process.wait()
        scheduler.stderr.close()


def _lesson(dice: random.Random) -> str:
    def said(count: int) -> str:
        return "".join(dice.choice(WORDS) for _ in range(count))

    head = f"---\ntitle: {said(3)}\nstatus: published\ntags: [{dice.choice(WORDS)}]\n---\n"
    return f"{head}\n## เทคนิค: {said(2)}\n\n1. {said(9)}\n"


@pytest.fixture
def site(tmp_path: Path) -> Settings:
    """Two hundred small lessons and some words."""
    dice = random.Random(7)
    for number in range(200):
        path = tmp_path / "lessons" / "2569" / f"lesson-{number:03}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_lesson(dice), encoding="utf-8")
    (tmp_path / "lessons/vocabulary").mkdir()
    (tmp_path / "lessons/vocabulary/tags.yml").write_text("- {label: น้ำ, aliases: [ฝาย]}\n", encoding="utf-8")
    (tmp_path / "mkdocs.yml").write_text("site_name: x\n", encoding="utf-8")
    return Settings(root=tmp_path)


def learnt(settings: Settings, work: Executor) -> dict[bytes, bytes]:
    pipeline.read_one.cache_clear()  # what this process has read it would not learn again
    with isolated() as found:
        study.prepare(settings, work, few=0)
        return dict(found)


def test_what_two_processes_find_in_lessons_is_what_one_finds(
    site: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(executors, "MOST_THREADS", 1000)
    copies: list[object] = []
    in_fork = executors.run_in_fork
    monkeypatch.setattr(study, "run_in_fork", lambda work: copies.append(work) or in_fork(work))
    found = []
    for workers in ("1", "2"):
        monkeypatch.setenv("HARVESTER_WORKERS", workers)
        pipeline.read_one.cache_clear()
        with isolated() as learnt_now:
            library = pipeline.harvest(study.load(site))
            found.append((dict(learnt_now), library.links, library.tag_uses, library.diagnostics))
    assert found[0][1:] == found[1][1:]
    assert found[0][0].items() <= found[1][0].items()  # which has the tables of words too
    assert found[0][1]
    assert len(copies) == 4  # for reading and for finding, once a run


def test_a_pool_that_breaks_before_it_takes_a_batch_loses_none() -> None:
    taken = itertools.count(1)

    class Breaking(ThreadPoolExecutor):
        def submit(self, work: Any, /, *given: Any, **named: Any) -> Any:
            if next(taken) == 11:
                raise BrokenProcessPool
            return super().submit(work, *given, **named)

    class Refusing(Pool):
        def _pool(self) -> Any:
            return Breaking(2)

    batches = [b"%d" % number for number in range(1, 30)]
    assert list(Refusing(2).map(bytes.upper, batches)) == batches


@pytest.mark.parametrize(
    "command", [["harvest"], ["check"], ["search", "น้ำ"], ["import", "--dry-run", "note.txt"]]
)
def test_a_command_leaves_no_memory_open(
    site: Settings, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    monkeypatch.chdir(site.root)
    (site.root / "note.txt").write_text("เล่าเรื่องน้ำ", encoding="utf-8")
    CliRunner().invoke(harvester, ["harvest"])
    done = CliRunner().invoke(harvester, command)
    assert done.exception is None or isinstance(done.exception, SystemExit), done.output
    assert not memory.is_open


@pytest.mark.parametrize("command", [["harvest"], ["check"], ["search", "น้ำ"]])
def test_what_a_command_learnt_is_there_for_the_next(
    site: Settings, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    monkeypatch.chdir(site.root)
    monkeypatch.delenv("HARVESTER_MEMORY", raising=False)
    CliRunner().invoke(harvester, command)
    first = memory.learnt
    CliRunner().invoke(harvester, command)
    assert memory.learnt - first < first / 100


def test_a_memory_that_cannot_be_written_is_told_by_harvest_alone(
    site: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(site.root)
    site.cache_folder.mkdir(parents=True, exist_ok=True)
    (site.cache_folder / MEMORY).write_text("a file where the folder should be")
    done = {name: CliRunner().invoke(harvester, [name]) for name in ("harvest", "check")}
    assert isinstance(done["harvest"].exception, OSError), "the program makes a Thai sentence of it"
    assert done["check"].exit_code in (0, 1)
    assert not isinstance(done["check"].exception, OSError)


def test_a_process_that_dies_costs_only_time(tmp_path: Path) -> None:
    batches = [f"{number} {tmp_path / 'mark'}".encode() for number in range(1, 30)]
    in_order = [b"%d" % number for number in range(1, 30)]
    assert list(Pool(2).map(dying_once, batches)) == in_order
    assert list(Serial().map(dying_once, batches)) == in_order


def test_a_batch_that_always_kills_is_given_up() -> None:
    with pytest.raises(SetupError, match="หยุดไปเอง"):
        list(Pool(1).map(dying, [b"x"]))


def test_the_memory_learns_the_same_whoever_reads(site: Settings) -> None:
    alone = learnt(site, Serial())
    assert len(alone) > 400
    assert learnt(site, Pool(2)) == alone


def test_a_cluster_learns_the_same_though_a_worker_is_killed(
    site: Settings, cluster: tuple[str, list[subprocess.Popen[bytes]]]
) -> None:
    address, workers = cluster
    alone = learnt(site, Serial())
    work = executor(f"dask://{address}")
    assert isinstance(work, Dask)

    def killing(batches: Iterator[bytes]) -> Iterator[bytes]:
        for number, batch in enumerate(batches):
            if number == 2:
                workers[0].send_signal(signal.SIGKILL)
            yield batch

    class Killing:
        workers = 2

        def map(self, task: object, batches: Iterator[bytes]) -> Iterator[bytes]:
            return work.map(task, killing(iter(batches)))  # type: ignore[arg-type]

    assert learnt(site, Killing()) == alone
    work.close()
    assert workers[0].wait(10) < 0


def test_shards_are_harvested_once_and_the_same_by_any_number(site: Settings, tmp_path: Path) -> None:
    source = tmp_path / "corpus"
    source.mkdir()
    dice = random.Random(1)
    for shard in range(3):
        lines = [json.dumps({"path": f"2569/s{shard}-{n}.md", "text": _lesson(dice)}) for n in range(5)]
        (source / f"{shard}.jsonl").write_text("\n".join(lines), encoding="utf-8")
    call = ["-C", str(site.root), "harvest", "--from", str(source)]
    for work in ("serial", "pool:2"):
        done = CliRunner().invoke(harvester, [*call, "--out", str(tmp_path / work[:4]), "--executor", work])
        assert done.exit_code == 0, done.output
    assert _files(tmp_path / "seri") == _files(tmp_path / "pool")
    line = json.loads((tmp_path / "seri" / "0.jsonl").read_text("utf-8").partition("\n")[0])
    assert line["id"] == "s0-0"
    assert line["words"] > 5
    (source / "2.jsonl").write_text(
        json.dumps({"path": "2569/z.md", "text": _lesson(dice)}), encoding="utf-8"
    )
    before = (tmp_path / "seri/0.jsonl").stat().st_mtime_ns
    again = CliRunner().invoke(harvester, [*call, "--out", str(tmp_path / "seri"), "--executor", "serial"])
    assert "0.jsonl 5 เรื่อง (ทำไว้แล้ว)" in again.output
    assert "2.jsonl 1 เรื่อง\n" in again.output
    assert (tmp_path / "seri/0.jsonl").stat().st_mtime_ns == before


def _files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


@pytest.mark.parametrize("name", ["threads", "pool:x", "dask:x", "serial:2"])
def test_ways_that_do_not_exist(name: str) -> None:
    with pytest.raises(SetupError, match="ไม่รู้จักวิธีทำงาน"):
        executor(name)


def test_a_scheduler_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("distributed", reason="distributed is not installed")
    monkeypatch.setattr(executors, "PATIENCE", 1)
    start = time.monotonic()
    with pytest.raises(SetupError, match="ติดต่อ Dask"):
        executor("dask://127.0.0.1:9")
    assert time.monotonic() - start < 60
    assert not memory.is_open
