"""The tools that `replay` compares with, and how each is installed and told to play conversations. No timing is here.

Each is installed once, into a cache folder of the user's, and only where that is asked for.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from benchmarks.replay_scripts import said

AT_ONCE = "32"
INSTALL_SECONDS = 600

QUIET = {
    "PROMPTFOO_DISABLE_TELEMETRY": "1",
    "PROMPTFOO_DISABLE_UPDATE": "1",
    "PROMPTFOO_CONFIG_DIR": "promptfoo-home",
    "NODE_NO_WARNINGS": "1",
    "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
}
"""Environment in which the peers neither call home, nor load what is not theirs, nor keep anything elsewhere."""

Command = Callable[[Path, int, int], Sequence[str]]
"""Writes the files of so many cases of so many turns into a folder and gives the command that plays them."""


@dataclass(frozen=True, slots=True)
class Peer:
    """A tool: its name, what `ours` is to be at least in its turns a second, how it is installed, what it is told."""

    name: str
    target: int
    installed: Callable[[bool], bool]
    command: Command


def _folder(name: str) -> Path:
    return Path(platformdirs.user_cache_dir("phone-assistant-simulator")) / "benchmarks" / name


def _ran(*command: str) -> bool:
    try:
        subprocess.run(command, check=True, capture_output=True, timeout=INSTALL_SECONDS, cwd=os.sep)
    except (OSError, subprocess.SubprocessError):
        return False
    return True


_PROMPTFOO = _folder("promptfoo") / "node_modules" / ".bin" / "promptfoo"
_INSPECT = _folder("inspect_ai") / "bin" / "python"


def _has_promptfoo(may_install: bool) -> bool:
    """Say whether it is there; npm chooses the newest that this Node runs."""
    npm = shutil.which("npm")
    if may_install and npm is not None and not _PROMPTFOO.exists():
        _ran(npm, "install", "--prefix", str(_folder("promptfoo")), "--no-fund", "--no-audit", "promptfoo")
    return _PROMPTFOO.exists()


def _has_inspect(may_install: bool) -> bool:
    folder = _folder("inspect_ai")
    done = folder / "installed"
    if may_install and not done.exists():
        is_made = _ran(sys.executable, "-m", "venv", str(folder))
        if is_made and _ran(str(_INSPECT), "-m", "pip", "install", "--quiet", "inspect_ai"):
            done.touch()
    return done.exists()


def promptfoo(here: Path, cases: int, turns: int, provider: object = "echo") -> Sequence[str]:
    """Give the command of promptfoo: a test a turn, those of a case tied by `conversationId`, JUnit and JSON Lines."""
    prompt = "{% for turn in _conversation %}{{ turn.input }}\n{{ turn.output }}\n{% endfor %}{{ said }}"
    tests = [
        {
            "vars": {"said": text},
            "metadata": {"conversationId": str(case)},
            "assert": [{"type": "javascript", "value": "output.length > 0"}],
        }
        for case in range(cases)
        for text in said(turns)
    ]
    config = here / "promptfoo.json"
    config.write_text(json.dumps({"prompts": [prompt], "providers": [provider], "tests": tests}), "utf-8")
    options = ("--no-cache", "--no-table", "--no-progress-bar", "--no-write", "-j", AT_ONCE)
    return [str(_PROMPTFOO), "eval", "-c", str(config), *options, "-o", "o.junit.xml", "-o", "o.jsonl"]


_INSPECT_TASK = """
import json, sys
from inspect_ai import Task, eval
from inspect_ai.dataset import Sample
from inspect_ai.model import ChatMessageUser, ModelOutput, ModelUsage, get_model
from inspect_ai.scorer import includes
from inspect_ai.solver import solver

cases, said, at_once = int(sys.argv[1]), json.loads(sys.argv[2]), int(sys.argv[3])

def echo(input, tools, tool_choice, config):
    output = ModelOutput.from_content("mockllm/model", input[-1].text)
    output.usage = ModelUsage(input_tokens=1, output_tokens=1, total_tokens=2)  # else it asks the network to count
    return output

@solver
def talk():
    async def solve(state, generate):
        for number, text in enumerate(said):
            if number:
                state.messages.append(ChatMessageUser(content=text))
            state = await generate(state)
        return state
    return solve

samples = [Sample(input=said[0], target=said[-1]) for _ in range(cases)]
model = get_model("mockllm/model", custom_outputs=echo)
task = Task(dataset=samples, solver=talk(), scorer=includes())
log, = eval(task, model=model, display="none", max_connections=at_once, max_samples=at_once, log_dir="inspect-logs")
sys.exit(0 if log.status == "success" else f"inspect_ai: {log.status}: {str(log.error)[:300]}")
"""


def _inspect(here: Path, cases: int, turns: int) -> Sequence[str]:
    task = here / "inspect_task.py"
    task.write_text(_INSPECT_TASK, "utf-8")
    return [str(_INSPECT), str(task), str(cases), json.dumps(said(turns)), AT_ONCE]


def _pytest(here: Path, cases: int, turns: int) -> Sequence[str]:
    tests = here / "test_floor.py"
    body = "".join(f"    assert {text!r}\n" for text in said(turns))
    tests.write_text("".join(f"def test_{case}():\n{body}" for case in range(cases)), "utf-8")
    return [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--junit-xml=floor.xml", tests.name]


PROMPTFOO = Peer("promptfoo, echo", 5, _has_promptfoo, promptfoo)
PEERS = (
    PROMPTFOO,
    Peer("inspect_ai, mockllm/model", 10, _has_inspect, _inspect),
    Peer("pytest, nothing to do", 0, lambda _: True, _pytest),
)
