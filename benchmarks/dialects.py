"""How fast the client decodes each dialect, against others on the same bytes. `docs/dialects.md` tells of dialects.

Dialects that differ in nothing that a stream of text shows are left out.
"""

from __future__ import annotations

import asyncio

from benchmarks.decode import CLIENTS, TARGETS, measure

TITLE = "SSE decode, dialect by dialect"

CHUNKS = 4_000
ROUNDS = 3
OURS = "ChatCompletions.ask"

DIALECTS = (
    "deepseek",
    "vllm",
    "vllm-0.11",
    "vllm-0.7-without-parser",
    "sglang-without-parser",
    "kimi-tags",
    "llama.cpp",
    "openrouter",
    "siliconflow",
    "bailian",
    "azure",
    "gateway-thinking",
    "gateway-parts",
    "gateway-wrapped",
)


def run() -> list[tuple[str, str, str, str]]:
    """Give the rows: what, measured, compared with, target."""
    return [_row(dialect) for dialect in DIALECTS]


def _row(dialect: str) -> tuple[str, str, str, str]:
    best = asyncio.run(measure(dialect, CHUNKS, ROUNDS, CLIENTS))
    own = best[OURS]
    compared = ", ".join(f"{own / best[name]:.2f}× {name}" for name in TARGETS)
    targets = ", ".join(f"≥ {factor:g}×" for factor in TARGETS.values())
    return dialect, f"{own:,.0f} chunks/CPU s", compared, targets
