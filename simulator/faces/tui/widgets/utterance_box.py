"""Where the user writes: one line, or a sheet of several, and what was said before. Who hears it is the screen's."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Input

from simulator.domain.limit import Lang
from simulator.faces.tui.recall import Recall
from simulator.faces.tui.texts import text
from simulator.faces.tui.widgets.utterance_line import LONG, TextEntered, TextPasted, UtteranceLine

if TYPE_CHECKING:
    from simulator.faces.tui.widgets.utterance_sheet import RecallWanted, UtteranceSheet


@dataclass
class UtteranceSubmitted(Message):
    """The user sent `text`; it stays where it is written until the screen takes it."""

    text: str


@dataclass
class SpeechTyped(Message):
    """The user has spoken `text` so far: while the microphone is open, typing is speaking."""

    text: str


class UtteranceBox(Vertical):
    """A line; the sheet stands in its place while there are several lines, until they are sent.

    While it `is_spoken`, what is typed is told as it is typed, and Enter sends even nothing.
    """

    DEFAULT_CSS = "UtteranceBox { height: auto; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "recall(-1)", "Said before", show=False),
        Binding("down", "recall(1)", "Said after", show=False),
    ]

    def __init__(self, placeholder: str, lang: Lang, said: Iterable[str] = ()) -> None:
        """Start empty; `said` is what was said earlier in the session."""
        super().__init__()
        self._lang: Lang = lang
        self.is_spoken = False
        self._line = UtteranceLine(placeholder)
        self._sheet: UtteranceSheet | None = None
        self._recall = Recall(said)
        self._sent = ""
        self._pasted: dict[str, str] = {}

    def compose(self) -> ComposeResult:
        """Give the line."""
        yield self._line

    @property
    def written(self) -> str:
        """What stands there; a long paste is its length in brackets."""
        return self._line.value if self._sheet is None else self._sheet.text

    def speak(self, is_spoken: bool) -> None:
        """Take what is typed as spoken from now on, or no longer."""
        self.is_spoken = is_spoken
        self.set_class(is_spoken, "-spoken")

    def submit(self) -> None:
        """Send what stands there."""
        self.on_text_entered(TextEntered(self.written))

    def clear(self) -> None:
        """Take away what stands there, unsent."""
        self._show_line("")

    def placeholder(self, words: str) -> None:
        """Say in the empty line what can be said."""
        self._line.placeholder = words

    def go(self) -> None:
        """Put the cursor there."""
        (self._sheet or self._line).focus()

    def take(self) -> None:
        """Take away what was sent, and remember it; what was written behind it since then stays."""
        written, sent = self.written, self._sent
        self._recall.add(sent)
        self._show_line(written.removeprefix(sent) if written.startswith(sent) else "")

    async def offer(self, words: str) -> None:
        """Put words there, to be sent or changed."""
        if len(words) > LONG:
            words = self._short(words)
        if "\n" in words:
            await self._show_sheet(words)
        else:
            self._show_line(words)

    async def action_recall(self, step: int) -> None:
        """Bring back what was said before, or after that; what is being written comes last."""
        words = self._recall.move(step, self.written)
        if words is not None:
            await self.offer(words)

    async def on_recall_wanted(self, message: RecallWanted) -> None:
        """Leave the sheet at its first line or its last one."""
        message.stop()
        await self.action_recall(message.step)

    async def on_text_pasted(self, message: TextPasted) -> None:
        """Keep the lines of a paste, and show a long one by its length."""
        message.stop()
        await self._insert(self._short(message.text) if len(message.text) > LONG else message.text)

    def on_text_entered(self, message: TextEntered) -> None:
        """Pass on what is sent, with all of what was pasted; an empty line says nothing."""
        message.stop()
        if not message.text.strip() and not self.is_spoken:
            return
        self._sent = whole = message.text
        for short, pasted in self._pasted.items():
            whole = whole.replace(short, pasted)
        self.post_message(UtteranceSubmitted(whole))

    async def on_input_changed(self, event: Input.Changed) -> None:
        """Put the sheet there for a second line, and keep what is typed until it is: keys come quicker."""
        event.stop()
        if self._sheet is None and "\n" in self._line.value:
            await self._insert("")
        else:
            self._catch_up()
        if self.is_spoken:
            self.post_message(SpeechTyped(self.written))

    def _catch_up(self) -> None:
        if self._sheet is not None and self._line.value:
            words, self._line.value = self._line.value, ""
            self._sheet.insert(words)

    def _short(self, pasted: str) -> str:
        """Give what stands for a long paste, which is sent in its place."""
        known = next((short for short, long in self._pasted.items() if long == pasted), None)
        if known is None:
            known = text("pasted", self._lang, number=len(self._pasted) + 1, count=f"{len(pasted):,}")
            self._pasted[known] = pasted
        return known

    async def _insert(self, words: str) -> None:
        self._catch_up()
        if self._sheet is not None:
            self._sheet.insert(words)
        elif "\n" in words or "\n" in self._line.value:
            value, at = self._line.value, self._line.cursor_position
            self._line.value = ""
            await self._show_sheet(f"{value[:at]}{words}{value[at:]}", behind=len(value) - at)
        else:
            self._line.insert_text_at_cursor(words)

    def _show_line(self, words: str) -> None:
        sheet, self._sheet = self._sheet, None
        self._line.value = words
        self._line.action_end()
        if sheet is not None:
            self._line.display = True
            self.screen.set_focus(self._line)
            sheet.remove()

    async def _show_sheet(self, words: str, behind: int = 0) -> None:
        """Write `words` on the sheet; `behind` is how many characters stand after the cursor, on its line."""
        from simulator.faces.tui.widgets.utterance_sheet import UtteranceSheet

        if self._sheet is None:
            self._sheet = UtteranceSheet(words)
            await self.mount(self._sheet)
            self._line.display = False
        else:
            self._sheet.load_text(words)
        row, column = self._sheet.document.end
        self._sheet.move_cursor((row, column - behind))
        self.screen.set_focus(self._sheet)
