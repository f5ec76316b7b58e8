"""The messages of a chat request, read and checked. What they are answered with is the brain's part."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, get_args

from simulator.dialects.surrogates import whole
from simulator.domain.completion import Message, Role, ToolCall
from simulator.mock.era import Model
from simulator.mock.refusal import Refused, misfit

_ROLES: tuple[Role, ...] = get_args(Role)
_EXPECTED = ", ".join(f"`{role}`" for role in _ROLES)


def read_messages(fields: Mapping[str, Any], model: Model) -> tuple[Message, ...]:
    """Read the `messages` of a request body, in order; lone surrogates in them become U+FFFD.

    Raises: Refused with the field in its message. Thinking of an earlier turn is refused: in early 2025 DeepSeek
    answered it with status 400 (guide to `deepseek-reasoner`, share.apidog.com/apidoc/docs-site/747793). Beside the
    calls of a model that has tools it is taken: that is where a client of any season may have to send it.
    """
    entries = fields.get("messages")
    if entries is None:
        raise misfit("missing field `messages`")
    if not isinstance(entries, list):
        raise misfit("messages: expected a list")
    if not entries:
        raise Refused(400, "Empty input messages")
    messages = tuple(_message(f"messages[{index}]", entry, model) for index, entry in enumerate(entries))
    _check_results(messages)
    return messages


def _message(where: str, entry: object, model: Model) -> Message:
    if not isinstance(entry, dict):
        raise misfit(f"{where}: expected an object")
    role = entry.get("role")
    if role is None:
        raise misfit(f"{where}: missing field `role`")
    if not isinstance(role, str) or role not in _ROLES:
        raise misfit(f"{where}.role: unknown variant, expected one of {_EXPECTED}")
    calls = _calls(f"{where}.tool_calls", entry.get("tool_calls") or []) if role == "assistant" else ()
    thinking = _thinking(where, entry.get("reasoning_content"), may_be=model.tools and bool(calls))
    answered = entry.get("tool_call_id")
    if role == "tool" and not isinstance(answered, str):
        raise misfit(f"{where}: missing field `tool_call_id`")
    content = whole(_content(where, entry, may_lack=bool(calls)))
    return Message(role, content, calls, whole(answered) if isinstance(answered, str) else "", thinking)


def _thinking(where: str, value: object, *, may_be: bool) -> str:
    if value is None:
        return ""
    if not may_be:
        raise Refused(400, f"{where}: reasoning_content is not supported in the input messages")
    if not isinstance(value, str):
        raise misfit(f"{where}.reasoning_content: expected a string")
    return whole(value)


def _calls(where: str, entries: object) -> tuple[ToolCall, ...]:
    if not isinstance(entries, list):
        raise misfit(f"{where}: expected a list")
    return tuple(_call(f"{where}[{index}]", entry) for index, entry in enumerate(entries))


def _call(where: str, entry: object) -> ToolCall:
    if not isinstance(entry, dict):
        raise misfit(f"{where}: expected an object")
    function = entry.get("function")
    if not isinstance(function, dict):
        raise misfit(f"{where}: missing field `function`")
    parts = (("id", entry), ("name", function), ("arguments", function))
    texts = [whole(_string(where, name, place)) for name, place in parts]
    return ToolCall(*texts)


def _string(where: str, name: str, place: Mapping[str, Any]) -> str:
    value = place.get(name)
    if not isinstance(value, str):
        raise misfit(f"{where}: missing field `{name}`" if value is None else f"{where}.{name}: expected a string")
    return value


def _check_results(messages: Sequence[Message]) -> None:
    """Refuse results without their calls, and calls without all of their results right after them.

    The wording is DeepSeek's: https://github.com/FoundationAgents/OpenManus/issues/227 (2025-03-08) and
    https://github.com/TurixAI/TuriX-CUA/issues/15.
    """
    open_calls: set[str] = set()
    for message in messages:
        if message.role == "tool":
            if message.tool_call_id not in open_calls:
                raise Refused(
                    400, "Messages with role 'tool' must be a response to a preceding message with 'tool_calls'"
                )
            open_calls.remove(message.tool_call_id)
        elif open_calls:
            break
        else:
            open_calls = {call.id for call in message.tool_calls}
    if open_calls:
        raise Refused(
            400,
            "An assistant message with 'tool_calls' must be followed by tool messages responding to each "
            "'tool_call_id'. (insufficient tool messages following tool_calls message)",
        )


def _content(where: str, entry: Mapping[str, Any], *, may_lack: bool) -> str:
    content = entry.get("content")
    if content is None and may_lack:
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
