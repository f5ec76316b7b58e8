"""How servers break a stream off with an error, in any shape. Errors in place of an answer are `error_shapes`'."""

from __future__ import annotations

from simulator.dialects.encode import DONE, with_ends
from simulator.dialects.error_shapes import Problem, error_object
from simulator.dialects.json_text import write
from simulator.dialects.shape import Shape


def stream_error(shape: Shape, problem: Problem) -> bytes:
    """Give the bytes that end a stream whose server meets a problem in the middle of the answer (part 6).

    DeepSeek's own servers send no such event; in its shape this is what a gateway before it writes.
    """
    error = error_object(shape.errors, problem)
    match shape.stream_error:
        case "event":
            event = _data(_named(error))
        case "done":
            event = _data(_named(error)) + DONE
        case "chunk":
            event = _data(_chunk(problem)) + DONE
        case "named":
            event = b"event: error\n" + _data(error)
        case "line":
            event = b"error: " + write(_unnamed(error)) + b"\n\n"
    return with_ends(event, shape)


def _named(error: object) -> object:
    """Give the error under its name, as vLLM and SGLang send even one that stands bare in a body of its own."""
    is_bare = isinstance(error, dict) and error.get("object") == "error"
    return {"error": error} if is_bare else error


def _unnamed(error: object) -> object:
    return error["error"] if isinstance(error, dict) and "error" in error else error


def _chunk(problem: Problem) -> object:
    choice = {"index": 0, "delta": {"role": "assistant", "content": ""}, "finish_reason": "error"}
    error = {"code": problem.status, "message": problem.message}
    return {"object": "chat.completion.chunk", "error": error, "choices": [choice]}


def _data(value: object) -> bytes:
    return b"data: " + write(value) + b"\n\n"
