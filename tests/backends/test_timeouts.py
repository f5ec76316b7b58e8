"""How a person writes the clocks of a request."""

from __future__ import annotations

import pytest

from simulator.backends.timeouts import Timeouts, parse_timeouts


def test_a_number_is_the_whole_turn() -> None:
    assert parse_timeouts("30") == Timeouts(total=30.0)


def test_clocks_are_set_by_name_and_the_others_stay() -> None:
    assert parse_timeouts(" connect=5, idle=0.5,event=30,total=120") == Timeouts(
        connect=5.0, idle=0.5, event=30.0, total=120.0
    )
    assert parse_timeouts("idle=7", Timeouts(total=60.0)) == Timeouts(idle=7.0, total=60.0)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("", '""'),
        ("soon", '"soon"'),
        ("0", '"0"'),
        ("-3", '"-3"'),
        ("nan", '"nan"'),
        ("inf", '"inf"'),
        ("idle=", '""'),
        ("idle=5,idle=6", "idle is given twice"),
        ("read=5", '"read=5" names no clock'),
        ("5,6", '"5" names no clock'),
    ],
)
def test_a_mistake_is_shown_with_the_remedy(text: str, part: str) -> None:
    with pytest.raises(ValueError) as caught:
        parse_timeouts(text)
    message = str(caught.value)
    assert f"--timeout {text}" in message and part in message
    assert "connect=5,idle=10,event=30,total=120" in message
