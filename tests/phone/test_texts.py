"""Skills that handle texts: notes, translation, reading, subtitles."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.bundled import folder
from simulator.domain.skills import SkillFailed
from simulator.phone.reading import LONGEST_TEXT, shortened
from simulator.phone.translation import phrase_book, reduced, translation
from tests.phone.phones import FESTIVAL, Phone

PHRASES = [
    phrase
    for path in sorted((folder("fixtures") / "phrases").glob("*.toml"))
    for phrase in tomllib.loads(path.read_text("utf-8"))["phrases"]
]


async def test_a_note_is_taken_and_listed_newest_first():
    phone = Phone()
    assert await phone.do("take_note", text="车停在 B2") == "已记下（第 1 条）：车停在 B2"
    await phone.do("take_note", text="密码\n1234")
    assert await phone.do("list_notes") == "共有 2 条笔记：\n2. 密码 1234\n1. 车停在 B2"
    assert await phone.do("list_notes", about="b2") == "共有 1 条笔记：\n1. 车停在 B2"
    assert await phone.do("list_notes", about="猫") == "没有包含“猫”的笔记。"
    assert phone.contents.of("note")[2]["text"] == "密码\n1234"


async def test_a_note_that_drives_a_terminal_is_made_harmless():
    phone = Phone()
    await phone.do("take_note", text="\x1b[2J\u202e危险")
    assert phone.contents.of("note")[1]["text"] == "[2J危险"


async def test_a_note_is_neither_empty_nor_a_book():
    assert "缺少 text" in await Phone().refusal("take_note", text="  ")
    assert "最多 5000 个" in await Phone().refusal("take_note", text="长" * 5_001)


async def test_a_long_list_of_notes_ends_with_how_many_more():
    phone = Phone(lang="en")
    for number in range(25):
        await phone.do("take_note", text=f"note {number}")
    lines = (await phone.do("list_notes")).split("\n")
    assert (lines[0], lines[1], lines[-1], len(lines)) == ("Notes (25):", "25. note 24", "… and 5 more", 22)


def test_the_phrase_book_holds_enough_for_a_journey():
    assert len(PHRASES) >= 120


@pytest.mark.parametrize("phrase", PHRASES, ids=lambda phrase: phrase["en"][0])
async def test_every_way_to_say_a_phrase_is_translated(phrase):
    phone = Phone()
    for text in phrase["zh"]:
        assert await phone.do("translate", text=text) == phrase["en"][0]
    for text in phrase["en"]:
        assert await phone.do("translate", text=text, to="中文") == phrase["zh"][0]


@pytest.mark.parametrize(
    ("text", "translated"),
    [
        ("请问，洗手间在哪儿呀？", "Where is the restroom?"),
        ("WIFI密码是多少", "What is the Wi-Fi password?"),
        ("  WHERE'S THE TOILET, PLEASE  ", "洗手间在哪里？"),
        ("Excuse me, where is the exit?", "出口在哪里？"),
        ("I don’t understand!", "我听不懂。"),
        ("您好", "Hello."),
    ],
)
async def test_politeness_marks_and_case_do_not_hide_a_phrase(text, translated):
    assert await Phone().do("translate", text=text) == translated


async def test_what_the_book_lacks_is_left_to_the_model():
    assert await Phone().refusal("translate", text="量子纠缠") == "短语手册里没有“量子纠缠”，要由模型来翻译。"
    assert "a model has to translate this itself" in await Phone(lang="en").refusal(
        "translate", text="hello", to="French"
    )
    assert "只有中文和英文" in await Phone().refusal("translate", text="你好", to="法语")
    assert "没有" in await Phone().refusal("translate", text="你好", to="中文")


async def test_a_phrase_book_of_ones_own_replaces_the_bundled_one(tmp_path: Path):
    (tmp_path / "mine.toml").write_text('[[phrases]]\nzh = ["量子纠缠"]\nen = ["quantum entanglement"]\n', "utf-8")
    skill = translation(tmp_path)
    assert (await skill.act({"text": "量子纠缠"}, Phone().situation)).result == "quantum entanglement"
    with pytest.raises(SkillFailed):
        await skill.act({"text": "你好"}, Phone().situation)


BAD = ('zh = "你好"\nen = ["Hello"]', 'zh = ["你好"]', 'zh = ["？"]\nen = ["Hello"]', "zh = []\nen = []")


@pytest.mark.parametrize("phrase", BAD)
def test_a_bad_phrase_names_its_place(tmp_path: Path, phrase):
    (tmp_path / "bad.toml").write_text(f"[[phrases]]\n{phrase}\n", "utf-8")
    with pytest.raises(ValueError, match=r"bad\.toml: phrases\[1\]\.(zh|en) is"):
        phrase_book(tmp_path)


@given(st.text())
def test_a_phrase_is_reduced_once_and_for_all(text):
    assert reduced(reduced(text)) == reduced(reduced(reduced(text)))


async def test_a_page_is_read_with_its_title_date_and_address():
    phone = Phone(pages=[FESTIVAL])
    assert await phone.do("read_page", page="元宵节") == (
        "《2025 年元宵节是 2 月 12 日，星期三》（2025-02-10，https://example.com/lantern）\n"
        "今年的元宵节是 2025 年 2 月 12 日，星期三，不放假。"
    )
    phone.lang = "en"
    assert (await phone.do("read_page", page="https://example.com/lantern")).startswith('"2025 年元宵节')


async def test_a_page_that_is_not_there_is_not_invented():
    assert "没有找到“红楼梦”这个网页" in await Phone(pages=[FESTIVAL]).refusal("read_page", page="红楼梦")


async def test_a_long_page_is_cut_after_a_sentence():
    phone = Phone(pages=[replace(FESTIVAL, text="这是一句话。" * 500)])
    _, text = (await phone.do("read_page", page="元宵节")).split("\n")
    assert text.endswith("这是一句话。…") and LONGEST_TEXT // 2 < len(text) <= LONGEST_TEXT


@given(st.text(), st.integers(2, 60))
def test_a_shortened_text_keeps_its_beginning_and_fits(text, longest):
    cut = shortened(text, longest)
    assert len(cut) <= longest
    assert " ".join(text.split()).startswith(cut.removesuffix("…"))
