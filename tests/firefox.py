"""Debian's Firefox, driven by the protocol that it speaks itself (WebDriver BiDi): no driver program is needed."""

from __future__ import annotations

import itertools
import json
import re
import shutil
import subprocess
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Self

_SAID = re.compile(r"WebDriver BiDi listening on (ws://\S+)")
_CALM = {
    "app.update.auto": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.homepage_override.mstone": "ignore",
    "datareporting.policy.dataSubmissionEnabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "security.fileuri.strict_origin_policy": True,
    "toolkit.telemetry.enabled": False,
}
"""What keeps a fresh profile from asking its makers' hosts."""


def firefox_program() -> str | None:
    """The Firefox of this machine."""
    return shutil.which("firefox-esr") or shutil.which("firefox")


class Firefox:
    """One headless window. Values given to and taken from scripts are what JSON can say."""

    def __init__(self, width: int = 360, height: int = 800) -> None:
        from websockets.sync.client import connect

        self._profile = tempfile.mkdtemp(prefix="firefox-")
        told = "".join(
            f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in _CALM.items()
        )
        (Path(self._profile) / "user.js").write_text(told, encoding="utf-8")
        program = firefox_program() or "firefox"
        command = [program, "--headless", "--no-remote", "--profile", self._profile]
        self._process = subprocess.Popen(
            [*command, "--remote-debugging-port", "0", "about:blank"],
            stderr=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            encoding="utf-8",
        )
        assert self._process.stderr is not None
        address = next(found[1] for line in self._process.stderr if (found := _SAID.search(line)))
        self._numbers = itertools.count(1)
        self._closing = ExitStack()
        self._socket = self._closing.enter_context(
            connect(f"{address}/session", max_size=None, open_timeout=60)
        )
        self._ask("session.new", capabilities={})
        self._page = self._ask("browsingContext.getTree")["contexts"][0]["context"]
        self.resize(width, height)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._closing.close()
        self._process.terminate()
        self._process.wait(timeout=30)
        shutil.rmtree(self._profile, ignore_errors=True)

    def resize(self, width: int, height: int = 800) -> None:
        """Give the page a window of so many CSS pixels."""
        self._ask(
            "browsingContext.setViewport", context=self._page, viewport={"width": width, "height": height}
        )

    def goto(self, address: str) -> None:
        """Open a page and wait until it has loaded."""
        self._ask("browsingContext.navigate", context=self._page, url=address, wait="complete")

    def evaluate(self, script: str) -> Any:
        """The value of a function without arguments, or of its promise."""
        wrapped = f"async () => JSON.stringify(await ({script})() ?? null)"
        said = self._ask(
            "script.callFunction",
            functionDeclaration=wrapped,
            awaitPromise=True,
            target={"context": self._page},
            userActivation=True,
        )
        if said["type"] == "exception":
            raise AssertionError(said["exceptionDetails"]["text"])
        return json.loads(said["result"]["value"])

    def _ask(self, method: str, **params: Any) -> dict[str, Any]:
        number = next(self._numbers)
        self._socket.send(json.dumps({"id": number, "method": method, "params": params}))
        while True:
            answer: dict[str, Any] = json.loads(self._socket.recv(timeout=90))
            if answer.get("id") == number:
                if answer["type"] == "error":
                    raise AssertionError(f"{method}: {answer['message']}")
                return dict(answer["result"])
