"""The last stage: a model is asked until it has answered. How its text appears is `appear`, what its tools do `act`."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import replace
from itertools import count
from random import Random

from simulator.conversation.act import act_for_model
from simulator.conversation.appear import Speaker, appear, told
from simulator.conversation.interrupt import Interrupt
from simulator.conversation.run import Run
from simulator.conversation.scene import Scene
from simulator.domain.completion import Message, Prompt
from simulator.domain.events import BackendAsked, Event
from simulator.domain.faults import Fault
from simulator.domain.load import is_turned_away
from simulator.domain.release import Pacing

MOST_REQUESTS = 5
"""Requests of one turn: a model that would call tools for ever is asked the last time without them."""


async def ask(run: Run, prompt: Prompt, scene: Scene, interrupt: Interrupt) -> AsyncGenerator[Event, None]:
    """Ask the model and yield what appears on the phone, when it appears; `run` gets the outcome.

    While the model calls tools, they are run and it is asked again with their results.
    Raises: Interrupted once the button is pressed; the request is closed then, as it is on cancellation.
    """
    speaker = _speaker(run, scene)
    for attempt in count(1):
        yield BackendAsked(
            **scene.common(run), backend=speaker.backend.name, model=speaker.backend.model, attempt=attempt
        )
        if attempt == 1 and is_turned_away(speaker.pacing.busy, scene.moment, speaker.rng):
            yield await _turn_away(run, scene, interrupt, speaker.pacing)
            return
        async with aclosing(appear(run, prompt, scene, interrupt, speaker)) as events:
            async for event in events:
                yield event
        if run.outcome != "completed" or not (speaker.calls and prompt.tools):
            break
        results: list[Message] = []
        async with aclosing(act_for_model(run, scene, interrupt, speaker.calls, results)) as acting:
            async for event in acting:
                yield event
        prompt = _continued(prompt, speaker, results, may_call=attempt + 1 < MOST_REQUESTS)
        run.outcome = None
    output = scene.handset.release.limits.output_tokens
    if run.outcome == "completed" and run.finish == "length" and run.route == "agent" and output is not None:
        run.limit = "output_tokens"
        yield scene.limit(run, "output_tokens", output.value, output.evidence)


def _speaker(run: Run, scene: Scene) -> Speaker:
    handset, ports = scene.handset, scene.ports
    rng = Random(f"{handset.seed}:{run.number}")
    if run.route == "in_house":
        return Speaker(ports.in_house, handset.vendor.in_house.pacing, rng)
    return Speaker(ports.backend, handset.release.pacing, rng)


async def _turn_away(run: Run, scene: Scene, interrupt: Interrupt, pacing: Pacing) -> Event:
    """Let the servers be busy: the line is kept open for a while, and then there is no answer."""
    assert pacing.busy is not None
    await interrupt.wait(scene.ports.clock.sleep_until(scene.now + pacing.busy.value.wait))
    said = f"the maker's servers are full at this hour ({pacing.busy.evidence}); ask again, or at another hour"
    run.outcome, run.fault = "fault", Fault("overloaded", said, status=503)
    return told(run, run.fault, scene)


def _continued(prompt: Prompt, speaker: Speaker, results: list[Message], *, may_call: bool) -> Prompt:
    """Give the prompt with the calls of the model and their results after it."""
    asked = Message("assistant", "".join(speaker.answer), tool_calls=speaker.calls, thinking="".join(speaker.thinking))
    messages = (*prompt.messages, asked, *results)
    return replace(prompt, messages=messages, tools=prompt.tools if may_call else ())
