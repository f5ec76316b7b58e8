"""A session as something to tell: its phone, what the display showed, and each notice in words. No format is here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import reduce
from typing import Literal

from simulator.domain.events import Event, SessionStarted
from simulator.domain.labels import LABELS, evidence_label, figure_label
from simulator.domain.limit import Bilingual, Lang
from simulator.domain.release import Looks, Vendor
from simulator.domain.screen import AssistantMessage, Card, Entry, Notice, ScreenState, UserMessage, show
from simulator.domain.words import numbers
from simulator.export.words import text

Said = UserMessage | AssistantMessage | Notice
Weight = Literal["grave", "limited", "quiet"]
_GRAVE = ("fault", "gate_refused", "broken_off")
_LIMITED = ("limit_reached", "memory_trimmed", "wake_missed", "rang")

_PLAIN_LOOKS = Looks(
    accent="#8ab4f8",
    accent_light="#1a56b0",
    thinking=LABELS["looks.thinking"],
    thought=LABELS["looks.thought"],
    greeting=Bilingual("", ""),
    suggestions=(),
)
"""For a phone whose vendor is no longer known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Maker:
    """What of a vendor an export shows."""

    vendor: Bilingual
    assistant: Bilingual
    looks: Looks


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """A recorded session: all its events, oldest first, harmless to show, and whose phone it was on."""

    name: str
    events: tuple[Event, ...]
    maker: Maker
    lang: Lang

    @property
    def started(self) -> SessionStarted | None:
        """How the phone was taken in hand first; None if it never was."""
        return next((event for event in self.events if isinstance(event, SessionStarted)), None)


@dataclass(frozen=True, slots=True)
class Told:
    """A notice in words: what it says, its details, and where the value of its limit is from ("" where none is)."""

    says: str
    details: tuple[str, ...]
    evidence: str
    weight: Weight


def maker_of(vendor: Vendor | None, id: str) -> Maker:
    """Give what is shown of a vendor; of one that is no longer known there is the name and a plain look."""
    if vendor is None:
        return Maker(vendor=Bilingual(id, id), assistant=Bilingual(id, id), looks=_PLAIN_LOOKS)
    return Maker(vendor=vendor.name, assistant=vendor.assistant, looks=vendor.looks)


def displayed(events: Iterable[Event]) -> ScreenState:
    """Give the display after all events."""
    return reduce(show, events, ScreenState())


def in_words(entries: Iterable[Entry]) -> Iterator[Said]:
    """Yield the entries with a notice in the place of a card, or nothing where the answer says what is on it."""
    for entry in entries:
        said = entry.notice if isinstance(entry, Card) else entry
        if said is not None:
            yield said


def thought(message: AssistantMessage, recorded: Recorded) -> str:
    """Give the label over thinking, with its seconds."""
    seconds = f"{message.thinking_seconds or 0:.0f}"
    return recorded.maker.looks.thought.text(recorded.lang).replace("{seconds}", seconds)


def told(notice: Notice, lang: Lang) -> Told:
    """Give a notice in words."""
    says = notice.words or text(
        notice.kind, lang, turns=numbers(notice.turns), heard=notice.heard, wake_word=notice.wake_word
    )
    weight: Weight = "grave" if notice.kind in _GRAVE else "limited" if notice.kind in _LIMITED else "quiet"
    evidence = "" if notice.evidence is None else evidence_label(notice.evidence, lang)
    return Told(says, tuple(detail for detail in _details(notice, lang) if detail), evidence, weight)


def _details(notice: Notice, lang: Lang) -> tuple[str, ...]:
    match notice.kind:
        case "memory_trimmed" | "limit_reached":
            return (f"{figure_label(notice.detail, lang)}{f' {notice.value:g}' if notice.value else ''}",)
        case "woken_nearly":
            return (text("score", lang, score=f"{notice.score:g}"),)
        case "wake_missed":
            nearest = text("wake_nearest", lang, wake_word=notice.wake_word, score=f"{notice.score:g}")
            return (nearest if notice.wake_word else "",)
        case "upgraded":
            none = text("none", lang)
            return tuple(
                f"{figure_label(item.name, lang)} {item.before or none} → {item.after or none}"
                for item in notice.changed
            )
        case "renewed" | "interrupted" | "rang" | "voice":
            return ()
        case _:
            return (notice.detail,)
