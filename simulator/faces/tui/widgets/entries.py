"""Which widget draws which entry of a conversation. Imported with the first entry: no empty phone needs it."""

from __future__ import annotations

from textual.widget import Widget

from simulator.domain.limit import Lang
from simulator.domain.release import Looks
from simulator.domain.screen import AssistantMessage, Card, Entry, UserMessage
from simulator.faces.tui.foreign import harmless
from simulator.faces.tui.widgets.assistant_bubble import AssistantBubble
from simulator.faces.tui.widgets.notice_line import NoticeLine
from simulator.faces.tui.widgets.user_bubble import UserBubble


def widget_for(entry: Entry, looks: Looks, lang: Lang) -> Widget:
    """Give the widget of an entry; that of an assistant's message is filled by its `show`, once mounted."""
    if isinstance(entry, AssistantMessage):
        return AssistantBubble(looks, lang)
    if isinstance(entry, Card):
        from simulator.faces.tui.widgets.skill_card import SkillCard

        return SkillCard(entry, lang)
    return UserBubble(entry, lang) if isinstance(entry, UserMessage) else NoticeLine(entry, lang)


async def fill(widget: Widget, entry: Entry, now: float) -> None:
    """Show a message in its bubble as it is at `now` (session seconds); other entries are complete already."""
    if isinstance(widget, AssistantBubble) and isinstance(entry, AssistantMessage):
        await widget.show(entry, now)


def toggle_thinking(widget: Widget) -> bool | None:
    """Fold or unfold a bubble's thinking and say whether it is open now; None where there is no thinking."""
    fold = widget.fold if isinstance(widget, AssistantBubble) else None
    if fold is None:
        return None
    fold.toggle()
    return fold.is_open


def unfold_thinking(widget: Widget, entry: Entry, words: str) -> None:
    """Unfold a bubble's thinking if it has the words that were searched for."""
    fold = widget.fold if isinstance(widget, AssistantBubble) else None
    if fold is None or fold.is_open or not isinstance(entry, AssistantMessage):
        return
    if words.casefold() in harmless(str(entry.thinking)).casefold():
        fold.toggle()
