"""All skills: how they are described, found, run, and what no argument can make them do."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.domain.contents import Contents, changed
from simulator.domain.intents import intent_of
from simulator.domain.skill_calls import find_skill, run
from simulator.domain.skills import Done, Skill, SkillFailed
from simulator.phone.skills import phone_skills
from tests.phone.phones import FESTIVAL, FULL, Phone

SKILLS = phone_skills()
NAMES = [skill.name for skill in SKILLS]
PROPERTIES = sorted({key for skill in SKILLS for key in skill.tool.parameters["properties"]})

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
    max_leaves=6,
)
WORDS = ("明天下午三点", "每天七点", "all", "1", "昨天", "2月30日", "tomorrow at 3 pm", "元宵节", "这周", "你好", "en")
SAID = st.sampled_from(WORDS)


def test_each_skill_is_there_once():
    assert NAMES == [
        "set_alarm",
        "change_alarm",
        "cancel_alarm",
        "list_alarms",
        "set_reminder",
        "cancel_reminder",
        "add_event",
        "cancel_event",
        "list_events",
        "take_note",
        "list_notes",
        "translate",
        "read_page",
        "make_subtitles",
    ]


@pytest.mark.parametrize("skill", SKILLS, ids=NAMES)
def test_a_model_is_told_in_both_languages_what_a_skill_takes(skill: Skill):
    parameters = skill.tool.parameters
    assert (parameters["type"], parameters["additionalProperties"]) == ("object", False)
    assert set(parameters["required"]) <= parameters["properties"].keys()
    for text in (skill.tool.description, *(part["description"] for part in parameters["properties"].values())):
        assert any("一" <= char <= "鿿" for char in text) and any(char.isascii() and char.isalpha() for char in text)
    assert json.loads(json.dumps(parameters)) == parameters


@given(st.data())
async def test_no_arguments_of_any_kind_break_a_skill(data):
    skill = data.draw(st.sampled_from(SKILLS))
    known = sorted(skill.tool.parameters["properties"])
    arguments = data.draw(
        st.dictionaries(st.sampled_from([*known, *PROPERTIES]), JSON | SAID) | st.dictionaries(st.text(), JSON)
    )
    phone = Phone(pages=[FESTIVAL], lang=data.draw(st.sampled_from(["zh", "en"])))
    phone.contents = data.draw(st.sampled_from([Contents(), FULL]))
    try:
        done = await skill.act(arguments, phone.situation)
    except SkillFailed as failed:
        assert str(failed)
    else:
        assert isinstance(done, Done) and done.result
        changed(phone.contents, done.changes)


@given(st.text())
async def test_any_text_in_place_of_arguments_is_answered(text):
    with pytest.raises(SkillFailed):
        await run(find_skill(SKILLS, "set_alarm"), text, Phone().situation)


@pytest.mark.parametrize("arguments", ["{", "null", "[]", '"明天"', "{'when': 1}", "[" * 100_000, '{"when": 1e999}'])
async def test_arguments_that_are_no_json_object_are_told_to_the_model(arguments):
    with pytest.raises(SkillFailed, match=r"set_alarm 的参数不是 JSON 对象|缺少|应是文字"):
        await run(find_skill(SKILLS, "set_alarm"), arguments, Phone().situation)


async def test_empty_arguments_are_none():
    assert (await run(find_skill(SKILLS, "list_alarms"), "", Phone().situation)).result == "没有设闹钟。"


def test_a_skill_that_is_not_offered_is_not_found():
    with pytest.raises(SkillFailed, match=r"没有“set_alarms”这个功能，是不是“set_alarm”。可用的有：set_alarm, "):
        find_skill(SKILLS, "set_alarms")
    with pytest.raises(SkillFailed, match=r'There is no skill "launch_rocket"\. There are: set_alarm\.'):
        find_skill(SKILLS[:1], "launch_rocket", "en")
    with pytest.raises(SkillFailed, match=r"可用的有：-"):
        find_skill((), "\x1b[2J")


@pytest.mark.parametrize(
    ("utterance", "result"),
    [
        ("帮我设一个明天早上七点起床的闹钟", "已设好闹钟：2月11日 周二 07:00，起床。"),
        ("wake me up at 6:30", "已设好闹钟：2月10日 周一 18:30。"),
        ("十分钟后提醒我关火", "已设好提醒：2月10日 周一 10:10，关火。"),
        ("明天提醒我下午三点开会", "已设好提醒：2月11日 周二 15:00，开会。"),
        ("每周一早上九点提醒我交周报", "已设好提醒：每周一 09:00，交周报（下一次：2月17日 周一）。"),
        ("帮我在日历上添加明天下午三点到五点开会", "已添加日程：2月11日 周二 15:00–17:00，开会。"),
        ("我明天有什么安排？", "2月11日 周二没有日程和提醒。"),
        ("这周的日程", "2月10日 周一至2月16日 周日没有日程和提醒。"),
        ("记一下：车停在 B2", "已记下（第 1 条）：车停在 B2"),
        ("“谢谢”用英语怎么说？", "Thank you."),
        ("how do you say where is the restroom in Chinese?", "洗手间在哪里？"),
    ],
)
async def test_what_a_user_asks_for_is_done(utterance, result):
    intent = intent_of(utterance)
    assert await Phone().do(intent.skill, **intent.arguments) == result


@pytest.mark.parametrize(
    "utterance", ["设个闹钟", "提醒我吃药", "取消闹钟", "昨天早上七点叫醒我", "总结一下《红楼梦》这篇文章"]
)
async def test_what_is_missing_is_asked_for(utterance):
    intent = intent_of(utterance)
    assert await Phone().refusal(intent.skill, **intent.arguments)


async def test_a_day_of_what_repeats_is_not_taken_out_and_a_number_of_the_list_is():
    phone = Phone()
    await phone.do("set_alarm", when="每天早上七点")
    await phone.do("set_alarm", when="明天早上八点")
    with pytest.raises(SkillFailed, match="重复"):
        await run(find_skill(SKILLS, "cancel_alarm"), '{"which": "明天早上七点"}', phone.situation)
    assert "08:00" in await phone.do("cancel_alarm", which="第2个")
    assert "每天" in await phone.do("cancel_alarm", which="第1个")
