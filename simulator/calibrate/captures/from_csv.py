"""A table that a person wrote down at a phone, to talks. The names of its columns are `columns`."""

from __future__ import annotations

import csv
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from io import StringIO
from itertools import pairwise
from typing import Any, cast

from simulator.calibrate.captures.columns import OUTCOMES, known_columns, limit_named
from simulator.calibrate.captures.timed import Piece, Side, stretches
from simulator.calibrate.seen import Outcome, SeenTurn, Stretch, Talk
from simulator.calibrate.weight import weights
from simulator.domain.problem import UserProblem
from simulator.domain.quota import day_of
from simulator.domain.release import SHANGHAI
from simulator.mock.pieces import pieces

_LONGEST = 86_400.0
_ROUNDED = 12**-0.5
"""The deviation of an error of rounding, in steps of the last digit."""
_ENCODINGS = ("utf-8-sig", "gb18030")
"""What spreadsheets write in China."""

Row = Mapping[str, str]


def talks_of_table(name: str, file: str, data: bytes) -> tuple[Talk, ...]:
    """Give the conversations of a table. Raises: UserProblem, with file and line, for what cannot be read."""
    lines = csv.reader(StringIO(_text(file, data), newline=""), _dialect(data), strict=True)
    talks: dict[tuple[str, str, str], list[SeenTurn]] = {}
    running, is_over = 0, False
    for place, row in _rows(file, lines):
        try:
            turn = _turn(place, row)
        except ValueError as error:
            raise UserProblem(f"{place}: {error}") from None
        running += is_over and turn.counts
        is_over = turn.limit == "turns_per_conversation" or (is_over and not turn.counts)
        key = (row.get("conversation") or f"\n{running}", row.get("vendor", ""), row.get("release", ""))
        talks.setdefault(key, []).append(turn)
    if not talks:
        raise UserProblem(f"{file}: holds no turns; write one a line under the names of the columns")
    return tuple(
        Talk(capture=name, phone=file, vendor=vendor or None, release=release or None, turns=tuple(turns))
        for (_, vendor, release), turns in talks.items()
    )


def _text(file: str, data: bytes) -> str:
    for encoding in _ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UserProblem(f"{file}:1: is neither UTF-8 nor GB 18030; save it as UTF-8")


def _dialect(data: bytes) -> type[csv.Dialect]:
    head = data.partition(b"\n")[0]

    class Table(csv.excel):
        delimiter = max(",\t;", key=lambda mark: head.count(mark.encode()))

    return Table


def _rows(file: str, lines: Any) -> Iterator[tuple[str, Row]]:
    """Give each row with its place, cells by the names of their columns."""
    number, columns = 1, None
    try:
        for cells in lines:
            place, number = f"{file}:{number}", lines.line_num + 1
            if not any(cell.strip() for cell in cells):
                continue
            if columns is None:
                columns = known_columns(cells)
            elif len(cells) <= max(columns[name] for name in ("utterance", "answer")):
                raise ValueError(f"has {len(cells)} cells; the first line names {len(columns)} columns")
            else:
                yield place, {name: cells[at].strip() for name, at in columns.items() if at < len(cells)}
    except (csv.Error, ValueError) as error:
        raise UserProblem(f"{place if not isinstance(error, csv.Error) else f'{file}:{number}'}: {error}") from None


def _turn(place: str, row: Row) -> SeenTurn:
    outcome, limit = _end(row)
    asked = _moment(row.get("asked", ""))
    first = _since(row, "first_token", asked)
    thought, whole = _since(row, "thinking_seconds", asked), _since(row, "seconds", asked)
    times = _times(row.get("token_times", ""), asked)
    if first is None and times:
        first = times[0]
    is_counted = outcome in ("completed", "interrupted") or (outcome == "fault" and bool(row["answer"]))
    return SeenTurn(
        place=place,
        utterance=row["utterance"],
        answer=row["answer"] if is_counted else "",
        thinking=row.get("thinking", ""),
        outcome=outcome,
        limit=limit,
        counts=is_counted and bool(row["utterance"]),
        asked_on=day_of(asked) if isinstance(asked, datetime) else None,
        first_token=first if is_counted else None,
        thinking_seconds=thought if is_counted and row["answer"] else None,
        stretches=_written(row, first, thought, whole, times) if is_counted and outcome == "completed" else (),
    )


