"""A vendor's looks as two Textual themes, dark and light. Which widget takes which colour is in `styles/`."""

from __future__ import annotations

from textual.theme import Theme

from simulator.domain.release import Looks

DARK = "phone-dark"
LIGHT = "phone-light"


def themes_of(looks: Looks) -> tuple[Theme, Theme]:
    """Give the dark theme and the light one, both around the vendor's accent."""
    dark = Theme(
        name=DARK,
        primary=looks.accent,
        accent=looks.accent,
        background="#0b0d10",
        surface="#15181d",
        panel="#232831",
        foreground="#e6e9ee",
        warning="#e5b567",
        error="#ef6b6b",
        success="#6cc494",
        dark=True,
    )
    light = Theme(
        name=LIGHT,
        primary=looks.accent_light,
        accent=looks.accent_light,
        background="#d9dee5",
        surface="#fafbfc",
        panel="#e7ebf0",
        foreground="#1b1f24",
        warning="#8a5a00",
        error="#b3261e",
        success="#1f7a4d",
        dark=False,
    )
    return dark, light
