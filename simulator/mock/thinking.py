"""Whether a request makes a model think, and how long. What is thought is the mind's."""

from __future__ import annotations

import re
from typing import Literal, get_args

from simulator.mock.era import Era, Model
from simulator.mock.fields import Fields
from simulator.mock.lengthen import at_length
from simulator.mock.pieces import pieces
from simulator.mock.refusal import misfit

Effort = Literal["low", "high", "max"]

_EFFORTS: dict[str, Effort] = {
    "minimal": "low",
    "low": "low",
    "medium": "high",
    "high": "high",
    "xhigh": "high",
    "max": "max",
    "ultra": "max",
}
"""How DeepSeek of 2026 understands the names of others (api-docs.deepseek.com/guides/thinking_mode.md)."""

_SENTENCE = re.compile(r".*?(?:[。！？!?\n]+|\.(?=\s)|$)\s*", re.DOTALL)
_TYPES = ("enabled", "disabled")
_LOW_SHARE = 2
_MAX_TIMES = 2


def read_model(fields: Fields, model: Model, era: Era) -> Model:
    """Give the rules by which a request is served: those of its model, thinking or not as the request says.

    Raises: Refused with status 422 for a switch that is none; an era without switches ignores it.
    """
    thinks = model.thinks
    if era.switches and (switch := fields.get("thinking")) is not None:
        kind = switch.get("type") if isinstance(switch, dict) else None
        if not isinstance(kind, str) or kind not in _TYPES:
            raise misfit("thinking.type: unknown variant, expected `enabled` or `disabled`")
        thinks = kind == "enabled"
    if era.tools_stop_thinking and fields.get("tools"):
        thinks = False
    return era.switched(model, thinks=thinks)


def read_effort(fields: Fields, era: Era) -> Effort:
    """Give how long to think. Raises: Refused with status 422 for an unknown effort, where the era knows efforts."""
    if not era.efforts:
        return "high"
    effort = fields.get("reasoning_effort", "high")
    if not isinstance(effort, str) or effort not in _EFFORTS:
        raise misfit(
            f"reasoning_effort: unknown variant, expected one of {', '.join(f'`{one}`' for one in get_args(Effort))}"
        )
    return _EFFORTS[effort]


def with_effort(thinking: str, effort: Effort) -> str:
    """Give thinking as long as the effort: half of its sentences, all of them, or all of them once more.

    The lengths are assumed; that a higher effort thinks longer is not.
    """
    if effort == "max":
        return at_length(thinking, _MAX_TIMES * len(pieces(thinking)))
    if effort == "high" or not thinking:
        return thinking
    sentences = [part for part in _SENTENCE.findall(thinking) if part]
    if len(sentences) > 1:
        return "".join(sentences[: len(sentences) // _LOW_SHARE]).rstrip()
    parts = pieces(thinking)
    return "".join(parts[: -(-len(parts) // _LOW_SHARE)])
