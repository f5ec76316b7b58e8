"""How many tokens the parts of a conversation's prompts have, each counted once. What fits is `domain.memory`."""

from __future__ import annotations

from simulator.domain.completion import Tool
from simulator.domain.memory import RememberedTurn, tools_tokens, weigh
from simulator.domain.session import SaidTurn
from simulator.ports import Tokenizer


class Weights:
    """The weights of turns that memory may hold, by their number, and of the tools that are offered."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        """Count with `tokenizer`; nothing is counted yet."""
        self._tokenizer = tokenizer
        self._turns: dict[int, RememberedTurn] = {}
        self._tools: dict[tuple[str, ...], int] = {}

    def turn(self, turn: SaidTurn, silence: str) -> RememberedTurn:
        """Give a turn with its tokens; one without an answer is sent with `silence` in its place."""
        if turn.number not in self._turns:
            said = turn.answer or silence
            self._turns[turn.number] = weigh(turn.number, turn.utterance, said, self._tokenizer.count)
        return self._turns[turn.number]

    def tools(self, tools: tuple[Tool, ...]) -> int:
        """Give the tokens of the tools' definitions."""
        names = tuple(tool.name for tool in tools)
        if names not in self._tools:
            self._tools[names] = tools_tokens(tools, self._tokenizer.count)
        return self._tools[names]

    def forget(self, *numbers: int) -> None:
        """Let go of turns that will not be sent again; without numbers, of all."""
        if not numbers:
            self._turns.clear()
        for number in numbers:
            self._turns.pop(number, None)
