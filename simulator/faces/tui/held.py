"""A phone that is held in the hand, with what belongs to it. What happens on it is `phone_in_use`."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.faces.tui.past import Past
from simulator.faces.tui.phone_in_use import PhoneInUse

if TYPE_CHECKING:
    from simulator.backends.cassettes.lines import Line
    from simulator.domain.limit import Lang
    from simulator.faces.parts import OpenPhone


@dataclass(frozen=True, slots=True)
class Held:
    """A phone; `wire` gives the newest lines of its wire, and `put_away` closes what it works through."""

    phone: PhoneInUse
    wire: Callable[[], Sequence[Line]] = tuple
    put_away: Callable[[], Awaitable[None]] | None = None


def held(opened: OpenPhone, lang: Lang, wire: Callable[[], Sequence[Line]], session: str | None = None) -> Held:
    """Hold a phone that was opened; where no session records it, its past is kept for an export."""
    events = (*opened.history, *opened.opening)
    past = None if session else Past(events)
    return Held(PhoneInUse(opened.conversation, lang, events, opened.backends, session, past), wire, opened.put_away)
