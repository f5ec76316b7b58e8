"""The tools that a chat request offers, read and checked, as its `tool_choice` leaves them. Calling is not here.

Rules after DeepSeek's reference of `tools` and `tool_choice`: at most 128, functions only, names of letters, digits,
underscores and dashes, 64 characters at most.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from simulator.dialects.surrogates import whole
from simulator.domain.completion import Tool
from simulator.mock.refusal import Refused, misfit

MOST_TOOLS = 128

_NAME = r"[A-Za-z0-9_-]{1,64}"
_CHOICES = ("none", "auto", "required")


@dataclass(frozen=True, slots=True)
class Offer:
    """The tools that the model may call; with `must_call` it has to call one of them."""

    tools: tuple[Tool, ...] = ()
    must_call: bool = False


NOTHING = Offer()


def read_offer(fields: Mapping[str, Any]) -> Offer:
    """Read `tools` and `tool_choice` of a request body; null and an empty list mean that there are none.

    Raises: Refused with status 400 (a value out of range) or 422 (a field missing or of a wrong type).
    """
    entries = fields.get("tools", [])
    if not isinstance(entries, list):
        raise misfit("tools: expected a list")
    if len(entries) > MOST_TOOLS:
        raise Refused(400, f"Invalid tools value, at most {MOST_TOOLS} tools are allowed")
    tools = tuple(_tool(f"tools[{index}]", entry) for index, entry in enumerate(entries))
    if len({tool.name for tool in tools}) < len(tools):
        raise Refused(400, "Tool names must be unique")
    return _chosen(fields.get("tool_choice", "auto"), tools)


def _tool(where: str, entry: object) -> Tool:
    if not isinstance(entry, dict):
        raise misfit(f"{where}: expected an object")
    if entry.get("type") != "function":
        raise misfit(f"{where}.type: unknown variant, expected `function`")
    function = entry.get("function")
    if not isinstance(function, dict):
        raise misfit(f"{where}: missing field `function`")
    where = f"{where}.function"
    name, description = function.get("name"), function.get("description") or ""
    if not isinstance(name, str):
        raise misfit(f"{where}: missing field `name`")
    if not re.fullmatch(_NAME, name):
        raise Refused(400, f"Invalid {where}.name, it should match ^{_NAME}$")
    if not isinstance(description, str):
        raise misfit(f"{where}.description: expected a string")
    parameters = function.get("parameters") or {}
    if not isinstance(parameters, dict):
        raise misfit(f"{where}.parameters: expected an object")
    return Tool(name, whole(description), parameters)


def _chosen(choice: object, tools: tuple[Tool, ...]) -> Offer:
    if isinstance(choice, dict):
        return Offer((_named(choice, tools),), must_call=True)
    if not isinstance(choice, str) or choice not in _CHOICES:
        raise misfit(f"tool_choice: unknown variant, expected one of {', '.join(f'`{name}`' for name in _CHOICES)}")
    if choice == "required" and not tools:
        raise Refused(400, "tool_choice is only allowed when tools are specified")
    return Offer(() if choice == "none" else tools, must_call=choice == "required")


def _named(choice: Mapping[str, Any], tools: tuple[Tool, ...]) -> Tool:
    function = choice.get("function")
    name = function.get("name") if isinstance(function, dict) else None
    if choice.get("type") != "function" or not isinstance(name, str):
        raise misfit("tool_choice: expected the type `function` and the name of one")
    found = next((tool for tool in tools if tool.name == name), None)
    if found is None:
        raise Refused(400, f"tool_choice names `{whole(name)[:64]}`, which is not in tools")
    return found
