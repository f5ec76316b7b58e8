"""The pages for testers: what they show can be run, and nothing that a script can say is missing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from simulator.replay.expecting import SUBJECTS
from simulator.replay.grammar import AXES, SCRIPT, STEP
from simulator.replay.matchers import MATCHERS

DOCS = Path(__file__).parents[2] / "docs"
SCRIPTS, QA = ((DOCS / name).read_text("utf-8") for name in ("scripts.md", "qa.md"))


def block(page: str, language: str) -> str:
    found = re.search(rf"```{language}\n(.*?)```", page, re.DOTALL)
    assert found is not None
    return found[1]


def test_the_example_script_is_green(played):
    assert [result.misses for result in played(block(SCRIPTS, "yaml"))] == [(), ()]


@pytest.mark.parametrize("name", [*SCRIPT.forms, *STEP.forms, *SUBJECTS, *AXES, *MATCHERS])
def test_every_key_is_in_the_page(name):
    assert f"`{name}" in SCRIPTS


def test_every_option_is_in_the_page(simulator):
    options = set(re.findall(r"--[a-z-]+", simulator("run", "--help").out)) - {"--help", "--lang", "--schema"}
    assert not [option for option in options if f"`{option}" not in QA and f"{option} " not in QA]


def test_the_example_in_python_runs(simulator):
    exec(compile(block(QA, "python"), "qa.md", "exec"), {})
