"""A chat-completions server that means harm, and what it sends. What must not reach a terminal is in the tests."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

EVIL = "甲\x1b]52;c;aGk=\x07乙\x9b2J\x9d52;c;aGk=\x9c丙\x1b[31m\x1b]8;;ssh://evil\x1b\\丁\u202e戊\x7f\x1bc"
"""The clipboard, the screen, a link, colours, the direction of text, a reset: each asks the terminal for something."""
MARKUP = "[@click=app.quit]点我[/] [/nope] [b]粗[/b] [链](ssh://e/x) [件](file:///etc/passwd) [本](javascript:alert)"
LONG_LINE = "长" * 250_000
"""A line that no screen holds, three quarters of a megabyte of it."""


class Hostile(BaseHTTPRequestHandler):
    """Streams harm to whoever asks; a question that holds 错 gets an error with harm in its message."""

    def do_POST(self) -> None:
        """Answer."""
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        question = asked["messages"][-1]["content"]
        if "错" in question:
            self._refuse()
            return
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("X-Evil", EVIL.encode().decode("latin-1").replace("\x1b", "\x1b"))
        self.end_headers()
        pieces = (
            [LONG_LINE] if "长" in question else [EVIL, f"\n\n{MARKUP}\n\n```\n{EVIL}\n```\n\n| {EVIL} |\n| --- |\n"]
        )
        self._send({"reasoning_content": f"想{EVIL}{MARKUP}"})
        for piece in pieces:
            self._send({"content": piece})
        self._send({"content": "到此为止"}, "stop")
        self.wfile.write(b"data: [DONE]\n\n")

    def _refuse(self) -> None:
        said = json.dumps({"error": {"message": f"坏{EVIL}{MARKUP}", "type": EVIL, "code": EVIL}}).encode()
        self.send_response(400)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        self.wfile.write(said)

    def _send(self, delta: dict[str, str], finish: str | None = None) -> None:
        choice = {"index": 0, "delta": delta, "finish_reason": finish}
        chunk = {"id": EVIL, "object": "chat.completion.chunk", "model": EVIL, "created": 1, "choices": [choice]}
        self.wfile.write(f"data: {json.dumps(chunk, ensure_ascii=False)}\n\n".encode())

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def hostile_server() -> Iterator[str]:
    """Give its address while it runs."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Hostile)
    running = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    running.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        running.join()
        server.server_close()
