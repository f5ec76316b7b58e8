"""A short cut for streams whose events differ in one text only. What it reads, `chunks` reads alike."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import takewhile
from typing import Self

from simulator.dialects.chunks import ChunkDecoder, Text
from simulator.dialects.reading import AUTO, Reading
from simulator.dialects.sse import SseEvent
from simulator.dialects.think_tags import MARKS
from simulator.domain.completion import AnswerText, ThinkingText

_PROBE = "frame-probe-5d1e"

_MARK, _OTHER_MARK = sorted(MARKS)
_MOST_AT_ONCE = 32 * 1024
"""Bytes that are read in one go: a look at all of a large read, after each event that fits no frame, would be slow."""
_BLANK_OR_NOTHING = frozenset({"", " "})


_ENDS = (b"\n\n", b"\r\n\r\n", b"\r\r")


@dataclass(frozen=True, slots=True)
class Frame:
    """The bytes of an event before and after its text, and those between where the text stands twice.

    JSON between the same bytes, with a text in it that needs no escape, means the same but for that text, so nothing
    but the text has to be parsed: that is two thirds of the cost of a usual chunk. `field` says whether the text came
    as thinking or as an answer, which tags in the answer may yet divide otherwise.
    """

    before: bytes
    between: bytes
    after: bytes
    end: bytes
    field: type[Text]

    @classmethod
    def around(cls, data: str, text: str, reading: Reading = AUTO, end: bytes = _ENDS[0]) -> Self | None:
        """Give the frame of an event whose only meaning was `text`; None if there is more to it, or escapes.

        `end` is how the event ended. The proof is a probe: the frame with another text in it must decode to that text
        and to nothing else.
        """
        before, *others = data.split(f'"{text}"')
        if not 1 <= len(others) <= 2 or "\n" in data or _PROBE in data:
            return None
        if len(others) > 1 and '"choices"' not in before:
            return None  # a field of all chunks, such as the model, that happens to be the same word
        probe = ChunkDecoder(reading=reading)
        texts = list(probe.take(SseEvent(f'"{_PROBE}"'.join((before, *others)))))
        has_more = probe.finish is not None or probe.usage is not None or bool(probe.calls)
        field = ThinkingText if texts == [ThinkingText(_PROBE)] else AnswerText
        if texts != [field(_PROBE)] or has_more:
            return None
        between = f'"{others[0]}"'.encode() if len(others) > 1 else b""
        return cls(f'data: {before}"'.encode(), between, f'"{others[-1]}'.encode() + end, end, field)

    def fits(self, data: str) -> bool:
        """Say whether the data of an event fits."""
        return self.read(f"data: {data}".encode() + self.end) is not None

    def read(self, data: bytes) -> str | None:
        """Give the text of an event that fits the frame; None for all other bytes, which must be decoded in full."""
        if not (data.startswith(self.before) and data.endswith(self.after)):
            return None
        inner = data[len(self.before) : -len(self.after)]
        if self.between:
            first = inner[: (len(inner) - len(self.between)) // 2]
            if inner != first + self.between + first:
                return None
            inner = first
        text = inner.decode("utf-8", "replace")
        return text if is_usual(text) else None

    def read_many(self, data: bytes, at: int) -> tuple[list[str], int]:
        """Give the texts of the events from `at` on that fit the frame, and where the first begins that does not.

        It looks no further than `_MOST_AT_ONCE` bytes, so that no bytes make that slow.
        """
        if self.between or not data.startswith(self.before, at):
            return [], at
        end = data.find(b"\\", at, at + _MOST_AT_ONCE)  # nothing from the first escape on would be of use
        parts = data[at + len(self.before) : end if end > 0 else at + _MOST_AT_ONCE].split(self.after + self.before)
        last, after, _ = parts.pop().partition(self.after)
        if after:
            parts.append(last)
        texts = [part.decode("utf-8", "replace") for part in parts]
        if not _are_usual(texts):
            texts = list(takewhile(is_usual, texts))
        read = parts[: len(texts)]
        return texts, at + sum(map(len, read)) + len(read) * (len(self.before) + len(self.after))


def ending(data: bytes) -> bytes | None:
    """Give the ends of the two lines that end an event; None where a read does not end with an event."""
    return next((end for end in _ENDS if data.endswith(end)), None)


def _are_usual(texts: list[str]) -> bool:
    """Say whether all of these are usual, where one look at all of them together can tell."""
    together = "".join(texts)
    return " " not in together and "" not in texts and (not together or is_usual(together))


def is_usual(text: str) -> bool:
    """Say whether a text stands in JSON as it is, and neither holds a tag nor can end in a part or the blanks of one.

    What is printable holds no control character; a quote or a backslash would need a parser.
    """
    return (
        text.isprintable()
        and text[-1:] not in _BLANK_OR_NOTHING
        and '"' not in text
        and "\\" not in text
        and _MARK not in text
        and _OTHER_MARK not in text
    )
