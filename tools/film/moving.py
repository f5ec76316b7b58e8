"""Frames as one SVG that plays by itself where pictures do, such as in a README: no script, no font, nothing loaded.

Each row that is ever shown is drawn once; a row of the screen is a line of uses of them, each of which is seen for its
time. Every character has its own place, since fonts differ in how wide they draw Chinese.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby

from rich.cells import cell_len

from simulator.faces.tui.screenshot import CELL, FONT, LINE, SIZE, placed
from tools.film.camera import Frame, Row, Run


def as_svg(frames: Sequence[Frame], end: float, size: tuple[int, int], title: str) -> str:
    """Give the picture of a film that lasts until `end` and then begins anew."""
    start, (wide, high) = frames[0].at, size
    drawn = _Drawn(frames[0].rows[0][0].paper)
    uses = [use for number in range(high) for use in _uses(drawn, frames, number, start, end)]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide * CELL} {high * LINE}" role="img"'
        f' font-family="{FONT}" font-size="{SIZE}">\n<title>{escape(title)}</title>\n'
        f'<style>{drawn.styles()}</style>\n<rect width="100%" height="100%" fill="{drawn.paper}"/>\n'
        f"<defs>\n{drawn.rows()}\n</defs>\n" + "\n".join(uses) + "\n</svg>\n"
    )


class _Drawn:
    """The rows that were drawn, by what they hold, and the classes of their colours."""

    def __init__(self, paper: str) -> None:
        self.paper = paper
        self._rows: dict[Row, str] = {}
        self._classes: dict[tuple[str, bool, bool, bool, bool], str] = {}

    def name_of(self, row: Row) -> str:
        return self._rows.setdefault(row, f"r{len(self._rows)}")

    def rows(self) -> str:
        return "\n".join(f'<g id="{name}">{"".join(self._parts(row))}</g>' for row, name in self._rows.items())

    def styles(self) -> str:
        self.rows()  # which gives the classes their names
        return "".join(f".{name}{{{_looks(*looks)}}}" for looks, name in self._classes.items())

    def _parts(self, row: Row) -> Iterator[str]:
        column = 0
        for run in row:
            cells = cell_len(run.text)
            if run.paper != self.paper:
                yield f'<path fill="{run.paper}" d="M{column * CELL} 0h{cells * CELL}v{LINE}H{column * CELL}"/>'
            if run.text.strip():
                yield from self._text(run, column)
            column += cells

    def _text(self, run: Run, column: int) -> Iterator[str]:
        looks = (run.ink, run.bold, run.dim, run.strike, run.underline)
        name = self._classes.setdefault(looks, f"c{len(self._classes)}")
        blocks, places, letters = placed(run.text, column, 0)
        if blocks:
            yield f'<path class="{name}" d="{blocks}"/>'
        if letters:
            yield f'<text class="{name}" y="{SIZE}" x="{places}">{escape(letters)}</text>'


def _looks(ink: str, bold: bool, dim: bool, strike: bool, underline: bool) -> str:
    lines = " ".join(name for name, holds in (("line-through", strike), ("underline", underline)) if holds)
    return (
        f"fill:{ink}"
        + (";font-weight:bold" if bold else "")
        + (";opacity:.6" if dim else "")
        + (f";text-decoration:{lines}" if lines else "")
    )


def _uses(drawn: _Drawn, frames: Sequence[Frame], number: int, start: float, end: float) -> Iterator[str]:
    """Give the uses of one row of the screen, each with the part of the film in which it is seen."""
    stretches = [(row, next(them).at - start) for row, them in groupby(frames, lambda frame: frame.rows[number])]
    ends = [*(at for _, at in stretches[1:]), end - start]
    for (row, since), until in zip(stretches, ends, strict=True):
        if not any(run.text.strip() or run.paper != drawn.paper for run in row):
            continue
        use = f'<use href="#{drawn.name_of(row)}" y="{number * LINE}"'
        if len(stretches) == 1:
            yield f"{use}/>"
        else:
            yield f'{use} visibility="hidden">{_seen(since / (end - start), until / (end - start), end - start)}</use>'


def _seen(since: float, until: float, seconds: float) -> str:
    times = [(0.0, "hidden"), (since, "visible"), (until, "hidden")]
    if since == 0:
        times.pop(0)
    if until >= 1:
        times.pop()
    return (
        f'<animate attributeName="visibility" calcMode="discrete" dur="{seconds:g}s" repeatCount="indefinite"'
        f' values="{";".join(value for _, value in times)}" keyTimes="{";".join(f"{at:.5g}" for at, _ in times)}"/>'
    )
