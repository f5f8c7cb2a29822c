"""`harvester serve`: shows the site on this machine while lessons are being written."""

from __future__ import annotations

import os
import subprocess
import sys

import click

from harvester.cli.site_folder import current_settings


@click.command()
@click.option("-a", "--address", default="127.0.0.1:8000", show_default=True, help="ที่อยู่และพอร์ต")
@click.option("--open/--no-open", "open_browser", default=False, help="เปิดเบราว์เซอร์ให้เลย")
@click.pass_context
def serve(ctx: click.Context, address: str, open_browser: bool) -> None:
    """เปิดเว็บดูบนเครื่องนี้ แก้บทเรียนแล้วหน้าเว็บเปลี่ยนตามทันที (หยุดด้วย Ctrl+C)"""
    settings = current_settings(ctx)
    command = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", address]
    command += ["--open"] if open_browser else []
    click.echo(f"เปิดดูได้ที่ http://{address}/  บทเรียนที่ยังเป็นร่างจะเห็นด้วย  หยุดด้วย Ctrl+C", err=True)
    environment = os.environ | {
        "HARVESTER_DRAFTS": "1",
        "PYTHONUTF8": "1",
        "DISABLE_MKDOCS_2_WARNING": "true",
    }
    try:
        sys.exit(subprocess.run(command, cwd=settings.root, env=environment, check=False).returncode)
    except KeyboardInterrupt:
        sys.exit(0)
