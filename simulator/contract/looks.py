"""Whether a vendor's colours can be read, and its labels tell what they are for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields

from simulator.contract.verdict import Check, Seen, Subject, both, seen
from simulator.domain.limit import Bilingual
from simulator.domain.release import Looks

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
    return seen(
        [*_pale(looks), *_labels(looks)], both(f"最低对比度 {least:.1f}", f"the lowest contrast is {least:.1f}")
    )


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
                yield both(
                    f"{name} {colour} 在 {surface} 上看不清（对比度 {ratio:.2f}，至少 {LOWEST_CONTRAST:g}）",
                    f"{name} {colour} cannot be read on {surface} (contrast {ratio:.2f}, at least {LOWEST_CONTRAST:g})",
                )


def _labels(looks: Looks) -> Iterator[Bilingual]:
    for item in fields(looks):
        label = getattr(looks, item.name)
        for lang, text in (("zh", label.zh), ("en", label.en)) if isinstance(label, Bilingual) else ():
            if not text.strip():
                yield both(f"looks.{item.name}.{lang} 是空的", f"looks.{item.name}.{lang} is empty")
            if item.name in TIMED and "{seconds}" not in text:
                yield both(
                    f"looks.{item.name}.{lang} 里没有 {{seconds}}", f"looks.{item.name}.{lang} has no {{seconds}}"
                )


LOOKS = Check("looks", both("颜色清楚，标签完整", "colours can be read and labels are whole"), look)
