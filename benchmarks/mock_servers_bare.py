"""A bare ASGI application on uvicorn: the least that an answer over this server costs. Measuring is `mock_servers`'.

It sends prepared bytes, or builds the JSON of each chunk anew; it reads its request and looks at nothing in it.
"""

from __future__ import annotations

import asyncio
import json
import logging
import sys
from collections.abc import Awaitable, Callable, Iterator, Sequence
from typing import Any

Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]

ID, CREATED, MODEL, FINGERPRINT = "930c60df-bf64-41c9-a88e-3ec75f81e00e", 1738960000, "deepseek-chat", "fp_3a5770e1b4"
ANSWER = "1 + 1 = 2"


def chunk(delta: object, finish: str | None = None) -> bytes:
    """Build an event as DeepSeek writes it."""
    choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish}
    head = {"id": ID, "object": "chat.completion.chunk", "created": CREATED, "model": MODEL}
    body = {**head, "system_fingerprint": FINGERPRINT, "choices": [choice]}
    return b"data: " + json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode() + b"\n\n"


def chunks(texts: Sequence[str]) -> Iterator[bytes]:
    """Build the events of a stream, each when it is asked for."""
    yield chunk({"role": "assistant", "content": ""})
    for text in texts:
        yield chunk({"content": text})
    yield chunk({"content": ""}, "stop")
    yield b"data: [DONE]\n\n"


def body() -> bytes:
    """Build a whole answer."""
    message = {"role": "assistant", "content": ANSWER}
    choice = {"index": 0, "message": message, "logprobs": None, "finish_reason": "stop"}
    usage = {"prompt_tokens": 9, "completion_tokens": 5, "total_tokens": 14}
    head = {"id": ID, "object": "chat.completion", "created": CREATED, "model": MODEL}
    return json.dumps({**head, "choices": [choice], "usage": usage}, ensure_ascii=False).encode()


class Bare:
    """The application. A stream's events are `gap` seconds apart, on an absolute schedule; 0 is at once."""

    def __init__(self, *, texts: Sequence[str], gap: float, prepares: bool) -> None:
        """Answer with a stream of `texts`, or, without any, with a short body."""
        self._texts, self._gap = texts, gap
        prepared, whole = list(chunks(texts)), body()
        self._chunks = (lambda: iter(prepared)) if prepares else lambda: chunks(texts)
        self._body = (lambda: whole) if prepares else body

    async def __call__(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        """Answer one request."""
        while (await receive()).get("more_body"):
            pass
        if self._texts:
            await self._stream(send)
            return
        answer = self._body()
        headers = [(b"content-type", b"application/json"), (b"content-length", str(len(answer)).encode())]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": answer, "more_body": False})

    async def _stream(self, send: Send) -> None:
        headers = [(b"content-type", b"text/event-stream; charset=utf-8")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        loop = asyncio.get_running_loop()
        start = loop.time()
        for number, event in enumerate(self._chunks()):
            if self._gap:
                await asyncio.sleep(start + number * self._gap - loop.time())
            await send({"type": "http.response.body", "body": event, "more_body": True})
        await send({"type": "http.response.body", "body": b"", "more_body": False})


def main() -> None:
    """Serve: `prepared` or `json`, a port, the gap in seconds, and the texts of the stream as JSON."""
    import uvicorn

    way, port, gap, texts = sys.argv[1:]
    app = Bare(texts=json.loads(texts), gap=float(gap), prepares=way == "prepared")
    uvicorn.run(
        app,
        port=int(port),
        lifespan="off",
        ws="none",
        access_log=False,
        server_header=False,
        log_level=logging.CRITICAL,
    )


if __name__ == "__main__":
    main()
