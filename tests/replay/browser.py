"""A real browser without a screen, driven over two pipes: it needs no port and no package, and dies with its pipes."""

from __future__ import annotations

import base64
import itertools
import json
import os
import select
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

FOUND = next((path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None)
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--hide-scrollbars",
    "--remote-debugging-pipe",
)

PATIENCE = 60.0
"""Seconds that it may say nothing, on a machine that does much else."""


class Page:
    """One tab. What a script in it gives comes back as plain data."""

    def __init__(self, commands: int, answers: int) -> None:
        self._commands, self._answers = commands, answers
        self._numbers, self._rest = itertools.count(1), b""
        self.events: list[dict[str, Any]] = []
        target = self._call("Target.createTarget", {"url": "about:blank"})["targetId"]
        attached = self._call("Target.attachToTarget", {"targetId": target, "flatten": True})
        self._session: str | None = attached["sessionId"]
        for domain in ("Page", "Runtime", "Network", "Log"):
            self.call(f"{domain}.enable")

    _session = None

    def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Send a command of the DevTools protocol and wait for its answer."""
        return self._call(method, parameters)

    def _call(self, method: str, parameters: dict[str, Any]) -> dict[str, Any]:
        number = next(self._numbers)
        message = {"id": number, "method": method, "params": parameters}
        if self._session is not None:
            message["sessionId"] = self._session
        os.write(self._commands, json.dumps(message).encode() + b"\0")
        while (answer := self._read()).get("id") != number:
            self.events.append(answer)
        assert "error" not in answer, answer
        return dict(answer["result"])

    def _read(self) -> dict[str, Any]:
        while b"\0" not in self._rest:
            is_ready, _, _ = select.select([self._answers], [], [], PATIENCE)
            assert is_ready, "the browser says nothing"
            piece = os.read(self._answers, 65536)
            assert piece, "the browser is gone"
            self._rest += piece
        message, _, self._rest = self._rest.partition(b"\0")
        return dict(json.loads(message))

    def open(self, path: Path, fragment: str = "") -> None:
        """Show a file, and wait until its script has drawn it."""
        self.call("Page.navigate", url=path.as_uri() + fragment)
        self.until("document.readyState === 'complete' && !document.querySelector('#app').hidden")

    def visit(self, address: str) -> None:
        """Go to an address and wait until the page is complete."""
        self.call("Page.navigate", url=address)
        self.until("document.readyState === 'complete'")

    def type(self, text: str) -> None:
        """Type a text, as an input method commits it."""
        self.call("Input.insertText", text=text)

    def ask(self, expression: str) -> Any:
        """Give what an expression is, promises awaited."""
        told = self.call("Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in told, told["exceptionDetails"]
        return told["result"].get("value")

    def until(self, expression: str) -> None:
        """Wait until an expression holds; ten seconds without are a failure."""
        self.ask(
            "new Promise((done, fail) => { let left = 500;"
            f" const holds = () => {{ try {{ return {expression} }} catch {{ return false }} }};"
            " const look = () => (holds() ? done() : left-- ? setTimeout(look, 20) : fail(new Error('never')));"
            " look(); })"
        )

    def press(self, key: str, code: int) -> None:
        """Press a key as a person does."""
        for kind in ("keyDown", "keyUp"):
            text = {"text": "\r"} if key == "Enter" and kind == "keyDown" else {}
            self.call("Input.dispatchKeyEvent", type=kind, key=key, windowsVirtualKeyCode=code, **text)

    def see(self, width: int, scheme: str = "light") -> None:
        """Look at the page at a width, by day or by night."""
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=1, mobile=False)
        self.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])

    def picture(self, path: Path) -> None:
        """Keep what is seen, for a person who looks."""
        shot = self.call("Page.captureScreenshot", captureBeyondViewport=True)
        path.write_bytes(base64.b64decode(shot["data"]))


@contextmanager
def browser() -> Iterator[Page]:
    """Start a browser, and end it."""
    assert FOUND is not None
    to_read, commands = os.pipe()
    answers, to_write = os.pipe()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        line = f'exec "$0" "$@" 3<&{to_read} 4>&{to_write}'  # it reads and writes at 3 and 4, always
        argv = ["bash", "-c", line, FOUND, *FLAGS, f"--user-data-dir={folder}"]
        quiet = subprocess.DEVNULL
        with subprocess.Popen(argv, pass_fds=(to_read, to_write), stdout=quiet, stderr=quiet, stdin=quiet) as process:
            os.close(to_read)
            os.close(to_write)
            try:
                yield Page(commands, answers)
            finally:
                os.close(commands)
                os.close(answers)
                process.terminate()
