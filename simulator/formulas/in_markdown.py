r"""Finds formulas in running text: `\(…\)`, `\[…\]`, `$…$` and `$$…$$`. What they look like is `legible`."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

_CLOSED_BY = {r"\(": r"\)", r"\[": r"\]", "$$": "$$", "$": "$"}
_PRICE = re.compile(r"^\s|\s$|\n|^[^\\]*[\u3000-\u9fff][^\\]*$")
"""What stands between two dollar signs and is no formula: spaces at its edges, or Chinese without any LaTeX."""
_ENDLESS = "simulator: no formula ends after"


def with_formulas(parser: MarkdownIt) -> MarkdownIt:
    """Teach a parser formulas, as tokens `formula`; what is not closed stays text, and so do prices in dollars."""
    parser.inline.ruler.before("escape", "formula", _formula)
    return parser


def _formula(state: StateInline, silent: bool) -> bool:
    opening = next((mark for mark in _CLOSED_BY if state.src.startswith(mark, state.pos)), None)
    if opening is None:
        return False
    closing, start = _CLOSED_BY[opening], state.pos + len(opening)
    end = _end(state, closing, start)
    content = state.src[start:end].strip() if end >= 0 else ""
    if not content or (opening == "$" and not _is_formula(state, start, end)):
        return False
    if not silent:
        state.push("formula", "", 0).content = content
    state.pos = end + len(closing)
    return True


def _end(state: StateInline, closing: str, start: int) -> int:
    """Find where a formula ends; that there is no end is noted, or a text of openings alone would take for ever."""
    text, none_after = state.env.get(_ENDLESS, ("", {}))
    if text is not state.src:
        _, none_after = state.env[_ENDLESS] = state.src, dict[str, int]()
    if start >= none_after.get(closing, state.posMax):
        return -1
    end = state.src.find(closing, start, state.posMax)
    if end < 0:
        none_after[closing] = start
    return end


def _is_formula(state: StateInline, start: int, end: int) -> bool:
    return not _PRICE.search(state.src[start:end]) and not state.src[end + 1 : end + 2].isdigit()
