"""The screen as it stands, as an SVG picture in which each character has its cell. Where it is kept is its users' part.

Textual 8.2's own export sets Chinese text at half its width, writes control characters and loads a font from afar.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from rich.cells import get_character_cell_size
from rich.style import Style
from textual.app import App
from textual.strip import Strip

from simulator.faces.tui.foreign import harmless

CELL, LINE, SIZE = 8, 18, 13
"""Pixels: a cell's width, a line's height, and of the letters."""
FONT = "'DejaVu Sans Mono', Menlo, Consolas, 'Noto Sans Mono CJK SC', 'PingFang SC', 'Microsoft YaHei', monospace"
_FAINT = 0.6
_EIGHTHS = "▁▂▃▄▅▆▇█"
_BLOCKS: dict[str, tuple[float, float, float, float]] = {
    **{char: (0, 1 - (number + 1) / 8, 1, (number + 1) / 8) for number, char in enumerate(_EIGHTHS)},
    **{char: (0, 0, 1 - number / 8, 1) for number, char in enumerate("▉▊▋▌▍▎▏", 1)},
    **{"▀": (0, 0, 1, 0.5), "▐": (0.5, 0, 0.5, 1), "▔": (0, 0, 1, 0.125), "▕": (0.875, 0, 0.125, 1)},
}
"""Characters that fill a part of their cell: left, top, width and height. In a font they leave gaps between lines."""
_ARMS = ("lr", "ud", "rd", "ld", "ru", "lu", "udr", "udl", "lrd", "lru", "udlr")
_LINES = tuple(
    (thick, dict(zip(chars, _ARMS, strict=False)))
    for thick, chars in ((1, "─│┌┐└┘├┤┬┴┼"), (1, "─│╭╮╰╯"), (2, "━┃┏┓┗┛┣┫┳┻╋"))
)
"""Lines by their pixels, and to which edges of the cell they go from its middle: up, down, left, right."""


def svg_of(app: App[None], title: str) -> str:
    """Give the app's present screen; `title` is what a screen reader says of the picture."""
    strips = app.screen._compositor.render_strips()
    wide, high = max((strip.cell_length for strip in strips), default=0), len(strips)
    drawn = "\n".join(part for row, strip in enumerate(strips) for part in _row(strip, row))
    background = app.screen.styles.background.hex
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide * CELL} {high * LINE}" role="img"'
        f' font-family="{FONT}" font-size="{SIZE}">\n'
        f"<title>{escape(title)}</title>\n"
        f'<rect width="100%" height="100%" fill="{background}"/>\n{drawn}\n</svg>\n'
    )


def _row(strip: Strip, row: int) -> Iterator[str]:
    column = 0
    for segment in strip:
        said, style = harmless(segment.text), segment.style or Style()
        cells = sum(map(get_character_cell_size, said))
        ink, paper = _colours(style)
        if paper is not None:
            yield f'<rect x="{column * CELL}" y="{row * LINE}" width="{cells * CELL}" height="{LINE}" fill="{paper}"/>'
        if said.strip():
            yield from _text(said, column, row, ink, style)
        column += cells


def placed(said: str, column: int, row: int) -> tuple[str, str, str]:
    """Give a run of text as the outline of its blocks, the places of its other characters, and these.

    Every character has its own place, since fonts differ in how wide they draw Chinese. Blanks are left out, since
    renderers differ in which of them they keep, and so in whose place is whose.
    """
    blocks, letters, places = "", "", list[str]()
    for char in said:
        block = block_of(char, column, row)
        if block is not None:
            blocks += block
        elif not char.isspace():
            places.append(str(column * CELL))
            letters += char
        column += get_character_cell_size(char)
    return blocks, " ".join(places), letters


def block_of(char: str, column: int, row: int) -> str | None:
    """Give the outline of a block or of lines that fill their cell, as the data of a path; None of other characters."""
    if char in _BLOCKS:
        return _box(column, row, *_BLOCKS[char])
    thick, arms = next(((thick, lines[char]) for thick, lines in _LINES if char in lines), (0, ""))
    return "".join(_box(column, row, *_arm(arm, thick)) for arm in arms) or None


def _arm(arm: str, thick: int) -> tuple[float, float, float, float]:
    """Give the part of a cell that a line from its middle to one edge takes."""
    wide, high = thick / CELL, thick / LINE
    left, top = (1 - wide) / 2, (1 - high) / 2
    return {
        "u": (left, 0.0, wide, top + high),
        "d": (left, top, wide, 1 - top),
        "l": (0.0, top, left + wide, high),
        "r": (left, top, 1 - left, high),
    }[arm]


def _box(column: int, row: int, left: float, top: float, wide: float, high: float) -> str:
    x, right = (column + left) * CELL, (column + left + wide) * CELL
    return f"M{x:g} {(row + top) * LINE:g}H{right:g}v{high * LINE:g}H{x:g}z"


def _text(said: str, column: int, row: int, ink: str, style: Style) -> Iterator[str]:
    blocks, places, letters = placed(said, column, row)
    looks = "".join(
        attribute
        for holds, attribute in (
            (style.bold, ' font-weight="bold"'),
            (style.italic, ' font-style="italic"'),
            (style.dim, f' opacity="{_FAINT}"'),
            (style.strike, ' text-decoration="line-through"'),
            (style.underline, ' text-decoration="underline"'),
        )
        if holds
    )
    if blocks:
        yield f'<path fill="{ink}" d="{blocks}"/>'
    if letters:
        y = row * LINE + SIZE
        yield f'<text x="{places}" y="{y}" fill="{ink}"{looks}>{escape(letters)}</text>'


def _colours(style: Style) -> tuple[str, str | None]:
    """Give the colour of the letters and of what is behind them."""
    ink = style.color.get_truecolor().hex if style.color is not None else "#cccccc"
    paper = style.bgcolor.get_truecolor().hex if style.bgcolor is not None else None
    return (paper or "#000000", ink) if style.reverse else (ink, paper)
