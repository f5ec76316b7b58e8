"""The pages on vendors and evidence say what the profiles say."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from simulator.bundled import folder
from simulator.catalogue.catalogue import Catalogue, standard_sources
from simulator.catalogue.load import load_vendor
from simulator.catalogue.patience import PATIENCE_SECONDS
from simulator.catalogue.problem import ProfileError
from simulator.catalogue.rules import MOST_ITEMS
from simulator.catalogue.to_domain import IN_HOUSE
from simulator.contract.run import CHECKS, PROFILE
from simulator.contract.verdict import MOST_RELEASES
from simulator.conversation.prompting import LONGEST_CONTEXT
from simulator.domain.cost import O1_USD, R1_CNY, R1_USD
from simulator.domain.limit import EVIDENCE_FORMS
from simulator.domain.voice import DELAYS

DOCS = Path(__file__).resolve().parents[2] / "docs"
VENDORS, EVIDENCE = ((DOCS / name).read_text("utf-8") for name in ("vendors.md", "evidence.md"))
PROFILES = [tomllib.loads(path.read_text("utf-8")) for path in sorted(folder("vendors").glob("*/profile.toml"))]


def written(value: Any) -> str:
    match value:
        case bool():
            return "yes" if value else "no"
        case {"chance": chance, "seconds": seconds}:
            return f"{chance:g} a token, {seconds:g} s"
        case {"easy": easy, "medium": medium, "hard": hard}:
            return f"at least {easy}, {medium}, {hard} (easy, medium, hard)"
        case {"hours": hours, "wait": wait, "until": until}:
            spans = ", ".join(f"{part['from']} to {part['to']} h: {part['rate']:g}" for part in hours)
            return f"{spans}; after {wait}; until {until}"
        case list():
            return " / ".join(value)
    return str(value)


@pytest.fixture
def example(tmp_path) -> Path:
    blocks = re.findall(r"```toml\n(# acme/profile\.toml\n.*?)```", VENDORS, re.DOTALL)
    assert len(blocks) == 1
    (tmp_path / "acme").mkdir()
    (tmp_path / "acme" / "profile.toml").write_text(blocks[0], encoding="utf-8")
    return tmp_path / "acme"


def test_the_example_of_the_guide_is_a_vendor(example):
    first, second = load_vendor(example, "acme").releases
    assert {name for name, _ in first.limits.stated()} == {
        "turns_per_conversation",
        "memory_turns",
        "prompt_tokens",
        "output_tokens",
        "daily_questions",
        "silence_seconds",
    }
    assert second.limits.turns_per_conversation is second.gates.device is None
    assert second.since.hour == 20


def test_the_errors_of_the_guide_are_what_one_sees(example):
    path = example / "profile.toml"
    text = path.read_text("utf-8").replace(
        'os = { value = "AcmeOS 4.0", evidence = "seed" }', 'os = { value = "4", evidence = "seed" }'
    )
    path.write_text(
        text.replace("turns_per_conversation = { value = 10", "turns_per_conversatoin = { value = 10"), "utf-8"
    )
    with pytest.raises(ProfileError) as caught:
        load_vendor(example, "acme")
    assert str(caught.value).replace(str(path), "acme/profile.toml") in VENDORS


@pytest.mark.parametrize("profile", PROFILES, ids=lambda profile: profile["id"])
def test_every_figure_is_on_the_page_with_its_evidence(profile):
    for release in profile["releases"]:
        name = release.get("version") or str(release["date"])[:10]
        start = EVIDENCE.find(f"| {profile['id']} {name} |")
        section = EVIDENCE[start : EVIDENCE.find("\n\n", start)] if start >= 0 else ""
        stated = [
            item for part in ("gates", "limits", "pacing", "capabilities") for item in release.get(part, {}).items()
        ]
        for key, figure in stated:
            row = f"| `{key}` | {written(figure['value'])} | `{figure['evidence']}` | {figure.get('note', '')} |"
            assert row in section
        assert section.count("\n") == (len(stated) + 1 if stated else 0)


def test_every_page_that_a_profile_cites_is_among_the_sources():
    sources = EVIDENCE[EVIDENCE.index("## Sources") :]
    cited = re.findall(
        r"https://[^\s\"()]+[^\s\"().,;]",
        "".join(path.read_text("utf-8") for path in folder("vendors").rglob("*.toml")),
    )
    assert cited
    assert {page for page in cited if f"| {page} |" not in sources} == set()


def test_every_evidence_word_is_explained():
    for form in EVIDENCE_FORMS:
        assert f"| `{form.partition(':')[0]}" in EVIDENCE


def test_the_page_on_vendors_names_every_rule_of_the_contract():
    rows = re.findall(r"^\| `(\w+)` \| .{20,} \|$", VENDORS, re.MULTILINE)
    assert rows == [PROFILE, *(check.name for check in CHECKS)]
    assert f"more than {MOST_RELEASES} releases, {MOST_RELEASES} are tried" in VENDORS
    assert f"{LONGEST_CONTEXT:,} characters and {PATIENCE_SECONDS:g} seconds" in VENDORS
    assert f"have at most {MOST_ITEMS} items" in VENDORS


def test_every_vendor_is_on_the_page():
    for listing in Catalogue(standard_sources([], None)).listings():
        assert f"| {listing.id} " in EVIDENCE


def test_what_is_assumed_of_every_makers_own_model_is_on_the_page():
    written_as = {"first_token": "0.6s", "tokens_per_second": "40", "memory_turns": "2", "skills": "yes"}
    for key, limit in IN_HOUSE.items():
        assert f"| `{key}` | {written_as[key]} | `{limit.evidence}` | {limit.note} |" in EVIDENCE
    assert (IN_HOUSE["first_token"].value, IN_HOUSE["tokens_per_second"].value) == (0.6, 40.0)


def test_the_delays_of_a_spoken_turn_and_all_prices_are_on_the_page():
    for stage in ("speech_to_text", "text_to_speech"):
        delay = getattr(DELAYS, stage)
        assert f"| `{stage}` | {delay.value:g} | `{delay.evidence}` | {delay.note} |" in EVIDENCE
    for price in (R1_CNY, R1_USD, O1_USD):
        row = f"| {price.input_hit:g} | {price.input_miss:g} | {price.output:g} | `{price.evidence}` |"
        assert row in EVIDENCE
