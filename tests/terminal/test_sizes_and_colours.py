"""Terminals of odd sizes and of few abilities: what a person can still read and do there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.terminal.screens import AtTerminal

SMALL, USUAL, LARGE = (20, 5), (80, 24), (120, 40)
SCRIPT = str(Path(__file__).resolve().parents[2] / "fixtures" / "scripts" / "nubia.sim.yaml")


@pytest.mark.parametrize(
    ("options", "sign", "end"),
    [
        ([], "小艺", "\x11"),
        (["--compare", "xiaoyi,yoyo"], "YOYO", "\x11"),
        (["--script", SCRIPT], "努比亚", "q"),
    ],
    ids=["phone-and-inspector", "compare", "presenter"],
)
def test_a_resize_to_nearly_nothing_and_back_keeps_the_screen_whole(
    at_terminal: AtTerminal, environ: dict[str, str], options: list[str], sign: str, end: str
) -> None:
    with at_terminal(["tui", "--clock", "x4", *options], environ) as terminal:
        terminal.until(lambda text: "退出" in text and sign in text)
        if not options:
            terminal.type("\x1b[17~")  # F6: the inspector
            terminal.until(lambda text: "本轮" in text)
        for columns, rows in (SMALL, USUAL, LARGE, SMALL, LARGE):
            written = len(terminal.raw)
            terminal.resize(columns, rows)
            terminal.until_written(b"\x1b[", written)
        terminal.until(lambda text: "退出" in text and sign in text and len(text.splitlines()) == LARGE[1])
        terminal.type(end)
        assert terminal.ended() == 0, terminal.text
        assert b"Traceback" not in terminal.raw


def test_a_huge_terminal_is_drawn_in_the_middle(at_terminal: AtTerminal, environ: dict[str, str]) -> None:
    with at_terminal(["tui"], environ, columns=500, rows=200) as terminal:
        lines = terminal.until(lambda text: "退出" in text and "╭" in text).splitlines()
        terminal.type("\x11")
        assert terminal.ended() == 0, terminal.text
    assert lines[0].strip().startswith("╭") and lines[0].index("╭") > 200


def test_states_can_be_told_apart_without_colour(at_terminal: AtTerminal, environ: dict[str, str]) -> None:
    still = environ | {"NO_COLOR": "1", "SIMULATOR_MOTION": "reduced"}
    with at_terminal(["tui", "--wake", "--clock", "x4"], still) as terminal:
        terminal.until(lambda text: "○ 休眠中" in text)
        terminal.type("小艺小艺\r")
        terminal.until(lambda text: "● 在听" in text)
        terminal.type("讲个笑话\r")
        terminal.until(lambda text: "◐ 思考中" in text)
        terminal.until(lambda text: "◉ 回答中" in text)
        terminal.type("\x11")
        assert terminal.ended() == 0, terminal.text
    drawn = set(re.findall(rb"[34]8;2;(\d+);(\d+);(\d+)", terminal.raw))
    assert drawn and not [colour for colour in drawn if len(set(colour)) > 1], "a colour is no grey"


def test_a_terminal_that_cannot_be_drawn_on_is_told_of_the_plain_mode(
    at_terminal: AtTerminal, environ: dict[str, str]
) -> None:
    with at_terminal(["tui"], environ | {"TERM": "dumb"}) as terminal:
        assert terminal.ended() == 2
        assert "simulator chat" in terminal.text
        assert b"\x1b" not in terminal.raw
