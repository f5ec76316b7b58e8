"""The list of backends and a page of one, in both languages and as JSON."""

from __future__ import annotations

import json

from simulator.domain.cells import width
from tests.faces.cli.conftest import Simulator


def test_the_list_is_aligned_in_both_languages(simulator: Simulator) -> None:
    for lang in ("zh", "en"):
        lines = simulator("backends", "--lang", lang).out.splitlines()
        assert len(lines) == 13
        assert len({width(line[: line.index("http")]) for line in lines if "http" in line}) == 1


def test_a_page_shows_one_era_with_its_sources(simulator: Simulator) -> None:
    page = simulator("backends", "show", "deepseek@2025-02", "--lang", "en").out
    assert "status 400 with it" in page
    assert "2026-11" not in page
    assert "https://generator-hub.com/blog/6891" in page
    assert [era["name"] for era in json.loads(simulator("backends", "show", "deepseek", "--json").out)["eras"]][-1] == (
        "2026-11"
    )


def test_a_misspelt_backend_names_the_nearest(simulator: Simulator) -> None:
    for argv in (("backends", "show", "depseek"), ("ask", "你好", "--backend", "depseek")):
        ran = simulator(*argv)
        assert ran.code == 2
        assert 'did you mean "deepseek"?' in ran.err
