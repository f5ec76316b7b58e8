"""A session as lines for a terminal. What happened is the display's fold; colours are the caller's."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from simulator.domain.labels import channel_label
from simulator.domain.screen import AssistantMessage, Notice, UserMessage
from simulator.export.telling import Recorded, Said, displayed, in_words, thought, told
from simulator.export.words import text

Style = Literal["title", "user", "answer", "thinking", "notice"]
Line = tuple[Style, str]


def page(recorded: Recorded, *, with_thinking: bool) -> Iterator[Line]:
    """Yield the paragraphs of a session, each with its style; thinking is one line unless it is wanted."""
    yield "title", _title(recorded)
    for entry in in_words(displayed(recorded.events).entries):
        yield from _entry(entry, recorded, with_thinking)


def _title(recorded: Recorded) -> str:
    started, lang = recorded.started, recorded.lang
    if started is None:
        return f"{recorded.name} · {text('untaken', lang)}"
    name, channel = recorded.maker.assistant.text(lang), channel_label(started.channel, lang)
    return f"{name} · {started.release} · {channel} · {started.phone.device} · {started.phone.date}"


def _entry(entry: Said, recorded: Recorded, with_thinking: bool) -> Iterator[Line]:
    lang = recorded.lang
    match entry:
        case UserMessage():
            yield "user", f"› {entry.text}  [{text('turn', lang, turn=entry.turn)}]"
        case AssistantMessage():
            if entry.thinking:
                mark, fold = (
                    ("▾", "") if with_thinking else ("▸", f"  {text('folded', lang, count=len(entry.thinking))}")
                )
                yield "thinking", f"{mark} {thought(entry, recorded)}{fold}"
                if with_thinking:
                    yield "thinking", str(entry.thinking).strip()
            if entry.answer:
                yield "answer", str(entry.answer).strip()
        case Notice():
            said = told(entry, lang)
            evidence = f" [{said.evidence}]" if said.evidence else ""
            yield (
                "notice",
                " · ".join((f"✕ {said.says}" if said.weight != "quiet" else f"– {said.says}", *said.details))
                + evidence,
            )
