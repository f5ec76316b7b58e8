"""Pieces and ids are those of DeepSeek's tokenizer.json as Hugging Face's tokenizer reads it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer as RustTokenizer

from simulator.tokenizer.deepseek import CLASSES, DeepSeekTokenizer
from simulator.tokenizer.pieces import Splitter

LONG = 40_000

CURATED = [
    "",
    "你好",
    "小艺小艺，我叫小明。帮我讲一个笑话吧！",
    "已深度思考（用时 14 秒）",
    "一龥龦㐀〇𠮷",
    "「こんにちは」カタカナ・テスト゛゠\u3099\u3097\u3098か",
    "안녕하세요 세계",
    "สวัสดีครับ ทำไม",
    "नमस्ते दुनिया",
    "مرحبا بالعالم ١٢٣٤٥",
    "Hello, world! It's DeepSeek-R1's 1st answer.",
    "ünïcödé e\u0301a\u0301 \u0301\u0301 \u0301a",
    "a  12   345\t\t6  你   好\n \n 7",
    "1 12 123 1234 12345678 3.14159 １２３４ ½Ⅷ৪২",
    "def f(x):\n    return {'a': [1, 2]}  # comment\n\n\n        done = True\n",
    "variable generators.\n\n    bytes\n   more",
    "#include <stdio.h>\r\nint main(void)\r\n{\r\n\treturn 0;\r\n}\r\n",
    "https://example.com/a?b=c&d=%20#e_f-g",
    "!abc ?你好 $x^2+y_1$ \\frac{1}{2} ~~~ --- ... ……——",
    "😀👍🏽👨‍👩‍👧‍👦🇨🇳1️⃣ ❤️ 🩷🫨",
    "  two  three   \t tab\t\t \n newline \n\n  end   ",
    " ",
    "      ",
    "a" + " " * 300 + "b" + "\n" * 40 + " " * 7,
    " 　 你 　好　",
    "a\x85b\u2028c\u2029d\u00a0e\u3000f\x1cg\x1fh\vi\fj",
    "\x00\x01\x02a\x7f\u200b\u200d\ufeff\u00ada中\x00\x00文\x00",
    "\ue000\uf8ff\U000f0000\U0010fffd x\ue000",
    "\ufffd\ufffe\uffff",
    "<think>\n好的\n</think><｜User｜>你好<｜Assistant｜><｜end▁of▁sentence｜>",
    "我" * 500,
    "中文English混合123数字,标点。\r\n\r\n下一行",
]

MIXED = (
    "abz Z",
    "0９٣½Ⅷ",
    "一龥龦〇",
    "我们是中国人的你好天气",
    "ぁゟァヿ・゛゠\u3097\u3099",
    ".,!-_~`$'",
    "，。！“”—…",
    "\r\n\t\v\f\x85\u2028\u2029\u00a0\u3000\x1c",
    " \n",
    "\u0301\u0e34\u093f",
    "😀👩🏽\u200d\ufe0f",
    "กข한글éß",
    "\x00\x1b\x7f\u00ad\ufeff\ue000",
)

crowded = st.lists(st.sampled_from(MIXED).flatmap(st.sampled_from), max_size=30).map("".join)
"""Texts in which every class of character stands beside every other."""

# Without unassigned characters (Cn): a newer Unicode than the shipped table's may have given them a class.
wide = st.text(st.characters(exclude_categories=("Cs", "Cn")), max_size=60)
"""Texts of any assigned characters."""


@pytest.fixture(scope="module")
def splitter() -> Splitter:
    return Splitter(CLASSES.read_bytes().decode())


def reference_pieces(text: str, oracle: RustTokenizer) -> list[bytes]:
    spans = [span for _, span in oracle.pre_tokenizer.pre_tokenize_str(text)]
    return [text[start:end].encode() for start, end in spans]


@pytest.mark.parametrize("text", CURATED)
def test_pieces_are_those_of_the_reference(text: str, splitter: Splitter, oracle: RustTokenizer) -> None:
    assert list(splitter.split(text)) == reference_pieces(text, oracle)


@given(text=crowded | wide)
def test_pieces_of_any_text_are_those_of_the_reference(text: str, splitter: Splitter, oracle: RustTokenizer) -> None:
    assert list(splitter.split(text)) == reference_pieces(text, oracle)


@pytest.mark.parametrize("text", CURATED)
def test_ids_are_those_of_the_reference(text: str, tokenizer: DeepSeekTokenizer, oracle: RustTokenizer) -> None:
    assert tokenizer.encode(text) == oracle.encode(text).ids


@given(text=crowded | wide)
def test_ids_of_any_text_are_those_of_the_reference(
    text: str, tokenizer: DeepSeekTokenizer, oracle: RustTokenizer
) -> None:
    assert tokenizer.encode(text) == oracle.encode(text).ids


@pytest.mark.parametrize(
    "text",
    [
        "".join(chr(0x4E00 + place * 7919 % 20_000) for place in range(LONG)),
        "的一是不了" * (LONG // 5),
        "qwertyuiopasdfgh" * (LONG // 16),
        " " * LONG + "x",
        " \n" * (LONG // 2),
        "a" * LONG,
        "7" * LONG,
        "😀" * LONG,
        "한글" * (LONG // 2),
        "\x00" * LONG + "a",
        "\u0301" * LONG,
    ],
    ids=["han", "common han", "letters", "spaces", "lines", "one letter", "digits", "emoji", "hangul", "nul", "marks"],
)
def test_a_very_long_text_is_exact_too(text: str, tokenizer: DeepSeekTokenizer, oracle: RustTokenizer) -> None:
    assert tokenizer.encode(text) == oracle.encode(text).ids
