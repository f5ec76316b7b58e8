"""Who answers what is said to the assistant itself."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.domain.dispatch import LEAVES_DIALOGUE, OPENS_DIALOGUE, Assistant, dispatch
from simulator.domain.routing import Decision
from tests.fakes import capabilities


def assistant(*, in_dialogue: bool = False, may_enter: bool = True, has_skills: bool = True, **can: bool) -> Assistant:
    return Assistant(
        capabilities=capabilities(**can), in_dialogue=in_dialogue, may_enter=may_enter, has_skills=has_skills
    )


IDLE, IN_DIALOGUE = assistant(), assistant(in_dialogue=True)


@pytest.mark.parametrize(
    ("said", "question"),
    [
        ("用DeepSeek回答：9.8 和 9.11 哪个大？", "9.8 和 9.11 哪个大？"),
        ("用一下 deepseek，讲个笑话", "讲个笑话"),
        ("帮我用DeepSeek-R1写首诗", "写首诗"),
        ("让 DeepSeek 来解答这道题", "这道题"),
        ("问一下DeepSeek今天吃什么", "今天吃什么"),
        ("请DeepSeek讲个笑话", "讲个笑话"),
        ("通过深度求索看看这句话", "这句话"),
        ("DeepSeek：你是谁", "你是谁"),
        ("唤起DeepSeek智能体，我叫小明", "我叫小明"),
        ("Use DeepSeek to answer this", "this"),
        ("ask deepseek who I am", "who I am"),
        ("please ask DeepSeek R1: why?", "why?"),
    ],
)
def test_a_question_that_names_deepseek_goes_there_without_the_name(said, question):
    assert dispatch(said, IDLE) == Decision("agent", "by_name", question=question)


@pytest.mark.parametrize(
    "said",
    ["打开DeepSeek", "唤起 DeepSeek 对话框", "打开DeepSeek智能体。", "切换到DeepSeek", "open DeepSeek", "DeepSeek"],
)
def test_deepseek_called_for_nothing_opens_its_dialogue(said):
    assert dispatch(said, IDLE) == Decision("agent", OPENS_DIALOGUE)


@pytest.mark.parametrize(
    "said",
    [
        "DeepSeek是什么？",
        "DeepSeek和豆包哪个好",
        "我听说DeepSeek很火",
        "什么时候能用DeepSeek？",
        "deepseeker 是什么意思",
        "what is DeepSeek?",
    ],
)
def test_a_question_about_deepseek_is_not_for_it(said):
    assert dispatch(said, IDLE) == Decision("in_house", "in_house")


@pytest.mark.parametrize("said", ["退出", "退出DeepSeek", "关闭DeepSeek对话", "结束对话。", "exit", "Quit DeepSeek."])
def test_a_dialogue_is_left_by_saying_so(said):
    assert dispatch(said, IN_DIALOGUE) == Decision("in_house", LEAVES_DIALOGUE)
    assert dispatch(said, IDLE).rule != LEAVES_DIALOGUE


@pytest.mark.parametrize("said", ["你好", "闹钟是谁发明的？", "退出登录怎么操作"])
def test_in_the_dialogue_everything_else_is_for_deepseek(said):
    assert dispatch(said, IN_DIALOGUE) == Decision("agent", "open_dialogue")


@pytest.mark.parametrize(("said", "rule"), [("明天七点叫我", "phone_action"), ("看看这张图", "picture")])
def test_in_the_dialogue_deepseek_can_do_no_more_than_at_its_entry(said, rule):
    assert (dispatch(said, IN_DIALOGUE).route, dispatch(said, IN_DIALOGUE).rule) == ("refusal", rule)
    able = assistant(in_dialogue=True, phone_skills=True, pictures=True)
    assert dispatch(said, able) == Decision("agent", "open_dialogue")


def test_a_skill_is_the_phones_own_where_the_maker_has_it():
    said = "帮我设一个明天早上七点的闹钟"
    decision = dispatch(said, IDLE)
    assert (decision.route, [wish.skill for wish in decision.wishes]) == ("skill", ["set_alarm"])
    assert dispatch(said, assistant(has_skills=False)).missing.limit == "phone_skills"


def test_a_deeply_embedded_model_acts_itself():
    deep = assistant(direct_wake=True, phone_skills=True)
    assert dispatch("帮我设一个明天早上七点的闹钟", deep) == Decision("agent", "direct_wake")


def test_a_model_that_only_chats_leaves_skills_to_the_phone():
    assert dispatch("帮我设一个明天早上七点的闹钟", assistant(direct_wake=True)).route == "skill"


@pytest.mark.parametrize(("may_enter", "route"), [(True, "agent"), (False, "in_house")])
def test_the_wake_word_leads_to_deepseek_only_where_the_phone_may_enter(may_enter, route):
    assert dispatch("你好", assistant(direct_wake=True, may_enter=may_enter)).route == route


@given(st.text(), st.booleans(), st.booleans(), st.booleans(), st.booleans())
def test_everything_that_can_be_said_gets_one_route(said, in_dialogue, may_enter, has_skills, is_direct):
    decision = dispatch(
        said,
        assistant(in_dialogue=in_dialogue, may_enter=may_enter, has_skills=has_skills, direct_wake=is_direct),
    )
    assert (decision.missing is not None) == (decision.route == "refusal")
    assert bool(decision.wishes) == (decision.route == "skill")
    assert decision.question is None or decision.question.strip()


@pytest.mark.parametrize(
    "said", ["用" * 100_000, "用DeepSeek" + "，" * 100_000, "DeepSeek" * 20_000, " " * 100_000 + "退出"]
)
def test_a_hostile_long_text_is_routed_at_all(said):
    assert dispatch(said, IDLE).route in ("agent", "in_house")
