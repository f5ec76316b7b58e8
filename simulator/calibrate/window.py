"""The memory window: earlier turns, and tokens of the prompt, from what was kept and lost. Seeing it is `sightings`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from simulator.calibrate.finding import Finding
from simulator.calibrate.sightings import TOKENS, TURNS, Sighting
from simulator.domain.limit import Bilingual

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
    remark = Bilingual(
        f"{name} 自相矛盾：{most.place} 还记得 {low}，而 {least.place} 已忘记 {high + 1}",
        f"{name} is contradicted: {most.place} remembered {low}, but {least.place} forgot {high + 1}",
    )
    return Finding(name=name, low=high, high=low, n=n, remarks=(remark,))


def _open(turns: Finding, tokens: Finding) -> tuple[Finding, Finding]:
    """Say that the data fit the other limit as well."""
    remark = Bilingual(
        "遗忘也可能由另一个限制造成：请用长短不一的对话再录一次（docs/calibrate.md）",
        "the other memory limit would explain all of it, too: record conversations of long and of short turns "
        "(docs/calibrate.md)",
    )
    if turns.high is not None:
        return replace(turns, remarks=(*turns.remarks, remark)), tokens
    return turns, replace(tokens, remarks=(*tokens.remarks, remark))


def _advised_turns(found: Finding, *, is_needed: bool) -> Finding:
    if found.value is not None or found.remarks or not is_needed:
        return found
    if found.high is not None:
        zh = f"memory_turns 在 {found.low} 与 {found.high} 之间：在这些距离上各问一次名字"
        en = f"memory_turns is between {found.low:g} and {found.high:g}: ask for a name at these distances"
        return replace(found, advice=Bilingual(zh, en))
    low = int(found.low or 0)
    zh = f"没有轮次被忘记：先说“我叫小明”，聊 {low + 2} 轮以上，再问“我叫什么？”"
    en = f"no turn was forgotten: say 我叫小明, then ≥ {low + 2} turns, then 我叫什么？ (or record the wire)"
    return replace(found, advice=Bilingual(zh, en))


def _advised_tokens(found: Finding, *, is_needed: bool) -> Finding:
    if found.remarks or found.low == found.high is not None:
        return found
    if found.high is not None:
        zh = f"窗口只夹在 {found.low} 与 {found.high} 之间，取其中最整的数；--probe FILE 写出能确定它的脚本"
        en = (
            f"the window is between {found.low or 0:g} and {found.high:g}, of which the roundest was taken; "
            "--probe FILE writes the script that decides"
        )
        return replace(found, advice=Bilingual(zh, en))
    if not is_needed:
        return found
    zh, en = (
        "没有提示词超出窗口；--probe FILE 写出能找到它的脚本",
        "no prompt outgrew the window; --probe FILE writes a script that finds it",
    )
    return replace(found, advice=Bilingual(zh, en))
