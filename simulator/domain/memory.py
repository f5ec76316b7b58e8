"""Which earlier turns still fit into a prompt. Counting tokens comes in; sending is the conversation's."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from simulator.domain.completion import Message, Prompt, Tool
from simulator.domain.limit import Limit

Count = Callable[[str], int]

BEGIN_TOKENS = 2
USER_TOKENS = 1
ASSISTANT_TOKENS = 2
"""What R1's chat template adds: begin of sentence and the last <｜Assistant｜> once, <｜User｜> for each user message,
<｜Assistant｜> and end of sentence for each answer. Source: the template quoted in vllm issue 13125."""


@dataclass(frozen=True, slots=True)
class RememberedTurn:
    """One earlier turn as it would be sent: its number, both texts, and its tokens, template included."""

    number: int
    utterance: str
    answer: str
    tokens: int


@dataclass(frozen=True, slots=True)
class Window:
    """How much is sent: earlier turns, and tokens of the whole prompt. None is without bound."""

    turns: Limit[int] | None
    tokens: Limit[int] | None


@dataclass(frozen=True, slots=True)
class Fitted:
    """The turns that are sent, oldest first, and what the prompt then weighs.

    `bitten` names the limit that kept the next older turn out, or is None where all fitted.
    """

    kept: tuple[RememberedTurn, ...]
    dropped_turns: int
    prompt_tokens: int
    bitten: str | None


def weigh(number: int, utterance: str, answer: str, count: Count) -> RememberedTurn:
    """Make a turn that memory can hold."""
    tokens = USER_TOKENS + count(utterance) + ASSISTANT_TOKENS + count(answer)
    return RememberedTurn(number, utterance, answer, tokens)


def question_tokens(utterance: str, count: Count) -> int:
    """Give the tokens of a prompt that holds the question alone."""
    return BEGIN_TOKENS + USER_TOKENS + count(utterance)


def tools_tokens(tools: Sequence[Tool], count: Count) -> int:
    """Give the tokens of the definitions of tools: their JSON, which hosts put before the conversation."""
    return sum(count(_definition(tool)) for tool in tools)


def _definition(tool: Tool) -> str:
    function = {"name": tool.name, "description": tool.description, "parameters": tool.parameters}
    return json.dumps(function, ensure_ascii=False)


def prompt_tokens(messages: Sequence[Message], count: Count) -> int:
    """Give the tokens of a whole prompt, as a server of that template counts them."""
    extra = {"system": 0, "user": USER_TOKENS, "assistant": ASSISTANT_TOKENS}
    return BEGIN_TOKENS + sum(extra[message.role] + count(message.content) for message in messages)


def fit(newest_first: Iterable[RememberedTurn], total: int, question: int, window: Window) -> Fitted:
    """Keep the newest turns that fit beside a question of `question` tokens; `total` is how many there are.

    Takes no more of `newest_first` than it keeps and one: memory is a window over the end of a conversation, so its
    cost does not grow with the conversation.
    """
    kept: list[RememberedTurn] = []
    tokens, bitten = question, None
    for turn in newest_first:
        if window.turns is not None and len(kept) >= window.turns.value:
            bitten = "memory_turns"
        elif window.tokens is not None and tokens + turn.tokens > window.tokens.value:
            bitten = "prompt_tokens"
        if bitten is not None:
            break
        kept.append(turn)
        tokens += turn.tokens
    return Fitted(tuple(reversed(kept)), total - len(kept), tokens, bitten)


def prompt(kept: Sequence[RememberedTurn], question: str, max_tokens: int | None) -> Prompt:
    """Make the prompt: the kept turns and the question, no system message (R1's model card advises against one)."""
    earlier = [
        message for turn in kept for message in (Message("user", turn.utterance), Message("assistant", turn.answer))
    ]
    return Prompt((*earlier, Message("user", question)), max_tokens)
