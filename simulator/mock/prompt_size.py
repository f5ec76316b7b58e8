"""How many tokens a request's prompt has, tools and their calls included. Counting a text is the tokenizer's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from simulator.domain import memory
from simulator.domain.completion import Message, Tool, ToolCall
from simulator.domain.memory import Count, tools_tokens
from simulator.mock.prefix_cache import Known

CALL_TOKENS = 3
"""What R1's chat template puts around each call: begin, separator and end."""

CALLS_TOKENS = 4
"""What it puts around all calls of a message and around their results: begin and end, twice.

Source, also of the rest: the template quoted in vllm issue 13125. It has no place for the tools themselves; hosts put
their JSON before the conversation.
"""

RESULT_TOKENS = 2
"""What it puts around each result: begin and end."""


def prompt_tokens(messages: Sequence[Message], tools: Sequence[Tool], count: Count) -> int:
    """Give the tokens of a whole prompt as a server of R1's template counts them."""
    said = [message for message in messages if message.role != "tool"]
    results = [message for message in messages if message.role == "tool"]
    return (
        memory.prompt_tokens(said, count)
        + sum(CALLS_TOKENS + calls_tokens(message.tool_calls, count) for message in said if message.tool_calls)
        + sum(RESULT_TOKENS + count(message.content) for message in results)
        + tools_tokens(tools, count)
    )


def prefix_tokens(messages: Sequence[Message], tools: Sequence[Tool], known: Known, count: Count) -> int:
    """Give the tokens of the known beginning of a longer prompt; 0 where there is none."""
    kept = list(messages[: known.messages])
    if known.characters:
        begun = messages[known.messages]
        kept.append(replace(begun, content=begun.content[: known.characters], tool_calls=()))
    # Without the last <｜Assistant｜>, which stands at the end of the whole prompt only.
    return prompt_tokens(kept, tools, count) - 1 if kept else 0


def calls_tokens(calls: Sequence[ToolCall], count: Count) -> int:
    """Give the tokens of the calls of one message, without those that stand around all of them."""
    return sum(CALL_TOKENS + count(f"function{call.name}\n```json\n{call.arguments}\n```") for call in calls)
