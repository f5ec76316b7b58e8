"""Whether each release of a vendor can be used as its channel says.

It is woken, told a name, asked for it and talked to its cap; what is only announced must refuse.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass

from simulator.contract.verdict import Check, PhoneInHand, Seen, Subject, seen
from simulator.conversation.conversation import Conversation
from simulator.domain.events import Event, GateRefused, LimitReached, TurnEnded, WakeMissed, Woken
from simulator.domain.limit import Bilingual
from simulator.domain.phone import PhoneWishes
from simulator.domain.release import Release
from simulator.texts import Texts

_TEXTS = Texts("contract")

NAME = "小明"
GREETING, INTRODUCTION, QUESTION = "你好", f"我叫{NAME}，请记住", "我叫什么？"

MOST_TRIES = 20
"""A release whose servers are busy at times may turn a question away so often."""

LARGEST_CAP = 60
"""A cap above this is not talked to: nobody waits for it."""

COUNTED = ("turns_per_conversation", "daily_questions")


@dataclass(frozen=True, slots=True)
class Heard:
    """One turn: its end, and the events that led there."""

    ended: TurnEnded
    events: tuple[Event, ...]

    def has(self, kind: type[Event]) -> bool:
        """Say whether an event of this kind was among them."""
        return any(isinstance(event, kind) for event in self.events)


class _Stop(Exception):
    """The conversation went wrong, or met a limit, so that nothing after it can be expected."""

    def __init__(self, failure: Bilingual | None) -> None:
        self.failure = failure


def look(subject: Subject) -> Seen:
    """Hold a conversation at every release that is tried."""
    failures = asyncio.run(_all(subject))
    number = len(subject.tried)
    return seen(failures, _TEXTS["smoke.held"].filled(number=number))


async def _all(subject: Subject) -> list[Bilingual]:
    failures: list[Bilingual] = []
    for release in subject.tried:
        async with _taken(subject, release) as phone:
            try:
                await _use(phone.conversation, release, bool(subject.vendor.wake_words))
            except _Stop as stop:
                failures += [_at(release, stop.failure)] if stop.failure else []
    return failures


@asynccontextmanager
async def _taken(subject: Subject, release: Release) -> AsyncGenerator[PhoneInHand, None]:
    phone = subject.open_phone(PhoneWishes(release=release.version))
    try:
        yield phone
    finally:
        await phone.put_away()


async def _use(conversation: Conversation, release: Release, has_wake_word: bool) -> None:
    if not release.is_for(enrolled=conversation.handset.phone.enrolled):
        await _be_refused(conversation)
        return
    if has_wake_word:
        await _wake(conversation)
    await _completed(conversation, GREETING)
    await _completed(conversation, INTRODUCTION)
    await _recall(conversation, release)
    await _reach_caps(conversation, release)


async def _be_refused(conversation: Conversation) -> None:
    heard = await _say(conversation, GREETING)
    if heard.ended.outcome != "refused" or not heard.has(GateRefused):
        raise _Stop(_TEXTS["smoke.usable"].filled(outcome=heard.ended.outcome))


async def _wake(conversation: Conversation) -> None:
    """Put the phone to sleep, speak to it without its wake word, then with it."""
    conversation.sleep()
    if not (await _say(conversation, GREETING)).has(WakeMissed):
        raise _Stop(_TEXTS["smoke.woken"].filled(greeting=GREETING))
    word = conversation.handset.vendor.wake_words[0].text
    if not (await _say(conversation, f"{word}，{GREETING}")).has(Woken):
        raise _Stop(_TEXTS["smoke.not_woken"].filled(word=word))


async def _recall(conversation: Conversation, release: Release) -> None:
    memory = release.limits.memory_turns
    heard = await _completed(conversation, QUESTION)
    window = release.limits.prompt_tokens
    is_in_memory = (memory is None or memory.value > 0) and (window is None or window.value >= 1_000)
    if is_in_memory and NAME not in heard.ended.answer:
        answer = heard.ended.answer[:40]
        raise _Stop(_TEXTS["smoke.forgot"].filled(answer=answer))


async def _reach_caps(conversation: Conversation, release: Release) -> None:
    """Talk until a counted cap bites, and find out whether it is the cap that the profile states."""
    caps = {name: limit.value for name, limit in release.limits.stated() if name in COUNTED}
    if min(caps.values(), default=LARGEST_CAP + 1) > LARGEST_CAP:
        return
    for _ in range(LARGEST_CAP + MOST_TRIES):
        heard = await _say(conversation, GREETING)
        reached = next((event for event in heard.events if isinstance(event, LimitReached)), None)
        if reached is not None:
            if caps.get(reached.limit) != reached.value:
                raise _Stop(_TEXTS["smoke.other_cap"].filled(limit=reached.limit))
            return
    raise _Stop(_TEXTS["smoke.no_cap"].filled(caps=caps))


async def _completed(conversation: Conversation, utterance: str) -> Heard:
    """Say it until it is answered; a counted cap ends the conversation without a failure.

    Raises: _Stop otherwise.
    """
    for _ in range(MOST_TRIES):
        heard = await _say(conversation, utterance)
        outcome, limit = heard.ended.outcome, heard.ended.limit
        if outcome == "completed":
            return heard
        if outcome == "limited" and limit in COUNTED:
            raise _Stop(None)
        if outcome != "fault":
            break
    said = f"{outcome}" + (f" ({limit})" if limit else "")
    raise _Stop(_TEXTS["smoke.ends"].filled(utterance=utterance, said=said))


async def _say(conversation: Conversation, utterance: str) -> Heard:
    async with aclosing(conversation.turn(utterance)) as turn:
        events = tuple([event async for event in turn])
    ended = events[-1]
    assert isinstance(ended, TurnEnded)
    return Heard(ended, events)


def _at(release: Release, failure: Bilingual) -> Bilingual:
    return _TEXTS["smoke.at"].filled(release=release.version, failure=failure)


SMOKE = Check("conversation", _TEXTS["smoke"], look)
