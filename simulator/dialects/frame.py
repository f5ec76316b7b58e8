"""A short cut for streams whose events differ in one text only. What it reads, `chunks` reads alike."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from simulator.dialects.chunks import ChunkDecoder, Text
from simulator.dialects.sse import SseEvent

_PROBE = "frame-probe-5d1e"


@dataclass(frozen=True, slots=True)
class Frame:
    """The bytes of an event before and after its text.

    JSON between the same bytes, with a text in it that needs no escape, means the same but for that text, so nothing
    but the text has to be parsed: that is two thirds of the cost of a usual chunk.
    """

    before: bytes
    after: bytes
    kind: type[Text]

    @classmethod
    def around(cls, data: str, piece: Text) -> Self | None:
        """Give the frame of an event whose only meaning was `piece`; None if there is more to it, or escapes.

        The proof is a probe: the frame with another text in it must decode to that text and to nothing else.
        """
        before, quoted, after = data.partition(f'"{piece.text}"')
        if not quoted or "\n" in data or _PROBE in data:
            return None
        probe, kind = ChunkDecoder(), type(piece)
        texts = probe.take(SseEvent(f'{before}"{_PROBE}"{after}'))
        has_more = probe.finish is not None or probe.usage is not None or bool(probe.calls)
        if list(texts) != [kind(_PROBE)] or has_more:
            return None
        return cls(f'data: {before}"'.encode(), f'"{after}\n\n'.encode(), kind)

    def read(self, data: bytes) -> Text | None:
        """Give the text of an event that fits the frame; None for all other bytes, which must be decoded in full."""
        if not (data.startswith(self.before) and data.endswith(self.after)):
            return None
        text = data[len(self.before) : -len(self.after)].decode("utf-8", "replace")
        # What is printable holds no control character; a quote or a backslash would need a parser.
        if text and text.isprintable() and '"' not in text and "\\" not in text:
            return self.kind(text)
        return None
