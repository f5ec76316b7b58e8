"""The body of a chat request as a phone takes it: what is said now, and the turns before it. Who answers is `models`.

A phone is spoken to and has no knobs: what it cannot take (a system prompt, tools, a temperature) is not refused, since
every chat client sends some of it, but named, so that nobody believes that it had an effect.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from simulator.dialects.json_text import NotJson, read
from simulator.dialects.surrogates import whole
from simulator.domain.clean import clean
from simulator.faces.serve.refusal import Refused, misfit
from simulator.http.limits import USUAL

LONGEST_SAID = 100_000
"""Characters that a user says at once: the widest window of a phone holds less, and counting more would take seconds
in which nobody else is answered."""

IMAGE_HEARD = "看这张图片。"
"""What a picture in a message is heard as: the phone's own rule for pictures then decides, in its own words."""

_USED = frozenset({"model", "messages", "stream", "stream_options", "n"})
_ROLES = ("system", "developer", "user", "assistant", "tool", "function")
_MOST_IGNORED = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A valid request: `utterance` is what is said now, `history` what was said and answered before, oldest first.

    An answer is empty where a question had none. `ignored` names what the phone does not take, sorted.
    """

    model: str
    utterance: str
    history: tuple[tuple[str, str], ...]
    streams: bool
    wants_usage: bool
    ignored: tuple[str, ...]


def read_asked(body: bytes, most_messages: int = USUAL.messages) -> Asked:
    """Read a request body; null means absent, as on DeepSeek.

    Each earlier turn is gone through again, so that the phone's own rules count it: hence `most_messages`.

    Raises: Refused with status 400 (not JSON, a value that no phone has) or 422 (a field missing or of a wrong type).
    """
    fields = {name: value for name, value in _object(body).items() if value is not None}
    model = fields.get("model")
    if not isinstance(model, str):
        raise misfit("missing field `model`" if model is None else "model: expected a string")
    if fields.get("n", 1) != 1 or isinstance(fields.get("n"), bool):
        raise Refused(400, "Invalid n value: a phone gives one answer")
    said, roles = _said(fields, most_messages)
    utterance, history = _turns(said)
    streams = _flag(fields, "stream")
    return Asked(
        model=model,
        utterance=utterance,
        history=history,
        streams=streams,
        wants_usage=_wants_usage(fields, streams),
        ignored=_ignored(fields, roles),
    )


def _object(body: bytes) -> Mapping[str, Any]:
    try:
        value = read(body.decode())
    except (NotJson, UnicodeDecodeError):
        raise Refused(400, "Failed to parse the request body as JSON") from None
    if not isinstance(value, dict):
        raise misfit("the body should be an object")
    return value


def _said(fields: Mapping[str, Any], most: int) -> tuple[Sequence[tuple[str, str]], frozenset[str]]:
    """Give role and text of what user and assistant said, and the roles that are not theirs."""
    entries = fields.get("messages")
    if entries is None:
        raise misfit("missing field `messages`")
    if not isinstance(entries, list):
        raise misfit("messages: expected a list")
    if not entries:
        raise Refused(400, "Empty input messages")
    if len(entries) > most:
        raise Refused(400, f"messages: {len(entries)} are more than {most}; leave the oldest out")
    read_ones = [_message(f"messages[{index}]", entry) for index, entry in enumerate(entries)]
    said = [(role, text) for role, text in read_ones if role in ("user", "assistant")]
    return said, frozenset(role for role, _ in read_ones) - {"user", "assistant"}


def _message(where: str, entry: object) -> tuple[str, str]:
    if not isinstance(entry, dict):
        raise misfit(f"{where}: expected an object")
    role = entry.get("role")
    if role is None:
        raise misfit(f"{where}: missing field `role`")
    if not isinstance(role, str) or role not in _ROLES:
        raise misfit(f"{where}.role: unknown variant, expected one of {', '.join(f'`{role}`' for role in _ROLES)}")
    content = entry.get("content")
    if content is None and role == "user":
        raise misfit(f"{where}: missing field `content`")
    text = _text(f"{where}.content", content, is_users=role == "user")
    if role == "user" and len(text) > LONGEST_SAID:
        raise Refused(400, f"{where}.content: nobody says more than {LONGEST_SAID} characters to a phone; shorten it")
    return role, clean(whole(text)).strip()


def _text(where: str, content: object, *, is_users: bool) -> str:
    if content is None:
        return ""
    if isinstance(content, list):
        return "".join(_part(f"{where}[{index}]", part, is_users=is_users) for index, part in enumerate(content))
    if not isinstance(content, str):
        raise misfit(f"{where}: expected a string or a list")
    return content


def _part(where: str, part: object, *, is_users: bool) -> str:
    kind = part.get("type") if isinstance(part, dict) else None
    if isinstance(part, dict) and kind in ("text", "refusal") and isinstance(part.get(kind), str):
        return str(part[kind])
    if kind == "image_url" and is_users:
        return IMAGE_HEARD
    raise misfit(f"{where}: unknown variant, expected `text` or `image_url`; a phone takes no other")


def _turns(said: Sequence[tuple[str, str]]) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Give what is asked now, and the turns before it; a greeting before the first question is no turn."""
    if not said or said[-1][0] != "user":
        raise Refused(400, "messages: the last one is not the user's; a phone answers what was said last")
    utterance = said[-1][1]
    if not utterance:
        raise Refused(400, "messages: the last one of the user says nothing")
    return utterance, tuple(_pairs(said[:-1]))


def _pairs(said: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    question, answers = "", list[str]()
    for role, text in said:
        if role == "assistant":
            answers.append(text)
            continue
        if question:
            yield question, "\n".join(filter(None, answers))
        question, answers = text, []
    if question:
        yield question, "\n".join(filter(None, answers))


def _ignored(fields: Mapping[str, Any], roles: frozenset[str]) -> tuple[str, ...]:
    unused = sorted(clean(name)[:64] for name in fields.keys() - _USED)
    return tuple([*(f"messages.{role}" for role in sorted(roles)), *unused][:_MOST_IGNORED])


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
