"""`harvester build`, `emit` and `serve`: builds the site and replaces the last good one, writes its source, shows it."""

import errno
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

import click
from rich.console import Console

from harvester import SetupError, build_record, store
from harvester.cli.site_folder import current_settings, tell_lacking
from harvester.settings import Settings

_QUIET = {"PYTHONUTF8": "1", "DISABLE_MKDOCS_2_WARNING": "true", "NO_MKDOCS_2_WARNING": "1"}


def build(strict: bool, quiet: bool, drafts: bool, again: bool, offline: bool) -> None:
    """Build the site beside the last one, and publish it once it is whole."""
    settings = current_settings()
    said: list[str] = []
    if offline:
        _take_along(settings, strict, quiet, drafts)
        return
    with store.locked(settings.cache_folder):
        made = build_record.digest_of_inputs(settings, (strict, drafts or settings.drafts))
        known = None if again else build_record.is_current(settings, made)
        if known is not None:
            click.echo("".join(f"{line}\n" for line in known), err=True, nl=False)
            click.echo(f"ไม่มีอะไรเปลี่ยน เว็บเดิมใช้ได้ อยู่ที่ {settings.site_folder}")
            return
        staged = store.stage(settings.site_folder)
        try:
            code = _build_into(staged, settings, strict, quiet, drafts, said)
            if code == 0:
                store.publish(staged, settings.site_folder, settings.cache_folder)
                build_record.remember(settings, made, said)
        finally:
            shutil.rmtree(staged, ignore_errors=True)
    if code != 0:
        click.echo("สร้างเว็บไม่สำเร็จ เว็บเดิมยังอยู่ครบ แก้ปัญหาข้างบนแล้วสั่งใหม่", err=True)
        sys.exit(1)
    click.echo(f"เว็บพร้อมแล้วที่ {settings.site_folder}")
    tell_lacking(settings)


def _build_into(
    folder: Path, settings: Settings, strict: bool, quiet: bool, drafts: bool, said: list[str]
) -> int:
    command = [sys.executable, "-m", "site_plugins.engine", "build", "--site-dir", str(folder)]
    command += ["--strict"] if strict else []
    environment = os.environ | {"HARVESTER_DRAFTS": "1"} if drafts or settings.drafts else dict(os.environ)
    return _run(command, str(settings.root), environment, quiet, said)


def _take_along(settings: Settings, strict: bool, quiet: bool, drafts: bool) -> None:
    """Write the offline copies to `dist`; the site's own folder is not touched."""
    from harvester import offline as take_along  # what only one command needs takes a second to load
    from harvester.thai.text import slug

    name = slug(settings.name) or "library"
    dist = settings.root / "dist"
    with store.locked(settings.cache_folder), tempfile.TemporaryDirectory(prefix="offline-") as work:
        site, made, laid = (Path(work) / part for part in ("site", "made", "laid"))
        if _build_into(site, settings, strict, quiet, drafts, []) != 0:
            click.echo("สร้างเว็บไม่สำเร็จ จึงยังไม่ได้ทำไฟล์ออฟไลน์ แก้ปัญหาข้างบนแล้วสั่งใหม่", err=True)
            sys.exit(1)
        made.mkdir()
        take_along.write_zip(site, made / f"{name}.zip")
        if take_along.can_write_zim():
            laid.mkdir()
            take_along.write_zim(site, made / f"{name}.zim", settings, laid)
        else:
            click.echo("ยังไม่ได้ทำไฟล์ ZIM เพราะเครื่องนี้ไม่มี zimwriterfs (ติดตั้ง: apt install zim-tools)", err=True)
        for file in sorted(made.iterdir()):
            store.write_file(dist / file.name, file.read_bytes())
            click.echo(f"{dist / file.name} ({file.stat().st_size / 1e6:.1f} MB)")


_TRACE = re.compile(
    "Traceback|MemoryError|object address|lost sys.stderr|Exception ignored|Fatal Python error"
)
_TOLD = re.compile("INFO|WARNING|ERROR|harvester:")
"""How a trace of the interpreter begins, which is no word for people, and how a line begins that is one."""


