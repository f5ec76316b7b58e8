"""A phone on another process's server: the same conversation over a real socket, and every bad end of it."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator

import pytest

from tests.faces.cli.conftest import Simulator
from tests.faces.cli.test_ask import STORY

PAGE = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n"
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n"


@pytest.fixture
def answering() -> Iterator[Callable[[bytes], str]]:
    """A server that answers its first request with the given bytes and hangs up."""
    listening = socket.create_server(("127.0.0.1", 0))
    threads: list[threading.Thread] = []

    def start(reply: bytes) -> str:
        def serve() -> None:
            connection, _ = listening.accept()
            with connection:
                connection.recv(65_536)
                connection.sendall(reply)

        threads.append(threading.Thread(target=serve, daemon=True))
        threads[-1].start()
        return f"http://127.0.0.1:{listening.getsockname()[1]}"

    yield start
    for thread in threads:
        thread.join(timeout=10)
    listening.close()


def test_a_conversation_over_a_socket_is_the_embedded_one(simulator: Simulator, mock_url: Callable[..., str]) -> None:
    beta = ("--release", "11.2.10.310", "--json", "--clock", "virtual")
    embedded = simulator("ask", *STORY, *beta)
    served = simulator("ask", *STORY, *beta, "--backend-url", mock_url())
    assert served.code == 0
    assert served.answers == embedded.answers
    assert [event["event"] for event in served.events] == [event["event"] for event in embedded.events]
    assert [event["usage"] for event in served.all("turn_ended")] == [
        event["usage"] for event in embedded.all("turn_ended")
    ]


def test_a_right_key_is_let_in_and_a_wrong_one_is_an_auth_fault(
    simulator: Simulator, mock_url: Callable[..., str]
) -> None:
    url = mock_url("--api-key", "sk-right-0001")
    to = ("ask", "你好", "--backend-url", url, "--api-key-env", "MY_KEY", "--json", "--clock", "virtual")
    assert simulator(*to, MY_KEY="sk-right-0001").code == 0
    wrong = simulator(*to, MY_KEY="sk-wrong-0002")
    assert wrong.code == 1
    (fault,) = wrong.all("backend_fault")
    assert (fault["kind"], fault["status"]) == ("auth", 401)
    assert "MY_KEY" in fault["message"]
    assert "sk-wrong" not in wrong.out + wrong.err


def test_a_server_that_is_not_there_is_a_connection_fault_with_advice(simulator: Simulator) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    ran = simulator("ask", "你好", "--backend-url", f"http://127.0.0.1:{port}", "--json", "--clock", "virtual")
    assert ran.code == 1
    (fault,) = ran.all("backend_fault")
    assert fault["kind"] == "connection"
    assert f"127.0.0.1:{port}" in fault["message"]
    assert ran.all("turn_ended")[0]["fault"]["kind"] == "connection"


@pytest.mark.parametrize(
    ("reply", "kind", "kept"),
    [
        (HEAD + b"data: {nonsense\n\n", "malformed", ""),
        (PAGE + b"<html>502</html>", "malformed", ""),
        (HEAD + 'data: {"choices":[{"index":0,"delta":{"content":"9.8 更"}}]}\n\n'.encode(), "truncated", "9.8 更"),
        (HEAD, "truncated", ""),
    ],
)
def test_a_broken_stream_is_a_fault_that_keeps_the_text_so_far(
    simulator: Simulator, answering: Callable[[bytes], str], reply: bytes, kind: str, kept: str
) -> None:
    ran = simulator("ask", "你好", "--backend-url", answering(reply), "--json", "--clock", "virtual")
    (ended,) = ran.all("turn_ended")
    assert ran.code == 1
    assert (ended["outcome"], ended["fault"]["kind"], ended["answer"]) == ("fault", kind, kept)


def test_a_fault_speaks_in_the_phones_own_words_and_names_its_cause(simulator: Simulator) -> None:
    ran = simulator("ask", "你好", "--backend-url", "http://127.0.0.1:1", "--clock", "virtual")
    assert "网络连接失败" in ran.err and "connection" in ran.err and "127.0.0.1:1" in ran.err
    assert ran.out == ""


def test_text_of_a_server_cannot_drive_the_terminal(simulator: Simulator, answering: Callable[[bytes], str]) -> None:
    text = r"\u001b]52;c;aGk=\u0007\u009b2J\u202e好"
    evil = 'data: {"choices":[{"index":0,"delta":{"content":"' + text + '"},"finish_reason":"stop"}]}'
    ran = simulator("ask", "你好", "--backend-url", answering(HEAD + evil.encode() + b"\n\n"), "--clock", "virtual")
    assert ran.out == "]52;c;aGk=2J好\n"
    assert "\x1b" not in ran.err
