from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.content import Content

from simulator.faces.tui.line_breaks import break_offsets, cell_width, wrapped


def lines(text: str, width: int) -> list[str]:
    return wrapped(Content(text), width).plain.split("\n")


def test_chinese_fills_the_line_after_a_word_and_a_space():
    assert lines("R1 是一个很长的中文句子", 12) == ["R1 是一个很", "长的中文句子"]


def test_no_line_begins_with_a_mark_that_ends_a_clause():
    assert lines("今天天气很好，出门走走。", 12) == ["今天天气很", "好，出门走", "走。"]


def test_no_line_ends_with_a_mark_that_opens_one():
    assert lines("他回答了《红楼梦", 10) == ["他回答了", "《红楼梦"]


def test_a_word_and_a_number_are_not_cut():
    assert lines("我们用DeepSeek模型，约3.14元", 12) == ["我们用", "DeepSeek模", "型，约3.14元"]


def test_chinese_marks_part_words():
    assert lines("6×5=30，30×4=120，完", 10) == ["6×5=30，", "30×4=120，", "完"]


def test_a_word_longer_than_a_line_is_cut_where_the_line_ends():
    assert lines("见 https://example.org/a/very/long/path 吧", 10) == [
        "见",
        "https://ex",
        "ample.org/",
        "a/very/lon",
        "g/path 吧",
    ]


def test_line_ends_of_the_text_stay_and_styles_move_with_it():
    content = wrapped(Content.assemble("一二三", ("四五六", "bold"), "\n\n七"), 8)
    assert content.plain == "一二三四\n五六\n\n七"
    assert [content.plain[span.start : span.end] for span in content.spans] == ["四", "五六"]


def test_only_the_last_lines_are_kept_where_that_is_asked():
    assert wrapped(Content("一二三四五六"), 4, 2).plain == "三四\n五六"


def test_the_width_of_a_text_is_that_of_its_longest_line_in_cells():
    assert cell_width(Content("一二\nabc")) == 4
    assert cell_width(Content("")) == 0


@given(
    st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp", "Mn", "Me", "Cf"]), max_size=80),
    st.integers(2, 30),
)
def test_no_line_is_wider_than_asked_and_no_character_is_lost(text: str, width: int):
    offsets = break_offsets(text, width)
    assert offsets == sorted(set(offsets))
    parts = [text[start:end] for start, end in zip([0, *offsets], [*offsets, len(text)], strict=True)]
    assert "".join(parts) == text
    assert all(cell_len(part.rstrip(" \t\u3000")) <= width for part in parts)
