"""The page on cassettes says what happens: its commands, its cassette, its messages and its code are run."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

from simulator.backends.cassettes.reading import Cassette
from simulator.backends.cassettes.replaying import ReplayTransport
from simulator.backends.chat_completions import ChatCompletions
from simulator.clocks import VirtualClock
from simulator.domain.completion import AnswerText, Message, Prompt

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "cassettes.md").read_text("utf-8")
KEY = "sk-right-0001"


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)


def run(folder: Path, command: str, **environ: str) -> subprocess.CompletedProcess[str]:
    words = shlex.split(command, comments=True)
    assert words[0] == "simulator"
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SIMULATOR_")}
    places = {f"SIMULATOR_{name}_DIR": str(folder / name) for name in ("DATA", "CONFIG", "CACHE")}
    return subprocess.run(
        [sys.executable, "-m", *words],
        cwd=folder,
        env=kept | places | environ,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
    )


def test_the_commands_of_the_page_give_the_same_answer(tmp_path) -> None:
    recorded, played = (run(tmp_path, line) for line in blocks("sh")[0].splitlines())
    assert (recorded.returncode, played.returncode) == (0, 0)
    assert recorded.stdout == played.stdout != ""
    lacking = run(tmp_path, 'simulator ask "讲个笑话" --replay-wire a.jsonl --clock virtual')
    assert lacking.returncode == 1 and blocks("text")[0].strip() in lacking.stderr
    with (tmp_path / "a.jsonl").open("r+", encoding="utf-8") as file:
        lines = file.readlines()[:5]
        file.seek(0)
        file.writelines([*lines, '{"chunk":1,"t":0'])
        file.truncate()
    cut = run(tmp_path, 'simulator ask "我叫小明" --replay-wire a.jsonl')
    assert cut.returncode == 2 and cut.stdout == "" and blocks("text")[1] in cut.stderr


def test_a_server_is_recorded_without_its_key_and_played_without_it(tmp_path) -> None:
    mock = subprocess.Popen(
        [sys.executable, "-m", "simulator", "mock", "--port", "0", "--api-key", KEY],
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    try:
        assert mock.stdout is not None
        found = re.search(r"http://[\d.:]+\d", mock.stdout.readline())
        assert found is not None
        to = f'simulator ask "我叫小明" "我叫什么？" --clock virtual --backend-url {found[0]}/v1 --api-key-env MY_KEY'
        live = run(tmp_path, f"{to} --record-wire a.jsonl", MY_KEY=KEY)
    finally:
        mock.terminate()
        mock.communicate(timeout=10)
    assert live.returncode == 0 and KEY not in (tmp_path / "a.jsonl").read_text("utf-8")
    assert run(tmp_path, f"{to} --replay-wire a.jsonl --replay-timing none").stdout == live.stdout
    alone = run(tmp_path, 'simulator ask "我叫小明" "我叫什么？" --clock virtual --replay-wire a.jsonl')
    assert alone.stdout == live.stdout != ""


def test_options_that_contradict_each_other_are_refused(tmp_path) -> None:
    for options, said in (
        ("--record-wire a --replay-wire a", "exclude each other"),
        ("--replay-timing none", "goes with --replay-wire"),
        ("--record-wire none/a.jsonl", "No such file"),
        (f"--record-wire {ROOT / 'pyproject.toml'}", "pyproject.toml:1: "),
        (f"--replay-wire {ROOT / 'fixtures/cassettes/name.jsonl'} --latency none", "leave it or --replay-wire out"),
    ):
        refused = run(tmp_path, f"simulator ask 你好 {options}")
        assert refused.returncode == 2 and said in refused.stderr and refused.stdout == ""


async def test_the_cassette_of_the_page_is_one(tmp_path) -> None:
    path = tmp_path / "page.jsonl"
    path.write_text(blocks("json")[0], "utf-8")
    tape = ReplayTransport(Cassette(path), VirtualClock())
    backend = ChatCompletions(name="x", base_url="http://replay.invalid", model="m", transport=tape)
    first, last = [item async for item in backend.ask(Prompt((Message("user", "你好"),)))]
    assert first == AnswerText("你好！") and last.fault.kind == "truncated"


def test_the_code_of_the_page_runs() -> None:
    done = subprocess.run([sys.executable, "-c", blocks("python")[0]], cwd=ROOT, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
