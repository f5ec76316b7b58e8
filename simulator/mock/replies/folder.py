"""Reads the replies of TOML files, all errors at once. Cassettes beside them are read elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from simulator.mock.replies.reply import PreparedReply
from simulator.mock.replies.spec import read_reply
from simulator.toml_file.naming import KeyPath, among, shown
from simulator.toml_file.problem import FileError, Finding, Problem
from simulator.toml_file.read import TomlFile, read_toml

_LIST = "write each reply under a line [[replies]]"


def files_of(paths: Sequence[Path], ending: str) -> list[Path]:
    """Give the files of an ending that are among the paths or in their folders, in the order of their names."""
    return [
        file
        for path in paths
        for file in (sorted(path.glob(f"*{ending}")) if path.is_dir() else [path])
        if file.suffix == ending
    ]


def read_replies(paths: Sequence[Path]) -> tuple[PreparedReply, ...]:
    """Read the `*.toml` among the paths and in their folders. Raises: FileError with all that is wrong."""
    problems: list[Problem] = []
    replies: list[PreparedReply] = []
    for path in files_of(paths, ".toml"):
        try:
            file = read_toml(path, "a file of replies")
        except FileError as error:
            problems += error.problems
            continue
        found: list[Finding] = []
        replies += _replies(file, path.stem, {reply.id for reply in replies}, found)
        problems += file.problems(found, named)
    if problems:
        raise FileError(problems)
    return tuple(replies)


def _replies(file: TomlFile, stem: str, known: set[str], found: list[Finding]) -> list[PreparedReply]:
    for key in file.data:
        if key != "replies":
            found.append(Finding((key,), "is unknown", among(key, ["replies"]), at_key=True))
    tables: Any = file.data.get("replies", [])
    if not isinstance(tables, list):
        found.append(Finding(("replies",), f"is {shown(tables)}", _LIST))
        return []
    replies = []
    for index, table in enumerate(tables):
        reply = read_reply(table, ("replies", index), f"{stem}-{index + 1}", found.append)
        if reply is None:
            continue
        if reply.id in known:
            found.append(Finding(("replies", index, "id"), f"is {shown(reply.id)} again", "give each reply its own"))
        known.add(reply.id)
        replies.append(reply)
    return replies


def named(path: KeyPath) -> str:
    """Name a key as people count: replies[1].when.regex."""
    return "".join(f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in path).removeprefix(".")
