"""What is told of scripts that are wrong, word for word, and that hostile ones cost neither time nor memory."""

from __future__ import annotations

import resource
import subprocess
import sys
from pathlib import Path

import pytest

from simulator.domain.problem import UserProblem
from simulator.replay.choosing import Choice, cases_in, in_folder, read_all
from simulator.replay.places import Complaints

WRONG = Path(__file__).parent / "wrong"
SNAPSHOT = WRONG / "messages.txt"


def told_of(folder: Path, lab) -> str:
    said = Complaints()
    with pytest.raises(UserProblem) as caught:
        cases_in(read_all(in_folder(folder), said), Choice(), lab, said)
    return str(caught.value).replace(f"{folder}/", "") + "\n"


def test_every_mistake_is_told_at_once_in_these_words(lab):
    # After a wanted change of words: simulator run tests/replay/wrong 2>&1 | sed 's:tests/replay/wrong/::'
    assert told_of(WRONG, lab) == SNAPSHOT.read_text("utf-8")


def test_each_wrong_script_is_complained_of(lab):
    told = SNAPSHOT.read_text("utf-8")
    assert not [script.path.name for script in in_folder(WRONG) if f"{script.path.name}:" not in told]


def test_a_file_of_a_hundred_megabytes_is_refused_unread(tmp_path):
    path = tmp_path / "large.sim.yaml"
    with path.open("wb") as file:
        file.write(b"script: large\nturns:\n")
        for _ in range(1_000):
            file.write(b"  - user: a\n" * 10_000)
    ran = limited("run", str(path))
    assert (ran.returncode, "is larger than 4 MiB" in ran.stderr) == (2, True), ran.stderr


@pytest.mark.parametrize(
    "text",
    [
        "script: deep\nturns: " + "[" * 1_000_000,
        "script: wide\nturns: [" + "a," * 1_000_000 + "]",
        "script: bomb\n" + "a: &a [" + "x," * 1_000 + "]\n" + "b: [" + "*a," * 1_000_000 + "]\n",
        "script: a name\n" + "x" * 3_000_000 + ": 1\n",
    ],
    ids=["deep", "wide", "aliases", "long key"],
)
def test_a_hostile_script_is_refused_in_bounded_memory(tmp_path, text):
    path = tmp_path / "hostile.sim.yaml"
    path.write_text(text, "utf-8")
    ran = limited("run", str(path))
    assert ran.returncode == 2, ran.stderr[-500:]
    assert "Traceback" not in ran.stderr
    assert f"{path}:" in ran.stderr


def limited(*argv: str) -> subprocess.CompletedProcess[str]:
    """Run with one gigabyte of address space."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))

    command = [sys.executable, "-m", "simulator", *argv]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, preexec_fn=limit, check=False)
