"""Fakes of the ports and builders of phones, shared by tests. Each fake keeps the promises of its port."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Iterable
from contextlib import aclosing
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from typing import Any, TypeVar

from simulator.clocks import VirtualClock
from simulator.conversation.conversation import Conversation
from simulator.conversation.setup import Handset, Ports
from simulator.domain import release as profile
from simulator.domain.completion import AnswerText, CompletionItem, Failed, Finished, Prompt, ThinkingText, Usage
from simulator.domain.events import Event, Source, TurnEnded
from simulator.domain.faults import Fault
from simulator.domain.limit import Bilingual, Limit
from simulator.domain.phone import PhoneWishes
from simulator.domain.session import Session
from simulator.domain.skills import Skill
from simulator.domain.timeline import take_in_hand
from simulator.ports import Clock, Recorder, Syllables
from simulator.pronounce import syllables as real_syllables

E = TypeVar("E", bound=Event)
PIECE = 4  # characters in each piece of a scripted text


@dataclass(frozen=True, slots=True)
class Pause:
    """In a scripted reply: the backend takes so many seconds of its clock; None is for ever."""

    seconds: float | None = None


Reply = str | tuple[str, str] | Fault | Iterable[CompletionItem | Pause]


class Scripted:
    """A backend that gives its replies in order: an answer, (thinking, answer), a fault, or items as they are.

    `prompts` are those it was asked with; `closed` counts the requests that are over, however they ended.
    """

    model = "scripted-r1"

    def __init__(
        self, *replies: Reply, clock: Clock | None = None, usage: Usage | None = None, name: str = "scripted"
    ) -> None:
        self.name = name
        self.prompts: list[Prompt] = []
        self.closed = 0
        self._replies = list(replies)
        self._clock, self._usage = clock, usage

    def ask(self, prompt: Prompt) -> AsyncGenerator[CompletionItem, None]:
        return self._stream(prompt)

    async def _stream(self, prompt: Prompt) -> AsyncGenerator[CompletionItem, None]:
        self.prompts.append(prompt)
        try:
            for item in items_of(self._replies.pop(0), self._usage):
                if isinstance(item, Pause):
                    await self._pause(item)
                else:
                    await asyncio.sleep(0)
                    yield item
        finally:
            self.closed += 1

    async def _pause(self, pause: Pause) -> None:
        if pause.seconds is None or self._clock is None:
            await asyncio.Event().wait()
        else:
            await self._clock.sleep_until(self._clock.now() + pause.seconds)


def items_of(reply: Reply, usage: Usage | None = None) -> list[CompletionItem | Pause]:
    """Write a reply out as what a backend yields."""
    if isinstance(reply, Fault):
        return [Failed(reply)]
    reply = ("", reply) if isinstance(reply, str) else reply
    if not (isinstance(reply, tuple) and all(isinstance(part, str) for part in reply)):
        return list(reply)
    said = zip((ThinkingText, AnswerText), reply, strict=True)
    cut = [(kind, text[at : at + PIECE]) for kind, text in said for at in range(0, len(text), PIECE)]
    return [*(kind(piece) for kind, piece in cut), Finished("stop", usage)]


class CharTokenizer:
    """A token a character; `counted` are the texts that somebody asked about."""

    def __init__(self) -> None:
        self.counted: list[str] = []

    def count(self, text: str) -> int:
        self.counted.append(text)
        return len(text)


class ListRecorder:
    """Keeps events in a list. From event number `fails_at` on (from 0), `failures` of them are refused."""

    def __init__(self, fails_at: int | None = None, failures: int = 1) -> None:
        self.events: list[Event] = []
        self._refused = range(0) if fails_at is None else range(fails_at, fails_at + failures)
        self._seen = -1

    def record(self, event: Event) -> None:
        self._seen += 1
        if self._seen in self._refused:
            raise OSError(f"no room for {type(event).__name__}")
        self.events.append(event)


def shanghai(*parts: int) -> datetime:
    """Give a moment in Shanghai: year, month, day, hour, …"""
    return datetime(*parts, tzinfo=profile.SHANGHAI)  # type: ignore[misc,arg-type]


def assumed(value: Any) -> Limit[Any]:
    """Give a value that nobody has evidence for."""
    return Limit(value, "assumed")


def pacing(first_token: float = 1.0, tokens_per_second: float = 10.0, **parts: Any) -> profile.Pacing:
    """Make a pacing: one second to the first text, ten tokens a second.

    `chance` and `seconds` make it stutter; `thinking` and `busy` are values of these fields.
    """
    others = {name: assumed(parts.pop(name)) for name in ("thinking", "busy") if name in parts}
    stutter = assumed(profile.Stutter(**parts)) if parts else None
    return profile.Pacing(
        first_token=assumed(first_token), tokens_per_second=assumed(tokens_per_second), stutter=stutter, **others
    )


def capabilities(**can: bool) -> profile.Capabilities:
    """Make the capabilities of a release that can chat, and what `can` adds."""
    names = profile.Capabilities.__slots__
    return profile.Capabilities(**{name: assumed(can.get(name, False)) for name in names})


def release(version: str = "1.0.0", since: datetime | None = None, **parts: Any) -> profile.Release:
    """Make an official release without gates; further keywords are its fields, or limits as plain numbers."""
    limits = {name: assumed(parts.pop(name)) for name in tuple(parts) if name in profile.Limits.__slots__}
    fields = {
        "channel": "official",
        "evidence": "assumed",
        "note": None,
        "entry": Bilingual("小艾 → DeepSeek-R1", "Acme → DeepSeek-R1"),
        "gates": profile.Gates(),
        "limits": profile.Limits(**limits),
        "pacing": pacing(),
        "capabilities": capabilities(),
    }
    return profile.Release(version=version, since=since or shanghai(2025, 2, 5), **(fields | parts))


def vendor(*releases: profile.Release, wake_words: Iterable[str] = ("小艺小艺",), **parts: Any) -> profile.Vendor:
    """Make a vendor of these releases, or of one default release."""
    text = Bilingual("{seconds} 秒", "{seconds} s")
    fields = {
        "id": "acme",
        "name": Bilingual("艾克", "Acme"),
        "assistant": Bilingual("小艾", "Acme Assistant"),
        "device": assumed("A1"),
        "os": assumed("AcmeOS 4.0"),
        "in_house": profile.InHouse(
            model=assumed("Fir-7B"), pacing=pacing(0.5, 40.0), memory_turns=assumed(2), skills=assumed(True)
        ),
        "looks": profile.Looks(
            accent="#2f7d5b", accent_light="#2f7d5b", thinking=text, thought=text, greeting=text, suggestions=()
        ),
        "wake_words": tuple(profile.WakeWord(text, "seed") for text in wake_words),
        "releases": releases or (release(),),
    }
    return profile.Vendor(**(fields | parts))


@dataclass(frozen=True, slots=True)
class Said:
    """One turn, seen from outside: what came of an utterance, and the prompts that it sent to the backend."""

    events: tuple[Event, ...]
    prompts: tuple[Prompt, ...]

    @property
    def kinds(self) -> list[str]:
        """Give the names of the events' classes, runs of the same one written once."""
        return [name for name, _ in groupby(type(event).__name__ for event in self.events)]

    def event(self, kind: type[E]) -> E:
        """Give the only event of that kind."""
        (found,) = (event for event in self.events if isinstance(event, kind))
        return found

    @property
    def outcome(self) -> str:
        return self.event(TurnEnded).outcome

    @property
    def answer(self) -> str:
        return self.event(TurnEnded).answer

    @property
    def sent_text(self) -> str:
        """Give all that reached the backend, a message a line."""
        return "\n".join(message.content for prompt in self.prompts for message in prompt.messages)


