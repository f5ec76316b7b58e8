"""One request to a model: what it says appears on the phone, at the pace of whoever answers. Tools are `answer`'s."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Iterator, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field, replace
from random import Random

from simulator.conversation.interrupt import Interrupt, Interrupted
from simulator.conversation.run import Run
from simulator.conversation.scene import Scene
from simulator.conversation.shown import Shown, show_together
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
from simulator.domain.events import BackendFault, Event, Stuttered, ThinkingRevealed
from simulator.domain.faults import Fault
from simulator.domain.pacing import begin, schedule, step
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
    is_told_apart = bool(citations.urls) or run.source == "audio"  # since a piece may be held back, or be read aloud
    speaker.calls, speaker.thinking, speaker.answer = (), [], []
    async with aclosing(speaker.backend.ask(prompt)) as items:
        while run.outcome is None:
            item = await interrupt.wait(anext(items, _NO_END))
            if isinstance(item, _MARKS):
                for event in _marked(run, item, scene, speaker, citations.held):
                    yield event
                citations = replace(citations, held="") if citations.held else citations
                continue
            kind, came = (item.kind, item.texts) if isinstance(item, Pieces) else (type(item), (item.text,))
            shown = Shown(run, kind, speaker.thinking if kind is ThinkingText else speaker.answer)
            texts = _harmless(came)
            if not is_told_apart and len(texts) > 1:
                if run.first_answer is None and kind is AnswerText:
                    pace = pace._replace(due=max(pace.due, _thought_until(run, pacing)))
                plan = schedule(pace, texts, clock.now(), pacing, speaker.rng)
                async with aclosing(show_together(texts, plan, shown, run, scene, interrupt)) as appearing:
                    async for event in appearing:
                        yield event
                pace = plan.after
                continue
            try:
                for text in texts:
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
        shown = Shown(run, AnswerText, speaker.answer)
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


def _harmless(texts: Sequence[str]) -> list[str]:
    """Give the texts that are left of these after cleaning."""
    return [text for text in (texts if "".join(texts).isprintable() else map(clean, texts)) if text]


def _thought_until(run: Run, pacing: Pacing) -> float:
    """Give the session second until which the model thinks at least, by the difficulty of the question."""
    if pacing.thinking is None or run.first_thinking is None:
        return 0.0
    return run.first_thinking + float(getattr(pacing.thinking.value, difficulty(run.question)))


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