def _run(command: list[str], folder: str, environment: dict[str, str], quiet: bool, said: list[str]) -> int:
    """Run MkDocs and pass on its output; in a terminal the last line is shown beside a spinner. Warnings are added to
    `said`."""
    console = Console(stderr=True)
    environment = environment | _QUIET
    with subprocess.Popen(
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.PIPE,  # closed when we are gone, by which the engine knows
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    ) as process:
        assert process.stdout is not None
        explained, tracing, trace = False, False, [""]
        with console.status("กำลังสร้างเว็บ") as status:
            for line in process.stdout:
                text = line.rstrip()
                if tracing := bool(_TRACE.match(text)) or (tracing and not _TOLD.match(text)):
                    trace += [text] if text else []
                    continue
                said += [text] if text.startswith("WARNING") else []
                explained |= not text.startswith(("INFO", "WARNING"))
                if console.is_terminal:
                    status.update(text[:100])
                if text and not (quiet and text.startswith("INFO")):
                    console.print(text, markup=False, highlight=False, soft_wrap=True)
        code = process.wait()
    if code and not explained:  # the system ended it, or its own watch did
        memory = "การสร้างเว็บหยุดกลางทางโดยไม่บอกเหตุ มักเป็นเพราะ" + store.machine_fault(MemoryError())
        known = len(trace) == 1 or any("MemoryError" in one for one in trace)
        click.echo(memory if known else f"การสร้างเว็บหยุดกลางทาง: {trace[-1]}", err=True)
    return code


def emit(folder: Path) -> None:
    """Write what MkDocs builds the site from into a new folder."""
    from harvester import pipeline
    from harvester.printing.collections import with_prints

    settings = current_settings()
    if folder.exists() and any(folder.iterdir()) and not (folder / "mkdocs.yml").is_file():
        raise SetupError(f"โฟลเดอร์ {folder} มีของอื่นอยู่ เลือกโฟลเดอร์ว่างหรือโฟลเดอร์ที่เคย emit ไว้")
    library = pipeline.publishable(pipeline.harvest(pipeline.load(settings)), settings.drafts)
    library = with_prints(library, settings)
    count = store.write_tree(folder, pipeline.emit(library, settings))
    click.echo(f"เขียนแล้ว {count:,} ไฟล์ ใน {folder}\nสร้างเว็บด้วย: mkdocs build -f {folder / 'mkdocs.yml'}")


PORTS = 20
"""Ports that are tried, from the one that was asked for."""


def serve(address: str, open_browser: bool) -> None:
    """Serve the site and build it again after each change, until Ctrl+C."""
    settings = current_settings()
    free = _free(address)
    if free != address:
        click.echo(f"พอร์ตของ {address} มีโปรแกรมอื่นใช้อยู่ จึงใช้ {free} แทน", err=True)
    address = free
    command = [sys.executable, "-m", "site_plugins.engine", "serve", "--dev-addr", address]
    command += ["--open"] if open_browser else []
    click.echo(f"เปิดดูได้ที่ http://{address}/  บทเรียนที่ยังเป็นร่างจะเห็นด้วย  หยุดด้วย Ctrl+C", err=True)
    environment = os.environ | _QUIET | {"HARVESTER_DRAFTS": "1"}
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
    # Its standard input closes when we are gone, however that came about; then the engine ends too.
    with subprocess.Popen(command, cwd=settings.root, env=environment, stdin=subprocess.PIPE) as engine:
        try:
            sys.exit(engine.wait())
        except KeyboardInterrupt:
            sys.exit(0)
        finally:
            engine.terminate()


def _free(address: str) -> str:
    """The address, or the same with the next port that nothing uses. Raises `SetupError`."""
    host, _, written = address.rpartition(":")
    if not host or not written.isascii() or not written.isdigit() or not 0 < int(written) < 65_536:
        raise SetupError(f"ที่อยู่ “{address}” ไม่ถูก\nเขียนเป็น ที่อยู่:พอร์ต เช่น 127.0.0.1:8000")
    for port in range(int(written), min(int(written) + PORTS, 65_536)):
        with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
            if os.name == "posix":  # as the engine's own server binds
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host.strip("[]"), port))
            except OSError as error:
                if error.errno not in (errno.EADDRINUSE, errno.EACCES):
                    raise SetupError(
                        f"เปิดที่ {address} ไม่ได้: {error.strerror}\nลองใช้ 127.0.0.1:8000"
                    ) from error
                continue
            return f"{host}:{port}"
    raise SetupError(f"พอร์ต {written} และอีก {PORTS - 1} พอร์ตถัดไปไม่ว่าง\nเลือกเองด้วย --address 127.0.0.1:9000")
