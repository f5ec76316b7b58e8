"""How the program leaves a terminal, by its user's wish or not, and how it comes back to one."""

from __future__ import annotations

import re
import signal

import pytest

from tests.terminal.screens import AtTerminal, Terminal
from tests.warm import Warm

PHONE = ["tui", "--clock", "real"]
SWITCHES = {
    "1049": "l",  # the screen of before
    "25": "h",  # the cursor
    "2004": "l",  # pastes in brackets
    "1000": "l",  # the mouse, in four ways
    "1003": "l",
    "1006": "l",
    "1015": "l",
    "1004": "l",  # news of the focus
    "7": "h",  # long lines wrap
}


def left_behind(raw: bytes) -> dict[str, str]:
    """Give how each switch of the terminal was left."""
    return {number.decode(): state.decode() for number, state in re.findall(rb"\x1b\[\?(\d+)([hl])", raw)}


def is_as_before(terminal: Terminal) -> bool:
    left = left_behind(terminal.raw)
    is_legacy = terminal.raw.count(b"\x1b[<u") == terminal.raw.count(b"\x1b[>25u")
    return terminal.settings == terminal.before and is_legacy and all(left[key] == SWITCHES[key] for key in SWITCHES)


def test_a_hang_up_by_hand_leaves_the_terminal_as_it_was(at_terminal: AtTerminal, environ: dict[str, str]) -> None:
    with at_terminal(PHONE, environ) as terminal:
        terminal.until(lambda text: "小艺" in text)
        terminal.type("写一首关于元宵节的诗\r")
        terminal.until(lambda text: "正在思考" in text)
        terminal.signal(signal.SIGHUP)
        assert terminal.ended() == 0, terminal.text
        assert is_as_before(terminal)
        assert b"Traceback" not in terminal.raw


def test_a_suspended_phone_gives_the_terminal_back_and_is_drawn_anew(
    at_terminal: AtTerminal, environ: dict[str, str]
) -> None:
    with at_terminal(PHONE, environ) as terminal:
        terminal.until(lambda text: "退出" in text)
        terminal.type("\x1a")  # nobody could wake it: it leads the session of this terminal
        terminal.until(lambda text: "这里没有可以回去的命令行" in text)
        terminal.signal(signal.SIGTSTP)
        terminal.until_written(b"\x1b[?1004l")
        terminal.until_stopped()
        assert is_as_before(terminal)
        terminal.wipe()
        terminal.signal(signal.SIGCONT)
        terminal.until(lambda text: "小艺" in text and "退出" in text)
        terminal.type("还在")
        terminal.until(lambda text: "还在" in text)
        terminal.signal(signal.SIGTERM)
        assert terminal.ended() == 0, terminal.text
        assert is_as_before(terminal)


def test_a_phone_is_suspended_in_the_middle_of_drawing_too(at_terminal: AtTerminal, environ: dict[str, str]) -> None:
    with at_terminal(["tui", "--clock", "x4"], environ) as terminal:
        terminal.until(lambda text: "退出" in text)
        terminal.type("写一首关于元宵节的诗\r")
        for _ in range(8):
            written = len(terminal.raw)
            terminal.signal(signal.SIGTSTP)
            terminal.until_written(b"\x1b[?1004l", written)
            terminal.until_stopped()
            terminal.signal(signal.SIGCONT)
            terminal.until_written(b"\x1b[?1004h", written)
        terminal.type("\x11")
        assert terminal.ended() == 0, terminal.text
        assert is_as_before(terminal)


@pytest.mark.parametrize("leads", [True, False], ids=["told", "not-told"])
def test_a_terminal_that_is_gone_leaves_no_process_behind(
    at_terminal: AtTerminal, environ: dict[str, str], warm: Warm, *, leads: bool
) -> None:
    with at_terminal([*PHONE, "--session", "gone"], environ, leads=leads) as terminal:
        terminal.until(lambda text: "小艺" in text)
        terminal.type("写一首关于元宵节的诗\r")
        terminal.until(lambda text: "正在思考" in text)
        terminal.hang_up()
        assert terminal.process.wait(timeout=90) == 0
    assert "元宵节" in warm.run(["sessions", "show", "gone"], environ).out.decode()
