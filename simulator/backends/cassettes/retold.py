"""What a recorded answer said, for a client that wants it in the other form: whole, not streamed, or streamed."""

from __future__ import annotations

from collections.abc import Sequence

from simulator.backends.cassettes.lines import ChunkLine, EndLine, ResponseLine
from simulator.dialects.json_text import NotJson, read
from simulator.dialects.reply import ReplyDecoder
from simulator.domain.completion import AnswerText, AnswerWasThinking, Finished, ThinkingText
from simulator.mock.brain.thought import Thought

Lines = Sequence[ResponseLine | ChunkLine | EndLine]

STREAM = "text/event-stream"


def retold(lines: Lines, body: bytes) -> Thought | None:
    """Give what was said, where `body` asks for the other form than was recorded; None where the bytes will do.

    They will, too, where what was recorded is no whole answer: a refusal, or a stream that broke.
    """
    head = lines[0]
    if not isinstance(head, ResponseLine) or head.status != 200:
        return None
    kind = next((text for name, text in head.headers if name == "content-type"), "")
    if kind.startswith(STREAM) == _wants_stream(body):
        return None
    return _said(ReplyDecoder(kind), b"".join(line.data for line in lines if isinstance(line, ChunkLine)))


def _said(decoder: ReplyDecoder, data: bytes) -> Thought | None:
    thinking, answer = "", ""
    for item in (*decoder.feed(data), *decoder.end()):
        match item:
            case ThinkingText(text):
                thinking += text
            case AnswerText(text):
                answer += text
            case AnswerWasThinking():
                thinking, answer = thinking + answer, ""
            case Finished(tool_calls=calls) if answer or calls:
                return Thought(thinking, answer, calls, is_prepared=True)
    return None


def _wants_stream(body: bytes) -> bool:
    try:
        value = read(body.decode())
    except (NotJson, UnicodeDecodeError):
        return False
    return isinstance(value, dict) and value.get("stream") is True
