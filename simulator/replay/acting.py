"""Does on a phone what a step says: time passes, the phone changes, somebody speaks. Judging is `playing`."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from simulator.domain.events import Event
from simulator.domain.problem import UserProblem
from simulator.patterns import found
from simulator.replay.filling import fill
from simulator.replay.lab import PhoneInUse
from simulator.replay.quantities import seconds
from simulator.replay.script import Save, Setup, Step, When
from simulator.replay.setups import is_set, wishes_of
from simulator.replay.subjects import at_path

Names = Mapping[str, str]
"""What stands in braces."""


def holds(conditions: tuple[When, ...], names: Names) -> bool:
    """Say whether all conditions hold of a case."""
    return all(names.get(when.name, "") in [fill(value, names) for value in when.values] for when in conditions)


def filled(setup: Setup, names: Names) -> dict[str, str]:
    """Give what is said of a phone without braces."""
    return {key: fill(value, names) for key, value in setup.items()}


async def prepare(step: Step, phone: PhoneInUse, names: Names) -> list[Event]:
    """Do what a step does before anything is said, in the order of its fields, and give what happens.

    Raises: UserProblem if the phone cannot be changed so.
    """
    conversation, events = phone.conversation, []
    if step.wait is not None:
        events = await wait(phone, seconds(fill(step.wait, names)))
    if step.phone is not None:
        events += change(phone, filled(step.phone, names))
    if step.new_conversation:
        events.append(conversation.renew())
    if step.sleep:
        events.append(conversation.sleep())
    return events


async def wait(phone: PhoneInUse, length: float) -> list[Event]:
    """Let seconds pass on the phone's clock and give what they bring: alarms that ring, sleep after silence."""
    conversation = phone.conversation
    await phone.clock.sleep_until(conversation.now + length)
    asleep = conversation.tick()
    return [*conversation.ring(), *((asleep,) if asleep is not None else ())]


def change(phone: PhoneInUse, setup: Setup) -> list[Event]:
    """Take the phone to another release, system or day, or its network away; nothing of `setup` is in braces.

    Raises: UserProblem or ValueError if there is no such phone.
    """
    if "airplane" in setup:
        phone.fly(is_set(setup, "airplane", False))
    moves = {key: value for key, value in setup.items() if key != "airplane"}
    try:
        return [phone.conversation.travel(wishes_of(moves))] if moves else []
    except KeyError as version:
        raise UserProblem(f"no such release: {version}") from None


@contextmanager
def as_it_says(step: Step, phone: PhoneInUse, names: Names) -> Iterator[None]:
    """Let a phone have a step's faults, and be interrupted when the step says so, while somebody speaks to it.

    Raises: UserProblem if its faults cannot be had on this phone.
    """
    phone.misbehave([fill(fault, names) for fault in step.faults])
    after = None if step.interrupt_after is None else seconds(fill(step.interrupt_after, names))
    with stopped(phone, after):
        yield


@contextmanager
def stopped(phone: PhoneInUse, after: float | None) -> Iterator[None]:
    """Let whoever has the phone stop its turn after so many seconds; None lets the turn end by itself."""
    conversation = phone.conversation
    if after is not None:
        phone.clock.set(conversation.now + after, conversation.interrupt)
    try:
        yield
    finally:
        phone.clock.unset()


def turn_of(step: Step, text: str, phone: PhoneInUse) -> AsyncGenerator[Event, None]:
    """Give the turn of `text`, said as the step says it: typed, or aloud."""
    return phone.conversation.turn(text, "audio" if step.spoken else "script")


def value_of(save: Save, ended: Mapping[str, Any], names: Names) -> str | None:
    """Give the part of a turn's end, as JSON, that a step saves; None where it is not there."""
    if save.matches is not None:
        return found(fill(save.matches, names), ended.get("answer", ""))
    return at_path(ended, save.path or "")
