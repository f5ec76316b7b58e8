"""A vendor's looks as two Textual themes, dark and light. Which widget takes which colour is in `styles/`."""

from __future__ import annotations

from collections.abc import Sequence

from textual.theme import Theme

from simulator.domain.release import Looks

DARK = "phone-dark"
LIGHT = "phone-light"
PLACES = range(1, 5)
"""Of the phones on a screen; a style may name the colour of a place where no phone is."""


def themes_of(looks: Sequence[Looks]) -> tuple[Theme, Theme]:
    """Give the dark theme and the light one, around the accent of the first phone; `$phone-2` is the second one's."""
    first = looks[0]
    dark = Theme(
        name=DARK,
        primary=first.accent,
        accent=first.accent,
        background="#0b0d10",
        surface="#15181d",
        panel="#232831",
        foreground="#e6e9ee",
        warning="#e5b567",
        error="#f58787",
        success="#6cc494",
        dark=True,
        variables={f"phone-{place}": looks_at(looks, place).accent for place in PLACES},
    )
    light = Theme(
        name=LIGHT,
        primary=first.accent_light,
        accent=first.accent_light,
        background="#d9dee5",
        surface="#fafbfc",
        panel="#e7ebf0",
        foreground="#07090c",
        warning="#6f4700",
        error="#a31d16",
        success="#12603a",
        dark=False,
        variables={f"phone-{place}": looks_at(looks, place).accent_light for place in PLACES},
    )
    return dark, light


def looks_at(looks: Sequence[Looks], place: int) -> Looks:
    """Give the looks of the phone at a place, or of the last one before it."""
    return looks[min(place, len(looks)) - 1]
