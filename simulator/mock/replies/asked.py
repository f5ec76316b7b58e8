"""A valid chat request as replies look at it. Checking the request is `ask`'s."""

from __future__ import annotations

from dataclasses import dataclass

from simulator.domain.completion import Message
from simulator.mock.ask import Ask


@dataclass(frozen=True, slots=True)
class AskedReply:
    """What a request is matched by: the user's last words, the model's id, the turn from 1, the tools on offer."""

    text: str
    model: str
    turn: int
    tools: frozenset[str]

    @classmethod
    def of(cls, ask: Ask) -> AskedReply:
        """Look at a request; every message of the user is a turn."""
        said = [message.content for message in ask.messages if message.role == "user"]
        return cls(_last(ask.messages, said), ask.name, len(said), frozenset(tool.name for tool in ask.offer.tools))


def _last(messages: tuple[Message, ...], said: list[str]) -> str:
    return said[-1] if said else messages[-1].content
