"""The messages of a chat request, read and checked. What they are answered with is the brain's part."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal, get_args

from simulator.dialects.surrogates import whole
from simulator.domain.completion import Message, Role, ToolCall
from simulator.mock.era import Era, History, Model
from simulator.mock.refusal import Refused, misfit

_ROLES: tuple[Role, ...] = get_args(Role)
_EXPECTED = ", ".join(f"`{role}`" for role in _ROLES)
_Rule = History | Literal["optional"]
"""The era's rule, or, for a model that does not think, that thinking is taken and ignored."""


def read_messages(fields: Mapping[str, Any], model: Model, era: Era, *, is_beta: bool = False) -> tuple[Message, ...]:
    """Read the `messages` of a request body, in order; lone surrogates in them become U+FFFD.

    Thinking that comes back in them is refused, taken or demanded as the era has it (§2.3 of the wire reference); a
    model that does not think demands none. The last message may be the beginning of the answer if `is_beta`.
    Raises: Refused with the field in its message.
    """
    entries = fields.get("messages")
    if entries is None:
        raise misfit("missing field `messages`")
    if not isinstance(entries, list):
        raise misfit("messages: expected a list")
    if not entries:
        raise Refused(400, "Empty input messages")
    _check_prefixes(entries, is_beta=is_beta and era.beta)
    rule = era.history if model.thinks or era.history != "required" else "optional"
    messages = tuple(_message(index, entry, era, rule, model.sees) for index, entry in enumerate(entries))
    _check_results(messages)
    return messages


def read_prefix(fields: Mapping[str, Any]) -> str | None:
    """Give the beginning of the answer that the last of the checked messages is, None where it is none."""
    last = fields["messages"][-1]
    return _content("messages", last, may_lack=True) if last.get("prefix") else None


def _check_prefixes(entries: Sequence[object], *, is_beta: bool) -> None:
    """Refuse `prefix` in any message but the last, which has to be the assistant's, and outside the beta."""
    for index, entry in enumerate(entries):
        prefix = entry.get("prefix") if isinstance(entry, dict) else None
        if not isinstance(prefix, bool | None):
            raise misfit(f"messages[{index}].prefix: expected a boolean")
        if not prefix or not isinstance(entry, dict):
            continue
        if not is_beta:
            raise Refused(400, f"messages[{index}].prefix: only the beta API has it; use a base URL that ends in /beta")
        if index != len(entries) - 1 or entry.get("role") != "assistant":
            raise Refused(400, f"messages[{index}].prefix: only the last message can have it, and as the assistant's")


def _message(index: int, entry: object, era: Era, rule: _Rule, sees: bool) -> Message:
    where = f"messages[{index}]"
    if not isinstance(entry, dict):
        raise misfit(f"{where}: expected an object")
    role = entry.get("role")
    if role is None:
        raise misfit(f"{where}: missing field `role`")
    if not isinstance(role, str) or role not in _ROLES:
        raise misfit(f"{where}.role: unknown variant, expected one of {_EXPECTED}")
    calls = _calls(f"{where}.tool_calls", entry.get("tool_calls") or []) if role == "assistant" else ()
    thinking = _thinking(where, entry.get("reasoning_content"), _kept(rule, bool(calls), bool(entry.get("prefix"))))
    if thinking is None and calls and rule == "required":
        raise Refused(400, era.missing_thinking.replace("{index}", str(index)))
    answered = entry.get("tool_call_id")
    if role == "tool" and not isinstance(answered, str):
        raise misfit(f"{where}: missing field `tool_call_id`")
    content = whole(_content(where, entry, may_lack=bool(calls), sees=sees and role == "user"))
    return Message(role, content, calls, whole(answered) if isinstance(answered, str) else "", thinking or "")


def _kept(rule: _Rule, has_calls: bool, is_prefix: bool) -> bool | None:
    """Say whether thinking of a message is kept; None means that it must not be there."""
    if is_prefix:
        return True
    if rule == "forbidden" or (rule == "allowed" and not has_calls):
        return None
    return has_calls


def _thinking(where: str, value: object, is_kept: bool | None) -> str | None:
    if value is None:
        return None
    if is_kept is None:
        raise Refused(400, f"{where}: reasoning_content is not supported in the input messages")
    if not isinstance(value, str):
        raise misfit(f"{where}.reasoning_content: expected a string")
    return whole(value) if is_kept else ""


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
    for index, message in enumerate(messages):
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
            if len(open_calls) < len(message.tool_calls):
                raise Refused(400, f"messages[{index}].tool_calls: duplicate value for 'tool_call_id'")
    if open_calls:
        raise Refused(
            400,
            "An assistant message with 'tool_calls' must be followed by tool messages responding to each "
            "'tool_call_id'. (insufficient tool messages following tool_calls message)",
        )


def _content(where: str, entry: Mapping[str, Any], *, may_lack: bool, sees: bool = False) -> str:
    content = entry.get("content")
    if content is None and may_lack:
        return ""
    if content is None:
        raise misfit(f"{where}: missing field `content`")
    if isinstance(content, list):
        return "".join(_part(f"{where}.content[{index}]", part, sees) for index, part in enumerate(content))
    if not isinstance(content, str):
        raise misfit(f"{where}: content should be a string or a list")
    return content


def _part(where: str, part: object, sees: bool) -> str:
    """Give the text of a part; a picture, for a model that sees, has none: the brain cannot look at it."""
    kind = part.get("type") if isinstance(part, dict) else None
    if not isinstance(part, dict) or kind not in ("text", "image_url") or (kind == "image_url" and not sees):
        raise misfit(f"{where}: unknown variant, expected `text`{' or `image_url`' if sees else ''}")
    if kind == "image_url":
        picture = part.get("image_url")
        if not isinstance(picture, dict) or not isinstance(picture.get("url"), str):
            raise misfit(f"{where}.image_url: missing field `url`")
        return ""
    text = part.get("text")
    if not isinstance(text, str):
        raise misfit(f"{where}: missing field `text`")
    return text
