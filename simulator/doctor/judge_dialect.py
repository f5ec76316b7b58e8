"""Judges how a server writes its stream, and whom it is most like. Reading that off the bytes is `habits`'."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from simulator.dialects.plain import line
from simulator.doctor.events import raw_stream
from simulator.doctor.exchange import Exchange
from simulator.doctor.finding import Finding, Status
from simulator.doctor.habits import Habits, habits_of, nearest
from simulator.doctor.target import Target
from simulator.doctor.wording import joined, names
from simulator.domain.limit import Bilingual
from simulator.texts import Texts

_TEXTS = Texts("doctor")

_MOST_NAMED = 3


def dialect(exchange: Exchange, target: Target) -> Finding:
    """Say how the server writes, and whom it is most like."""
    raw = raw_stream(exchange.body)
    if not raw.chunks or not any("choices" in chunk for chunk in raw.chunks):
        detail = _TEXTS["dialect.no_stream"]
        why = _TEXTS["dialect.turn_on"]
        return Finding(id="dialect", status="warn", detail=detail, remedy=why, facts={"streams": False})
    habits = habits_of(raw)
    like = nearest(habits)
    parts = [*_habits(habits), _likeness(like.shapes, like.differences)]
    facts = _habit_facts(habits) | {"nearest": list(like.shapes), "differs_in": list(like.differences), "streams": True}
    status, remedy = _against_preset(habits, target)
    return Finding(id="dialect", status=status, detail=joined(parts), remedy=remedy, facts=facts)


_THINKING_IN: Mapping[str, Bilingual] = {
    "": _TEXTS["dialect.thinking.none"],
    "both": _TEXTS["dialect.thinking.both"],
    "details": _TEXTS["dialect.thinking.details"],
    "parts": _TEXTS["dialect.thinking.parts"],
    "tags": _TEXTS["dialect.thinking.tags"],
    "kimi_tags": _TEXTS["dialect.thinking.kimi_tags"],
    "closing_tag": _TEXTS["dialect.thinking.closing_tag"],
}
_USAGE_ON: Mapping[str, Bilingual] = {
    "absent": _TEXTS["dialect.usage.absent"],
    "finish": _TEXTS["dialect.usage.finish"],
    "trailing": _TEXTS["dialect.usage.trailing"],
    "every": _TEXTS["dialect.usage.every"],
}
_ENDS = {"\n": "LF", "\r\n": "CRLF", "\r": "CR"}


def _habits(habits: Habits) -> Iterator[Bilingual]:
    named = _TEXTS["dialect.thinking.field"].filled(field=habits.thinking)
    yield _THINKING_IN.get(habits.thinking, named)
    yield _USAGE_ON[habits.usage]
    if habits.line_end != "\n":
        yield _TEXTS["dialect.line_end"].filled(end=_ENDS[habits.line_end])
    if habits.later_role != "absent":
        yield _TEXTS["dialect.role"]
    if habits.empty_finish:
        yield _TEXTS["dialect.unfinished"]
    if habits.carrier == "message":
        yield _TEXTS["dialect.message"]
    if not habits.has_done:
        yield _TEXTS["dialect.no_done"]


def _likeness(shapes: tuple[str, ...], differences: tuple[str, ...]) -> Bilingual:
    shown = names(shapes, _MOST_NAMED).replace(", ", " / ")
    if differences:
        unlike = ", ".join(differences)
        return _TEXTS["dialect.like"].filled(shown=shown, unlike=unlike)
    return _TEXTS["dialect.same"].filled(shown=shown)


def _habit_facts(habits: Habits) -> dict[str, object]:
    facts: dict[str, object] = {name: getattr(habits, name) for name in Habits.__slots__ if name != "counts"}
    extras = {name: sorted(line(key, cap=60) for key in getattr(habits, name)) for name in _SETS}
    return facts | extras | {"line_end": _ENDS[habits.line_end]}


_SETS = ("chunk_extras", "choice_extras")


def _against_preset(habits: Habits, target: Target) -> tuple[Status, Bilingual | None]:
    """Give a warning where the preset says that the model thinks and no thinking came."""
    known = target.era.known(target.model) if target.era else None
    if known is not None and known.thinks and not habits.thinking:
        return "warn", _TEXTS["dialect.should_think"].filled(model=target.model)
    return "ok", None
