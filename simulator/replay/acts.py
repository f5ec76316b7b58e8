"""What is done with a phone in a script or a test: said, waited, changed. Judging what happens then is not here."""

from __future__ import annotations

from contextlib import aclosing

from simulator.domain.events import Event
from simulator.domain.problem import UserProblem
from simulator.replay.lab import PhoneInUse
from simulator.replay.script import Setup
from simulator.replay.setups import is_set, wishes_of


async def say(phone: PhoneInUse, text: str, *, spoken: bool = False, stop_after: float | None = None) -> list[Event]:
    """Say something and give all that happens until the turn has ended; it is stopped after `stop_after` seconds."""
    conversation = phone.conversation
    if stop_after is not None:
        phone.clock.set(conversation.now + stop_after, conversation.interrupt)
    try:
        async with aclosing(conversation.turn(text, "audio" if spoken else "script")) as turn:
            return [event async for event in turn]
    finally:
        phone.clock.unset()


async def wait(phone: PhoneInUse, seconds: float) -> list[Event]:
    """Let time pass on the phone's clock and give what it brings: alarms that ring, sleep after silence."""
    conversation = phone.conversation
    await phone.clock.sleep_until(conversation.now + seconds)
    asleep = conversation.tick()
    return [*conversation.ring(), *((asleep,) if asleep is not None else ())]


def change(phone: PhoneInUse, setup: Setup) -> list[Event]:
    """Take the phone to another release, system or day, or its network away; `setup` has no holes.

    Raises: ValueError or UserProblem if there is no such phone.
    """
    if "airplane" in setup:
        phone.fly(is_set(setup, "airplane", False))
    moves = {key: value for key, value in setup.items() if key != "airplane"}
    try:
        return [phone.conversation.travel(wishes_of(moves))] if moves else []
    except KeyError as version:
        raise UserProblem(f"no such release: {version}") from None