def _end(row: Row) -> tuple[Outcome, str | None]:
    said, words = row.get("outcome", "").casefold(), row.get("limit", "")
    outcome = next((name for name, known in OUTCOMES.items() if said in known), None)
    if outcome is None:
        raise ValueError(f'outcome is "{said[:40]}"; write {", ".join(OUTCOMES)}, or nothing')
    if words and not said:
        outcome = "limited"
    if outcome != "limited":
        return cast("Outcome", outcome), None
    limit = limit_named(words) if words else "turns_per_conversation"
    return "limited", limit or "turns_per_conversation"


def _written(
    row: Row, first: float | None, thought: float | None, whole: float | None, times: Sequence[float]
) -> tuple[Stretch, ...]:
    """Give the writing of a turn: between the times of its pieces, or else of its whole text."""
    thinking, answer = row.get("thinking", ""), row["answer"]
    if times:
        until = None if first is None or thought is None else first + thought
        return stretches(_timed(thinking, answer, times, until), None, tells_halts=False)
    if first is None or whole is None:
        return ()
    parts = weights(answer if thought is not None else thinking + answer)
    seconds = whole - first - (thought or 0.0)
    if len(parts) < 2 or seconds <= 0:
        return ()
    weight, at_risk = sum(parts[:-1]), sum(parts[1:])
    return (Stretch(weight=weight, seconds=seconds, pieces=len(parts) - 1, at_risk=at_risk, error=_error(row)),)


def _error(row: Row) -> float:
    """Give how wrong the seconds of the writing may be, since its cells were rounded: phones show whole seconds."""
    cells = [cell for name in ("first_token", "thinking_seconds", "seconds") if (cell := row.get(name, ""))]
    steps = (10.0 ** -len(re.sub(r"\D*$", "", cell.rpartition(".")[2] if "." in cell else "")) for cell in cells)
    return math.hypot(*(step * _ROUNDED for step in steps))


def _timed(thinking: str, answer: str, times: Sequence[float], until: float | None) -> list[Piece]:
    """Give pieces to times: the text's own where there are as many, else equal parts of it.

    The times begin with the thinking where its text is given, and with the answer where it is not.
    """
    sides: list[tuple[Side, str]] = [("thinking", text) for text in pieces(thinking)]
    sides += [("answer", text) for text in pieces(answer)]
    if len(sides) != len(times):
        whole = thinking + answer
        cuts = [round(len(whole) * at / len(times)) for at in range(len(times) + 1)]
        share = len(thinking) if until is None else -1
        sides = [
            ("thinking" if (at < share if until is None else time < until - 0.05) else "answer", whole[at:end])
            for at, end, time in zip(cuts, cuts[1:], times, strict=False)
        ]
    return [Piece(time, side, text) for (side, text), time in zip(sides, times, strict=True)]


def _times(cell: str, asked: datetime | float | None) -> list[float]:
    words = [word for word in re.split(r"[\s;|,\[\]]+", cell) if word]
    times = [_seconds("token_times", word, asked) for word in words]
    if any(one > next for one, next in pairwise(times)):
        raise ValueError("token_times go back; write them in the order in which the text appeared")
    return times


def _since(row: Row, name: str, asked: datetime | float | None) -> float | None:
    cell = row.get(name, "")
    return None if not cell else _seconds(name, cell, asked)


def _seconds(name: str, cell: str, asked: datetime | float | None) -> float:
    """Read seconds since the question, or a moment where the question's is known, too."""
    try:
        number = float(re.sub(r"\s*(?:s|秒)$", "", cell))
    except ValueError:
        moment = _iso(cell)
        if not isinstance(asked, datetime) or moment is None:
            raise ValueError(
                f'{name} is "{cell[:40]}"; write seconds since the question, like 2.3, or a moment beside one in asked'
            ) from None
        number = (moment - asked).total_seconds()
    if not math.isfinite(number) or not 0 <= number <= _LONGEST:
        raise ValueError(f'{name} is "{cell[:40]}"; write seconds since the question, from 0 to {_LONGEST:.0f}')
    return number


def _moment(cell: str) -> datetime | float | None:
    if not cell:
        return None
    try:
        return float(cell)
    except ValueError:
        pass
    moment = _iso(cell)
    if moment is None:
        raise ValueError(f'asked is "{cell[:40]}"; write a moment like 2025-02-05T19:00:03.2, or seconds')
    return moment


def _iso(cell: str) -> datetime | None:
    """Read a moment, Shanghai's where it has no offset; None if it is none, or of a year that no phone has seen."""
    try:
        moment = datetime.fromisoformat(cell.replace("/", "-"))
    except ValueError:
        return None
    moment = moment.replace(tzinfo=SHANGHAI) if moment.tzinfo is None else moment
    return moment if 2000 <= moment.year < 2100 else None
