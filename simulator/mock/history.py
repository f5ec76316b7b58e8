"""The messages of a chat request, read and checked. What they are answered with is the brain's part."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from simulator.dialects.surrogates import whole
from simulator.domain.completion import Message, Role
from simulator.mock.refusal import Refused, misfit

# A tool's result reaches the brain as something it was told, not as something the user said.
_ROLES: dict[str, Role] = {"system": "system", "user": "user", "assistant": "assistant", "tool": "system"}
_EXPECTED = ", ".join(f"`{role}`" for role in _ROLES)


def read_messages(fields: Mapping[str, Any]) -> tuple[Message, ...]:
    """Read the `messages` of a request body, in order; lone surrogates in them become U+FFFD.

    Raises: Refused with the field in its message. Thinking of an earlier turn is refused: in early 2025 DeepSeek
    answered it with status 400 (guide to `deepseek-reasoner`, share.apidog.com/apidoc/docs-site/747793).
    """
    entries = fields.get("messages")
    if entries is None:
        raise misfit("missing field `messages`")
    if not isinstance(entries, list):
        raise misfit("messages: expected a list")
    if not entries:
        raise Refused(400, "Empty input messages")
    return tuple(_message(f"messages[{index}]", entry) for index, entry in enumerate(entries))


def _message(where: str, entry: object) -> Message:
    if not isinstance(entry, dict):
        raise misfit(f"{where}: expected an object")
    role = entry.get("role")
    if role is None:
        raise misfit(f"{where}: missing field `role`")
    if not isinstance(role, str) or role not in _ROLES:
        raise misfit(f"{where}.role: unknown variant, expected one of {_EXPECTED}")
    if entry.get("reasoning_content") is not None:
        raise Refused(400, f"{where}: reasoning_content is not supported in the input messages")
    if role == "tool" and not isinstance(entry.get("tool_call_id"), str):
        raise misfit(f"{where}: missing field `tool_call_id`")
    return Message(_ROLES[role], whole(_content(where, role, entry)))


def _content(where: str, role: str, entry: Mapping[str, Any]) -> str:
    content = entry.get("content")
    if content is None and role == "assistant" and entry.get("tool_calls"):
        return ""
    if content is None:
        raise misfit(f"{where}: missing field `content`")
    if isinstance(content, list):
        return "".join(_part(f"{where}.content[{index}]", part) for index, part in enumerate(content))
    if not isinstance(content, str):
        raise misfit(f"{where}: content should be a string or a list")
    return content


def _part(where: str, part: object) -> str:
    if not isinstance(part, dict) or part.get("type") != "text":
        raise misfit(f"{where}: unknown variant, expected `text`")
    text = part.get("text")
    if not isinstance(text, str):
        raise misfit(f"{where}: missing field `text`")
    return text
