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

_MOST_NAMED = 3


def dialect(exchange: Exchange, target: Target) -> Finding:
    """Say how the server writes, and whom it is most like."""
    raw = raw_stream(exchange.body)
    if not raw.chunks or not any("choices" in chunk for chunk in raw.chunks):
        detail = Bilingual("没有流，一次性回答", "no stream: the answer came in one piece")
        why = Bilingual(
            "手机会等到最后才显示；打开服务器的流式输出", "turn streaming on, or the phone waits for the end"
        )
        return Finding(id="dialect", status="warn", detail=detail, remedy=why, facts={"streams": False})
    habits = habits_of(raw)
    like = nearest(habits)
    parts = [*_habits(habits), _likeness(like.shapes, like.differences)]
    facts = _habit_facts(habits) | {"nearest": list(like.shapes), "differs_in": list(like.differences), "streams": True}
    status, remedy = _against_preset(habits, target)
    return Finding(id="dialect", status=status, detail=joined(parts), remedy=remedy, facts=facts)


_THINKING_IN: Mapping[str, Bilingual] = {
    "": Bilingual("没有思考", "no thinking"),
    "both": Bilingual("思考在 reasoning 和 reasoning_content", "thinking in reasoning and reasoning_content"),
    "details": Bilingual("思考在 reasoning_details", "thinking in reasoning_details"),
    "parts": Bilingual("思考在 content 的部分里", "thinking in parts of the content"),
    "tags": Bilingual("思考在 <think> 标签里", "thinking in <think> tags"),
    "kimi_tags": Bilingual("思考在 ◁think▷ 标签里", "thinking in ◁think▷ tags"),
    "closing_tag": Bilingual("思考只有 </think> 结尾", "thinking before a bare </think>"),
}
_USAGE_ON: Mapping[str, Bilingual] = {
    "absent": Bilingual("没有用量", "no usage"),
    "finish": Bilingual("用量在结束块", "usage on the finish chunk"),
    "trailing": Bilingual("用量在末尾单独一块", "usage in a chunk of its own"),
    "every": Bilingual("每块都有用量", "usage on every chunk"),
}
_ENDS = {"\n": "LF", "\r\n": "CRLF", "\r": "CR"}


def _habits(habits: Habits) -> Iterator[Bilingual]:
    named = Bilingual(f"思考在 {habits.thinking}", f"thinking in {habits.thinking}")
    yield _THINKING_IN.get(habits.thinking, named)
    yield _USAGE_ON[habits.usage]
    if habits.line_end != "\n":
        yield Bilingual(f"行尾 {_ENDS[habits.line_end]}", f"lines end in {_ENDS[habits.line_end]}")
    if habits.later_role != "absent":
        yield Bilingual("每块都有 role", "role on every delta")
    if habits.empty_finish:
        yield Bilingual('未结束写作 ""', 'unfinished is ""')
    if habits.carrier == "message":
        yield Bilingual("用 message 代替 delta", "message in place of delta")
    if not habits.has_done:
        yield Bilingual("没有 [DONE]", "no [DONE]")


def _likeness(shapes: tuple[str, ...], differences: tuple[str, ...]) -> Bilingual:
    shown = names(shapes, _MOST_NAMED).replace(", ", " / ")
    if differences:
        unlike = ", ".join(differences)
        return Bilingual(f"最像 {shown}（不同：{unlike}）", f"most like {shown} (but for {unlike})")
    return Bilingual(f"与 {shown} 相同", f"the same as {shown}")


def _habit_facts(habits: Habits) -> dict[str, object]:
    facts: dict[str, object] = {name: getattr(habits, name) for name in Habits.__slots__ if name != "counts"}
    extras = {name: sorted(line(key, cap=60) for key in getattr(habits, name)) for name in _SETS}
    return facts | extras | {"line_end": _ENDS[habits.line_end]}


_SETS = ("chunk_extras", "choice_extras")


def _against_preset(habits: Habits, target: Target) -> tuple[Status, Bilingual | None]:
    """Give a warning where the preset says that the model thinks and no thinking came."""
    known = target.era.known(target.model) if target.era else None
    if known is not None and known.thinks and not habits.thinking:
        return "warn", Bilingual(
            f"{target.model} 应当思考：检查服务器的 reasoning parser",
            f"{target.model} should think: check the server's reasoning parser",
        )
    return "ok", None
