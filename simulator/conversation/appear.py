"""One request to a model: what it says appears on the phone, at the pace of whoever answers. Tools are `answer`'s."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Iterator
from contextlib import aclosing
from dataclasses import dataclass, field, replace
from random import Random

from simulator.conversation.interrupt import Interrupt, Interrupted
from simulator.conversation.run import Run
from simulator.conversation.scene import Scene
from simulator.conversation.speech import speak
from simulator.domain.citations import Citations
from simulator.domain.clean import clean
from simulator.domain.completion import (
    AnswerText,
    AnswerWasThinking,
    Failed,
    Finished,
    Pieces,
    Prompt,
    ThinkingText,
    ToolCall,
    plus,
)
from simulator.domain.difficulty import difficulty
from simulator.domain.events import AnswerDelta, BackendFault, Event, Stuttered, ThinkingDelta, ThinkingRevealed
from simulator.domain.faults import Fault
from simulator.domain.pacing import begin, step
from simulator.domain.release import Pacing
from simulator.ports import Backend

_MARKS = (Finished, Failed, AnswerWasThinking)
_NO_END = Failed(Fault("truncated", "the backend stopped without a word of how it ended; ask again"))


@dataclass(slots=True)
class Speaker:
    """Whoever answers: a backend and those that stand in for it, its pace, its luck, what its last request came to."""

    backend: Backend
    pacing: Pacing
    rng: Random
    spare: list[Backend] = field(default_factory=list)
    retries: int = 0
    calls: tuple[ToolCall, ...] = ()
    thinking: list[str] = field(default_factory=list)
    answer: list[str] = field(default_factory=list)


async def appear(  # noqa: C901, PLR0912 - one loop over all that arrives: a generator for each piece costs more than it
    run: Run, prompt: Prompt, scene: Scene, interrupt: Interrupt, speaker: Speaker
) -> AsyncGenerator[Event, None]:
    """Yield what appears of one completion; citations of pages that were sent appear as links."""
    clock, pacing = scene.ports.clock, speaker.pacing
    pace = begin(scene.now, pacing)
    citations = Citations(tuple(page.url for page in scene.findings.pages or ()))
    speaker.calls, speaker.thinking, speaker.answer = (), [], []
    async with aclosing(speaker.backend.ask(prompt)) as items:
        while run.outcome is None:
            item = await interrupt.wait(anext(items, _NO_END))
            if isinstance(item, _MARKS):
                for event in _marked(run, item, scene, speaker, citations.held):
                    yield event
                citations = replace(citations, held="")
                continue
            kind, texts = (item.kind, item.texts) if isinstance(item, Pieces) else (type(item), (item.text,))
            shown = _Shown(run, kind, speaker)
            try:
                for text in filter(None, map(clean, texts)):
                    is_first_answer = run.first_answer is None and kind is AnswerText
                    if is_first_answer:
                        pace = pace._replace(due=max(pace.due, _thought_until(run, pacing)))
                    due, stutter, pace = step(pace, text, clock.now(), pacing, speaker.rng)
                    if stutter:
                        for event in shown.let_out():
                            yield event
                        await interrupt.wait(clock.sleep_until(due - stutter))
                        yield Stuttered(**scene.common(run), seconds=stutter)
                    await interrupt.wait(clock.sleep_until(due))
                    if kind is AnswerText:
                        citations, text = citations.feed(text)
                    if is_first_answer and run.source == "audio":
                        yield await speak(run, scene, interrupt)
                    if text:
                        shown.take(text, clock.now())
            except Interrupted:
                for event in shown.let_out():
                    yield event
                raise
            for event in shown.let_out():
                yield event


def _marked(
    run: Run, item: Finished | Failed | AnswerWasThinking, scene: Scene, speaker: Speaker, held: str
) -> Iterator[Event]:
    """Let out what was held back, and do what the item says: the end, or that the answer so far was none."""
    if held:
        shown = _Shown(run, AnswerText, speaker)
        shown.take(held, scene.now)
        yield from shown.let_out()
    if isinstance(item, AnswerWasThinking):
        text, seconds = run.take_back(len(speaker.answer), scene.now)
        speaker.thinking.append(text)
        speaker.answer.clear()
        yield ThinkingRevealed(**scene.common(run), text=text, seconds=seconds)
    elif isinstance(item, Finished):
        run.outcome, run.finish, run.usage = "completed", clean(item.finish), plus(run.usage, item.usage)
        speaker.calls = item.tool_calls
    else:
        run.outcome, run.fault = "fault", replace(item.fault, message=clean(item.fault.message))


def _thought_until(run: Run, pacing: Pacing) -> float:
    """Give the session second until which the model thinks at least, by the difficulty of the question."""
    if pacing.thinking is None or run.first_thinking is None:
        return 0.0
    return run.first_thinking + float(getattr(pacing.thinking.value, difficulty(run.question)))


class _Shown:
    """Texts of one side that appeared and are still to be told: as one event, at the time of the first."""

    __slots__ = ("_event", "_keep", "_run", "_since", "_take", "_texts")

    def __init__(self, run: Run, kind: type[ThinkingText | AnswerText], speaker: Speaker) -> None:
        is_thinking = kind is ThinkingText
        self._run, self._since = run, 0.0
        self._event: type[ThinkingDelta | AnswerDelta] = ThinkingDelta if is_thinking else AnswerDelta
        self._keep = speaker.thinking if is_thinking else speaker.answer
        self._take = run.take_thinking if is_thinking else run.take_answer
        self._texts: list[str] = []

    def take(self, text: str, now: float) -> None:
        """Keep a text that appears now."""
        if not self._texts:
            self._since = now
        self._texts.append(text)
        self._keep.append(text)
        self._take(text, now)

    def let_out(self) -> Iterator[Event]:
        """Tell what appeared since the last time, if anything did."""
        if self._texts:
            run, text = self._run, "".join(self._texts)
            self._texts = []
            yield self._event(session=run.session, turn=run.number, t=self._since, text=text)


def told(run: Run, fault: Fault, scene: Scene) -> BackendFault:
    """Make the event of a fault, with what the phone says of it."""
    return BackendFault(
        **scene.common(run),
        kind=fault.kind,
        message=fault.message,
        status=fault.status,
        retryable=fault.retryable,
        words=scene.handset.say(f"fault.{fault.kind}"),
    )
