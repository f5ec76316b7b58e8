"""The body of a chat request, read and checked as the era does it. Keys, paths and context are the core's part."""

from __future__ import annotations

from dataclasses import dataclass

from simulator.domain.completion import Message
from simulator.mock.era import Era, Model
from simulator.mock.fields import Fields, flag, integer, read_object, read_stops, read_user, wants_usage
from simulator.mock.history import read_messages, read_prefix
from simulator.mock.offer import NOTHING, Offer, read_offer
from simulator.mock.refusal import Refused, misfit
from simulator.mock.sampling import check_sampling
from simulator.mock.thinking import Effort, read_effort, read_model

_FORMATS = ("text", "json_object")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Ask:
    """A valid request; it is equal to itself alone, so that what was made of it can be looked up.

    `model` holds the rules by which it is served, and `name` is what the reply calls the model. `max_tokens` bounds
    the answer; `wants_usage` asks for usage in a chunk of its own. `user_id` keeps the users of one key apart, ""
    where the client names none. With a `prefix` the last message is the beginning of the answer; None where there is
    none. `logprobs` is how many alternatives of each token are listed, None where there are no log probabilities.
    """

    model: Model
    name: str
    messages: tuple[Message, ...]
    offer: Offer
    user_id: str
    max_tokens: int
    stops: tuple[str, ...]
    streams: bool
    wants_usage: bool
    effort: Effort = "high"
    wants_json: bool = False
    prefix: str | None = None
    logprobs: int | None = None


def read_ask(body: bytes, era: Era, *, is_beta: bool = False) -> Ask:
    """Read a request body; `is_beta` says that it came to the path of beta features.

    Unknown fields are ignored and null means absent, as on DeepSeek.
    Raises: Refused with status 400 (not JSON, a value out of range) or 422 (a field missing or of a wrong type).
    """
    fields = read_object(body)
    asked = find_model(fields, era)
    model = read_model(fields, asked, era)
    messages = read_messages(fields, model, era, is_beta=is_beta)
    check_sampling(fields, model)
    streams = flag(fields, "stream")
    return Ask(
        model=model,
        name=asked.id,
        messages=messages,
        offer=read_offer(fields) if model.tools else NOTHING,
        user_id=read_user(fields),
        max_tokens=integer(fields, "max_tokens", model.answer_tokens, 1, model.most_answer_tokens),
        stops=read_stops(fields),
        streams=streams,
        wants_usage=wants_usage(fields, streams),
        effort=read_effort(fields, era),
        wants_json=_wants_json(fields, messages),
        prefix=read_prefix(fields),
        logprobs=fields.get("top_logprobs", 0) if fields.get("logprobs") else None,
    )


def find_model(fields: Fields, era: Era) -> Model:
    """Find the model that a request names. Raises: Refused."""
    id = fields.get("model")
    if not isinstance(id, str):
        raise misfit("missing field `model`" if id is None else "model: expected a string")
    model = era.model(id)
    if model is None:
        raise Refused(400, "Model Not Exist")
    return model


def _wants_json(fields: Fields, messages: tuple[Message, ...]) -> bool:
    form = fields.get("response_format")
    if form is None:
        return False
    kind = form.get("type", "text") if isinstance(form, dict) else None
    if kind == "json_schema":
        raise Refused(400, "This response_format type is unavailable now")
    if not isinstance(kind, str) or kind not in _FORMATS:
        raise misfit("response_format.type: unknown variant, expected `text` or `json_object`")
    if kind == "json_object" and not any("json" in message.content.lower() for message in messages):
        raise Refused(
            400, "Prompt must contain the word 'json' in some form to use 'response_format' of type 'json_object'."
        )
    return kind == "json_object"
