"""Frames as an asciinema cast (version 2): only the rows that changed are written again.

The format: https://docs.asciinema.org/manual/asciicast/v2/
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import pairwise

from tools.film.camera import Frame, Row, Run

_CURSOR_OFF, _CURSOR_ON, _PLAIN = "\x1b[?25l", "\x1b[?25h", "\x1b[0m"


def as_cast(frames: Sequence[Frame], end: float, size: tuple[int, int], title: str) -> str:
    """Give the cast of a film that lasts until `end`, on a terminal of `size` cells."""
    head = {"version": 2, "width": size[0], "height": size[1], "title": title, "env": {"TERM": "xterm-256color"}}
    lines = [head, [0.0, "o", _CURSOR_OFF], *_changes(frames), [round(end, 3), "o", _CURSOR_ON]]
    return "".join(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n" for line in lines)


def _changes(frames: Sequence[Frame]) -> Iterator[list[object]]:
    start = frames[0].at
    for before, frame in pairwise((Frame(0.0, ()), *frames)):
        changed = [
            f"\x1b[{number + 1};1H{''.join(map(_coloured, row))}{_PLAIN}"
            for number, row in enumerate(frame.rows)
            if number >= len(before.rows) or before.rows[number] != row
        ]
        yield [round(frame.at - start, 3), "o", "".join(changed)]


def _coloured(run: Run) -> str:
    codes = [
        code for code, holds in (("1", run.bold), ("2", run.dim), ("4", run.underline), ("9", run.strike)) if holds
    ]
    ink, paper = (";".join(str(int(colour[at : at + 2], 16)) for at in (1, 3, 5)) for colour in (run.ink, run.paper))
    return f"\x1b[0;{';'.join([*codes, f'38;2;{ink}', f'48;2;{paper}'])}m{run.text}"


def row_text(row: Row) -> str:
    """Give what is written in a row."""
    return "".join(run.text for run in row)
