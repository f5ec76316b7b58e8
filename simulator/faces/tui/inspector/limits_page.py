"""The page of limits: each figure of the release with its evidence, one of them under the cursor to be turned."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from simulator.domain.labels import evidence_label, figure_label
from simulator.domain.limit import Lang
from simulator.domain.what_if import Figure, figures_of
from simulator.faces.tui.foreign import harmless
from simulator.faces.tui.inspector.bars import MUTED, both_ends, heading, lines
from simulator.faces.tui.inspector.inspected import Inspected
from simulator.faces.tui.line_breaks import wrapped
from simulator.faces.tui.texts import text

_BADGES = {"seed": "$success", "measured": "$success", "url": "$primary", "config": "$warning"}


def limits_page(phone: Inspected, width: int) -> Content:
    """Give the page at `width` cells."""
    lang = phone.lang
    rows = [heading(text("inspector.limits_of", lang, release=harmless(phone.release.version)), width)]
    for place, figure in enumerate(figures_of(phone.release)):
        rows += _figure(figure, lang, width, is_picked=place == phone.figure)
    return lines(*rows, Content(""), wrapped(Content.styled(text("inspector.how_to_turn", lang), MUTED), width))


def _figure(figure: Figure, lang: Lang, width: int, *, is_picked: bool) -> Iterator[Content]:
    value = text("none", lang) if figure.value is None else figure.value
    sign = ("▸ ", "$primary") if is_picked else ("  ", "")
    left = Content.assemble(sign, (figure_label(figure.name, lang), "bold" if is_picked else ""))
    scheme = figure.evidence.partition(":")[0]
    badge = f" {harmless(evidence_label(figure.evidence, lang))} "
    right = Content.assemble(f"{harmless(value)} ", (badge, f"{_BADGES.get(scheme, MUTED)} on $foreground 8%"))
    yield both_ends(left, right, width)
    if is_picked and figure.note:
        yield wrapped(Content.styled(harmless(figure.note), MUTED), width)
