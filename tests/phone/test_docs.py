"""The page on skills says what the phone does."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from simulator.domain.chinese_time import find_time, say_moment
from simulator.domain.intents import intent_of
from simulator.domain.skills import SkillFailed
from simulator.phone.skills import phone_skills
from simulator.phone.translation import phrase_book
from tests.phone.phones import FESTIVAL, NOW, Phone

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "skills.md").read_text("utf-8")
TABLES = [
    [[cell.strip() for cell in row.strip("|").split("|")] for row in table.splitlines()[2:]]
    for table in re.findall(r"(?:^\|.*\|\n)+", PAGE, re.MULTILINE)
]
ASKED, TIMES = TABLES


@pytest.mark.parametrize(("said", "skill", "answer"), ASKED, ids=[row[0] for row in ASKED])
async def test_what_can_be_asked_for_is_answered_so(said, skill, answer):
    intent = intent_of(said)
    assert f"`{intent.skill}`" == skill
    try:
        result = await Phone(pages=[FESTIVAL]).do(intent.skill, **intent.arguments)
    except SkillFailed as failed:
        result = str(failed)
    assert result.split("\n")[0] == answer


def test_every_skill_is_on_the_page():
    assert {skill for _, skill, _ in ASKED} == {f"`{skill.name}`" for skill in phone_skills()}


@pytest.mark.parametrize(("said", "meant"), [row[:2] for row in TIMES], ids=[row[0] for row in TIMES])
def test_what_is_said_means_what_the_page_says(said, meant):
    assert say_moment(find_time(said, NOW).moment, NOW, "zh") == meant


@pytest.mark.parametrize("said", ["2月30日", "每隔一天"])
def test_what_means_no_moment_means_none(said):
    assert said in PAGE and find_time(said, NOW) is None


def test_the_phrases_are_as_many_as_the_page_says(tmp_path):
    phrases = re.findall(r"^\[\[phrases\]\]", "".join(_phrase_files()), re.MULTILINE)
    assert f"a book of {len(phrases)} " in PAGE
    (tmp_path / "own.toml").write_text(re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)[0], "utf-8")
    assert phrase_book(tmp_path)["zh where is the toilet"] == "洗手间在哪里？"


def _phrase_files() -> list[str]:
    folder = Path(__file__).resolve().parents[2] / "fixtures" / "phrases"
    return [path.read_text("utf-8") for path in folder.glob("*.toml")]


async def test_the_code_of_the_page_runs():
    phone = Phone()
    for text in ("七点叫我起床", "给这段话配字幕：大家好。", "把周五晚上七点的聚会加到日历"):
        intent = intent_of(text)
        await phone.do(intent.skill, **intent.arguments)
    later = NOW + timedelta(days=1)
    names: dict[str, Any] = {"contents": replace(phone.contents), "moment": NOW, "later": later}
    exec(re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)[0], names)
    assert len(names["imported"].changes) == 2 and names["imported"].left_out == ()
    assert [cue.text for cue in names["cues"]] == ["大家好。"]
    assert [ring.title for ring in names["rings"]] == ["起床"]
    assert "聚会" in names["page"]
