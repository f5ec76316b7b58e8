"""The shipped vocabulary is what the tool makes, and the tool refuses one that the merging could get wrong."""

from __future__ import annotations

import json
import runpy
from pathlib import Path

import pytest

from simulator.tokenizer.deepseek import RANKS

TOOL = runpy.run_path(str(Path(__file__).parents[2] / "tools" / "build_ranks.py"))
SINGLES = {letter: 3 + place for place, letter in enumerate(TOOL["_byte_letters"]())}


def write_vocabulary(folder: Path, tokens: list[str], merges: list[str]) -> Path:
    vocabulary = SINGLES | {token: 259 + place for place, token in enumerate(tokens)}
    path = folder / "tokenizer.json"
    path.write_text(json.dumps({"model": {"vocab": vocabulary, "merges": merges}}), "utf-8")
    return path


def test_the_shipped_ranks_are_what_the_tool_makes(tokenizer_json: Path) -> None:
    assert RANKS.read_bytes() == TOOL["build_ranks"](tokenizer_json)


def test_tokens_follow_the_single_bytes_in_the_order_of_ids(tmp_path: Path) -> None:
    made = TOOL["build_ranks"](write_vocabulary(tmp_path, ["ab", "abc"], ["a b", "ab c"]))
    assert sorted(made[:256]) == list(range(256))
    assert made[256:] == b"ab\xffabc"


def test_a_token_that_its_own_bytes_do_not_give_is_refused(tmp_path: Path) -> None:
    path = write_vocabulary(tmp_path, ["ab", "bc", "abc"], ["a b", "b c", "a bc"])
    with pytest.raises(ValueError, match="token 261, b'abc'"):
        TOOL["build_ranks"](path)


def test_ids_in_another_order_than_merges_are_refused(tmp_path: Path) -> None:
    path = write_vocabulary(tmp_path, ["ab", "bc"], ["b c", "a b"])
    with pytest.raises(ValueError, match="token 259 is b'ab'"):
        TOOL["build_ranks"](path)


def test_a_token_that_holds_the_separator_is_refused(tmp_path: Path) -> None:
    path = write_vocabulary(tmp_path, ["aÿ"], ["a ÿ"])
    with pytest.raises(ValueError, match="separator"):
        TOOL["build_ranks"](path)
