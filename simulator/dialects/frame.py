"""A short cut for streams whose events differ in one text only. What it reads, `chunks` reads alike."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from simulator.dialects.chunks import ChunkDecoder, Text
from simulator.dialects.reading import AUTO, Reading
from simulator.dialects.sse import SseEvent
from simulator.dialects.think_tags import MARKS
from simulator.domain.completion import AnswerText, ThinkingText

_PROBE = "frame-probe-5d1e"

_MARK, _OTHER_MARK = sorted(MARKS)
_BLANK_OR_NOTHING = frozenset({"", " "})


@dataclass(frozen=True, slots=True)
class Frame:
    """The bytes of an event before and after its text.

    JSON between the same bytes, with a text in it that needs no escape, means the same but for that text, so nothing
    but the text has to be parsed: that is two thirds of the cost of a usual chunk. `field` says whether the text came
    as thinking or as an answer, which tags in the answer may yet divide otherwise.
    """

    before: bytes
    after: bytes
    field: type[Text]

    @classmethod
    def around(cls, data: str, text: str, reading: Reading = AUTO) -> Self | None:
        """Give the frame of an event whose only meaning was `text`; None if there is more to it, or escapes.

        The proof is a probe: the frame with another text in it must decode to that text and to nothing else.
        """
        before, quoted, after = data.partition(f'"{text}"')
        if not quoted or "\n" in data or _PROBE in data:
            return None
        probe = ChunkDecoder(reading=reading)
        texts = list(probe.take(SseEvent(f'{before}"{_PROBE}"{after}')))
        has_more = probe.finish is not None or probe.usage is not None or bool(probe.calls)
        field = ThinkingText if texts == [ThinkingText(_PROBE)] else AnswerText
        if texts != [field(_PROBE)] or has_more:
            return None
        return cls(f'data: {before}"'.encode(), f'"{after}\n\n'.encode(), field)

    def read(self, data: bytes) -> str | None:
        """Give the text of an event that fits the frame; None for all other bytes, which must be decoded in full."""
        if not (data.startswith(self.before) and data.endswith(self.after)):
            return None
        text = data[len(self.before) : -len(self.after)].decode("utf-8", "replace")
        return text if is_usual(text) else None


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
