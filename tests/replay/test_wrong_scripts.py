"""What is told of scripts that are wrong, word for word, and that hostile ones cost neither time nor memory."""

from __future__ import annotations

import ast
import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

import pytest

from simulator.domain.problem import UserProblem
from simulator.replay import matrix
from simulator.replay.choosing import Choice, cases_in, in_folder, read_all, scripts_at
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


class Noted(Complaints):
    """Complaints that note from which lines of the program they come."""

    lines: ClassVar[set[tuple[str, int]]] = set()

    def add(self, place, key, found, meant=""):
        caller = sys._getframe(1)
        self.lines.add((Path(caller.f_code.co_filename).name, caller.f_lineno))
        super().add(place, key, found, meant)


ELSEWHERE = {("golden_files.py", "is no text"), ("matrix.py", "makes more than")}
"""Complaints of files of goldens, and of many scripts that make too much together."""


def test_every_complaint_that_there_is_has_a_wrong_script(lab, nested):
    for folder in (WRONG, nested):
        said = Noted()
        with pytest.raises(UserProblem):
            cases_in(read_all(in_folder(folder), said), Choice(), lab, said)
    assert [site for site in complaining() if site not in ELSEWHERE] == []


def complaining() -> Iterator[tuple[str, str]]:
    """Give the file and a text of each place that complains and was not reached."""
    for path in Path(matrix.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in ("said.add", "self._said.add"):
                reached = range(node.lineno, (node.end_lineno or 0) + 1)
                if not any(file == path.name and line in reached for file, line in Noted.lines):
                    texts = (it.value for it in ast.walk(node.args[2]) if isinstance(it, ast.Constant))
                    yield path.name, next((str(text).strip() for text in texts), "")


@pytest.fixture
def nested(tmp_path: Path) -> Path:
    """Give a folder with a script whose files include one another, ten deep."""
    (tmp_path / "nested.sim.yaml").write_text("script: nested\nturns: [include: 1.turns.yaml]\n", "utf-8")
    for depth in range(1, 11):
        (tmp_path / f"{depth}.turns.yaml").write_text(f"- include: {depth + 1}.turns.yaml\n", "utf-8")
    return tmp_path


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


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("turns: [{user: a, repeat: 10000}, {include: more.turns.yaml, repeat: 8000}]", None),
        ("turns:\n" + "  - {user: a, repeat: 10000}\n" * 11, "turns makes more than 100000 steps"),
        ("turns: [{include: more.turns.yaml, repeat: 10000}]", "turns makes more than 100000 steps"),
        ("turns:\n" + "  - include: more.turns.yaml\n" * 1001, "turns includes more than 1000 files"),
        ("turns:\n" + "  - include: long.turns.yaml\n" * 9, "turns includes more than 8 MiB of files"),
        ('turns: [include: "a\\0b"]', "is no file"),
        ('table: "a\\0b"\nturns: [user: a]', "cannot be read: embedded null byte"),
        ("table: /dev/zero\nturns: [user: a]", "cannot be read: it is no file"),
        ("turns: [include: /dev/zero]", "is no file"),
    ],
)
def test_what_would_take_for_ever_is_refused_at_once(tmp_path, lab, text, told):
    (tmp_path / "more.turns.yaml").write_text("- {user: a, repeat: 11}\n", "utf-8")
    (tmp_path / "long.turns.yaml").write_text("#" * (1 << 20) + "\n- user: a\n", "utf-8")
    (tmp_path / "a.sim.yaml").write_text(f"script: a\n{text}\n", "utf-8")
    said = Complaints()
    read = read_all(in_folder(tmp_path), said)
    if told is None:
        assert len(cases_in(read, Choice(), lab, said)) == 1
    else:
        assert told in told_of(tmp_path, lab)


def test_links_that_lead_round_and_pipes_are_no_scripts(tmp_path):
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "up").symlink_to(tmp_path)
    (tmp_path / "folder" / "a.sim.yaml").symlink_to(tmp_path / "folder" / "a.sim.yaml")
    os.mkfifo(tmp_path / "folder" / "pipe.sim.yaml")
    assert in_folder(tmp_path) == []
    for name in ("a", "pipe"):
        with pytest.raises(UserProblem, match="is neither a file nor a folder"):
            scripts_at([str(tmp_path / "folder" / f"{name}.sim.yaml")], tmp_path)


def limited(*argv: str) -> subprocess.CompletedProcess[str]:
    """Run with one gigabyte of address space."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))

    command = [sys.executable, "-m", "simulator", *argv]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, preexec_fn=limit, check=False)
