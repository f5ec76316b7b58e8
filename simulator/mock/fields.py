"""Single fields of a request body, checked for type and range. Which fields there are is `ask`'s and `fim`'s."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from simulator.dialects.surrogates import whole
from simulator.mock.refusal import Refused, misfit

MOST_STOPS = 16
MOST_USER_BYTES = 512

Fields = Mapping[str, Any]


def read_object(body: bytes) -> Fields:
    """Read a body as an object without its nulls, which mean "absent" on DeepSeek.

    Raises: Refused with status 400 where it is no JSON, and 422 where it is no object.
    """
    try:
        value = json.loads(body.decode(), parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise Refused(400, "Failed to parse the request body as JSON") from None
    if not isinstance(value, dict):
        raise misfit("the body should be an object")
    return {name: part for name, part in value.items() if part is not None}


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")


def flag(fields: Fields, name: str, default: bool = False) -> bool:
    """Give a boolean. Raises: Refused where it is anything else."""
    value = fields.get(name, default)
    if not isinstance(value, bool):
        raise misfit(f"{name}: expected a boolean")
    return value


def number(fields: Fields, name: str, default: float) -> float:
    """Give a number; a boolean is none. Raises: Refused."""
    value = fields.get(name, default)
    if not isinstance(value, (int, float)) or isinstance(value, bool):
        raise misfit(f"{name}: expected a number")
    return value


def integer(fields: Fields, name: str, default: int, low: int, high: int) -> int:
    """Give an integer between two others; a boolean is none. Raises: Refused with the valid range."""
    value = fields.get(name, default)
    if not isinstance(value, int) or isinstance(value, bool):
        raise misfit(f"{name}: expected an integer")
    if not low <= value <= high:
        raise out_of_range(name, f"[{low}, {high}]")
    return value


def text(fields: Fields, name: str, default: str = "") -> str:
    """Give a text, its lone surrogates replaced. Raises: Refused where it is anything else."""
    value = fields.get(name, default)
    if not isinstance(value, str):
        raise misfit(f"{name}: expected a string")
    return whole(value)


def out_of_range(name: str, range: str) -> Refused:
    """Refuse a value in DeepSeek's words."""
    return Refused(400, f"Invalid {name} value, the valid range of {name} is {range}")


def read_stops(fields: Fields) -> tuple[str, ...]:
    """Give the stop sequences. Raises: Refused."""
    value = fields.get("stop", [])
    stops = [value] if isinstance(value, str) else value
    if not isinstance(stops, list) or not all(isinstance(stop, str) for stop in stops):
        raise misfit("stop: expected a string or a list of strings")
    if len(stops) > MOST_STOPS:
        raise Refused(400, f"Invalid stop value, at most {MOST_STOPS} sequences are allowed")
    if "" in stops:
        raise Refused(400, "Invalid stop value, a sequence must not be empty")
    return tuple(stops)


def wants_usage(fields: Fields, streams: bool) -> bool:
    """Say whether usage is wanted in a chunk of its own. Raises: Refused where nothing is streamed."""
    options = fields.get("stream_options")
    if options is None:
        return False
    if not isinstance(options, dict):
        raise misfit("stream_options: expected an object")
    if not streams:
        raise Refused(400, "stream_options should be set along with stream = true")
    return flag({name: value for name, value in options.items() if value is not None}, "include_usage")


def read_user(fields: Fields) -> str:
    """Give who of a key's users asks, "" where nobody is named. Raises: Refused."""
    user = text(fields, "user_id")
    if len(user.encode()) > MOST_USER_BYTES:
        raise Refused(400, f"Invalid user_id value, it should have at most {MOST_USER_BYTES} bytes")
    return user
