"""Texts that have appeared and are still to be told, and those that came together as each of them is due.

Where texts come from, and when they are due, is not here.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Iterator, Sequence

from simulator.conversation.interrupt import Interrupt, Interrupted
from simulator.conversation.run import Run
from simulator.conversation.scene import Scene
from simulator.domain.completion import AnswerText, ThinkingText
from simulator.domain.events import AnswerDelta, Event, Stuttered, ThinkingDelta
from simulator.domain.pacing import Schedule


class Shown:
    """Texts of one side that appeared and are still to be told: as one event, at the time of the first.

    What appeared is kept for the turn, and in `keep` for the request.
    """

    __slots__ = ("_event", "_keep", "_run", "_since", "_take", "_texts")

    def __init__(self, run: Run, kind: type[ThinkingText | AnswerText], keep: list[str]) -> None:
        is_thinking = kind is ThinkingText
        self._run, self._keep, self._since = run, keep, 0.0
        self._event: type[ThinkingDelta | AnswerDelta] = ThinkingDelta if is_thinking else AnswerDelta
        self._take = run.take_thinking if is_thinking else run.take_answer
        self._texts: list[str] = []

    def take(self, text: str, now: float, until: float | None = None) -> None:
        """Keep a text that appears now, or whose first piece appeared now and its last at `until`."""
        if not self._texts:
            self._since = now
        self._texts.append(text)
        self._keep.append(text)
        self._take(text, now, until)

    def take_some(self, texts: Sequence[str], dues: Sequence[float]) -> None:
        """Keep texts, each of which appeared when it was due."""
        if texts:
            self.take("".join(texts), dues[0], dues[-1])

    def let_out(self) -> Iterator[Event]:
        """Tell what appeared since the last time, if anything did."""
        if self._texts:
            run, text = self._run, "".join(self._texts)
            self._texts = []
            yield self._event(session=run.session, turn=run.number, t=self._since, text=text)


async def show_together(
    texts: Sequence[str], plan: Schedule, shown: Shown, run: Run, scene: Scene, interrupt: Interrupt
) -> AsyncGenerator[Event, None]:
    """Let texts appear that came together: one wait for all until the next halt.

    Raises: Interrupted once the button is pressed; what was due by then has been told.
    """
    clock, start = scene.ports.clock, 0
    for place, halt in (*plan.halts.items(), (len(texts), 0.0)):
        some, dues = texts[start:place], plan.dues[start:place]
        if some:
            try:
                await interrupt.wait(clock.sleep_until(dues[-1]))
            except BaseException as error:
                seen = sum(due < clock.now() for due in dues)
                shown.take_some(some[:seen], dues[:seen])
                if isinstance(error, Interrupted):
                    for event in shown.let_out():
                        yield event
                raise
            shown.take_some(some, dues)
            for event in shown.let_out():
                yield event
        if halt:
            await interrupt.wait(clock.sleep_until(plan.dues[place] - halt))
            yield Stuttered(**scene.common(run), seconds=halt)
        start = place
