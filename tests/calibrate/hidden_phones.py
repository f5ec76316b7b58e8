"""Phones with hidden figures, recorded on a virtual clock: what the fits are given, and must find again."""

from __future__ import annotations

import asyncio
import csv
import io
from collections.abc import AsyncGenerator, Callable, Iterable, Sequence
from dataclasses import replace
from itertools import cycle
from pathlib import Path
from random import Random
from typing import Any

from simulator.calibrate.captures.from_csv import talks_of_table
from simulator.calibrate.captures.from_events import talks_of
from simulator.calibrate.fit import Fit, fit
from simulator.domain.completion import AnswerText, CompletionItem, Finished, Prompt, ThinkingText
from simulator.domain.events import AnswerDelta, Event, Heard, Stuttered, ThinkingDelta, TurnEnded
from simulator.mock.pieces import pieces
from tests.fakes import Scripted, phone

LONG = "春天来了，花都开了，孩子们在院子里放风筝，老人坐在树下喝茶，说着去年的雪和今年的雨。"
THOUGHT = "用户想知道这件事，先想一想再回答。"
NEW = "\n"
"""Stands for a new conversation among utterances."""


class Talkative(Scripted):
    """Answers everything, with a text of its own length each time; a name only if the prompt holds it."""

    def __init__(self, thinks: bool = False) -> None:
        super().__init__()
        self._thinks, self._lengths, self._depths = thinks, cycle((1, 3, 2, 5, 1, 4)), cycle((1, 4, 2, 3, 5))

    async def _stream(self, prompt: Prompt) -> AsyncGenerator[CompletionItem, None]:
        earlier = "".join(message.content for message in prompt.messages[:-1])
        asked = prompt.messages[-1].content
        answer = LONG * next(self._lengths)
        if "叫什么" in asked:
            answer = "你叫小明。" if "小明" in earlier else "我不知道。"
        for piece in pieces(THOUGHT * next(self._depths)) if self._thinks else ():
            yield ThinkingText(piece)
        for piece in pieces(answer):
            yield AnswerText(piece)
        yield Finished("stop", None)


def recorded(utterances: Iterable[str], *, thinks: bool = False, seed: int = 0, **figures: Any) -> list[Event]:
    """Play a conversation on a phone of these figures, and give all events of it."""

    async def played() -> list[Event]:
        hand = phone(backend=Talkative(thinks), handset={"seed": seed}, **figures)
        for utterance in utterances:
            if utterance == NEW:
                hand.conversation.renew()
            else:
                await hand.say(utterance)
        hand.conversation.close()
        return list(hand.recorder.events)

    return asyncio.run(played())


def fitted(*captures: Sequence[Event]) -> Fit:
    """Fit what was recorded; the fake phones count a token a character."""
    talks = [
        talk
        for number, events in enumerate(captures)
        for talk in talks_of(f"c{number}.jsonl", [(f"c{number}.jsonl:{at}", it) for at, it in enumerate(events, 1)])
    ]
    return fit(talks, len)


def jittered(events: Sequence[Event], sigma: float, seed: int = 1) -> list[Event]:
    """Give the events as a recorder at a real phone sees them: late by chance, and without a word of halts."""
    rng = Random(seed)
    noisy: list[Event] = []
    for event in events:
        if isinstance(event, Stuttered):
            continue
        if isinstance(event, ThinkingDelta | AnswerDelta):
            event = replace(event, t=event.t + abs(rng.gauss(0, sigma)))
        if isinstance(event, TurnEnded) and event.first_token_seconds is not None:
            event = replace(event, first_token_seconds=event.first_token_seconds + abs(rng.gauss(0, sigma)))
        noisy.append(event)
    return noisy


def table(events: Sequence[Event], *, token_times: bool = False, digits: int = 1) -> bytes:
    """Write the turns down as a person does: a CSV with times rounded to tenths of a second."""
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow(["用户", "回答", "首字", "思考用时", "用时", "结果", "逐字时间"])
    heard, times = None, []
    for event in events:
        if isinstance(event, Heard):
            heard, times = event, []
        elif isinstance(event, AnswerDelta | ThinkingDelta) and heard is not None:
            times.append(round(event.t - heard.t, digits))
        elif isinstance(event, TurnEnded) and heard is not None:
            cells = [event.first_token_seconds, event.thinking_seconds, event.seconds]
            figures = ["" if it is None else round(it, digits) for it in cells]
            outcome = "受限" if event.outcome == "limited" else ""
            shown = ";".join(map(str, times)) if token_times else ""
            rows.writerow([heard.text, event.answer, *figures, outcome, shown])
    return out.getvalue().encode()


def fitted_table(*tables: bytes, count: Callable[[str], int] = len) -> Fit:
    """Fit such tables."""
    talks = [talk for number, data in enumerate(tables) for talk in talks_of_table(f"t{number}.csv", "t.csv", data)]
    return fit(talks, count)


def write(path: Path, data: str | bytes) -> Path:
    """Write a capture."""
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path
