"""A Markdown export reads well, and nothing that a user or a model wrote breaks out of its place."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from simulator.export.markdown import as_markdown, escaped, safe
from tests.export.sessions import recorded, turn

HOSTILE = st.lists(
    st.sampled_from(
        [*"[]()<>!`~\\\n #-=:|&*", "](", "javascript:x", "https://a.b", "<script>", "```", "[r]: ", "![", " ", "字"]
    ),
    max_size=30,
).map("".join)


def rendered(markdown: str) -> str:
    reader = MarkdownIt("commonmark")
    reader.validateLink = lambda url: True  # type: ignore[method-assign]  # as the most careless reader does
    return str(reader.render(markdown))


def test_thinking_is_folded_and_a_citation_stays_a_link() -> None:
    made = as_markdown(recorded(turn(1, "新闻？", "据[1](https://news.example/a)报道", "想一想")))
    assert "<details><summary>已深度思考（用时 2 秒）</summary>\n\n> 想一想\n\n</details>" in made
    assert "据[1](https://news.example/a)报道" in made
    assert "## 第 1 轮 · 新闻？" in made


@given(HOSTILE)
def test_an_answer_makes_no_html_no_picture_and_no_link_but_http(answer: str) -> None:
    made = rendered(safe(answer))
    assert "<script" not in made
    assert "<img" not in made
    assert all(re.match("(?i)https?://", url) for url in re.findall('href="([^"]*)"', made))


@given(HOSTILE)
def test_a_question_stays_within_its_heading(question: str) -> None:
    made = rendered(f"## x {escaped(question)}\n\nafter")
    assert made.startswith("<h2>")
    assert made.endswith("</h2>\n<p>after</p>\n")
    assert "<a" not in made


@given(HOSTILE)
def test_a_code_block_that_an_answer_leaves_open_ends_with_it(answer: str) -> None:
    assert "<h2>next</h2>" in rendered(f"{safe(answer)}\n\n## next\n")


def test_code_in_an_answer_stays_as_it_is() -> None:
    assert safe("```c\nif (a<b) x[0](1);\n```") == "```c\nif (a<b) x[0](1);\n```"
