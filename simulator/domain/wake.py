"""Whether an utterance begins with a wake word: the very characters, or the same sound. How text sounds comes in."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from simulator.domain.brief import remembered
from simulator.domain.release import WakeWord

Pronounce = Callable[[str], Sequence[str]]

_UNIT = re.compile(r"[^\W_]", re.UNICODE)
_REACH = 32
"""How many characters of an utterance can belong to its wake word; keeps a 100,000-character utterance cheap."""

_CONFUSED = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("l", "n"), ("ing", "in"), ("eng", "en"), ("ang", "an"))
"""Initials and finals that speakers of many regions do not tell apart, and recognisers mix up."""

_SOUND_SHARE = 0.5
"""How much of a likeness is sound; the rest is characters, so that 小易小易 wakes 小艺 with 0.75."""


@dataclass(frozen=True, slots=True)
class Hearing:
    """What was heard at the head of an utterance: `rest` is what follows it; `is_wake` whether it wakes the phone."""

    heard: str
    wake_word: str
    score: float
    rest: str
    is_wake: bool


def listen(utterance: str, wake_words: Sequence[WakeWord], pronounce: Pronounce, *, is_open: bool) -> Hearing | None:
    """Find the wake word at the head of `utterance`; None if there is none to be heard at all.

    An exact match scores 1 and needs no sound. An open phone looks for a likeness only where half of the characters
    are those of a wake word, since most utterances to it begin with the question. A sleeping phone reports the
    nearest wake word even if it does not wake.
    """
    head = _units(utterance)
    for word in wake_words:
        hearing = _exact(utterance, head, word.text)
        if hearing:
            return hearing
    rivals = [word.text for word in wake_words if not is_open or _is_half_spelled(head, word.text)]
    heard = [hearing for text in rivals if (hearing := _alike(utterance, head, text, pronounce))]
    best = max(heard, key=lambda hearing: (hearing.is_wake, hearing.score), default=None)
    return best if best and (best.is_wake or not is_open) else None


Unit = tuple[str, int]


def _units(text: str) -> tuple[Unit, ...]:
    """Give the letters and Han characters near the beginning, lower-cased, each with the index after it."""
    return _units_of(text[:_REACH])


@remembered
def _units_of(text: str) -> tuple[Unit, ...]:
    return tuple((_folded(match[0]), match.end()) for match in _UNIT.finditer(text))


def _folded(letter: str) -> str:
    """Give the small letter, of a full-width one its narrow form.

    A letter that folds into several (ß, ﬃ) stays itself, so that a unit is one character.
    """
    small = unicodedata.normalize("NFKC", letter).casefold()
    return small if len(small) == 1 else letter


@remembered
def _letters(text: str) -> str:
    return "".join(unit for unit, _ in _units(text))


def _cut(utterance: str, end: int) -> str:
    return utterance[end:].lstrip(" \t\r\n　,，.。!！?？:：;；、~～…")


def _exact(utterance: str, head: tuple[Unit, ...], word: str) -> Hearing | None:
    wanted = _letters(word)
    if not wanted or "".join(unit for unit, _ in head[: len(wanted)]) != wanted:
        return None
    end = head[len(wanted) - 1][1]
    if _goes_on(utterance, end):
        return None
    return Hearing(utterance[:end].strip(), word, 1.0, _cut(utterance, end), True)


def _goes_on(utterance: str, end: int) -> bool:
    """Say whether a Latin word goes on at `end`, so that what is before it is no word of its own."""
    around = utterance[end - 1 : end + 1]
    return len(around) == 2 and around.isascii() and around.isalnum()


def _is_half_spelled(head: tuple[Unit, ...], word: str) -> bool:
    wanted = _letters(word)
    same = sum(unit == letter for (unit, _), letter in zip(head, wanted, strict=False))
    return len(head) >= len(wanted) and same * 2 >= len(wanted)


def _alike(utterance: str, head: tuple[Unit, ...], word: str, pronounce: Pronounce) -> Hearing | None:
    wanted = _letters(word)
    taken = head[: len(wanted)]
    if not taken or not wanted:
        return None
    heard = "".join(unit for unit, _ in taken)
    sounds, wanted_sounds = pronounce(heard), pronounce(wanted)
    near = [_same_sound(a, b) for a, b in zip(sounds, wanted_sounds, strict=False)]
    sound = sum(near) / len(wanted_sounds)
    spelling = sum(a == b for a, b in zip(heard, wanted, strict=False)) / len(wanted)
    end = taken[-1][1]
    score = round(_SOUND_SHARE * sound + (1 - _SOUND_SHARE) * spelling, 2)
    is_wake = len(sounds) == len(wanted_sounds) and all(near) and not _goes_on(utterance, end)
    return Hearing(utterance[:end].strip(), word, score, _cut(utterance, end) if is_wake else utterance, is_wake)


def _same_sound(heard: str, wanted: str) -> float:
    """Give 1 for the same syllable, 0.8 for one that is commonly confused with it, 0 for another."""
    if heard == wanted:
        return 1.0
    return 0.8 if _merged(heard) == _merged(wanted) else 0.0


def _merged(syllable: str) -> str:
    for longer, shorter in _CONFUSED[:4]:
        if syllable.startswith(longer):
            syllable = shorter + syllable[len(longer) :]
            break
    for longer, shorter in _CONFUSED[4:]:
        if syllable.endswith(longer):
            return syllable[: -len(longer)] + shorter
    return syllable
