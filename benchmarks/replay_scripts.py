"""The conversations that `replay` has all tools play: so many cases of so many turns. Playing them is not here."""

from __future__ import annotations

from pathlib import Path

SAID = ("我叫小明", "讲个笑话", "我叫什么？")
"""What is said, again and again."""


def said(turns: int) -> list[str]:
    """Give what is said in a conversation of so many turns."""
    return [SAID[turn % len(SAID)] for turn in range(turns)]


def script(here: Path, cases: int, turns: int) -> Path:
    """Write a script of so many cases, which differ in their seed, with an expectation at every turn."""
    path = here / f"{cases}x{turns}.sim.yaml"
    steps = "".join(f"  - user: {text}\n    expect: [outcome: completed]\n" for text in said(turns))
    seeds = ", ".join(map(str, range(cases)))
    matrix = f"matrix: {{vendor: [xiaoyi], release: [11.2.10.340], seed: [{seeds}]}}\n"
    path.write_text(f"script: benchmark\n{matrix}turns:\n{steps}", "utf-8")
    return path
