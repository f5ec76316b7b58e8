"""A model's Markdown as lines: what it looks like at a width, and that it grows to what is drawn at once."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.geometry import Offset
from textual.selection import SELECT_ALL, Selection

from simulator.faces.tui.markdown.growing import GrowingMarkdown
from simulator.faces.tui.markdown.lines import Line, selected, spans_of

PARTS = (
    *("字", "，", "word ", "1", "\n", "\n\n", "# ", "#", "- ", "1. ", "> ", "    ", "```", "~~~\n", "`"),
    *("**", "*", "~~", "[a](http://b)", "|", "---", "\n| a | b |\n|---|---|\n| 1 | 2 |\n", "===", "\\(", "<b>"),
    *("\\)", "$", "$$", "\\[", "\\]", "\\frac{a}{b}", "x^2", "\\begin{cases}a\\\\b\\end{cases}"),
)
MARKDOWN = st.lists(st.lists(st.sampled_from(PARTS), min_size=1, max_size=6).map("".join), max_size=12)


def lines_of(*pieces: str, width: int = 40) -> list[Line]:
    markdown = GrowingMarkdown()
    for piece in pieces:
        markdown.write(piece)
    return [line for block in markdown.blocks() for line in block.lines(width)]


def drawn(text: str, width: int = 40) -> str:
    return "\n".join(line.content.plain for line in lines_of(text, width=width)).rstrip()


@given(MARKDOWN)
def test_a_text_that_grew_looks_as_one_drawn_at_once_after_every_piece(pieces: list[str]):
    markdown, text = GrowingMarkdown(), ""
    for piece in pieces:
        markdown.write(piece)
        text += piece
        assert [line for block in markdown.blocks() for line in block.lines(20)] == lines_of(text, width=20)


@given(MARKDOWN, st.integers(10, 60))
def test_no_line_is_wider_than_the_phone(pieces: list[str], width: int):
    shallow = re.sub(r"[>`]|- |1\. |    ", "", "".join(pieces))
    assert all(cell_len(line.content.plain) <= width for line in lines_of(shallow, width=width))


def test_a_link_whose_address_follows_at_the_end_is_a_link_once_the_text_is_whole():
    markdown, text = GrowingMarkdown(), "见[甲][1]。\n\n完。\n\n[1]: https://example.com\n"
    for at in range(len(text)):
        markdown.write(text[at])
    assert markdown.finish(text)
    assert [line.content.plain for block in markdown.blocks() for line in block.lines(40)] == ["见甲。", "", "完。", ""]


def test_what_differs_from_its_pieces_is_drawn_anew_and_what_does_not_is_left():
    markdown = GrowingMarkdown()
    markdown.write("甲\n\n乙\n\n")
    assert not markdown.finish("甲\n\n乙\n\n")
    assert markdown.finish("甲乙")
    assert [line.content.plain for block in markdown.blocks() for line in block.lines(40)] == ["甲乙", ""]


def test_a_citation_is_told_from_the_number_before_it():
    assert drawn("19:00[1](https://example.com)，[这里](https://example.com)") == "19:00[1]，这里"


def test_lists_are_numbered_and_go_on_under_their_own_text():
    text = "9. 第九项很长，要换行才看得完\n10. 第十项\n    - 子项也很长很长，要换行才行\n"
    assert drawn(text, 20).split("\n") == [
        " 9. 第九项很长，要换",
        "    行才看得完",
        "10. 第十项",
        "    ▪ 子项也很长很",
        "      长，要换行才行",
    ]


def test_a_table_is_as_wide_as_its_cells_and_breaks_them_where_it_must():
    text = "| 人数 | 排法 |\n| --- | ---: |\n| 3 | 6 |\n"
    assert drawn(text) == "┌──────┬──────┐\n│ 人数 │ 排法 │\n├──────┼──────┤\n│ 3    │    6 │\n└──────┴──────┘"
    narrow = drawn(text.replace("6", "六六六六六六六六六六"), 23).split("\n")
    assert narrow[3:5] == ["│ 3    │ 六六六六六六 │", "│      │     六六六六 │"]


def test_a_table_without_room_is_a_list_of_its_rows():
    text = "| 名称 | 价格 | 发布日期 | 说明 |\n|-|-|-|-|\n| 甲 | 一百元 | 二月五日 | 很好用 |\n"
    assert drawn(text, 20) == "名称: 甲\n价格: 一百元\n发布日期: 二月五日\n说明: 很好用"


def test_code_keeps_its_spaces_and_a_line_too_long_goes_on():
    lines = lines_of("```python\ndef f():\n    return 'abcdefghijklmnop'\n```", width=20)
    assert [line.content.plain for line in lines] == [" def f():", "     return 'abcdef", " ghijklmnop'", ""]
    assert {line.fill for line in lines[:-1]} == {".fence"}


def test_what_is_copied_has_the_line_ends_that_were_written():
    lines = lines_of("1. 第一项很长，要换行 when it wraps\n2. 第二项\n", width=20)
    assert len(lines) == 4
    assert selected(lines, SELECT_ALL) == "1. 第一项很长，要换行 when it wraps\n2. 第二项\n"
    assert selected(lines, Selection(Offset(3, 0), Offset(4, 1))) == "第一项很长，要换行"


def test_words_that_a_line_break_parts_are_found():
    lines = lines_of("1. 第一项很长，要换行的时候找得到\n", width=20)
    assert spans_of(lines, re.compile("要换行的时候")) == {0: [(9, 11)], 1: [(3, 7)]}


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (r"\(\frac{a+b}{2a}\)", "(a+b)/(2a)"),
        (r"\(x_1^{n+1} = \sqrt{2}\)", "x₁ⁿ⁺¹ = √2"),
        (r"$E = mc^2$ 与 $$\Delta = b^2 - 4ac$$", "E = mc² 与 Δ = b² - 4ac"),
        ("\\[\n\\sum_{i=1}^{n} i = \\frac{n(n+1)}{2}\n\\]", "∑ᵢ₌₁ⁿ i = (n(n+1))/2"),
        (r"\(f(x) = \begin{cases} x & x > 0 \\ -x & x \le 0 \end{cases}\)", "f(x) =\n⎧ x  x > 0\n⎩ -x  x ≤ 0"),
        (r"\(\begin{aligned} x &= 1 \\ y &= 2 \end{aligned}\)", "x = 1\ny = 2"),
        (r"\(\begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}\)", "(1 2; 3 4)"),
        (r"面积是 \(\pi r^2 \text{平方米}\)。", "面积是 π r² 平方米。"),
        (r"- 所以 \(\boxed{9.8}\) 更大", "• 所以 9.8 更大"),
        (r"\(x^{\infty}, A_B, e^{-x^2}\)", "x^∞, A_B, e^(-x²)"),
    ],
)
def test_a_formula_is_drawn_as_one_reads_it(written: str, read: str):
    assert drawn(written, 60) == read


@pytest.mark.parametrize(
    "text",
    ["$5 和 $10", "从$5到$10", "花了$5，他花了$", "US$ 5$", r"\frac{1}{2}", "$$", "`$x^2$`", "$x"],
)
def test_what_is_no_formula_stays_as_it_is(text: str):
    assert drawn(text) == text.strip("`")


@pytest.mark.parametrize(
    "formula", ["{" * 300, "}", "\\", "\\frac{" * 100, "x^", "\\begin{cases", "a" * 2_000, "&", "\\sqrt[]"]
)
def test_a_formula_that_cannot_be_read_loses_nothing_but_its_marks(formula: str):
    assert drawn(f"\\({formula} \\)", 10_000) == formula


@pytest.mark.parametrize("mark", [r"\(", r"\[", "$", "$$", "$x"])
def test_formulas_without_end_cost_no_time(mark: str):
    assert len(drawn(mark * 20_000, 80)) > 20_000
