"""What the assistant says, at the left: its thinking, folded, and its answer. How it arrives is in the message."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.geometry import Region
from textual.strip import Strip

from simulator.domain.limit import Lang
from simulator.domain.release import Looks
from simulator.domain.screen import AssistantMessage
from simulator.faces.tui.widgets.laid_out_once import LaidOutOnce
from simulator.faces.tui.widgets.quiet_blank import quiet
from simulator.faces.tui.widgets.thinking_fold import ThinkingFold

if TYPE_CHECKING:
    from simulator.faces.tui.widgets.answer_text import AnswerText
    from simulator.faces.tui.widgets.halt_line import HaltLine


class AssistantBubble(Vertical, LaidOutOnce):
    """Follows one message from its first piece to its end."""

    BLANK = True  # but for its parts, which are drawn over it
    DEFAULT_CSS = "AssistantBubble { height: auto; margin: 0 1; }"

    def render_lines(self, crop: Region) -> list[Strip]:
        """Give the blank that its parts are drawn over."""
        return quiet(self, super().render_lines(crop))

    def __init__(self, looks: Looks, lang: Lang) -> None:
        """Start empty."""
        super().__init__()
        self.fold: ThinkingFold | None = None
        self._looks = looks
        self._lang = lang
        self._answer: AnswerText | None = None
        self._halt: HaltLine | None = None
        self._written = 0

    async def show(self, message: AssistantMessage, now: float) -> None:
        """Show the message as it is at `now`, in session seconds; only what is new is drawn."""
        await self._show_thinking(message, now)
        if len(message.answer) < self._written:
            await self._take_back()
        if len(message.answer) > self._written or (message.is_done and self._written):
            await self._show_answer(message)
        if message.is_done and message.sources and len(message.answer):
            await self._show_sources(message)
        await self._show_halt(message.halted_until is not None and now < message.halted_until)

    async def _show_halt(self, is_halted: bool) -> None:
        if is_halted and self._halt is None:
            # Only here: few releases stutter.
            from simulator.faces.tui.widgets.halt_line import HaltLine

            self._halt = HaltLine(self._lang)
            await self.mount(self._halt)
        if self._halt is not None:
            self._halt.display = is_halted

    async def _take_back(self) -> None:
        """Forget the answer that was shown: it was thinking."""
        if self._answer is not None:
            await self._answer.remove()
        self._answer, self._written = None, 0

    async def _show_sources(self, message: AssistantMessage) -> None:
        # Only here: few answers cite anything.
        from simulator.faces.tui.widgets.source_list import SourceList

        if not self.query(SourceList):
            await self.mount(SourceList(message.sources, self._lang))

    async def _show_thinking(self, message: AssistantMessage, now: float) -> None:
        if not len(message.thinking):
            return
        if self.fold is None:
            self.fold = ThinkingFold(self._looks, self._lang)
            await self.mount(self.fold)
        self.fold.show(message, now)
        self.fold.set_class(message.is_done and not len(message.answer), "-alone")

    async def _show_answer(self, message: AssistantMessage) -> None:
        if self._answer is None:
            # Only here, since no earlier frame needs Markdown and its import takes longer than the frame.
            from simulator.faces.tui.widgets.answer_text import AnswerText

            self._answer = AnswerText()
            await self.mount(self._answer, before=self._halt)
        if len(message.answer) > self._written:
            self._answer.write(message.answer.since(self._written))
        if message.is_done:
            self._answer.finish(str(message.answer))
        self._written = len(message.answer)
