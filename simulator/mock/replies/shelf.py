"""Chooses the reply that a request gets, and counts how often each was given. What a reply is made of is `reply`'s."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from simulator.mock.brain.thought import Thought
from simulator.mock.replies.asked import AskedReply
from simulator.mock.replies.reply import PreparedReply, Said

REPLY = "x-mock-reply"
"""The header of a response that names the prepared reply which it is."""


@dataclass(frozen=True, slots=True)
class Given:
    """The reply that a request gets: its id, its texts, None for the brain to speak, and the part it is from."""

    id: str
    thought: Thought | None
    part: Said


class Shelf:
    """The replies of a mock: those that were added, the newest first, then those of files in their order."""

    def __init__(self, replies: Sequence[PreparedReply] = ()) -> None:
        """Take the replies of files."""
        self._own = tuple(replies)
        self._added: tuple[PreparedReply, ...] = ()
        self.given: Counter[str] = Counter()
        self._named = 0

    @property
    def replies(self) -> tuple[PreparedReply, ...]:
        """Give all replies, in the order in which they are tried."""
        return self._added + self._own

    def fresh_id(self) -> str:
        """Give an id that no reply has had."""
        self._named += 1
        return f"added-{self._named}"

    def add(self, replies: Sequence[PreparedReply]) -> None:
        """Put replies before all others, in their own order; one of the same id is replaced, its count begins anew."""
        ids = {reply.id for reply in replies}
        self._added = (*replies, *(reply for reply in self._added if reply.id not in ids))
        self._own = tuple(reply for reply in self._own if reply.id not in ids)
        for id in ids:
            self.given.pop(id, None)

    def remove(self, id: str) -> bool:
        """Take one reply away, and say whether it was there."""
        before = len(self.replies)
        self._added = tuple(reply for reply in self._added if reply.id != id)
        self._own = tuple(reply for reply in self._own if reply.id != id)
        self.given.pop(id, None)
        return len(self.replies) < before

    def clear(self) -> None:
        """Take all replies away."""
        self._added = self._own = ()
        self.given.clear()

    def choose(self, asked: AskedReply) -> Given | None:
        """Give the first reply that fits, in its next part; None if none fits."""
        for reply in self.replies:
            captured = reply.when.captured(asked)
            if captured is None:
                continue
            times = self.given[reply.id]
            self.given[reply.id] += 1
            part = reply.part(times)
            words = {"last": asked.text, "model": asked.model, "turn": str(asked.turn), "call": str(times + 1)}
            return Given(reply.id, part.thought({**words, **captured}) if part.speaks else None, part)
        return None
