"""Citation marks become links, however the stream is cut."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from simulator.domain.citations import Citations, in_link

URLS = ("https://a.example/1", "https://b.example/2")
PIECES = st.sampled_from(
    ["[citation:1]", "[citation:2]", "[citation:9]", "[citation:", "[cit", "[", "]", "1", "好", "x"]
)
TEXTS = st.lists(PIECES | st.text(max_size=3), max_size=12).map("".join)


def shown(pieces: list[str], urls: tuple[str, ...] = URLS) -> tuple[str, list[str]]:
    """Give all that was shown of a stream, and what was held back after each piece."""
    state, out, held = Citations(urls), [], []
    for piece in pieces:
        state, text = state.feed(piece)
        out.append(text)
        held.append(state.held)
    return "".join(out) + state.held, held


def test_a_mark_becomes_a_link_to_its_page():
    text, _ = shown(["小艺支持联网[citation:2]。"])
    assert text == "小艺支持联网[2](https://b.example/2)。"


def test_marks_beside_each_other_are_links_each():
    assert shown(["[citation:1][citation:2]"])[0] == "[1](https://a.example/1)[2](https://b.example/2)"


def test_a_number_without_a_page_stays_as_it_was_written():
    assert shown(["[citation:0][citation:3][citation:1234]"])[0] == "[citation:0][citation:3][citation:1234]"


def test_without_pages_nothing_is_held_back():
    assert shown(["见[cit", "ation:1]"], ()) == ("见[citation:1]", ["", ""])


@given(TEXTS, st.data())
def test_every_split_shows_the_same(text, data):
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=8)))
    pieces = [text[start:end] for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True)]
    whole, held = shown(pieces)
    assert whole == shown([text])[0] == shown(list(text))[0]
    assert all(len(part) <= len("[citation:999") for part in held)


@given(TEXTS)
def test_text_without_marks_passes_unchanged(text):
    plain = text.replace("[citation:", "(citation:")
    assert shown(list(plain))[0] == plain


@given(st.text(st.characters(codec="utf-8")))
def test_no_address_ends_its_link_early(url):
    assert not set(in_link(url)) & set(" ()<>[]\\\n")