@dataclass(slots=True)
class PhoneInHand:
    """An opened conversation with its fakes at hand."""

    conversation: Conversation
    backend: Scripted
    clock: Clock
    recorder: Any
    tokenizer: CharTokenizer
    in_house: Scripted
    opening: tuple[Event, ...] = field(default=())

    async def say(self, text: str, source: Source = "text") -> Said:
        """Say `text` and wait for the end of its turn."""
        models = (self.backend, self.in_house)
        before = [len(model.prompts) for model in models]
        async with aclosing(self.conversation.turn(text, source)) as turn:
            events = tuple([event async for event in turn])
        sent = [model.prompts[start:] for model, start in zip(models, before, strict=True)]
        return Said(events, tuple(prompt for prompts in sent for prompt in prompts))


def phone(
    *replies: Reply,
    clock: Clock | None = None,
    backend: Scripted | None = None,
    recorder: Recorder | None = None,
    session: Session | None = None,
    maker: profile.Vendor | None = None,
    wishes: PhoneWishes | None = None,
    syllables: Syllables = real_syllables,
    usage: Usage | None = None,
    in_house: Iterable[Reply] = (),
    skills: Iterable[Skill] = (),
    fallbacks: Iterable[Scripted] = (),
    handset: dict[str, Any] | None = None,
    **parts: Any,
) -> PhoneInHand:
    """Take a phone in hand on a virtual clock, with a backend that gives `replies`.

    `in_house` are the replies of the maker's own model, `fallbacks` stand in for the backend. `parts` describe its
    release, as for `release`; `handset` holds further fields of the `Handset`.
    """
    maker = maker or vendor(release(**parts))
    (found, device), clock = take_in_hand(maker, wishes or PhoneWishes()), clock or VirtualClock()
    backend = backend or Scripted(*replies, clock=clock, usage=usage)
    recorder, tokenizer = recorder or ListRecorder(), CharTokenizer()
    own = Scripted(*in_house, clock=clock)
    ports = Ports(
        backend=backend,
        in_house=own,
        clock=clock,
        recorder=recorder,
        tokenizer=tokenizer,
        syllables=syllables,
        skills=tuple(skills),
        fallbacks=tuple(fallbacks),
    )
    held = Handset(vendor=maker, release=found, phone=device, **(handset or {}))
    conversation = Conversation(held, ports, session or Session("test"))
    return PhoneInHand(conversation, backend, clock, recorder, tokenizer, own, conversation.open())
