"""What a skill put on the phone, as a card: what it is, its title, when. What is kept there is `phone.kept`'s to read.

Imported with the first card: few phones act.
"""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from simulator.domain.contents import Contents, Fields
from simulator.domain.limit import Lang
from simulator.domain.screen import Card
from simulator.faces.tui.foreign import harmless
from simulator.faces.tui.texts import TEXTS, text
from simulator.faces.tui.widgets.wrapped_text import WrappedText
from simulator.phone.kept import entries
from simulator.phone.moments import say_when

_SIGNS = {"alarm": "◷", "reminder": "◔", "event": "▦", "note": "✎", "subtitles": "≡"}
_OTHER_SIGN = "✦"
"""One cell wide everywhere, unlike pictures in colour; the word beside it says the same."""
_SHOWN = 120
"""Characters of a text that has no title: a card is looked at, not read."""


class SkillCard(WrappedText):
    """A bordered card in the vendor's colour; without colours its border and its words are the same."""

    DEFAULT_CSS = """
    SkillCard { height: auto; width: auto; min-width: 28; max-width: 80%; margin: 0 1 1 1; padding: 0 1;
        border: round $primary;
    }
    """

    def __init__(self, card: Card, lang: Lang) -> None:
        """Show `card`."""
        super().__init__(Content("\n").join(_rows(card, lang)), markup=False)
        self.border_title = Content(f"{_SIGNS.get(card.kind, _OTHER_SIGN)} {kind_of(card, lang)}").markup


def kind_of(card: Card, lang: Lang) -> str:
    """Give what a card is, in a word; that of a skill of the user's own is called as it calls it."""
    key = f"card.{card.kind}"
    return text(key, lang) if key in TEXTS else harmless(card.kind)


def card_text(card: Card, lang: Lang) -> str:
    """Give all that a card says, for those who search."""
    return "\n".join([kind_of(card, lang), *(row.plain for row in _rows(card, lang))])


def _rows(card: Card, lang: Lang) -> Iterator[Content]:
    title = _title(card.fields)
    found = entries(Contents({card.kind: {1: card.fields}}), card.kind)
    if title or not found:
        yield Content.styled(harmless(title or kind_of(card, lang)), "bold")
    for entry in found:
        yield Content.styled(say_when(entry, entry.made, lang), "" if title else "bold")
        if entry.place:
            yield Content.styled(f"@ {harmless(entry.place)}", "$foreground 60%")


def _title(fields: Fields) -> str:
    said = str(fields.get("title") or fields.get("text") or "").strip()
    return said if len(said) <= _SHOWN else f"{said[: _SHOWN - 1]}…"
