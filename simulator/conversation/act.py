"""The stages in which the phone acts: a skill that the assistant was asked for, or that the model called."""

from __future__ import annotations

import json
from collections.abc import AsyncGenerator, Iterator, Mapping

from simulator.conversation.interrupt import Interrupt
from simulator.conversation.run import Run
from simulator.conversation.scene import Scene
from simulator.domain.clean import clean
from simulator.domain.completion import Message, ToolCall
from simulator.domain.events import CallIgnored, Event, SkillCalled
from simulator.domain.json_arguments import read_arguments
from simulator.domain.skill_calls import find_skill
from simulator.domain.skill_calls import run as run_skill
from simulator.domain.skills import Done, Skill, SkillFailed
from simulator.texts import Texts

_TEXTS = Texts("skills")

LONGEST_RESULT = 8_000
"""Characters of a result that are told and sent: a page to be read is longer than that."""

_NOT_OFFERED = _TEXTS["call.not_offered"]


async def act_for_user(run: Run, scene: Scene, interrupt: Interrupt) -> AsyncGenerator[Event, None]:
    """Do what the user asked the assistant for, and answer with all that was done. Raises: Interrupted."""
    results: list[str] = []
    for wish in run.wishes:
        done = await interrupt.wait(_done(wish.skill, json.dumps(dict(wish.arguments)), scene.ports.skills, scene))
        if not results:
            delay = scene.handset.vendor.in_house.pacing.first_token.value
            await interrupt.wait(scene.ports.clock.sleep_until(scene.now + delay))
        yield _called(run, scene, wish.skill, wish.arguments, done)
        results.append(done.result)
    if results:
        for event in scene.answer(run, "\n".join(results)):
            yield event


async def act_for_model(
    run: Run, scene: Scene, interrupt: Interrupt, calls: tuple[ToolCall, ...], results: list[Message]
) -> AsyncGenerator[Event, None]:
    """Run the calls one after the other; `results` gets the messages that answer them. Raises: Interrupted."""
    for call in calls:
        done = await interrupt.wait(_done(call.name, call.arguments, scene.offered(run), scene))
        yield _called(run, scene, call.name, read_arguments(call.arguments)[0], done)
        results.append(Message("tool", done.result, tool_call_id=call.id))


def refuse_calls(run: Run, scene: Scene, calls: tuple[ToolCall, ...]) -> Iterator[Event]:
    """Tell calls of a model that nothing was offered to; none of them is carried out (W69)."""
    for call in calls:
        tool = clean(call.name[:60])
        said = _NOT_OFFERED.text(scene.handset.lang).format(name=tool)
        yield CallIgnored(**scene.common(run), tool=tool, arguments=read_arguments(call.arguments)[0], message=said)


async def _done(name: str, arguments: str, skills: tuple[Skill, ...], scene: Scene) -> Done:
    """Run one skill; what cannot be done is a result like any other, so that whoever asked can be told."""
    try:
        done = await run_skill(find_skill(skills, name, scene.handset.lang), arguments, scene.situation())
    except SkillFailed as failed:
        return Done(clean(str(failed)))
    return Done(clean(done.result)[:LONGEST_RESULT], done.changes)


def _called(run: Run, scene: Scene, name: str, arguments: Mapping[str, object], done: Done) -> SkillCalled:
    return SkillCalled(
        **scene.common(run), skill=clean(name), arguments=arguments, result=done.result, changes=done.changes
    )
