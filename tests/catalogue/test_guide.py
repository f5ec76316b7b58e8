"""The guide to a new vendor does what it says: its commands are run and its changes are made as they stand there."""

from __future__ import annotations

import os
import re
import shlex
from pathlib import Path

import pytest

from tests.warm import Warm

GUIDE = Path(__file__).resolve().parents[2] / "docs" / "new-vendor.md"
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", GUIDE.read_text("utf-8"), re.DOTALL | re.MULTILINE)


def run(command: str, place: Path, warm: Warm) -> str:
    """Run a command of the guide in its folder, and give all that it printed; its exit code is 0 or as it says."""
    line, _, remark = command.partition("#")
    program, *arguments = shlex.split(line)
    assert program == "simulator"
    folders = {f"SIMULATOR_{name}_DIR": str(place / f".{name}") for name in ("CONFIG", "DATA", "CACHE")}
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SIMULATOR_")}
    done = warm.run(arguments, kept | folders | {"COLUMNS": "160"}, cwd=place, timeout=120)
    wanted = re.search(r"exits (\d+)", remark)
    printed = (done.out + done.err).decode()
    assert done.code == (int(wanted[1]) if wanted else 0), printed
    return printed


def change(block: str, place: Path) -> None:
    """Make a change: each run of removed lines stands in the file once, and the added ones take its place."""
    head, *lines = block.splitlines()
    path = place / head.removeprefix("--- ")
    text = path.read_text("utf-8")
    for removed, added in hunks(lines):
        assert text.count(removed) == 1, removed
        text = text.replace(removed, added)
    path.write_text(text, encoding="utf-8")


def hunks(lines: list[str]) -> list[tuple[str, str]]:
    """Give what is replaced by what; an unmarked line stays, and shows where lines are added."""
    found: list[tuple[list[str], list[str]]] = [([], [])]
    for line in lines:
        mark, text = line[0], line[1:]
        if mark == "-" and found[-1][1]:
            found.append(([], []))
        if mark in "- ":
            found[-1][0].append(text)
        if mark in "+ ":
            found[-1][1].append(text)
    return [("\n".join(removed) + "\n", "\n".join(added) + "\n") for removed, added in found]


def promised(block: str, printed: str) -> None:
    """Find the promised lines in what was printed, in their order; a line may be longer than its promise."""
    rest = re.sub(r" +", " ", printed)
    for line in block.splitlines():
        begin, found, rest = rest.partition(re.sub(r" +", " ", line))
        assert found, f"{line!r} is not in {begin!r}"


def test_the_guide_leads_from_nothing_to_a_working_vendor(tmp_path, warm):
    printed, kinds = "", []
    for kind, block in BLOCKS:
        kinds.append(kind)
        match kind:
            case "sh":
                printed = "".join(run(command, tmp_path, warm) for command in block.splitlines())
            case "text":
                promised(block, printed)
            case "diff":
                change(block, tmp_path)
            case "python":
                (tmp_path / block.splitlines()[0].removeprefix("# ")).write_text(block, encoding="utf-8")
            case _:
                pytest.fail(f"nobody knows what to do with {kind}")
    assert kinds.count("sh") >= 8 and kinds.count("text") == kinds.count("sh")


def test_the_guide_begins_with_a_summary_in_chinese():
    second = GUIDE.read_text("utf-8").split("\n\n")[1]
    assert second.startswith("十分钟做出一个自己的厂商") and "vendors check" in second
