"""Recorded wire, to talks: what was sent shows the memory, when it came the pace. The form is `cassettes`' business."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from simulator.backends.cassettes.lines import ChunkLine, RequestLine, ResponseLine, from_json
from simulator.backends.cassettes.reading import Cassette, Exchange
from simulator.calibrate.captures.timed import Piece, stretches
from simulator.calibrate.seen import SeenTurn, Sent, Talk
from simulator.dialects.json_text import NotJson, read
from simulator.dialects.reply import ReplyDecoder
from simulator.domain.completion import AnswerText, CompletionItem, Finished, Message, ThinkingText
from simulator.domain.memory import Count, prompt_tokens
from simulator.mock.journal.heard import CHAT


def talks_of_cassette(name: str, path: Path, count: Count) -> tuple[Talk, ...]:
    """Give the conversations of a cassette; requests belong together where one holds what the others had said.

    Raises: UserProblem, with file and line, if it is no whole cassette.
    """
    cassette = Cassette(path)
    talks: list[list[SeenTurn]] = []
    whole: list[bool] = []
    for exchange, messages in _chats(cassette):
        earlier = [_said(message) for message in messages[:-1] if message.get("role") == "user"]
        if not talks or not _goes_on(earlier, talks[-1]):
            talks.append([])
            whole.append(not earlier)
        talks[-1].append(_turn(cassette, exchange, Sent(len(earlier), _tokens(messages, count))))
    return tuple(
        Talk(
            capture=name,
            phone=f"{name}#{number}",
            vendor=None,
            release=None,
            turns=tuple(turns),
            is_from_start=is_whole,
        )
        for number, (turns, is_whole) in enumerate(zip(talks, whole, strict=True))
    )


def _chats(cassette: Cassette) -> Iterator[tuple[Exchange, list[dict[str, Any]]]]:
    exchanges = {exchange.line: exchange for exchange in cassette.exchanges}
    with cassette.path.open("rb") as file:
        for number, data in enumerate(file, 1):
            if number in exchanges and isinstance(line := from_json(data), RequestLine):
                messages = _messages(line)
                if messages and line.path.partition("?")[0].endswith(CHAT) and messages[-1].get("role") == "user":
                    yield exchanges[number], messages


def _messages(line: RequestLine) -> list[dict[str, Any]]:
    try:
        value = read(line.body.decode())
    except (NotJson, UnicodeDecodeError):
        return []
    messages = value.get("messages") if isinstance(value, dict) else None
    return [message for message in messages if isinstance(message, dict)] if isinstance(messages, list) else []


def _goes_on(earlier: Sequence[str], turns: Sequence[SeenTurn]) -> bool:
    said = [turn.utterance for turn in turns if turn.counts]
    return bool(earlier) and said[-len(earlier) :] == list(earlier)


def _said(message: dict[str, Any]) -> str:
    content = message.get("content")
    return content if isinstance(content, str) else ""


def _tokens(messages: Sequence[dict[str, Any]], count: Count) -> int:
    known = [it for it in messages if it.get("role") in ("system", "user", "assistant")]
    return prompt_tokens([Message(it["role"], _said(it)) for it in known], count)


def _turn(cassette: Cassette, exchange: Exchange, sent: Sent) -> SeenTurn:
    pieces, end, ended = _reply(cassette, exchange)
    answer = "".join(piece.text for piece in pieces if piece.side == "answer")
    first_answer = next((piece.t for piece in pieces if piece.side == "answer"), None)
    thought = [piece.t for piece in pieces if piece.side == "thinking"]
    is_whole = isinstance(end, Finished)
    return SeenTurn(
        place=f"{cassette.path}:{exchange.line}",
        utterance=exchange.asked,
        answer=answer,
        thinking="".join(piece.text for piece in pieces if piece.side == "thinking"),
        outcome="completed" if is_whole else "fault",
        counts=is_whole or bool(answer),
        first_token=pieces[0].t if pieces else None,
        thinking_seconds=first_answer - thought[0] if thought and first_answer is not None else None,
        stretches=stretches(pieces, ended, tells_halts=False),
        sent=sent,
    )


def _reply(cassette: Cassette, exchange: Exchange) -> tuple[list[Piece], CompletionItem | None, float | None]:
    """Give what came and when, how it ended, and the time of the last text, which may have come with others."""
    decoder: ReplyDecoder | None = None
    pieces: list[Piece] = []
    for line in cassette.answer_to(exchange):
        if isinstance(line, ResponseLine) and 200 <= line.status < 300:
            types = [text for name, text in line.headers if name.lower() == "content-type"]
            decoder = ReplyDecoder(types[0] if types else "")
        elif isinstance(line, ChunkLine) and decoder is not None:
            pieces += _of(decoder.feed(line.data), line.t)
    rest = decoder.end() if decoder is not None else ()
    last = pieces[-1].t if pieces else None
    return pieces + list(_of(rest, last or 0.0)), rest[-1] if rest else None, last


def _of(items: Sequence[CompletionItem], t: float) -> Iterator[Piece]:
    for item in items:
        if isinstance(item, ThinkingText):
            yield Piece(t, "thinking", item.text)
        elif isinstance(item, AnswerText):
            yield Piece(t, "answer", item.text)
