"""What a display shows of speech: as it is said, while it is recognised, and once it is heard. The fold is `screen`."""

from __future__ import annotations

from dataclasses import replace

from simulator.domain.display import Notice, ScreenState, UserMessage
from simulator.domain.events import Heard, SpeechEnded, SpeechHeard


def at_rest(screen: ScreenState) -> ScreenState:
    """Give the display once nothing is under way: the phone sleeps, or listens."""
    return replace(screen, wake="asleep" if screen.is_asleep else "listening", woken_by="", speech=None)


def spoken_to(screen: ScreenState, event: SpeechHeard) -> ScreenState:
    """Show what was spoken so far; a sleeping phone lights up with its wake word, and hears the rest."""
    if not screen.is_asleep:
        return replace(screen, speech=event.text)
    since = None if not event.wakes else event.t if screen.wake == "asleep" else screen.heard_at
    return replace(screen, speech=event.text, wake="listening" if event.wakes else "asleep", heard_at=since)


def spoken(screen: ScreenState, event: SpeechEnded) -> ScreenState:
    """Show that what was said is recognised now, or that nothing comes of it."""
    if event.dropped:
        return replace(at_rest(screen), heard_at=None)
    return replace(screen, wake="asleep" if screen.wake == "asleep" else "recognising")


def heard(screen: ScreenState, event: Heard) -> ScreenState:
    """Show what the user said, and under the first that was spoken, what a spoken turn is."""
    said = UserMessage(event.turn, event.text or screen.woken_by, event.source == "audio")
    is_told = any(isinstance(entry, Notice) and entry.kind == "voice" for entry in screen.entries)
    notice = () if screen.on_voice is None or is_told else (screen.on_voice,)
    entries = (*screen.entries, said, *notice)
    return replace(screen, entries=entries, wake="thinking", woken_by="", sources=(), speech=None, on_voice=None)
