"""The memory window: earlier turns, and tokens of the prompt, from what was kept and lost. Seeing it is `sightings`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from simulator.calibrate.finding import Finding
from simulator.calibrate.sightings import TOKENS, TURNS, Sighting
from simulator.texts import Bilingual, Texts

_TEXTS = Texts("calibrate")

Size = Callable[[Sighting], int]


@dataclass(frozen=True, slots=True)
class _Causes:
    """Losses by the limit that explains them; `is_open` says that the other limit would explain all of them, too."""

    turns: tuple[Sighting, ...]
    tokens: tuple[Sighting, ...]
    is_open: bool


def memory(sightings: Sequence[Sighting]) -> tuple[Finding, Finding]:
    """Fit `memory_turns` and `prompt_tokens`. Every value between their bounds explains all that was recorded."""
    kept = [sighting for sighting in sightings if sighting.is_kept]
    causes = _parted([sighting for sighting in sightings if not sighting.is_kept], kept)
    turns = _bounded(TURNS, kept, causes.turns, lambda it: it.distance, lambda low, high: high if low == high else None)
    tokens = _bounded(TOKENS, kept, causes.tokens, lambda it: it.tokens, roundest)
    if causes.is_open:
        turns, tokens = _open(turns, tokens)
    return _advised_turns(turns, is_needed=not causes.tokens), _advised_tokens(tokens, is_needed=not causes.turns)


def roundest(low: int, high: int) -> int:
    """Give the number from `low` to `high` that a power of two divides furthest: makers like 4096 better than 4113."""
    step = 1
    while high // (step * 2) * step * 2 >= max(low, 1):
        step *= 2
    return high // step * step


def _parted(lost: Iterable[Sighting], kept: Sequence[Sighting]) -> _Causes:
    """Give each loss to the limit that was told, or that alone explains it; what both explain, to the one that acts."""
    most_turns = max((it.distance for it in kept), default=0)
    most_tokens = max((it.tokens for it in kept), default=0)
    turns: list[Sighting] = []
    tokens: list[Sighting] = []
    either: list[Sighting] = []
    for loss in lost:
        if loss.because == TURNS or (loss.because is None and loss.tokens <= most_tokens):
            turns.append(loss)
        elif loss.because == TOKENS or loss.distance <= most_turns:
            tokens.append(loss)
        else:
            either.append(loss)
    is_open = bool(either) and not turns and not tokens
    if either and bool(turns) != bool(tokens):
        (turns if turns else tokens).extend(either)
    elif is_open:
        (turns if min(it.distance for it in either) == most_turns + 1 else tokens).extend(either)
    return _Causes(tuple(turns), tuple(tokens), is_open)


def _bounded(
    name: str, kept: Sequence[Sighting], lost: Sequence[Sighting], size: Size, choose: Callable[[int, int], int | None]
) -> Finding:
    most = max(kept, key=size, default=None)
    low = 0 if most is None else size(most)
    if not lost:
        return Finding(name=name, low=low or None, n=len(kept))
    least = min(lost, key=size)
    high, n = size(least) - 1, len(kept) + len(lost)
    if most is None or low <= high:
        return Finding(name=name, value=choose(low, high), low=low, high=high, n=n)
    remark = _TEXTS["window.contradicted"].filled(
        name=name, kept=most.place, low=low, lost=least.place, forgot=high + 1
    )
    return Finding(name=name, low=high, high=low, n=n, remarks=(remark,))


def _open(turns: Finding, tokens: Finding) -> tuple[Finding, Finding]:
    """Say that the data fit the other limit as well."""
    remark = _TEXTS["window.either"]
    if turns.high is not None:
        return replace(turns, remarks=(*turns.remarks, remark)), tokens
    return turns, replace(tokens, remarks=(*tokens.remarks, remark))


def _advised_turns(found: Finding, *, is_needed: bool) -> Finding:
    if found.value is not None or found.remarks or not is_needed:
        return found
    if found.high is not None:
        return replace(found, advice=_between("turns", found))
    return replace(found, advice=_TEXTS["turns.unseen"].filled(need=int(found.low or 0) + 2))


def _advised_tokens(found: Finding, *, is_needed: bool) -> Finding:
    if found.remarks or found.low == found.high is not None:
        return found
    if found.high is not None:
        return replace(found, advice=_between("tokens", found))
    return replace(found, advice=_TEXTS["tokens.unseen"]) if is_needed else found


def _between(what: str, found: Finding) -> Bilingual:
    return _TEXTS[f"{what}.between"].filled(low=f"{found.low or 0:g}", high=f"{found.high:g}")
