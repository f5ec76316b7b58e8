"""All that happened on a phone that nobody records, small, for an export. Recordings are the store's."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator

from simulator.domain.events import Event, TurnEnded


class Past:
    """Events, oldest first; those of turns that have ended are packed: a thousand turns are some megabytes."""

    def __init__(self, opening: Iterable[Event] = ()) -> None:
        """Begin with what has happened already."""
        self._packed: list[bytes] = []
        self._newest: list[Event] = list(opening)

    def keep(self, event: Event) -> None:
        """Keep what happened."""
        self._newest.append(event)
        if isinstance(event, TurnEnded):
            # Only here, and below, since no first frame needs the codec.
            from simulator.domain.event_json import to_json
            from simulator.domain.json_line import json_line

            lines = "\n".join(json_line(to_json(each)) for each in self._newest)
            self._packed.append(zlib.compress(lines.encode("utf-8", "surrogatepass"), 1))
            self._newest = []

    def events(self) -> Iterator[Event]:
        """Yield all that happened."""
        from simulator.domain.event_json import from_json

        for packed in self._packed:
            for line in zlib.decompress(packed).decode("utf-8", "surrogatepass").split("\n"):
                yield from_json(json.loads(line))
        yield from self._newest
