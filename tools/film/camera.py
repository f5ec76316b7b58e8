"""What stands on a terminal, frame by frame, as rows of coloured text. What becomes of them is `cast` and `moving`."""

from __future__ import annotations

from dataclasses import dataclass

from rich.segment import Segment
from rich.style import Style
from textual.app import App
from textual.strip import Strip

from simulator.faces.tui.foreign import harmless


@dataclass(frozen=True, slots=True)
class Run:
    """Text that looks alike: its ink and paper as #rrggbb, and its attributes."""

    text: str
    ink: str
    paper: str
    bold: bool = False
    dim: bool = False
    strike: bool = False
    underline: bool = False


Row = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """The rows of the screen from a moment on, in seconds since the film began."""

    at: float
    rows: tuple[Row, ...]


class Camera:
    """Keeps the frames in which something changed; `rate` session seconds are a second of the film."""

    def __init__(self, app: App[None], rate: float) -> None:
        """Film an app that runs."""
        self._app, self._rate = app, rate
        self.frames: list[Frame] = []

    def take(self, moment: float) -> None:
        """Take a frame of what is drawn now."""
        background = self._app.screen.styles.background.hex
        rows = tuple(_row(strip, background) for strip in self._app.screen._compositor.render_strips())
        if not self.frames or self.frames[-1].rows != rows:
            self.frames.append(Frame(moment / self._rate, rows))


def _row(strip: Strip, background: str) -> Row:
    runs: list[Run] = []
    for segment in strip:
        run = _run(segment, background)
        if runs and _looks(runs[-1]) == _looks(run):
            run = Run(runs.pop().text + run.text, *_looks(run))
        runs.append(run)
    return tuple(runs)


def _looks(run: Run) -> tuple[str, str, bool, bool, bool, bool]:
    return run.ink, run.paper, run.bold, run.dim, run.strike, run.underline


def _run(segment: Segment, background: str) -> Run:
    style = segment.style or Style()
    ink = style.color.get_truecolor().hex if style.color else "#cccccc"
    paper = style.bgcolor.get_truecolor().hex if style.bgcolor else background.lower()
    if style.reverse:
        ink, paper = paper, ink
    attributes = (bool(it) for it in (style.bold, style.dim, style.strike, style.underline))
    return Run(harmless(segment.text), ink, paper, *attributes)
