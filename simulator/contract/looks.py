"""Whether a vendor's colours can be read, and its labels tell what they are for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields

from simulator.contract.verdict import Check, Seen, Subject, seen
from simulator.domain.limit import Bilingual
from simulator.domain.release import Looks
from simulator.texts import Texts

_TEXTS = Texts("contract")

SURFACES: Mapping[str, tuple[str, ...]] = {
    "accent": ("#0b0d10", "#232831"),
    "accent_light": ("#d9dee5", "#fafbfc"),
}
"""The darkest and the palest of the surfaces that each accent stands on in the terminal phone."""

LOWEST_CONTRAST = 3.0
"""WCAG 2.1's least for large text and for what is no text, 1.4.3 and 1.4.11."""

TIMED = ("thinking", "thought")


def look(subject: Subject) -> Seen:
    """Look at the accents on dark and light screens, and at the labels."""
    looks = subject.vendor.looks
    least = min(contrast(getattr(looks, name), surface) for name, on in SURFACES.items() for surface in on)
    return seen([*_pale(looks), *_labels(looks)], _TEXTS["looks.lowest"].filled(least=f"{least:.1f}"))


def contrast(one: str, other: str) -> float:
    """Give the contrast ratio of two colours like #2f7d5b as WCAG 2.1 defines it, from 1 to 21."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _pale(looks: Looks) -> Iterator[Bilingual]:
    for name, surfaces in SURFACES.items():
        colour = getattr(looks, name)
        for surface in surfaces:
            ratio = contrast(colour, surface)
            if ratio < LOWEST_CONTRAST:
                yield _TEXTS["looks.unreadable"].filled(
                    name=name, colour=colour, surface=surface, ratio=f"{ratio:.2f}", least=f"{LOWEST_CONTRAST:g}"
                )


def _labels(looks: Looks) -> Iterator[Bilingual]:
    for item in fields(looks):
        label = getattr(looks, item.name)
        for lang, text in (("zh", label.zh), ("en", label.en)) if isinstance(label, Bilingual) else ():
            if not text.strip():
                yield _TEXTS["looks.empty"].filled(name=item.name, lang=lang)
            if item.name in TIMED and "{seconds}" not in text:
                yield _TEXTS["looks.no_place"].filled(name=item.name, lang=lang, place="{seconds}")


LOOKS = Check("looks", _TEXTS["looks"], look)
