"""The messages of a request as the brain reads them: cleaned texts, a language, a key for choices. No answers here."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import Literal, TypeVar

from simulator.domain.brief import remembered
from simulator.domain.completion import Message, Tool, ToolCall
from simulator.domain.system_prompt import carried_context
from simulator.domain.web_prompt import Carried, carried
from simulator.mock.brain.late import late
from simulator.mock.brain.sources import Sources, Style, sources_in

_DEEPSEEKS: Style = "citation"

Lang = Literal["zh", "en"]
T = TypeVar("T")

SKIM = 2_000
"""Characters of an utterance that decide its language and kind, so that a megabyte costs no more than a page."""

_UNSAFE = late(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\ufffd]"
)
_HAN = late(r"[\u3400-\u9fff]")
_LATIN = late(r"(?i)(?<![a-z])(?!(?:sin|cos|tan|log|ln|exp|lim|sqrt)(?![a-z]))[a-z]{2,}")
"""A word of English: a letter of a formula or the name of a function is none, and no sentence consists of them."""
_SPACE = late(r"\s+")


@dataclass(frozen=True, slots=True)
class Result:
    """What a tool gave back: the tool's name, "" where its call is not in the prompt, and the text, cleaned."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Question:
    """The last utterance and what stands before it in the same prompt.

    `text` is the last user message, cleaned; `heard` holds all user messages, `text` as it was sent included, and
    `said` the assistant's, both oldest first. `key` is a stable number made of all messages and the seed. Of a message
    that carries search results or a system's context, `text` and `heard` hold the question alone; `found` and
    `context` are what the last one carries, None and "" where it is a plain one. `cites` is how pages are cited. With
    `is_background` the pages were in a system message, and a question need not be about them.

    `tools` may be called; with `must_call` one of them has to be. `results` are those of the calls that the prompt
    ends with, in their order, none where it ends with the utterance.
    """

    text: str
    lang: Lang
    heard: tuple[str, ...]
    said: tuple[str, ...]
    key: int
    found: Carried | None = None
    context: str = ""
    cites: Style = "citation"
    is_background: bool = False
    tools: tuple[Tool, ...] = ()
    must_call: bool = False
    results: tuple[Result, ...] = ()

    @property
    def start(self) -> str:
        """Give the part of the text that decides its kind."""
        return self.text[:SKIM]

    def about(self, text: str) -> Question:
        """Give the same question with another text in its place."""
        return replace(self, text=text)

    def pick(self, options: Sequence[T], purpose: str) -> T:
        """Choose one of the options, always the same for the same messages, seed and purpose.

        Raises: IndexError if there are no options.
        """
        return options[zlib.crc32(f"{purpose}:{self.key}".encode()) % max(1, len(options))]


def read(messages: Sequence[Message], seed: int, tools: Sequence[Tool] = (), *, must_call: bool = False) -> Question:
    """Read a prompt; without any user message the text is empty."""
    sent = [_sent(message.content) for message in messages if message.role == "user"]
    heard = tuple(text for _, _, text, _ in sent)
    context, found, text, cites = sent[-1] if sent else ("", None, "", _DEEPSEEKS)
    background = None if found is not None or not text else _background(messages)
    if background is not None:
        found, cites = background.carried, background.style
    said = (clean(message.content) for message in messages if message.role == "assistant")
    return Question(
        text=text,
        lang=language(heard),
        heard=heard,
        said=tuple(answer for answer in said if answer),
        key=key_of(messages, seed),
        found=found,
        context=context,
        cites=cites,
        is_background=background is not None,
        tools=tuple(tools),
        must_call=must_call,
        results=_results(messages),
    )


@remembered
def _sent(content: str) -> tuple[str, Carried | None, str, Style]:
    """Take a user message apart: the context and the search results that it carries, the question, how to cite."""
    sent = clean(content)
    context, text = carried_context(sent) or ("", sent)
    web = carried(text)
    if web is None and (sources := sources_in(text)) is not None and sources.question:
        return context, sources.carried, sources.question, sources.style
    return context, web, web.question if web else text.strip(), _DEEPSEEKS


def _background(messages: Sequence[Message]) -> Sources | None:
    """Give the search results of a system message, the newest of them."""
    texts = (clean(message.content) for message in reversed(messages) if message.role == "system")
    return next(filter(None, map(sources_in, texts)), None)


def _results(messages: Sequence[Message]) -> tuple[Result, ...]:
    answered = list(takewhile(lambda message: message.role == "tool", reversed(messages)))
    if not answered:
        return ()
    calls = messages[-len(answered) - 1].tool_calls if len(answered) < len(messages) else ()
    names = {call.id: call.name for call in calls}
    return tuple(Result(names.get(message.tool_call_id, ""), clean(message.content)) for message in reversed(answered))


@remembered
def clean(text: str) -> str:
    """Drop control and direction characters and lone surrogates, which no answer may repeat."""
    return _UNSAFE.sub("", text).strip()


def language(heard: Sequence[str]) -> Lang:
    """Tell the language of the newest utterance that shows one; Chinese where none does."""
    for text in reversed(heard):
        lang = _language(text[:SKIM])
        if lang is not None:
            return lang
    return "zh"


@remembered
def _language(text: str) -> Lang | None:
    han, words = len(_HAN.findall(text)), len(_LATIN.findall(text))
    return ("zh" if han >= words else "en") if han or words else None


def key_of(messages: Sequence[Message], seed: int) -> int:
    """Give a number that depends on the seed and on every message, the same in every process (`hash` is salted)."""
    key = zlib.crc32(str(seed).encode())
    for message in messages:
        content = message.content.encode("utf-8", "surrogatepass")
        key = zlib.crc32(content, zlib.crc32(f"{message.role}:{len(content)}:".encode(), key))
        for call in message.tool_calls:
            key = zlib.crc32(_call_text(call).encode("utf-8", "surrogatepass"), key)
    return key


def _call_text(call: ToolCall) -> str:
    return f"{len(call.name)}:{call.name}{call.arguments}"


def quote(text: str, width: int) -> str:
    """Give the text on one line, cut to `width` characters with a mark where it was longer."""
    line = _SPACE.sub(" ", text[: width * 2]).strip()
    return line if len(line) <= width and len(text) <= width * 2 else line[: width - 1].rstrip() + "…"
