"""Reads reply fixtures from a folder of TOML files, all errors at once. Who gives them is `puzzles` and `tales`.

A file holds `[[replies]]` tables. Keys: `id`, `lang` (zh, en), `kind` (puzzle if missing; joke, story, poem,
small_talk), `answer`, `thinking` (optional) and `patterns`, a list of tables with one key each: `is` (a text or a
list, the whole utterance without closing marks), `contains` (a text or a list, any of them), `all_of` (a list) or
`matches` (a regular expression). A joke, story or poem may do without patterns; its answer may hold `{topic}`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, get_args

from simulator.mock.brain.patterns import Pattern, Utterance, join
from simulator.mock.brain.question import Lang

ReplyKind = Literal["puzzle", "joke", "story", "poem", "small_talk"]
TALES: frozenset[ReplyKind] = frozenset({"joke", "story", "poem"})

_KEYS = frozenset({"id", "lang", "kind", "answer", "thinking", "patterns"})
_PATTERN_KEYS = frozenset({"is", "contains", "all_of", "matches"})


class BadFixture(ValueError):
    """Fixture files that cannot be used; the message has a line for each error: file, key, what was found and meant."""


@dataclass(frozen=True, slots=True)
class ReplyFixture:
    """A prepared reply: what it is asked by, in which language, and what is thought and answered."""

    id: str
    kind: ReplyKind
    lang: Lang
    patterns: tuple[Pattern, ...]
    thinking: str
    answer: str

    def fits(self, utterance: Utterance) -> bool:
        """Say whether any pattern fits."""
        return any(pattern.fits(utterance) for pattern in self.patterns)


def load_replies(folder: Path) -> tuple[ReplyFixture, ...]:
    """Read all `*.toml` of a folder in the order of their names; other files are left alone.

    Raises: BadFixture naming file and key for every error, FileNotFoundError if there is no such folder.
    """
    if not folder.is_dir():
        raise FileNotFoundError(f"{folder}: no such folder of reply fixtures")
    errors: list[str] = []
    replies: list[ReplyFixture] = []
    for path in sorted(folder.glob("*.toml")):
        replies.extend(_file(path, errors))
    known: dict[str, int] = {}
    for reply in replies:
        known[reply.id] = known.get(reply.id, 0) + 1
    errors += [
        f"{folder}: replies[{name}].id is used {count} times; give each reply its own"
        for name, count in known.items()
        if count > 1
    ]
    if errors:
        raise BadFixture("\n".join(errors))
    return tuple(replies)


@cache
def bundled_replies() -> tuple[ReplyFixture, ...]:
    """Read the replies that come with the program, once a process. Raises as `load_replies` does."""
    from simulator.bundled import folder

    return load_replies(folder("fixtures") / "replies")


def _file(path: Path, errors: list[str]) -> Iterable[ReplyFixture]:
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        errors.append(f"{path}: not a TOML file in UTF-8: {error}")
        return
    tables = data.pop("replies", [])
    errors += [f"{path}: unknown key {key!r}; a fixture file holds [[replies]] only" for key in data]
    if not isinstance(tables, list):
        errors.append(f"{path}: replies is {type(tables).__name__}; write each reply as [[replies]]")
        return
    for place, table in enumerate(tables, 1):
        if not isinstance(table, dict):
            errors.append(f"{path}: replies[{place}] is {table!r}; write each reply as [[replies]]")
            continue
        where = f"{path}: replies[{table.get('id', place)}]"
        found = [*_table_errors(table)]
        patterns, pattern_errors = _patterns(table.get("patterns", []))
        errors += [f"{where}{error}" for error in (*found, *pattern_errors)]
        if not found:
            yield ReplyFixture(
                table["id"],
                table.get("kind", "puzzle"),
                table["lang"],
                patterns,
                table.get("thinking", "").strip(),
                table["answer"].strip(),
            )


def _table_errors(table: Mapping[str, object]) -> Iterable[str]:
    yield from (f": unknown key {key!r}; the keys are {', '.join(sorted(_KEYS))}" for key in table if key not in _KEYS)
    for key in ("id", "lang", "answer"):
        if key not in table:
            yield f".{key} is missing"
    for key in ("id", "answer", "thinking"):
        if key in table and (not isinstance(table[key], str) or (key != "thinking" and not str(table[key]).strip())):
            yield f".{key} is {table[key]!r}; write a text"
    for key, known in (("lang", get_args(Lang)), ("kind", get_args(ReplyKind))):
        if key in table and table[key] not in known:
            yield f".{key} is {table[key]!r}; write one of {', '.join(known)}"
    if not table.get("patterns") and table.get("kind", "puzzle") not in TALES:
        yield ".patterns is missing; say when this reply is given"


def _patterns(tables: object) -> tuple[tuple[Pattern, ...], list[str]]:
    if not isinstance(tables, list):
        return (), [f".patterns is {tables!r}; write a list of tables"]
    read = [_pattern(table) for table in tables]
    errors = [f".patterns[{place}] {error}" for place, error in enumerate(read, 1) if isinstance(error, str)]
    return tuple(pattern for pattern in read if isinstance(pattern, Pattern)), errors


def _pattern(table: object) -> Pattern | str:
    if not isinstance(table, dict) or len(table) != 1 or not table.keys() <= _PATTERN_KEYS:
        return f'is {table!r}; write one of is, contains, all_of, matches, like {{ contains = "鸡兔同笼" }}'
    kind, parts = next(iter(table.items()))
    texts: Sequence[object] = parts if isinstance(parts, list) and kind != "matches" else [parts]
    if not texts or not all(isinstance(text, str) and text.strip() for text in texts):
        return f"{kind} is {parts!r}; write a text" + ("" if kind == "matches" else " or a list of texts")
    if kind != "matches":
        return Pattern(kind, tuple(join(str(text)) for text in texts))
    try:
        re.compile(str(parts), re.IGNORECASE)
    except re.error as error:
        return f"matches is no regular expression: {error}"
    return Pattern("matches", (str(parts),))
