"""A phone whose model is hostile, to be run in a terminal: `python -m tests.faces.tui.hostile_phone`."""

from __future__ import annotations

import sys

from simulator.clocks import VirtualClock
from simulator.domain.completion import AnswerText, Finished, ThinkingText
from simulator.faces.tui.run import run
from tests.faces.tui.phones import Held, open_conversation

EVIL = "甲\x1b]52;c;aGk=\x07乙\x9b2J丙\x1b[31m丁\u202e戊\x7f"

if __name__ == "__main__":
    answered = [ThinkingText(EVIL), AnswerText(f"{EVIL}\n\n```\n{EVIL}\n```\n"), Finished("stop")]
    endless = [AnswerText("从前有座山"), Held()]
    sys.exit(run(open_conversation(answered, endless, clock=VirtualClock()), "zh"))
