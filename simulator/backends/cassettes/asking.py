"""What a request asks, and which recorded exchange answers it. Nothing is read or sent here."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Protocol, TypeVar

from simulator.dialects.json_text import NotJson, read
from simulator.domain.clean import clean
from simulator.domain.system_prompt import carried_context
from simulator.domain.web_prompt import carried

LONGEST_SHOWN = 40
_LONGEST_COMPARED = 200


class Recorded(Protocol):
    """What of a recorded exchange is matched."""

    @property
    def method(self) -> str:
        """The request's method."""
        ...

    @property
    def path(self) -> str:
        """Its path and query."""
        ...

    @property
    def sha256(self) -> str:
        """Its body's digest."""
        ...

    @property
    def asked(self) -> str:
        """What the user said last in it."""
        ...


R = TypeVar("R", bound=Recorded)


def asked(body: bytes) -> str:
    """Give the last question of the user in a request's body; "" if there is none.

    It is bare of what the phone put before it, found pages and what its system knows, so that a recording answers the
    same question with other surroundings, too.
    """
    try:
        value = read(body.decode())
    except (NotJson, UnicodeDecodeError):
        return ""
    messages = value.get("messages") if isinstance(value, dict) else None
    for message in reversed(messages if isinstance(messages, list) else []):
        if isinstance(message, dict) and message.get("role") == "user":
            return _bare(_text(message.get("content")))
    return ""


def match(unplayed: Sequence[R], method: str, path: str, body: bytes) -> R | None:
    """Give the exchange that answers a request: the first with the same body, else the first that asks the same.

    The second may differ in what surrounds the question, such as the model or the day. None if there is neither.
    """
    digest, question = hashlib.sha256(body).hexdigest(), asked(body)
    near = [it for it in unplayed if it.method == method and _is_same_place(it.path, path) and it.asked == question]
    return next((it for it in near if it.sha256 == digest), near[0] if near else None)


def lacking(name: str, recorded: Sequence[Recorded], unplayed: Sequence[Recorded], path: str, body: bytes) -> str:
    """Say that the cassette `name` does not answer a request, and what it would answer that is nearest to it."""
    question = asked(body)
    said = f"the request {_quoted(question)}" if question else f"a request of {path.partition('?')[0]}"
    if question and any(it.asked == question for it in recorded):
        return f"{name} has no more answers to {said}: each is played once; record it anew with --record-wire"
    left = max(unplayed, key=lambda it: _likeness(it.asked, question), default=None)
    if left is None:
        return f"{name} does not hold {said}, and all that it holds was played; record it anew with --record-wire"
    nearest = _quoted(left.asked) if left.asked else left.path.partition("?")[0]
    return f"{name} does not hold {said}; the nearest that it holds is {nearest}: ask that, or record anew"


def _text(content: object) -> str:
    if isinstance(content, str):
        return content
    parts = content if isinstance(content, list) else []
    texts = (part.get("text") for part in parts if isinstance(part, dict))
    return "".join(text for text in texts if isinstance(text, str))


def _bare(text: str) -> str:
    if (web := carried(text)) is not None:
        return web.question
    context = carried_context(text)
    return text if context is None else context[1]


def _is_same_place(recorded: str, path: str) -> bool:
    """Compare paths whatever base they stand under: a replay needs no `--backend-url`, and then has none."""
    one, other = recorded.partition("?")[0], path.partition("?")[0]
    return one.endswith(other) or other.endswith(one)


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one[:_LONGEST_COMPARED], other[:_LONGEST_COMPARED], autojunk=False).ratio()


def _quoted(text: str) -> str:
    line = " ".join(clean(text).split())
    return f'"{line if len(line) <= LONGEST_SHOWN else line[: LONGEST_SHOWN - 1] + "…"}"'
