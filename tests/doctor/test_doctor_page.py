"""The page on the doctor says what the doctor does."""

from __future__ import annotations

import re
from pathlib import Path

from simulator.doctor.finding import CHECKS

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "doctor.md").read_text("utf-8")


def test_the_page_lists_every_check_in_its_order():
    assert re.findall(r"^\| `(\w+)` \| [^|]+ \| (?:ok|warn|fail) \|$", PAGE, re.MULTILINE) == list(CHECKS)
