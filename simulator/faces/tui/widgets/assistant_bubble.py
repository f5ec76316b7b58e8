"""What the assistant says, at the left: its thinking, folded, and its answer. How it arrives is in the message."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.content import Content

from simulator.domain.limit import Lang
from simulator.domain.release import Looks
from simulator.domain.screen import AssistantMessage
from simulator.faces.tui.foreign import harmless
from simulator.faces.tui.widgets.thinking_fold import ThinkingFold
from simulator.faces.tui.widgets.wrapped_text import WrappedText

if TYPE_CHECKING:
    from simulator.faces.tui.widgets.answer_markdown import AnswerMarkdown


class AssistantBubble(Vertical):
    """Follows one message from its first piece to its end."""

    DEFAULT_CSS = """
    AssistantBubble { height: auto; margin: 0 1;
        & > WrappedText { margin: 0 0 1 0; }
    }
    """

    def __init__(self, looks: Looks, lang: Lang) -> None:
        """Start empty."""
        super().__init__()
        self.fold: ThinkingFold | None = None
        self._looks = looks
        self._lang = lang
        self._answer: AnswerMarkdown | None = None
        self._plain: WrappedText | None = None
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

    async def _take_back(self) -> None:
        """Forget the answer that was shown: it was thinking."""
        if self._answer is not None:
            await self._answer.remove()
        self._answer, self._written = None, 0

    async def settle(self, message: AssistantMessage) -> None:
        """Become cheap: the answer of an old message is shown as it was written, in one widget."""
        await self._show_thinking(message, 0.0)
        if self._plain is None and len(message.answer):
            self._plain = WrappedText(Content(harmless(str(message.answer))), expand=True, classes="answer")
            await self.mount(self._plain)
            if self._answer is not None:
                await self._answer.remove()

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
        if self._plain is not None:
            return
        if self._answer is None:
            # Only here, since no earlier frame needs Markdown and its import takes longer than the frame.
            from simulator.faces.tui.widgets.answer_markdown import AnswerMarkdown

            self._answer = AnswerMarkdown()
            await self.mount(self._answer)
        if message.is_done:
            await self._answer.finish(str(message.answer))
        else:
            await self._answer.write(message.answer.since(self._written))
        self._written = len(message.answer)
