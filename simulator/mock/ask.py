"""The body of a chat request, read and checked as the era does it. Keys, paths and context are the core's part."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from simulator.domain.completion import Message
from simulator.mock.era import Era, Model
from simulator.mock.history import read_messages
from simulator.mock.offer import NOTHING, Offer, read_offer
from simulator.mock.refusal import Refused, misfit

MOST_STOPS = 16

_RANGES = {"temperature": (0, 2), "presence_penalty": (-2, 2), "frequency_penalty": (-2, 2)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """A valid request.

    `max_tokens` bounds the answer; `wants_usage` asks for usage in a chunk of its own. `user_id` keeps the users of
    one key apart, "" where the client names none.
    """

    model: Model
    messages: tuple[Message, ...]
    offer: Offer
    user_id: str
    max_tokens: int
    stops: tuple[str, ...]
    streams: bool
    wants_usage: bool


def read_ask(body: bytes, era: Era) -> Ask:
    """Read a request body.

    Unknown fields are ignored and null means absent, as on DeepSeek.
    Raises: Refused with status 400 (not JSON, a value out of range) or 422 (a field missing or of a wrong type).
    """
    fields = {name: value for name, value in _object(body).items() if value is not None}
    model = _model(fields, era)
    messages = read_messages(fields, model)
    _check_sampling(fields, model)
    streams = _flag(fields, "stream")
    return Ask(
        model=model,
        messages=messages,
        offer=read_offer(fields) if model.tools else NOTHING,
        user_id=user if isinstance(user := fields.get("user_id"), str) else "",
        max_tokens=_max_tokens(fields, era),
        stops=_stops(fields),
        streams=streams,
        wants_usage=_wants_usage(fields, streams),
    )


def _object(body: bytes) -> Mapping[str, Any]:
    try:
        value = json.loads(body.decode(), parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise Refused(400, "Failed to parse the request body as JSON") from None
    if not isinstance(value, dict):
        raise misfit("the body should be an object")
    return value


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")


def _model(fields: Mapping[str, Any], era: Era) -> Model:
    id = fields.get("model")
    if not isinstance(id, str):
        raise misfit("missing field `model`" if id is None else "model: expected a string")
    model = era.model(id)
    if model is None:
        raise Refused(400, "Model Not Exist")
    return model


def _max_tokens(fields: Mapping[str, Any], era: Era) -> int:
    value = fields.get("max_tokens", era.answer_tokens)
    if not _is_integer(value):
        raise misfit("max_tokens: expected an integer")
    if not 1 <= value <= era.most_answer_tokens:
        raise _out_of_range("max_tokens", f"[1, {era.most_answer_tokens}]")
    return int(value)


def _check_sampling(fields: Mapping[str, Any], model: Model) -> None:
    for name in sorted(model.refuses & fields.keys()):
        if fields[name] is not False:
            raise Refused(400, f"{model.id} does not support the parameter {name}")
    for name, (low, high) in _RANGES.items():
        if not low <= _number(fields, name, 0) <= high:
            raise _out_of_range(name, f"[{low}, {high}]")
    if not 0 < _number(fields, "top_p", 1) <= 1:
        raise _out_of_range("top_p", "(0, 1]")
    _check_logprobs(fields)


def _check_logprobs(fields: Mapping[str, Any]) -> None:
    _flag(fields, "logprobs")
    if not _is_integer(top := fields.get("top_logprobs", 0)):
        raise misfit("top_logprobs: expected an integer")
    if not 0 <= top <= 20:
        raise _out_of_range("top_logprobs", "[0, 20]")


def _stops(fields: Mapping[str, Any]) -> tuple[str, ...]:
    value = fields.get("stop", [])
    stops = [value] if isinstance(value, str) else value
    if not isinstance(stops, list) or not all(isinstance(stop, str) for stop in stops):
        raise misfit("stop: expected a string or a list of strings")
    if len(stops) > MOST_STOPS:
        raise Refused(400, f"Invalid stop value, at most {MOST_STOPS} sequences are allowed")
    if "" in stops:
        raise Refused(400, "Invalid stop value, a sequence must not be empty")
    return tuple(stops)


def _wants_usage(fields: Mapping[str, Any], streams: bool) -> bool:
    options = fields.get("stream_options")
    if options is None:
        return False
    if not isinstance(options, dict):
        raise misfit("stream_options: expected an object")
    if not streams:
        raise Refused(400, "stream_options should be set along with stream = true")
    return _flag({name: value for name, value in options.items() if value is not None}, "include_usage")


def _flag(fields: Mapping[str, Any], name: str) -> bool:
    value = fields.get(name, False)
    if not isinstance(value, bool):
        raise misfit(f"{name}: expected a boolean")
    return value


def _number(fields: Mapping[str, Any], name: str, default: float) -> float:
    value = fields.get(name, default)
    if not isinstance(value, (int, float)) or isinstance(value, bool):
        raise misfit(f"{name}: expected a number")
    return value


def _is_integer(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _out_of_range(name: str, range: str) -> Refused:
    return Refused(400, f"Invalid {name} value, the valid range of {name} is {range}")
