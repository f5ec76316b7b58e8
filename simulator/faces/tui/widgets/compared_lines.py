"""How a phone's newest turn stands among others, in two lines under it. What differs is decided in `domain`."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.widgets import Static

from simulator.domain.comparison import Compared, Mark
from simulator.domain.limit import Lang
from simulator.faces.tui.texts import text

_SIGNS: dict[Mark, tuple[str, str]] = {
    "same": ("", "$foreground 60%"),
    "differs": ("▲ ", "bold $warning"),
    "quickest": ("▼ ", "bold $success"),
    "slowest": ("▲ ", "bold $warning"),
}


class ComparedLines(Static):
    """The aspects of a turn; those that differ are marked with a sign and a colour. None is broken by a line's end."""

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
        """Give the lines at the present width."""
        lines = [Content("")]
        for part in (_said(part, self._lang) for part in self._row if part.value not in (None, 0)):
            together = Content.assemble(lines[-1], "  ", part) if lines[-1].cell_length else part
            if together.cell_length <= self.content_size.width or not lines[-1].cell_length:
                lines[-1] = together
            else:
                lines.append(part)
        return Content("\n").join(lines)


def _said(part: Compared, lang: Lang) -> Content:
    sign, style = _SIGNS[part.mark]
    if part.aspect == "outcome":
        return Content.styled(f"{sign}{text(f'outcome.{part.value}', lang)}", style)
    value = f"{part.value:.1f}" if isinstance(part.value, float) else str(part.value)
    return Content.styled(f"{sign}{text(f'compared.{part.aspect}', lang, value=value)}", style)
