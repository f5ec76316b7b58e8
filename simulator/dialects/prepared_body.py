"""Answers that are not streamed, with all but their texts prepared once. Calls and log probabilities are `bodies`'."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from json.encoder import encode_basestring

from simulator.dialects.bodies import body_shape
from simulator.dialects.encode import Head
from simulator.dialects.json_text import write
from simulator.dialects.shape import Shape
from simulator.dialects.surrogates import whole
from simulator.dialects.usage import usage_shape
from simulator.domain.completion import Usage

MOST = 256
"""Kinds of bodies that are kept prepared: shapes, models and ways to end."""

MOST_USAGES = 1_024

_SLOT = "\x00"
"""Stands with a name for what is filled in; JSON escapes it, so that nothing else looks like it."""

_ESCAPED = "\\u0000"

_quoted: Callable[[str], str] = encode_basestring


def written_body(shape: Shape, head: Head, thinking: str | None, answer: str, finish: str, usage: Usage) -> bytes:
    """Give what `bodies.completion_body` gives for an answer without calls and log probabilities."""
    template = _template(shape, head.model, head.fingerprint, finish, thinking is not None)
    said = template % {
        "id": _quoted(head.id),
        "created": head.created,
        "thinking": _quoted(thinking or "")[1:-1],
        "answer": _quoted(answer)[1:-1],
        "usage": _usage(usage),
    }
    try:
        return said.encode()
    except UnicodeEncodeError:
        return whole(said).encode()


@lru_cache(MOST)
def _template(shape: Shape, model: str, fingerprint: str, finish: str, thinks: bool) -> str:
    head = Head(id=f"{_SLOT}id", created=0, model=model, fingerprint=fingerprint)
    said = f"{_SLOT}thinking" if thinks else None
    body = body_shape(shape, head, said, f"{_SLOT}answer", finish, f"{_SLOT}usage") | {"created": f"{_SLOT}created"}
    text = write(body).decode().replace("%", "%%")
    for name in ("id", "created", "usage"):
        text = text.replace(f'"{_ESCAPED}{name}"', f"%({name})s")
    for name in ("thinking", "answer"):  # which may stand among other words
        text = text.replace(f"{_ESCAPED}{name}", f"%({name})s")
    return text


@lru_cache(MOST_USAGES)
def _usage(usage: Usage) -> str:
    return write(usage_shape(usage)).decode()
