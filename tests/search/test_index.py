"""Finding pages by their words, and cutting the part that matters."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.bundled import folder
from simulator.domain.search import search_terms
from simulator.domain.terms import terms
from simulator.search.corpus import Entry, load_entries
from simulator.search.excerpt import excerpt
from simulator.search.index import Index
from tests.search.searchers import page

END = date(2025, 3, 1)
HAN = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), min_size=2, max_size=12)


def index(*texts: str) -> Index:
    return Index([Entry(page(title=text, url=f"https://example.com/{place}"), ()) for place, text in enumerate(texts)])


def titles(found: list[Entry]) -> list[str]:
    return [entry.page.title for entry in found]


@pytest.mark.parametrize("word", ["小艺", "天气", "R1", "r1", "Ｎ５", "80.0.1.503"])
def test_a_word_of_two_characters_is_found_inside_a_sentence(word):
    pages = index("华为小艺上线 R1 测试版", "明日天气晴", "Find N5 发布", "YOYO助理80.0.1.503版")
    assert len(pages.find(word, END, 5)) == 1


@given(HAN, st.data())
def test_any_two_neighbours_of_a_text_find_it(text, data):
    start = data.draw(st.integers(0, len(text) - 2))
    assert text[start : start + 2] in terms(text)


@given(st.text(), st.text())
def test_the_terms_of_two_lines_are_those_of_each(one, other):
    assert terms(f"{one}\n{other}") == terms(one) + terms(other)


def test_characters_that_only_stand_apart_do_not_make_a_word():
    assert index("小心，艺术").find("小艺", END, 5) == []


def test_one_common_word_of_a_long_question_is_not_enough():
    pages = index("DeepSeek 发布", "努比亚内测 DeepSeek")
    assert titles(pages.find("努比亚手机内测 DeepSeek", END, 5)) == ["努比亚内测 DeepSeek"]


def test_a_title_counts_more_than_a_mention():
    mention = Entry(page(title="别的事", url="https://example.com/1", text="也提到元宵节。"), ())
    title = Entry(page(title="元宵节", url="https://example.com/2", text="正月十五。"), ())
    assert titles(Index([mention, title]).find("元宵节", END, 5)) == ["元宵节", "别的事"]


def test_a_tag_finds_what_the_text_does_not_say():
    assert titles(Index([Entry(page(title="灯会"), ("元宵",))]).find("元宵", END, 5)) == ["灯会"]


def test_the_newest_come_first_where_any_news_will_do():
    days = [Entry(page(title=str(day), day=date(2025, 2, day)), ()) for day in (3, 9, 6)]
    assert titles(Index(days).find("今天有什么新闻？", date(2025, 2, 8), 5)) == ["6", "3"]


@pytest.mark.parametrize(
    ("question", "title"),
    [
        ("元宵节是哪天？", "2025 年元宵节是 2 月 12 日，星期三"),
        ("哪吒2票房多少了", "《哪吒之魔童闹海》票房登上中国影史榜首"),
        ("OPPO Find N5什么时候发布", "OPPO Find N5 将接入 DeepSeek-R1，首批用户可以用语音唤醒"),
        ("亚冬会什么时候开幕", "第九届亚冬会在哈尔滨开幕"),
        ("服务器繁忙怎么回事", "DeepSeek 联网搜索和“服务器繁忙”：用户反馈"),
        ("Apple and Alibaba", "Report: Apple works with Alibaba on AI features for iPhones in China"),
        ("荣耀YOYO", "荣耀 YOYO 助理接入 DeepSeek-R1"),
    ],
)
def test_the_small_web_knows_those_weeks(question, title):
    pages = Index(load_entries(folder("fixtures") / "web"))
    assert titles(pages.find(question, date(2025, 2, 12), 5))[0] == title


def test_the_sentence_about_the_query_is_in_the_excerpt():
    text = "无关的话。" * 80 + "小艺支持联网搜索。" + "后面的话。" * 80
    cut = excerpt(text, search_terms("小艺"), 40)
    assert "小艺支持联网搜索。" in cut and len(cut) <= 40


@given(st.text("甲乙。！\nab ", max_size=400), st.text("甲乙", max_size=4), st.integers(5, 100))
def test_an_excerpt_is_a_part_of_its_text_and_never_too_long(text, query, width):
    cut = excerpt(text, search_terms(query), width)
    assert len(cut) <= width and cut.removesuffix("…") in text
    assert (cut == text) is (len(text) <= width)
