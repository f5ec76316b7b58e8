"""Thinking between tags in the text of an answer, as servers without a parser for it send it. Fields are `chunks`'."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from enum import Enum, auto

from simulator.domain.completion import AnswerText, AnswerWasThinking, ThinkingText

Piece = ThinkingText | AnswerText | AnswerWasThinking

CLOSERS = {"<think>": "</think>", "◁think▷": "◁/think▷"}
"""The tags that open thinking, and those that close it: DeepSeek's and Qwen's, and Kimi K2's."""

MARKS = frozenset(tag[0] for tag in CLOSERS)
"""How tags begin: a text without any of these and without blanks at its end is never held back."""

BLANKS = " \t\r\n"
MOST_BLANKS = 64
"""Blanks before a tag that are taken for its own; of a longer run the earlier ones belong to the text."""

_TAGS = tuple(tag for pair in CLOSERS.items() for tag in pair)
_ANY_TAG = re.compile("|".join(_TAGS))

MOST_HELD = MOST_BLANKS + max(map(len, _TAGS)) - 1
"""The longest text that is held back, in characters (W60)."""


class _At(Enum):
    START = auto()
    OPENED = auto()
    THINKING = auto()
    CLOSED = auto()
    ANSWER = auto()
    LITERAL = auto()


class TagSplitter:
    """Fed with the text of an answer, gives it as thinking and answer; any split of the same text gives the same.

    `<think>` opens thinking only as the first text that is not blank (W58), and the blanks around a tag belong to
    neither side (W59). `</think>` where the text never opened any says that all of it so far was thinking (W62). After
    either, and after an opening tag in the middle of an answer, tags are nothing but text (W63). With `is_literal` they
    are from the first on.
    """

    def __init__(self, *, is_literal: bool = False) -> None:
        self._at = _At.LITERAL if is_literal else _At.START
        self._closer = ""
        self._held = ""
        self._has_answer = False

    @property
    def is_literal(self) -> bool:
        """Say whether all that follows is the answer as it stands."""
        return self._at is _At.LITERAL

    @property
    def side(self) -> type[ThinkingText | AnswerText] | None:
        """Give what a text without `MARKS`, and without blanks at its end, is now; None while that is not known."""
        if self._held or self._at in (_At.START, _At.OPENED, _At.CLOSED):
            return None
        return ThinkingText if self._at is _At.THINKING else AnswerText

    @property
    def held(self) -> str:
        """Give what is held back: blanks, and then what may be the beginning of a tag."""
        return self._held

    def feed(self, text: str) -> list[Piece]:
        """Take the next text and give what is certain now, at a cost linear in its length."""
        pieces: list[Piece] = []
        text, self._held = self._held + text, ""
        while text:
            # Every step but the last moves on to a later place, so that there are never more than six.
            text = _STEPS[self._at](self, text, pieces)
        return pieces

    def ignore(self) -> list[Piece]:
        """Take all that follows as it stands: the server has a field for thinking (W58, W63). Gives what was held."""
        if self._at in (_At.OPENED, _At.THINKING):
            return []
        self._at = _At.LITERAL
        return self.rest()

    def rest(self) -> list[Piece]:
        """Drain: give what was held back, which turned out to be no tag (W61)."""
        text, self._held = self._held, ""
        pieces: list[Piece] = []
        self._say(text, pieces)
        return pieces

    def _start(self, text: str, pieces: list[Piece]) -> str:
        begun = text.lstrip(BLANKS)
        if len(text) - len(begun) <= MOST_BLANKS:
            opener = next((opener for opener in CLOSERS if begun.startswith(opener)), None)
            if opener is not None:
                self._at, self._closer = _At.OPENED, CLOSERS[opener]
                return begun[len(opener) :]
            if any(opener.startswith(begun) for opener in CLOSERS):
                self._held = text
                return ""
        self._at = _At.ANSWER
        return text

    def _opened(self, text: str, pieces: list[Piece]) -> str:
        return self._skip_blanks(text, _At.THINKING)

    def _closed(self, text: str, pieces: list[Piece]) -> str:
        return self._skip_blanks(text, _At.LITERAL)

    def _skip_blanks(self, text: str, then: _At) -> str:
        text = text.lstrip(BLANKS)
        if text:
            self._at = then
        return text

    def _think(self, text: str, pieces: list[Piece]) -> str:
        end = text.find(self._closer)
        if end < 0:
            self._say_surely(text, (self._closer,), pieces)
            return ""
        self._say(text[: _before_blanks(text, end)], pieces)
        self._at = _At.CLOSED
        return text[end + len(self._closer) :]

    def _answer(self, text: str, pieces: list[Piece]) -> str:
        tag = _ANY_TAG.search(text)
        if tag is None:
            self._say_surely(text, _TAGS, pieces)
            return ""
        if tag[0] in CLOSERS:
            self._at = _At.LITERAL
            return text
        self._say(text[: _before_blanks(text, tag.start())], pieces)
        if self._has_answer:
            pieces.append(AnswerWasThinking())
        self._at = _At.CLOSED
        return text[tag.end() :]

    def _literal(self, text: str, pieces: list[Piece]) -> str:
        self._say(text, pieces)
        return ""

    def _say_surely(self, text: str, tags: Iterable[str], pieces: list[Piece]) -> None:
        """Give the text up to where blanks and one of `tags` may have begun, and hold back the rest."""
        sure = _before_blanks(text, len(text) - max(_begun(text, tag) for tag in tags))
        self._say(text[:sure], pieces)
        self._held = text[sure:]

    def _say(self, text: str, pieces: list[Piece]) -> None:
        if not text:
            return
        if self._at in (_At.OPENED, _At.THINKING):
            pieces.append(ThinkingText(text))
        else:
            self._has_answer = True
            pieces.append(AnswerText(text))


_STEPS: dict[_At, Callable[[TagSplitter, str, list[Piece]], str]] = {
    _At.START: TagSplitter._start,
    _At.OPENED: TagSplitter._opened,
    _At.THINKING: TagSplitter._think,
    _At.CLOSED: TagSplitter._closed,
    _At.ANSWER: TagSplitter._answer,
    _At.LITERAL: TagSplitter._literal,
}


def _begun(text: str, tag: str) -> int:
    """Count the characters at the end of a text with which the tag may begin."""
    return next((size for size in range(len(tag) - 1, 0, -1) if text.endswith(tag[:size])), 0)


def _before_blanks(text: str, end: int) -> int:
    """Give where the blanks before `end` begin, of which a tag claims no more than `MOST_BLANKS`."""
    window = text[max(0, end - MOST_BLANKS) : end]
    return end - len(window) + len(window.rstrip(BLANKS))
