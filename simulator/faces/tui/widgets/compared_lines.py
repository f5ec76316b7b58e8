"""How a phone's newest turn stands among others, in two lines under it. What differs is decided in `domain`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.content import Content
from textual.widgets import Static

from simulator.domain.comparison import Aspect, Compared, Mark
from simulator.domain.limit import Lang
from simulator.faces.tui.texts import text

_STYLES: dict[Mark, str] = {
    "same": "$foreground 60%",
    "differs": "bold $warning",
    "quickest": "bold $success",
    "slowest": "bold $warning",
}
_GAP = "  "
_FIGURES: tuple[Aspect, ...] = ("first_token", "thinking", "seconds")
_ENDS: tuple[tuple[Aspect, str], ...] = (("outcome", "✕ "), ("forgotten", "▲ "))
_RACES: tuple[Aspect, ...] = ("seconds", "first_token")
"""The time that is told first is that of the whole turn; where that is alike, that of the first word."""


class ComparedLines(Static):
    """The first line says what sets the phone apart, in words, signs and colours; the second gives the times."""

    DEFAULT_CSS = "ComparedLines { height: 2; padding: 0 1; }"

    def __init__(self, lang: Lang) -> None:
        """Start empty."""
        super().__init__()
        self._lang: Lang = lang
        self._row: Sequence[Compared] = ()

    def show(self, row: Sequence[Compared]) -> None:
        """Show the aspects of a turn, none while it is under way."""
        if row != self._row:
            self._row = row
            self.refresh()

    def render(self) -> Content:
        """Give the lines at the present width; what does not fit on its line is left out, the last first."""
        width, parts = self.content_size.width, {part.aspect: part for part in self._row}
        lines = ([*_apart(parts, self._lang)], [*_times(parts, self._lang)])
        return Content("\n").join([_fitting(line, width) for line in lines])


def _fitting(parts: Sequence[tuple[Content, Mark]], width: int) -> Content:
    """Give a line of the parts that fit; those that are marked come before those that are not."""
    kept: list[int] = []
    room = width
    for place, (part, _) in sorted(enumerate(parts), key=lambda placed: placed[1][1] == "same"):
        if part.cell_length <= room or not kept:
            kept.append(place)
            room -= part.cell_length + len(_GAP)
    return Content(_GAP).join([parts[place][0] for place in sorted(kept)])


def _apart(parts: dict[Aspect, Compared], lang: Lang) -> Iterator[tuple[Content, Mark]]:
    """Yield what sets the phone apart: how the turn ended, what was forgotten, who was slower, who read more."""
    for aspect, sign in _ENDS:
        if (part := parts.get(aspect)) is not None and part.value not in (None, 0):
            words = text(f"outcome.{part.value}", lang) if aspect == "outcome" else _said(part, lang)
            yield Content.styled(f"{sign if part.mark == 'differs' else ''}{words}", _STYLES[part.mark]), part.mark
    race = next((part for aspect in _RACES if (part := parts.get(aspect)) is not None and part.mark != "same"), None)
    if race is not None and race.mark == "slowest":
        words = text(f"compared.{race.aspect}.slowest", lang, value=f"{race.behind:.1f}")
        yield Content.styled(f"▲ {words}", _STYLES["slowest"]), race.mark
    elif race is not None:
        yield Content.styled(f"▼ {text(f'compared.{race.aspect}.quickest', lang)}", _STYLES["quickest"]), race.mark
    if (searched := parts.get("searched")) is not None and searched.value:
        yield Content.styled(_said(searched, lang), _STYLES["same"]), "same"


def _times(parts: dict[Aspect, Compared], lang: Lang) -> Iterator[tuple[Content, Mark]]:
    for aspect in _FIGURES:
        if (part := parts.get(aspect)) is not None and part.value is not None:
            yield Content.styled(_said(part, lang), _STYLES[part.mark].removeprefix("bold ")), "same"


def _said(part: Compared, lang: Lang) -> str:
    value = f"{part.value:.1f}" if isinstance(part.value, float) else str(part.value)
    return text(f"compared.{part.aspect}", lang, value=value)
