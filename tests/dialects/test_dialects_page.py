"""The page about dialects knows every shape, every error body and every name that can be pinned."""

from __future__ import annotations

from pathlib import Path

from simulator.dialects.reading import READINGS
from simulator.dialects.shapes import SHAPES

PAGE = (Path(__file__).parents[2] / "docs" / "dialects.md").read_text("utf-8")


def test_the_page_has_a_row_for_every_shape_with_its_errors() -> None:
    rows = {line.split("`")[1]: line for line in PAGE.splitlines() if line.startswith("| `")}
    assert rows.keys() >= SHAPES.keys()
    assert all(f"| {shape.errors} |" in rows[name] for name, shape in SHAPES.items())


def test_the_page_names_all_that_can_be_pinned() -> None:
    assert [name for name in READINGS if f"`{name}`" not in PAGE] == []
