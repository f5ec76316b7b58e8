"""The last stage: the backend is asked, and its text appears at the release's pace."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import replace
from random import Random

from simulator.conversation.interrupt import Interrupt
from simulator.conversation.run import Run
from simulator.conversation.stages import Scene
from simulator.domain.citations import Citations
from simulator.domain.clean import clean
from simulator.domain.completion import AnswerText, Failed, Finished, Prompt, ThinkingText
from simulator.domain.events import AnswerDelta, BackendAsked, BackendFault, Event, Stuttered, ThinkingDelta
from simulator.domain.faults import Fault
from simulator.domain.pacing import begin, step

_NO_END = Fault("truncated", "the backend stopped without a word of how it ended; ask again")


async def ask(run: Run, prompt: Prompt, scene: Scene, interrupt: Interrupt) -> AsyncGenerator[Event, None]:
    """Ask the backend and yield what appears on the phone, when it appears; `run` gets the outcome.

    Citations of pages that were sent appear as links.
    Raises: Interrupted once the button is pressed; the request is closed then, as it is on cancellation.
    """
    backend, clock = scene.ports.backend, scene.ports.clock
    yield BackendAsked(**scene.common(run), backend=backend.name, model=backend.model, attempt=1)
    pacing = scene.handset.release.pacing
    rng = Random(f"{scene.handset.seed}:{run.number}")
    pace = begin(scene.now, pacing)
    citations = Citations(tuple(page.url for page in scene.findings.pages or ()))
    async with aclosing(backend.ask(prompt)) as items:
        while run.outcome is None:
            item = await interrupt.wait(anext(items, Failed(_NO_END)))
            if isinstance(item, Finished | Failed) and citations.held:
                yield _appeared(run, AnswerText(citations.held), scene)
            if isinstance(item, Finished):
                run.outcome, run.finish, run.usage = "completed", clean(item.finish), item.usage
            elif isinstance(item, Failed):
                run.outcome, run.fault = "fault", replace(item.fault, message=clean(item.fault.message))
                yield _fault(run, run.fault, scene)
            elif text := clean(item.text):
                due = step(pace, text, scene.now, pacing, rng)
                pace = due.after
                if due.stutter:
                    await interrupt.wait(clock.sleep_until(due.due - due.stutter))
                    yield Stuttered(**scene.common(run), seconds=due.stutter)
                await interrupt.wait(clock.sleep_until(due.due))
                if isinstance(item, AnswerText):
                    citations, text = citations.feed(text)
                if text:
                    yield _appeared(run, replace(item, text=text), scene)


def _appeared(run: Run, item: ThinkingText | AnswerText, scene: Scene) -> Event:
    common, text = scene.common(run), item.text
    if isinstance(item, ThinkingText):
        run.take_thinking(text, common["t"])
        return ThinkingDelta(**common, text=text)
    run.take_answer(text, common["t"])
    return AnswerDelta(**common, text=text)


def _fault(run: Run, fault: Fault, scene: Scene) -> BackendFault:
    return BackendFault(
        **scene.common(run),
        kind=fault.kind,
        message=fault.message,
        status=fault.status,
        retryable=fault.retryable,
        words=scene.handset.say(f"fault.{fault.kind}"),
    )
