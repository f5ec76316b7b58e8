"""The mock answers from search results, and says so where it has none."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.domain.completion import Message
from simulator.domain.web_prompt import web_prompt
from simulator.mock.brain.fixtures import bundled_replies
from simulator.mock.brain.sources import sources_in
from simulator.mock.brain.think import Brain
from tests.search.searchers import page

TODAY = date(2025, 2, 12)
BRAIN = Brain(bundled_replies())
PAGES = (
    page("今年的元宵节", date(2025, 2, 10), text="灯会很热闹。元宵节是 2 月 12 日。不放假。"),
    page("DeepSeek API 价格", date(2025, 2, 9), text="R1 不参与优惠。R1 输入每百万 tokens 4 元；输出 16 元。"),
    page("Apple and Alibaba", date(2025, 2, 11), text="Nothing has shipped yet. Apple works with Alibaba."),
)


def answer(question: str, *pages, today: date = TODAY) -> str:
    return BRAIN.answer([Message("user", web_prompt(question, pages or PAGES, today))], 1).answer


def test_the_sentence_that_answers_is_given_with_its_page():
    assert "元宵节是 2 月 12 日[citation:1]。" in answer("元宵节是哪天？")


def test_a_price_is_asked_for_and_a_price_is_given():
    assert "R1 输入每百万 tokens 4 元[citation:2]。" in answer("R1 多少钱？")


def test_an_english_question_gets_an_english_answer():
    text = answer("What is the latest news on Apple and Alibaba?")
    assert "Apple works with Alibaba[citation:3]." in text and "According to the pages" in text


def test_another_page_in_the_prompt_gives_another_answer():
    assert "元宵节是 3 月 5 日[citation:1]。" in answer("元宵节是哪天？", page("元宵节", text="元宵节是 3 月 5 日。"))


def test_the_day_is_the_one_in_the_prompt():
    assert "2025年2月12日，星期三" in answer("今天几号？")
    assert "2025年2月9日，星期日" in answer("今天是星期几？", today=date(2025, 2, 9))
    assert "Wednesday, 12 February 2025" in answer("What day is it today?")


def test_news_of_any_kind_are_the_titles_of_the_pages():
    text = answer("今天有什么新闻？")
    assert all(f"{page.title}[citation:{number}]" in text for number, page in enumerate(PAGES, 1))


@pytest.mark.parametrize("pages", [PAGES, ()])
def test_what_no_page_says_is_not_made_up(pages):
    text = BRAIN.answer([Message("user", web_prompt("今天天气怎么样？", pages, TODAY))], 1).answer
    assert "没有找到" in text and "citation" not in text


def test_a_name_is_recalled_although_the_web_was_searched():
    told = [Message("user", "我叫小明"), Message("assistant", "好的。")]
    asked = web_prompt("请搜一下我叫什么？", PAGES, TODAY)
    assert "小明" in BRAIN.answer([*told, Message("user", asked)], 1).answer


def test_a_page_tells_nothing_about_the_user():
    pages = [page("题", text="我叫小红。我住在上海。")]
    messages = [Message("user", web_prompt("今天有什么新闻？", pages, TODAY)), Message("assistant", "好。")]
    assert "小红" not in BRAIN.answer([*messages, Message("user", "我叫什么？")], 1).answer


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("元宵节是哪天？", "没有联网"),
        ("小米接入DeepSeek了吗？", "没有联网"),
        ("Who won the game today?", "no web access"),
    ],
)
def test_without_results_it_says_that_it_cannot_look_up(question, words):
    assert words in BRAIN.answer([Message("user", question)], 1).answer


@given(
    st.text(st.characters(codec="utf-8"), max_size=40),
    st.lists(st.text(st.characters(codec="utf-8"), max_size=60), max_size=3),
)
def test_any_pages_give_an_answer_that_cites_only_them(question, texts):
    pages = [page(text=text or "空") for text in texts]
    thought = BRAIN.answer([Message("user", web_prompt(f"搜一下{question}", pages, TODAY))], 1)
    assert thought.answer.strip() and thought.thinking.strip()
    cited = {number for number in range(10) if f"[citation:{number}]" in thought.answer}
    foreign = {number for number in range(10) if f"[citation:{number}]" in question + "".join(texts)}
    assert cited - foreign <= set(range(1, len(pages) + 1))


RAG = "[1] 元宵节\nhttps://a.example/1\n元宵节是 2 月 12 日。灯会很热闹。\n[2] 价格\nR1 输入每百万 tokens 4 元。"
TAGGED = '<source id="1" name="a">元宵节是 2 月 12 日。</source>\n<source id="2">R1 输入每百万 tokens 4 元。</source>'


@pytest.mark.parametrize(
    "prompt",
    [
        f"根据以下搜索结果回答。\n\n{RAG}\n\n问题：元宵节是哪天？",
        f"# 用户问题：元宵节是哪天？\n\n# 参考资料\n{RAG}",
        f"根据搜索结果回答：元宵节是哪天？\n{RAG}",
        f"检索到的文档：\n{RAG.replace('[1]', '【1】').replace('[2]', '【2】')}\n\n元宵节是哪天？",
        f"<context>\n{TAGGED}\n</context>\n\n<user_query>\n元宵节是哪天？\n</user_query>",
    ],
)
def test_results_that_other_clients_number_are_cited_by_their_numbers(prompt):
    assert "元宵节是 2 月 12 日[1]。" in BRAIN.answer([Message("user", prompt)], 1).answer


def test_pages_of_deepseeks_template_are_cited_under_any_heading():
    prompt = (
        "元宵节是哪天？\n\n[webpage 1 begin]元宵节是 2 月 12 日。[webpage 1 end]\n[webpage 2 begin]晴。[webpage 2 end]"
    )
    assert "元宵节是 2 月 12 日[citation:1]。" in BRAIN.answer([Message("user", prompt)], 1).answer


def test_results_in_a_system_message_are_used_where_they_fit():
    system = Message("system", f"你是客服。参考资料：\n{RAG}")
    asked = {
        text: BRAIN.answer([system, Message("user", text)], 1).answer for text in ("R1 多少钱？", "你好", "1+1等于几")
    }
    assert "4 元[2]。" in asked["R1 多少钱？"]
    assert not any("搜索" in asked[text] for text in ("你好", "1+1等于几"))


@pytest.mark.parametrize(
    "prompt", ["请翻译：\n[1] 你好\n[2] 再见", "参考资料：\n[2] 甲\n[1] 乙\n\n我叫什么？", "资料[1]"]
)
def test_lines_that_a_user_numbers_are_no_results(prompt):
    assert sources_in(prompt) is None


@pytest.mark.parametrize(
    "part", ["[webpage 1 begin]", '<source id="1">', "[1] 资料\n", "\n", "问题：", "参考\n[1]\n\n"]
)
def test_a_hostile_prompt_of_results_costs_no_more_than_its_length(part):
    sources_in("资料\n" + part * 50_000)
