"""Reads what users prepared for a mock to say: files of replies, and cassettes. How they are tried is the mock's."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.domain.problem import UserProblem

if TYPE_CHECKING:
    from simulator.mock.replies.reply import PreparedReply
    from simulator.mock.replies.tape import Tape

ENDINGS = (".toml", ".jsonl")


def prepared_in(paths: Sequence[Path], timing: str | None = None) -> tuple[Sequence[PreparedReply], Sequence[Tape]]:
    """Read files, and those in folders; with `timing` "none" cassettes are played at once.

    Raises: UserProblem with all that is wrong with replies, by file and line.
    """
    if not paths:
        return (), ()
    from simulator.backends.cassettes.serving import ServedCassette
    from simulator.mock.replies.folder import files_of, read_replies

    for path in paths:
        _check(path)
        if not any(files_of([path], ending) for ending in ENDINGS):
            raise UserProblem(f"--replies {path}: there are no replies (.toml) and no cassettes (.jsonl) here")
    return read_replies(paths), [ServedCassette(file, in_time=timing != "none") for file in files_of(paths, ".jsonl")]


def _check(path: Path) -> None:
    if not path.exists():
        raise UserProblem(f"--replies {path}: there is no such file or folder")
