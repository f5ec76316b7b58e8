"""Dialects from the command line: the mock writes in any, the phone reads all, and a pin is obeyed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from simulator.dialects.shapes import SHAPES
from tests.faces.cli.conftest import Simulator

QUESTION = ("ask", "9.11 和 9.8 哪个大？", "--json", "--clock", "virtual")


def test_an_unknown_dialect_is_told_with_the_nearest_and_all(simulator: Simulator) -> None:
    ran = simulator("mock", "--port", "0", "--dialect", "open-router")
    assert ran.code == 2
    assert 'did you mean "openrouter"' in ran.err
    assert all(name in ran.err for name in SHAPES)


def test_help_names_every_dialect(simulator: Simulator) -> None:
    words = simulator("mock", "--help").out.replace("\n", " ").replace(",", " ").replace(" ", "")
    assert all(name in words for name in SHAPES)


@pytest.mark.parametrize("dialect", ["openrouter", "kimi-tags", "gateway-parts"])
def test_a_phone_hears_the_same_in_any_dialect(
    dialect: str, simulator: Simulator, mock_url: Callable[..., str]
) -> None:
    (embedded,) = simulator(*QUESTION).all("turn_ended")
    (served,) = simulator(*QUESTION, "--backend-url", mock_url("--dialect", dialect)).all("turn_ended")
    assert (served["thinking"], served["answer"]) == (embedded["thinking"], embedded["answer"])


def test_a_pin_on_no_thinking_leaves_tags_in_the_answer(
    simulator: Simulator, mock_url: Callable[..., str], tmp_path: Path
) -> None:
    url = mock_url("--dialect", "vllm-0.7-without-parser")
    config = tmp_path / "pinned.toml"
    config.write_text(f'backend = "gpu"\n[backends.gpu]\nbase_url = "{url}"\ndialect = "none"\n', "utf-8")
    (pinned,) = simulator(*QUESTION, "--config", str(config)).all("turn_ended")
    assert pinned["thinking"] == ""
    assert pinned["answer"].startswith("<think>")
    assert "</think>" in pinned["answer"]
