"""HTML, SVG and cast exports are whole documents of their formats, whatever was said, and nothing in them acts."""

from __future__ import annotations

import json
import re
import tomllib
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.domain.cells import width
from simulator.domain.limit import Lang
from simulator.domain.release import Looks
from simulator.export.as_html import as_html
from simulator.export.cast import as_cast
from simulator.export.html_style import style_sheet
from simulator.export.lines import broken, plain
from simulator.export.svg import as_svg
from simulator.export.telling import maker_of
from tests.export.sessions import recorded, turn

ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
VOID = {"meta", "br", "hr"}
KNOWN = {
    *("html", "head", "meta", "title", "style", "body", "div", "span", "b", "i", "small", "header", "footer", "main"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "p", "ul", "ol", "li", "pre", "code", "em", "strong", "s", "a", "blockquote"),
    *("details", "summary", "table", "thead", "tbody", "tr", "th", "td", "br", "hr"),
}


class _Reader(HTMLParser):
    """Reads a document as a browser does, and refuses what is not closed in order, or is not known."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in KNOWN
        for name, value in attrs:
            assert name in ("class", "href", "rel", "lang", "charset", "content", "name", "http-equiv", "start")
            assert name != "href" or re.match("(?i)https?://", value or "")
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert tag in VOID or self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def read(document: str) -> str:
    reader = _Reader()
    reader.feed(document)
    reader.close()
    assert reader.open == []
    return reader.text


@given(question=ANY_TEXT, answer=ANY_TEXT, thinking=ANY_TEXT)
def test_html_of_any_text_is_whole_and_does_nothing(question: str, answer: str, thinking: str) -> None:
    read(as_html(recorded(turn(1, question, answer, thinking))))


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "</div></body><img src=x onerror=alert(1)>",
        "[x](javascript:alert(1)) ![y](https://a/b.png)",
        "<style>*{}</style>",
        r"\(<script>alert(1)</script>\)",
    ],
)
def test_html_shows_hostile_text_as_text(hostile: str) -> None:
    text = read(as_html(recorded(turn(1, hostile, hostile, hostile))))
    assert text.count(hostile) >= 2


def test_html_shows_a_formula_as_one_reads_it() -> None:
    text = read(as_html(recorded(turn(1, "求根", r"所以 \(x < \frac{a+b}{2a}\)，$x^2 \ge 0$。"))))
    assert "所以 x < (a+b)/(2a)，x² ≥ 0。" in text


def test_html_allows_no_script_and_only_its_own_style() -> None:
    made = as_html(recorded(turn(1, "你好", "你好", "想")))
    (policy,) = re.findall('Content-Security-Policy" content="([^"]*)"', made)
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy and "<details><summary>" in made and "2月5日 周三" in made


@pytest.mark.parametrize(("lang", "word"), [("zh", "第 1 轮"), ("en", "turn 1")])
def test_labels_are_in_the_language_that_was_asked_for(lang: Lang, word: str) -> None:
    assert word in as_html(recorded(turn(1, "hi", "hi"), lang=lang))


@given(question=ANY_TEXT, answer=ANY_TEXT)
def test_svg_of_any_text_is_xml_of_shapes_and_text_alone(question: str, answer: str) -> None:
    root = ElementTree.fromstring(as_svg(recorded(turn(1, question, answer))))
    names = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert names <= {"svg", "title", "rect", "text", "g", "clipPath", "path"}


def test_a_long_session_is_drawn_from_its_end_and_says_what_is_above() -> None:
    turns = [turn(number, f"问题 {number}", "答案" * 60) for number in range(1, 21)]
    made = as_svg(recorded(*turns))
    assert "问题 20" in made and "问题 1<" not in made
    assert re.search("更早的 [0-9]+ 条", made)


@given(st.text(st.sampled_from("汉字，。 abc word-longer\n！"), max_size=200), st.integers(4, 50))
def test_no_line_is_wider_than_it_may_be_but_for_a_closing_mark(text: str, cells: int) -> None:
    lines = list(broken(text, cells))
    assert all(width(line.rstrip("，。！")) <= cells for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_a_cast_keeps_the_pace_of_the_session() -> None:
    made = as_cast(recorded(turn(1, "你好", "一二三四五六七八九十" * 4, "想一想"), turn(2, "再见", "再见")), 60)
    head, *events = [json.loads(line) for line in made.splitlines()]
    assert (head["version"], head["width"], head["height"]) == (2, 60, 24)
    assert all(len(event) == 3 and event[1] == "o" and isinstance(event[2], str) for event in events)
    times = [event[0] for event in events]
    assert times == sorted(times)
    at = {words.strip("\x1b[0123456789m\r\n"): moment for moment, _, words in events}
    assert at["› 你好"] == 0.0 and at["› 再见"] == 10.0
    assert [moment for moment, _, words in events if "一二" in words] == [3.0, 3.2]


@given(ANY_TEXT)
def test_a_cast_sends_no_escapes_but_its_own(answer: str) -> None:
    made = as_cast(recorded(turn(1, answer, answer, answer)))
    sent = "".join(json.loads(line)[2] for line in made.splitlines()[1:])
    rest = re.sub(r"\x1b\[(?:[0-9]{1,2}m|\?25[lh])|\r\n", "", sent)
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", rest)


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize(
    ("text", "ground"), [("text", "panel"), ("soft", "screen"), ("warn", "screen"), ("bad", "screen")]
)
def test_every_text_of_the_sheet_stands_out_in_light_and_dark(text: str, ground: str) -> None:
    looks: Looks = maker_of(None, "x").looks
    for theme in style_sheet(looks).split("prefers-color-scheme:dark")[:2]:
        colours = dict(re.findall(r"--([a-z-]+):(#[0-9a-f]{3,6})", theme))
        if text in colours and ground in colours:
            assert _contrast(colours[text], colours[ground]) >= 4.5


PROFILES = sorted((Path(__file__).parents[2] / "vendors").glob("*/profile.toml"))


@pytest.mark.parametrize("profile", PROFILES, ids=lambda path: path.parent.name)
def test_what_the_user_said_stands_out_on_every_makers_colour(profile: Path) -> None:
    looks = tomllib.loads(profile.read_text("utf-8"))["looks"]
    assert _contrast(looks["accent"], "#101216") >= 4.5
    assert _contrast(looks["accent"], "#15181d") >= 4.5
    assert _contrast(looks["accent_light"], "#ffffff") >= 4.5
    assert _contrast(looks["accent_light"], "#fafbfc") >= 4.5


def test_a_picture_shows_words_and_not_the_marks_around_them() -> None:
    markdown = (
        "# 标题\n**粗** `码` [1](https://a.b)\n```python\nx = a[0]\n```\n| a | 共 |\n|---|---|\n| 一个 | 2 |\n- 项"
    )
    assert plain(markdown) == "标题\n粗 码 [1]\nx = a[0]\na     共\n一个  2\n• 项"


@given(st.text(st.sampled_from("|-: \n`~*"), max_size=3000))
def test_marks_without_end_cost_no_time(text: str) -> None:
    plain(text)
