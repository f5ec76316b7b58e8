"""The pages that come with the program, and what is said of a file that is wrong."""

from __future__ import annotations

from datetime import date

import pytest

from simulator.bundled import folder
from simulator.search.corpus import load_entries

PAGES = [entry.page for entry in load_entries(folder("fixtures") / "web")]
GOOD = 'date = 2025-02-05\nurl = "https://example.com/1"\ntitle = "题"\ntext = "文"\ntags = []\n'


def test_the_small_web_is_of_those_weeks_and_every_address_is_its_own():
    assert len(PAGES) >= 25
    assert all(date(2025, 1, 1) <= page.date < date(2025, 3, 1) for page in PAGES)
    assert len({page.url for page in PAGES}) == len(PAGES)


def test_nobody_is_told_the_weather():
    assert not any(word in page.text for page in PAGES for word in ("天气", "气温", "weather"))


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("[[pages]]\n" + GOOD.replace("2025-02-05", "2025-02-05T08:00:00"), r"a\.toml: pages\[1\]\.date"),
        ("[[pages]]\n" + GOOD.replace("2025-02-05", '"2025-02-05"'), r"pages\[1\]\.date is '2025-02-05'; write a date"),
        ("[[pages]]\n" + GOOD.replace('"题"', '""'), r"pages\[1\]\.title"),
        ("[[pages]]\n" + GOOD.replace("[]", "[1]"), r"pages\[1\]\.tags"),
        ("[[pages]]\n" + GOOD.replace("https", "javascript"), r"pages\[1\]\.url"),
        ("[[pages]]\n" + GOOD + "[[pages]]\nx = 1", r"pages\[2\]: write exactly the keys date, url"),
        ("pages = [3]", r"pages\[1\]: write exactly"),
        ("pages = 3", "a file of pages holds"),
        ("other = 1", "a file of pages holds"),
        ("[[", "not a TOML file"),
    ],
)
def test_a_wrong_file_says_where_and_what(tmp_path, text, complaint):
    (tmp_path / "a.toml").write_text(text.replace("tags = []", 'tags = ["x"]'), "utf-8")
    with pytest.raises(ValueError, match=complaint):
        load_entries(tmp_path)


def test_a_page_is_read_as_it_is_written(tmp_path):
    (tmp_path / "a.toml").write_text("[[pages]]\n" + GOOD.replace("[]", '["标签"]'), "utf-8")
    (entry,) = load_entries(tmp_path)
    assert (entry.page.title, entry.page.date, entry.tags) == ("题", date(2025, 2, 5), ("标签",))
