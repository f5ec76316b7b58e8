"""Whether what the styles draw can be read: text on its surface, in every bundled vendor's colours, dark and light."""

from __future__ import annotations

import pytest
from textual.color import Color
from textual.theme import Theme

from simulator.catalogue.catalogue import Catalogue, standard_sources
from simulator.contract.looks import contrast
from simulator.faces.tui.themes import themes_of

CATALOGUE = Catalogue(standard_sources([], None))
IDS = [listing.id for listing in CATALOGUE.listings()]
LEAST = 4.5
"""WCAG 2.1's least for text, 1.4.3."""

PAIRS = {
    "text": ("foreground", 1.0, "surface", None),
    "text of the header": ("foreground", 1.0, "panel", None),
    "keys and captions": ("foreground", 1.0, "background", None),
    "quiet text": ("foreground", 0.6, "surface", None),
    "quiet text of the header": ("foreground", 0.6, "panel", None),
    "notes of a presentation": ("foreground", 0.6, "background", None),
    "evidence badge of a notice": ("foreground", 0.6, "surface", ("foreground", 0.1)),
    "evidence badge of a limit": ("foreground", 0.6, "surface", ("foreground", 0.08)),
    "notice of a limit": ("warning", 1.0, "surface", None),
    "notice of a fault": ("error", 1.0, "surface", None),
    "outcome": ("success", 1.0, "surface", None),
    "compared, better": ("success", 1.0, "background", None),
    "compared, worse": ("warning", 1.0, "background", None),
    "official badge": ("success", 1.0, "panel", ("success", 0.15)),
    "beta badge": ("warning", 1.0, "panel", ("warning", 0.15)),
    "other badge": ("error", 1.0, "panel", ("error", 0.15)),
    "line that is spoken into": ("foreground", 1.0, "surface", ("primary", 0.25)),
    "suggestion": ("primary", 1.0, "surface", None),
    "assistant's name": ("primary", 1.0, "panel", None),
    "label of a key": ("primary", 1.0, "background", None),
    "open page of the inspector": ("background", 1.0, "primary", None),
}
"""Colour and its strength, the surface under it, and a tint between: as in `styles` and in the widgets' contents."""


def ratio_of(theme: Theme, name: str) -> float:
    ink, strength, surface, tint = PAIRS[name]
    ground = Color.parse(getattr(theme, surface))
    if tint is not None:
        ground = ground.blend(Color.parse(getattr(theme, tint[0])), tint[1])
    return contrast(ground.hex, ground.blend(Color.parse(getattr(theme, ink)), strength).hex)


@pytest.mark.parametrize("id", IDS)
def test_text_can_be_read_in_a_vendors_colours_dark_and_light(id: str):
    themes = themes_of([CATALOGUE.load(id).looks])
    found = {(theme.name, name): round(ratio_of(theme, name), 2) for theme in themes for name in PAIRS}
    assert {place: ratio for place, ratio in found.items() if ratio < LEAST} == {}
