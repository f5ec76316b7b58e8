"""A session as an asciinema cast (version 2), at the pace at which it happened. Playing it is the player's business.

The format: https://docs.asciinema.org/manual/asciicast/v2/
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from simulator.domain.events import (
    AnswerDelta,
    Event,
    Heard,
    PhoneChanged,
    SessionStarted,
    ThinkingDelta,
    ThinkingRevealed,
    TurnEnded,
)
from simulator.domain.json_line import json_line
from simulator.domain.labels import channel_label, day_label
from simulator.domain.limit import Lang
from simulator.domain.screen import AssistantMessage, Notice, ScreenState, show
from simulator.export.telling import Recorded, in_words, told

WIDTH, HEIGHT = 80, 24
_DIM, _ACCENT, _WARN, _BOLD, _PLAIN = "\x1b[2m", "\x1b[36m", "\x1b[33m", "\x1b[1m", "\x1b[0m"
_CURSOR_OFF, _CURSOR_ON = "\x1b[?25l", "\x1b[?25h"
_LINGERS = 2.0
"""Seconds that the last screen stays."""


def as_cast(recorded: Recorded, width: int = WIDTH) -> str:
    """Give the cast, for a terminal of `width` cells."""
    started = recorded.started
    head: dict[str, object] = {"version": 2, "width": width, "height": HEIGHT}
    if started is not None:
        head["timestamp"] = int(datetime.fromisoformat(started.phone.at).timestamp())
    head["title"] = f"{recorded.maker.assistant.text(recorded.lang)} · {recorded.name}"
    head["env"] = {"TERM": "xterm-256color"}
    lines: list[object] = [head]
    last = 0.0
    for at, words in _happenings(recorded):
        last = max(last, at)
        lines.append([round(last, 6), "o", words])
    lines.append([round(last + _LINGERS, 6), "o", _CURSOR_ON])
    return "".join(json_line(line) + "\n" for line in lines)


def _happenings(recorded: Recorded) -> Iterator[tuple[float, str]]:
    """Yield what the terminal is sent, and when, in seconds since the session began."""
    drawing = _Drawing(recorded)
    zero = recorded.events[0].t if recorded.events else 0.0
    yield 0.0, _CURSOR_OFF
    for event in recorded.events:
        words = "".join(drawing.draw(event))
        if words:
            yield event.t - zero, words.replace("\n", "\r\n")


class _Drawing:
    """What is on the terminal so far: the display's fold, and which part of a message is being written."""

    def __init__(self, recorded: Recorded) -> None:
        self._recorded, self._screen = recorded, ScreenState()
        self._writes: type[Event] | None = None
        self._answered = False

    @property
    def _lang(self) -> Lang:
        return self._recorded.lang

    def draw(self, event: Event) -> Iterator[str]:
        """Yield the text that `event` adds."""
        before = len(self._screen.entries)
        self._screen = show(self._screen, event)
        match event:
            case SessionStarted() | PhoneChanged():
                yield self._end() + self._title()
            case Heard():
                self._answered = False
                yield f"{self._end()}\n{_BOLD}{_ACCENT}› {event.text}{_PLAIN}\n"
            case ThinkingDelta():
                yield self._begin(ThinkingDelta, _DIM) + event.text
            case AnswerDelta():
                self._answered = True
                yield self._begin(AnswerDelta, "") + event.text
            case ThinkingRevealed():
                yield self._end()
            case TurnEnded():
                yield from self._untold(event)
        for entry in in_words(self._screen.entries[before:]):
            if isinstance(entry, Notice):
                yield self._end() + self._notice(entry)
            elif isinstance(entry, AssistantMessage):
                yield self._end()

    def _untold(self, event: TurnEnded) -> Iterator[str]:
        """Yield the answer of a turn that was recorded without its pieces."""
        if event.answer and not self._answered:
            yield f"{self._begin(AnswerDelta, '')}{event.answer}"
        yield self._end()

    def _begin(self, part: type[Event], style: str) -> str:
        if self._writes is part:
            return ""
        ended, self._writes = self._end(), part
        return ended + style

    def _end(self) -> str:
        was, self._writes = self._writes, None
        return "" if was is None else f"{_PLAIN}\n"

    def _title(self) -> str:
        screen, name = self._screen, self._recorded.maker.assistant.text(self._lang)
        moment = screen.moment()
        when = f" · {day_label(moment, self._lang)} {moment:%H:%M}" if moment else ""
        channel = channel_label(screen.channel, self._lang)
        return f"{_ACCENT}{name} · {screen.release} · {channel} · {screen.device}{when}{_PLAIN}\n"

    def _notice(self, notice: Notice) -> str:
        said = told(notice, self._lang)
        evidence = f" [{said.evidence}]" if said.evidence else ""
        style = _DIM if said.weight == "quiet" else _WARN
        return f"{style}{' · '.join((said.says, *said.details))}{evidence}{_PLAIN}\n"
