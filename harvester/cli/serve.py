"""`harvester serve`: shows the site on this machine while lessons are being written."""

from __future__ import annotations

import errno
import os
import signal
import socket
import subprocess
import sys

import click

from harvester.cli.site_folder import current_settings
from harvester.model.diagnostics import SetupError

PORTS = 20
"""Ports that are tried, from the one that was asked for."""


@click.command()
@click.option("-a", "--address", default="127.0.0.1:8000", show_default=True, help="ที่อยู่และพอร์ต")
@click.option("--open/--no-open", "open_browser", default=False, help="เปิดเบราว์เซอร์ให้เลย")
@click.pass_context
def serve(ctx: click.Context, address: str, open_browser: bool) -> None:
    """เปิดเว็บดูบนเครื่องนี้ แก้บทเรียนแล้วหน้าเว็บเปลี่ยนตามทันที (หยุดด้วย Ctrl+C)"""
    settings = current_settings(ctx)
    free = _free(address)
    if free != address:
        click.echo(f"พอร์ตของ {address} มีโปรแกรมอื่นใช้อยู่ จึงใช้ {free} แทน", err=True)
    address = free
    command = [sys.executable, "-m", "site_plugins.engine", "serve", "--dev-addr", address]
    command += ["--open"] if open_browser else []
    click.echo(f"เปิดดูได้ที่ http://{address}/  บทเรียนที่ยังเป็นร่างจะเห็นด้วย  หยุดด้วย Ctrl+C", err=True)
    environment = os.environ | {
        "HARVESTER_DRAFTS": "1",
        "PYTHONUTF8": "1",
        "DISABLE_MKDOCS_2_WARNING": "true",
    }
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
