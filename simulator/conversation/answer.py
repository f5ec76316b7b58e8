"""The last stage: a model is asked until it has answered. How its text appears is `appear`, what its tools do `act`."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Iterator
from contextlib import aclosing
from dataclasses import replace
from itertools import count
from random import Random

from simulator.conversation.act import act_for_model, refuse_calls
from simulator.conversation.appear import Speaker, appear, told
from simulator.conversation.interrupt import Interrupt
from simulator.conversation.run import Run
from simulator.conversation.scene import Scene
from simulator.domain.completion import Message, Prompt, TurnTime
from simulator.domain.events import BackendAsked, Event, FallbackUsed, RequestRepeated
from simulator.domain.faults import Fault
from simulator.domain.load import is_turned_away
from simulator.domain.release import Pacing
from simulator.domain.retry import wait_before_retry

MOST_REQUESTS = 5
"""Requests of one turn: a model that would call tools for ever is asked the last time without them."""


async def ask(run: Run, prompt: Prompt, scene: Scene, interrupt: Interrupt) -> AsyncGenerator[Event, None]:
    """Ask the model and yield what appears on the phone, when it appears; `run` gets the outcome.

    While the model calls tools, they are run and it is asked again with their results. A request of which nothing came
    is repeated where that is safe, and then left to the next fallback: no answer is ever sewn together from two.
    Raises: Interrupted once the button is pressed; the request is closed then, as it is on cancellation.
    """
    speaker, prompt = _speaker(run, scene), replace(prompt, turn=TurnTime())
    for attempt in count(1):
        yield _asked(run, scene, speaker, attempt)
        if attempt == 1 and is_turned_away(speaker.pacing.busy, scene.moment, speaker.rng):
            await _turn_away(run, scene, interrupt, speaker.pacing)
            break
        async with aclosing(appear(run, prompt, scene, interrupt, speaker)) as events:
            async for event in events:
                yield event
        if run.outcome == "completed" and speaker.calls and prompt.tools:
            results: list[Message] = []
            async with aclosing(act_for_model(run, scene, interrupt, speaker.calls, results)) as acting:
                async for event in acting:
                    yield event
            prompt = _continued(prompt, speaker, results, may_call=attempt + 1 < MOST_REQUESTS)
        elif (again := _again(run, scene, speaker)) is not None:
            yield again
            if isinstance(again, RequestRepeated):
                await interrupt.wait(scene.ports.clock.sleep_until(scene.now + again.seconds))
        else:
            break
        run.outcome = run.fault = None
    for event in _end(run, scene, speaker):
        yield event


def _asked(run: Run, scene: Scene, speaker: Speaker, attempt: int) -> BackendAsked:
    backend = speaker.backend
    return BackendAsked(**scene.common(run), backend=backend.name, model=backend.model, attempt=attempt)


def _again(run: Run, scene: Scene, speaker: Speaker) -> RequestRepeated | FallbackUsed | None:
    """Decide what comes after a request that ended badly before anything of it appeared; None is its end."""
    fault = run.fault
    if fault is None or fault.left == 0 or speaker.thinking or speaker.answer:
        return None
    wait = wait_before_retry(fault, speaker.retries, speaker.rng)
    if wait is not None:
        speaker.retries += 1
        return RequestRepeated(**scene.common(run), kind=fault.kind, message=fault.message, seconds=round(wait, 6))
    if not speaker.spare:
        return None
    failed, speaker.backend, speaker.retries = speaker.backend, speaker.spare.pop(0), 0
    reason = f"{fault.kind}: {fault.message}"
    return FallbackUsed(**scene.common(run), from_=failed.name, to=speaker.backend.name, reason=reason)


def _end(run: Run, scene: Scene, speaker: Speaker) -> Iterator[Event]:
    """Tell calls that were not carried out, a fault, or that the answer has reached its cap."""
    yield from refuse_calls(run, scene, speaker.calls)
    output = scene.handset.release.limits.output_tokens
    if run.fault is not None:
        yield told(run, run.fault, scene)
    elif run.finish == "length" and run.route == "agent" and output is not None:
        run.limit = "output_tokens"
        yield scene.limit(run, "output_tokens", output.value, output.evidence)


def _speaker(run: Run, scene: Scene) -> Speaker:
    handset, ports = scene.handset, scene.ports
    rng = Random(f"{handset.seed}:{run.number}")
    if run.route == "in_house":
        return Speaker(ports.in_house, handset.vendor.in_house.pacing, rng)
    return Speaker(ports.backend, handset.release.pacing, rng, spare=list(ports.fallbacks))


async def _turn_away(run: Run, scene: Scene, interrupt: Interrupt, pacing: Pacing) -> None:
    """Let the servers be busy: the line is kept open for a while, and then there is no answer."""
    assert pacing.busy is not None
    await interrupt.wait(scene.ports.clock.sleep_until(scene.now + pacing.busy.value.wait))
    said = f"the maker's servers are full at this hour ({pacing.busy.evidence}); ask again, or at another hour"
    run.outcome, run.fault = "fault", Fault("overloaded", said, status=503)


def _continued(prompt: Prompt, speaker: Speaker, results: list[Message], *, may_call: bool) -> Prompt:
    """Give the prompt with the calls of the model and their results after it."""
    asked = Message("assistant", "".join(speaker.answer), tool_calls=speaker.calls, thinking="".join(speaker.thinking))
    messages = (*prompt.messages, asked, *results)
    return replace(prompt, messages=messages, tools=prompt.tools if may_call else ())
