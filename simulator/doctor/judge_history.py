"""Judges what may go back with the messages: thinking of earlier turns, alone and beside calls. See `probe`."""

from __future__ import annotations

from dataclasses import dataclass

from simulator.doctor.exchange import Answer
from simulator.doctor.finding import Finding, Status
from simulator.doctor.target import Target
from simulator.doctor.wording import joined, said_of
from simulator.domain.faults import Fault
from simulator.domain.limit import Bilingual
from simulator.texts import Texts

_TEXTS = Texts("doctor")

_RULES = {
    "forbidden": _TEXTS["history.forbidden"],
    "ignored": _TEXTS["history.ignored"],
    "beside_calls": _TEXTS["history.beside_calls"],
    "required": _TEXTS["history.required"],
    "no_tools": _TEXTS["history.no_calls"],
}
_PRESETS = {
    "forbidden": _TEXTS["history.preset_2025"],
    "required": _TEXTS["history.preset"],
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """The histories that were sent and what came of each.

    `thinking` is a plain turn with its thinking; the others end in a tool's result, `bare` without the thinking before
    the call and `full` with it, and both are None where the model calls no tools: then no phone sends calls back.
    """

    thinking: Answer
    seconds: float
    bare: Answer | None = None
    full: Answer | None = None

    @property
    def rule(self) -> str:
        """What the server does with thinking: a preset's `history`, or `beside_calls`, or `no_tools` for no calls."""
        takes_bare, takes_full = _taken(self.bare), _taken(self.full)
        if not takes_bare:
            return "required" if takes_full else "no_tools"
        if not takes_full:
            return "forbidden"
        if _taken(self.thinking):
            return "ignored"
        return "forbidden" if self.full is None else "beside_calls"

    @property
    def unrelated(self) -> Fault | None:
        """A fault that says nothing of rules, such as a timeout."""
        faults = [answer.fault for answer in (self.thinking, self.bare, self.full) if answer is not None]
        return next((fault for fault in faults if fault is not None and fault.kind != "bad_request"), None)


def history(tried: Tried, target: Target) -> Finding:
    """Judge the rule that the server showed against what a phone would send it."""
    if tried.unrelated is not None:
        detail = joined([_TEXTS["history.unknown"], said_of(tried.unrelated)])
        return Finding(id="history", status="warn", detail=detail, seconds=tried.seconds)
    rule = tried.rule
    facts = {
        "rule": rule,
        "thinking_in_history": _word(tried.thinking),
        "call_without_thinking": _word(tried.bare),
        "call_with_thinking": _word(tried.full),
    }
    parts = [_RULES[rule]]
    if tried.full is None:
        parts.append(_TEXTS["history.no_calls_to_try"])
    if rule == "no_tools" and tried.bare is not None and tried.bare.fault is not None:
        parts.append(said_of(tried.bare.fault))
    status, remedy = ("ok", None) if tried.full is None else _against_phone(rule, target)
    return Finding(id="history", status=status, detail=joined(parts), remedy=remedy, seconds=tried.seconds, facts=facts)


def _against_phone(rule: str, target: Target) -> tuple[Status, Bilingual | None]:
    if rule == "no_tools":
        return "warn", _TEXTS["history.fails"]
    sends = target.shape.returns_thinking
    if (rule == "forbidden" and sends) or (rule == "required" and not sends):
        return "warn", _PRESETS[rule]
    return "ok", None


def _taken(answer: Answer | None) -> bool:
    return answer is None or answer.fault is None


def _word(answer: Answer | None) -> str | None:
    if answer is None:
        return None
    return "taken" if _taken(answer) else "refused"
