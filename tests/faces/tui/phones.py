"""Fakes for the tests of the phone's screen: a scripted backend, a kept recording, and vendors made by hand."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from simulator.clocks import VirtualClock
from simulator.conversation.conversation import Conversation
from simulator.conversation.setup import Handset, Ports
from simulator.domain.completion import AnswerText, CompletionItem, Finished, Prompt, ThinkingText
from simulator.domain.events import Event
from simulator.domain.limit import Bilingual, Lang, Limit
from simulator.domain.phone import Phone
from simulator.domain.release import (
    SHANGHAI,
    Capabilities,
    Channel,
    Gates,
    InHouse,
    Limits,
    Looks,
    Pacing,
    Release,
    Vendor,
    WakeWord,
)
from simulator.domain.session import Session
from simulator.faces.tui.app import PhoneApp
from simulator.ports import Clock

FEBRUARY = datetime(2025, 2, 5, 10, 0, tzinfo=SHANGHAI)
NO = Limit(False, "seed")

LOOKS = Looks(
    accent="#d0453f",
    accent_light="#b3261e",
    thinking=Bilingual("正在思考… {seconds} 秒", "Thinking… {seconds} s"),
    thought=Bilingual("已深度思考（用时 {seconds} 秒）", "Thought for {seconds} s"),
    greeting=Bilingual("你好，我是小艾", "Hello, I am Acme"),
    suggestions=(
        Bilingual("讲个笑话", "Tell me a joke"),
        Bilingual("6 个人排成一排有几种排法？", "How many orders of 6?"),
    ),
)

RELEASE = Release(
    version="1.0.0",
    since=datetime(2025, 2, 5, tzinfo=SHANGHAI),
    channel="beta",
    evidence="seed",
    note=None,
    entry=Bilingual("DeepSeek-R1 Beta版", "DeepSeek-R1 Beta"),
    gates=Gates(),
    limits=Limits(),
    pacing=Pacing(first_token=Limit(2.0, "assumed"), tokens_per_second=Limit(20.0, "assumed")),
    capabilities=Capabilities(web_search=NO, pictures=NO, realtime_voice=NO, phone_skills=NO, direct_wake=NO),
)

ACME = Vendor(
    id="acme",
    name=Bilingual("艾克", "Acme"),
    assistant=Bilingual("小艾", "Ai"),
    device=Limit("A1 Pro", "assumed"),
    os=Limit("AcmeOS 4.0", "assumed"),
    in_house=InHouse(
        model=Limit("Fir-7B", "assumed"), pacing=RELEASE.pacing, memory_turns=None, skills=Limit(True, "assumed")
    ),
    looks=LOOKS,
    wake_words=(WakeWord("小艾小艾", "seed"),),
    releases=(RELEASE,),
)


def thinks(thinking: str, answer: str) -> list[CompletionItem | Held]:
    """Give a completion whose texts arrive in pieces of four characters."""
    cut = [text[at : at + 4] for text in (thinking, "\0", answer) for at in range(0, len(text), 4)]
    items: list[CompletionItem | Held] = []
    kind: type[ThinkingText] | type[AnswerText] = ThinkingText
    for piece in cut:
        if piece == "\0":
            kind = AnswerText
        else:
            items.append(kind(piece))
    return [*items, Finished("stop")]


class Held(asyncio.Event):
    """A place in a completion where the backend waits until the test sets it."""


class Scripted:
    """A backend that plays completions in order, one a request; an exception in one is raised as a bug would be."""

    name, model = "scripted", "fir-7b"

    def __init__(self, completions: Sequence[Sequence[CompletionItem | Held | Exception]]) -> None:
        self.prompts: list[Prompt] = []
        self._completions = list(completions)

    async def ask(self, prompt: Prompt) -> AsyncGenerator[CompletionItem, None]:
        self.prompts.append(prompt)
        for item in self._completions.pop(0):
            if isinstance(item, Exception):
                raise item
            if isinstance(item, Held):
                await item.wait()
            else:
                yield item


class Kept:
    """A recorder that keeps events in a list."""

    def __init__(self) -> None:
        self.events: list[Event] = []

    def record(self, event: Event) -> None:
        self.events.append(event)


class Characters:
    """A tokenizer for which a character is a token."""

    def count(self, text: str) -> int:
        return len(text)


def open_conversation(
    *completions: Sequence[CompletionItem | Held | Exception],
    limits: Limits | None = None,
    must_wake: bool = False,
    lang: Lang = "zh",
    channel: Channel = "beta",
    looks: Looks = LOOKS,
    words: Mapping[str, Bilingual] | None = None,
    clock: Clock | None = None,
    recorder: Kept | None = None,
    later: Sequence[Release] = (),
) -> Conversation:
    """Make a conversation that is not opened yet; `later` are releases that the phone could be updated to."""
    release = replace(RELEASE, limits=limits or Limits(), channel=channel)
    vendor = replace(ACME, looks=looks, words=words or {}, releases=(release, *later))
    phone = Phone(device="A1 Pro", os="AcmeOS 4.0", app="1.0.0", started=FEBRUARY)
    handset = Handset(vendor=vendor, release=release, phone=phone, lang=lang, must_wake=must_wake)
    ports = Ports(
        backend=Scripted(completions),
        in_house=Scripted([]),
        clock=clock or VirtualClock(),
        recorder=recorder or Kept(),
        tokenizer=Characters(),
        syllables=lambda text: list(text.replace("爱", "艾")),
    )
    return Conversation(handset, ports, Session("test"))


def phone_app(conversation: Conversation, lang: Lang = "zh") -> PhoneApp:
    """Make the app around a conversation that it opens. Nothing moves on it: what a test sees would depend on time."""
    app = PhoneApp(conversation, lang, conversation.open())
    app.animation_level = "none"
    return app
