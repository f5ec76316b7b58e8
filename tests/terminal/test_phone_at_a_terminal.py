"""The installed program, a pseudo-terminal and a terminal emulator: wake, thinking, answer, cap, quit."""

from __future__ import annotations

import signal
from collections.abc import Callable

from tests.terminal.screens import AtTerminal, Terminal

BETA = ["tui", "--release", "11.2.10.310", "--clock", "x100"]


def say(terminal: Terminal, utterance: str, answer: Callable[[str], bool]) -> None:
    """Wait until the phone listens, say something, and wait for what it does."""
    terminal.until(lambda text: "在听" in text)
    terminal.type(f"{utterance}\r")
    terminal.until(answer)


def test_a_person_wakes_asks_is_forgotten_and_hits_the_cap(environ: dict[str, str]) -> None:
    with Terminal(None, BETA, environ) as terminal:
        terminal.until(lambda text: "小艺" in text and "11.2.10.310" in text and "Beta" in text)
        say(terminal, "小艺小艺", lambda text: "我在" in text)
        say(terminal, "我叫小明", lambda text: "已深度思考" in text and text.count("小明") >= 2)
        for number in range(4):
            say(terminal, f"{number} 加 40 等于几？", lambda text, n=number: f"{n} + 40 = {n + 40}" in text)  # type: ignore[misc]
        say(terminal, "我叫什么？", lambda text: "第 1 轮" in text or "忘" in text)
        terminal.until(lambda text: "在听" in text and "名字" in text)
        say(terminal, "还在吗？", lambda text: "6 轮" in text)
        terminal.type("\x11")
        assert terminal.ended() == 0, terminal.text


def test_the_terminal_is_as_it_was_after_quitting_in_the_middle_of_an_answer(
    at_terminal: AtTerminal, environ: dict[str, str]
) -> None:
    with at_terminal(["tui", "--clock", "real"], environ) as terminal:
        terminal.until(lambda text: "小艺" in text)
        terminal.type("写一首关于元宵节的诗\r")
        terminal.until(lambda text: "正在思考" in text)
        terminal.type("\x11")
        assert terminal.ended() == 0, terminal.text
        assert terminal.settings == terminal.before
        assert b"\x1b[?1049l" in terminal.raw, "the screen of before was not put back"


def test_a_small_terminal_and_its_resize_keep_the_phone_alive(at_terminal: AtTerminal, environ: dict[str, str]) -> None:
    with at_terminal(["tui", "--clock", "x100"], environ) as terminal:
        terminal.until(lambda text: "小艺" in text)
        terminal.resize(20, 5)
        terminal.signal(signal.SIGWINCH)
        terminal.resize(80, 24)
        terminal.signal(signal.SIGWINCH)
        terminal.type("12 乘以 34 等于几？\r")
        terminal.until(lambda text: "408" in text)
        terminal.type("\x11")
        assert terminal.ended() == 0, terminal.text


def test_a_session_is_shown_again_as_it_was_left(at_terminal: AtTerminal, environ: dict[str, str]) -> None:
    recorded = ["tui", "--session", "演示", "--clock", "x100"]
    with at_terminal(recorded, environ) as terminal:
        say(terminal, "我叫小红", lambda text: text.count("小红") >= 2)
        terminal.until(lambda text: "在听" in text)
        terminal.signal(signal.SIGTERM)
        assert terminal.ended() == 0, terminal.text
        assert terminal.settings == terminal.before
    with at_terminal(recorded, environ) as terminal:
        terminal.until(lambda text: "我叫小红" in text and text.count("小红") >= 2)
        say(terminal, "我叫什么？", lambda text: text.count("小红") >= 3)
        terminal.type("\x11")
        assert terminal.ended() == 0, terminal.text


def test_a_sign_that_moves_leaves_the_lines_around_it_as_they_are(
    at_terminal: AtTerminal, environ: dict[str, str]
) -> None:
    signs = set[str]()

    def moved(text: str) -> bool:
        signs.update(line.partition("在听")[0] for line in text.splitlines() if "在听" in line)
        return len(signs) > 2

    with at_terminal(["tui", "--wake"], environ) as terminal:
        terminal.until(lambda text: "休眠中" in text)
        terminal.type("小艺小艺\r")
        assert "输入你想问的，回车发送" in terminal.until(moved)
        terminal.type("\x11")
        assert terminal.ended() == 0, terminal.text
