"""The servers that `mock_servers` compares, and how each is installed and started. Load and table are not here.

Peers are installed into a cache folder of the user's, once, each into an environment of its own.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import platformdirs

from benchmarks.mock_servers_bare import ANSWER

Kind = Literal["short", "new", "paced", "at once"]
"""What a cell asks: short replies to one question, or each to a new one; streams with gaps, or with none."""

PIECES = 200
TEXTS = ["一二"] * PIECES
GAP = 0.005
"""Seconds from one piece of a paced stream to the next."""

SAY, SUM = "讲个故事", "+1=?"
"""What is asked for a stream, and, with a number before it, for a short reply."""

QUESTIONS = 5_000
"""Different ones, which is more than any server remembers."""

NODE = Path("node_modules/.bin/llmock")
INSTALL_SECONDS = 300


class Absent(Exception):
    """A peer is not there: it cannot be installed, or does not start."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A server to compare. `command` gives how it is started for a kind of cell, on a port, with files in a folder.

    `kinds` are the cells that it has; `at_once` says how it writes a stream that waits for nothing.
    """

    name: str
    command: Callable[[Kind, int, Path], Sequence[str]]
    kinds: Sequence[Kind] = ("short", "new", "paced", "at once")
    model: str = "deepseek-chat"
    environment: Mapping[str, str] | None = None

    def bodies(self, kind: Kind) -> Sequence[bytes]:
        """Give the bodies of requests of this kind, which are sent in turn."""
        numbers = range(1, QUESTIONS + 1 if kind == "new" else 2)
        texts = [f"{number}{SUM}" for number in numbers] if is_short(kind) else [SAY]
        return [self._body(text, streams=not is_short(kind)) for text in texts]

    def _body(self, text: str, *, streams: bool) -> bytes:
        said = [{"role": "user", "content": text}]
        return json.dumps({"model": self.model, "stream": streams, "messages": said}).encode()


def is_short(kind: Kind) -> bool:
    """Say whether a cell is about short replies, and not about streams."""
    return kind in ("short", "new")


def _ours(kind: Kind, port: int, folder: Path) -> Sequence[str]:
    replies, latency = folder / "replies.toml", folder / "steady.toml"
    replies.write_text(f'[[replies]]\nwhen = {{ equals = "{SAY}" }}\nanswer = "{"".join(TEXTS)}"\n', encoding="utf-8")
    latency.write_text(f"first_token = 0\ngap = {GAP}\n")
    command = [sys.executable, "-m", "simulator", "mock", "--lang", "en", "--port", str(port)]
    if is_short(kind):
        return command
    return [*command, "--replies", str(replies), "--latency", str(latency) if kind == "paced" else "none"]


def _bare(way: str) -> Callable[[Kind, int, Path], Sequence[str]]:
    def command(kind: Kind, port: int, folder: Path) -> Sequence[str]:
        gap, texts = GAP if kind == "paced" else 0, [] if is_short(kind) else TEXTS
        return [sys.executable, "-m", "benchmarks.mock_servers_bare", way, str(port), str(gap), json.dumps(texts)]

    return command


def _aimock(kind: Kind, port: int, folder: Path) -> Sequence[str]:
    replies = folder / "aimock.json"
    pairs = ((SAY, "".join(TEXTS)), (SUM, ANSWER))
    fixtures = [{"match": {"userMessage": asked}, "response": {"content": said}} for asked, said in pairs]
    replies.write_text(json.dumps({"fixtures": fixtures}))
    latency = round(GAP * 1000) if kind == "paced" else 0
    options = ["-f", str(replies), "-c", "2", "-l", str(latency), "--log-level", "silent"]
    return [str(_npm("@copilotkit/aimock@1") / NODE), "-p", str(port), *options]


def _mockllm(kind: Kind, port: int, folder: Path) -> Sequence[str]:
    python = _venv("mockllm", "mockllm==0.0.8")
    (folder / "responses.yml").write_text(json.dumps({"responses": {SAY: "".join(TEXTS), f"1{SUM}": ANSWER}}))
    options = ["--port", str(port), "--no-access-log", "--log-level", "critical"]
    return [str(python), "-m", "uvicorn", "mockllm.server:app", "--app-dir", str(folder), *options]


def _litellm(kind: Kind, port: int, folder: Path) -> Sequence[str]:
    python = _venv("litellm", "litellm[proxy]>=1,<2")
    said = ANSWER if is_short(kind) else "".join(TEXTS)
    model = {"model": "openai/none", "api_key": "none", "mock_response": said}
    settings = folder / "litellm.yaml"
    general = {"dangerously_permit_weak_or_unset_master_key": True}  # nobody else reaches it
    listed = [{"model_name": "deepseek-chat", "litellm_params": model}]
    settings.write_text(json.dumps({"model_list": listed, "general_settings": general}))
    return [str(python.parent / "litellm"), "--config", str(settings), "--port", str(port)]


OURS = Server(name="ours", command=_ours)
PREPARED = Server(name="bare ASGI, prepared bytes", command=_bare("prepared"))
JSON = Server(name="bare ASGI, JSON each time", command=_bare("json"))
AIMOCK = Server(name="aimock", command=_aimock)
MOCKLLM = Server(name="mockllm", command=_mockllm, kinds=("short", "new", "at once"), model="gpt-4")
LITELLM = Server(name="litellm", command=_litellm, kinds=("short", "new", "at once"))


def _folder(name: str) -> Path:
    return Path(platformdirs.user_cache_dir("phone-assistant-simulator")) / "benchmarks" / name


def _npm(package: str) -> Path:
    """Give the folder of an installed npm package. Raises: Absent."""
    folder = _folder("aimock")
    if not (folder / NODE).exists():
        _install([shutil.which("npm") or "npm", "install", "--prefix", str(folder), "--no-fund", package])
    return folder


def _venv(name: str, requirement: str) -> Path:
    """Give the Python of an environment with a package. Raises: Absent."""
    folder = _folder(name)
    python, done = folder / "bin" / "python", folder / "installed"
    if not done.exists():
        _install([sys.executable, "-m", "venv", str(folder)])
        _install([str(python), "-m", "pip", "install", "--quiet", requirement])
        done.touch()
    return python


def _install(command: Sequence[str]) -> None:
    try:
        subprocess.run(command, check=True, capture_output=True, timeout=INSTALL_SECONDS, cwd=os.sep)
    except (OSError, subprocess.SubprocessError) as error:
        raise Absent(f"not installed: {Path(command[0]).name}: {type(error).__name__}") from None
