"""The page of `simulator calibrate`: a line a figure, then what is odd and what to record. Fitting is not here."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from simulator.calibrate.finding import Finding
from simulator.calibrate.fit import Fit
from simulator.domain.cells import pad, width
from simulator.domain.clean import clean
from simulator.domain.limit import Bilingual, Lang
from simulator.faces.cli.wrapping import indented
from simulator.texts import Texts

_TEXTS = Texts("cli")

NAMES: dict[str, Bilingual] = {
    "turns_per_conversation": _TEXTS["fitted.turns_per_conversation"],
    "memory_turns": _TEXTS["fitted.memory_turns"],
    "prompt_tokens": _TEXTS["fitted.prompt_tokens"],
    "daily_questions": _TEXTS["fitted.daily_questions"],
    "first_token": _TEXTS["fitted.first_token"],
    "tokens_per_second": _TEXTS["fitted.tokens_per_second"],
    "stutter.chance": _TEXTS["fitted.stutter.chance"],
    "stutter.seconds": _TEXTS["fitted.stutter.seconds"],
    "thinking.easy": _TEXTS["fitted.thinking.easy"],
    "thinking.medium": _TEXTS["fitted.thinking.medium"],
    "thinking.hard": _TEXTS["fitted.thinking.hard"],
}
HEAD = _TEXTS["fitted.head"]
TITLES = (
    _TEXTS["fitted.column.figure"],
    _TEXTS["fitted.column.value"],
    _TEXTS["fitted.column.interval"],
    _TEXTS["fitted.column.count"],
)
UNKNOWN, NONE = _TEXTS["fitted.unknown"], _TEXTS["fitted.none"]
ODD, OPEN = (
    _TEXTS["fitted.remarks"],
    _TEXTS["fitted.advice"],
)


def page(fit: Fit, lang: Lang, cells: int) -> list[str]:
    """Give the lines of the page; foreign names in it are harmless."""
    rows = [tuple(title.text(lang) for title in TITLES), *(_row(finding, lang) for finding in fit.findings)]
    widths = [max(width(row[place]) for row in rows) for place in range(len(TITLES))]
    lines = [_head(fit, lang), ""]
    lines += ["  ".join(pad(cell, size) for cell, size in zip(row, widths, strict=True)).rstrip() for row in rows]
    lines += _told(ODD.text(lang), [it.text(lang) for found in fit.findings for it in found.remarks], cells)
    advice = [found.advice.text(lang) for found in fit.findings if found.advice is not None]
    return lines + list(_told(OPEN.text(lang), advice, cells))


def as_json(fit: Fit, id: str | None) -> str:
    """Give the same for programs; `id` is the vendor of the profile that is written, None if none is."""
    data = {
        "vendor": fit.vendor,
        "release": fit.release,
        "captures": list(fit.captures),
        "conversations": fit.talks,
        "turns": fit.turns,
        "profile": id,
        "figures": {finding.name: _plain(finding) for finding in fit.findings},
    }
    return json.dumps(data, ensure_ascii=False, indent=2)


def _head(fit: Fit, lang: Lang) -> str:
    whose = clean(" ".join(part for part in (fit.vendor, fit.release) if part))
    names = clean(", ".join(fit.captures))
    return HEAD.text(lang).format(
        whose=f"{whose}{'：' if lang == 'zh' else ': '}" if whose else "",
        talks=fit.talks,
        turns=fit.turns,
        captures=names,
    )


def _row(finding: Finding, lang: Lang) -> tuple[str, ...]:
    value = NONE.text(lang) if finding.is_none else UNKNOWN.text(lang)
    shown = value if finding.value is None else f"{finding.value:.4g}" if finding.value < 1000 else f"{finding.value:g}"
    return NAMES[finding.name].text(lang), shown, _span(finding), str(finding.n) if finding.n else ""


def _span(finding: Finding) -> str:
    low, high = (
        None if end is None else f"{end:.4g}" if end < 1000 else f"{end:.10g}" for end in (finding.low, finding.high)
    )
    if low is None and high is None:
        return ""
    return f"≥ {low}" if high is None else f"≤ {high}" if low is None else f"{low}–{high}"


def _told(title: str, texts: list[str], cells: int) -> Iterator[str]:
    if texts:
        yield from ("", title)
    for text in texts:
        yield from indented(clean(text), cells, "  · ", "    ")


def _plain(finding: Finding) -> dict[str, Any]:
    return {
        "value": finding.value,
        "low": finding.low,
        "high": finding.high,
        "n": finding.n,
        "none": finding.is_none,
        "remarks": [{"zh": remark.zh, "en": remark.en} for remark in finding.remarks],
        "advice": None if finding.advice is None else {"zh": finding.advice.zh, "en": finding.advice.en},
    }
