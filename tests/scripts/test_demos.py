"""The demo of each vendor tells its story, and every expectation in it can fail."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from simulator.bundled import folder
from simulator.catalogue.catalogue import Catalogue, standard_sources
from tests.scripts.player import holds, play, read

DEMOS = sorted((folder("fixtures") / "scripts").glob("*.sim.yaml"))
CELLS = [(path, release) for path in DEMOS for release in read(path)["matrix"].get("release", [None])]
ENDED: dict[str, Any] = {"event": "turn_ended", "answer": "从前", "outcome": "completed", "fault": None, "limit": None}


def test_every_vendor_has_a_demo():
    told = {vendor for path in DEMOS for vendor in read(path)["matrix"]["vendor"]}
    assert told == {listing.id for listing in Catalogue(standard_sources([], None)).listings()}


@pytest.mark.parametrize(("path", "release"), CELLS, ids=[path.name.split(".")[0] for path, _ in CELLS])
async def test_a_demo_tells_its_story(path: Path, release: str | None):
    missed = [str(item) async for item in play(read(path), release)]
    assert not missed, "\n".join(missed)


@pytest.mark.parametrize("path", DEMOS, ids=lambda path: path.name.split(".")[0])
def test_a_demo_has_a_title_and_tags_and_expects_something(path: Path):
    script = read(path)
    assert script["script"].strip()
    assert "demo" in script["tags"]
    assert any(step.get("expect") for step in script["turns"])


@pytest.mark.parametrize(
    "expected",
    [
        {"answer": {"contains": "后来"}},
        {"answer": {"lacks": "从前"}},
        {"outcome": "refused"},
        {"limit": "turns_per_conversation"},
        {"fault": "overloaded"},
        {"event": "woken"},
        {"event": {"turn_ended": {"outcome": "fault"}}},
        {"no_event": "turn_ended"},
        {"route": "agent"},
        {"skill": "set_alarm"},
        {"citations": {"at_least": 1}},
    ],
    ids=str,
)
def test_an_expectation_that_does_not_hold_is_missed(expected):
    assert not holds(expected, (ENDED,), {})
