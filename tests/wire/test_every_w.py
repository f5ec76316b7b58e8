"""No rule of the wire reference is left without a test of its own in this folder."""

from __future__ import annotations

import re
from pathlib import Path


def test_every_w_has_a_test() -> None:
    sources = [path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("test_wire_*.py")]
    named = {int(number) for source in sources for number in re.findall(r"def test_w(\d+)_", source)}
    assert named == set(range(1, 91))
