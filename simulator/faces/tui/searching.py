"""Finds words in the entries of a conversation. How matches are shown is the view's."""

from __future__ import annotations

from collections.abc import Sequence

from simulator.domain.limit import Lang
from simulator.domain.screen import AssistantMessage, Card, Entry, UserMessage
from simulator.faces.tui.foreign import harmless
from simulator.faces.tui.widgets.notice_line import notice_content


def matches(entries: Sequence[Entry], words: str, lang: Lang) -> tuple[int, ...]:
    """Give the places of the entries that have `words`, in whatever case; none for no words."""
    wanted = words.casefold()
    if not wanted.strip():
        return ()
    return tuple(place for place, entry in enumerate(entries) if wanted in _text(entry, lang).casefold())


def _text(entry: Entry, lang: Lang) -> str:
    """Give what an entry shows, and its thinking, which is unfolded where something is found in it."""
    if isinstance(entry, UserMessage):
        return harmless(entry.text)
    if isinstance(entry, AssistantMessage):
        return harmless(f"{entry.thinking}\n{entry.answer}")
    if isinstance(entry, Card):
        from simulator.faces.tui.widgets.skill_card import card_text

        return card_text(entry, lang)
    return notice_content(entry, lang).plain
