"""The page of a turn: how it went, where its time went, what was in its prompt, and how much of the caps is used."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from simulator.domain.events import Outcome, TurnEnded
from simulator.domain.labels import evidence_label, figure_label
from simulator.domain.limit import Lang, Limit
from simulator.domain.trace import TurnTrace
from simulator.domain.waterfall import Span, Stage, waterfall
from simulator.domain.window import Block, window
from simulator.faces.tui.foreign import harmless
from simulator.faces.tui.inspector.bars import MUTED, bar, both_ends, heading, lines, padded, stripe
from simulator.faces.tui.inspector.inspected import Inspected
from simulator.faces.tui.line_breaks import cell_width
from simulator.faces.tui.texts import text

_COLOURS: dict[Stage, str] = {
    "speech": "$secondary",
    "search": "$accent",
    "waiting": "$foreground 45%",
    "thinking": "$warning",
    "answer": "$success",
}
_SIGNS: dict[Outcome, tuple[str, str]] = {
    "completed": ("✓", "$success"),
    "refused": ("✕", "$error"),
    "limited": ("▲", "$warning"),
    "fault": ("✕", "$error"),
    "interrupted": ("■", "$foreground 60%"),
}
_LABEL = 12
_FIGURE = 9
_GAUGE = 22


def turn_page(phone: Inspected, width: int) -> Content:
    """Give the page at `width` cells."""
    trace = phone.trace
    if trace is None:
        return Content.styled(text("inspector.no_turn", phone.lang), MUTED)
    rows = [*_head(trace, phone.lang, width), Content("")]
    rows += [*_time(trace, phone, width), Content("")]
    rows += [*_prompt(trace, phone, width), Content("")]
    return lines(*rows, *_gauges(trace, phone, width))


def _head(trace: TurnTrace, lang: Lang, width: int) -> Iterator[Content]:
    said = f"{text('turn', lang, turn=trace.turn)}  {harmless(trace.utterance)}"
    yield both_ends(Content.styled(said, "bold"), _outcome(trace.ended, lang), width)
    routed = trace.routed
    if routed is not None:
        route = f"{text(f'route.{routed.route}', lang)} · {harmless(routed.rule)}"
        asked = trace.asked[-1] if trace.asked else None
        backend = f"{harmless(asked.backend)} · {harmless(asked.model)}" if asked else ""
        yield both_ends(Content.styled(route, MUTED), Content.styled(backend, MUTED), width)
    for words, colour in _troubles(trace, lang):
        yield padded(Content.styled(harmless(words), colour), width)


def _outcome(ended: TurnEnded | None, lang: Lang) -> Content:
    if ended is None:
        return Content.styled(f"◐ {text('outcome.running', lang)}", "$warning")
    sign, colour = _SIGNS[ended.outcome]
    return Content.styled(f"{sign} {text(f'outcome.{ended.outcome}', lang)}", colour)


def _troubles(trace: TurnTrace, lang: Lang) -> Iterator[tuple[str, str]]:
    """Give what stood in the way: a gate, a limit, faults, waits before another try, another backend."""
    if trace.refused is not None:
        yield f"{trace.refused.gate}: {trace.refused.actual} → {trace.refused.needed}", "$error"
    if trace.limit is not None:
        label = figure_label(trace.limit.limit, lang)
        yield f"{label} {trace.limit.value:g} ({evidence_label(trace.limit.evidence, lang)})", "$warning"
    for fault in trace.faults:
        yield f"{fault.kind}{'' if fault.status is None else f' {fault.status}'}: {fault.message}", "$error"
    for repeat in trace.repeated:
        yield text("inspector.repeated", lang, kind=repeat.kind, seconds=f"{repeat.seconds:.1f}"), "$warning"
    if trace.fallback is not None:
        yield f"{trace.fallback.from_} → {trace.fallback.to}: {trace.fallback.reason}", "$warning"


def _time(trace: TurnTrace, phone: Inspected, width: int) -> Iterator[Content]:
    spans, lang = waterfall(trace, phone.now), phone.lang
    end = phone.now if trace.ended is None else trace.ended.t
    total = max([end - trace.began, *(span.start + span.seconds for span in spans)])
    yield heading(text("inspector.time", lang, seconds=f"{max(0.0, total):.1f}"), width)
    room = max(8, width - _LABEL - _FIGURE)
    for span in spans:
        yield _stage(span, total, room, lang)
    if trace.halts:
        halted = sum(seconds for _, seconds in trace.halts)
        yield Content.styled(text("inspector.halts", lang, count=len(trace.halts), seconds=f"{halted:.1f}"), "$warning")


def _stage(span: Span, total: float, room: int, lang: Lang) -> Content:
    drawn = stripe(span.start, span.seconds, total, room, _COLOURS[span.stage])
    for halt in span.halts:
        at = min(room - 1, int(halt * room / total))
        drawn = Content.assemble(drawn[:at], ("┆", "$background on $warning"), drawn[at + 1 :])
    label = padded(text(f"stage.{span.stage}", lang), _LABEL)
    return Content.assemble(label, drawn, (f"{span.seconds:7.1f} s", MUTED))


def _prompt(trace: TurnTrace, phone: Inspected, width: int) -> Iterator[Content]:
    lang, blocks = phone.lang, window(phone.traces, trace.turn)
    if trace.prompt is None:
        yield heading(text("inspector.nothing_sent", lang), width)
        return
    tokens = trace.prompt.prompt_tokens
    yield heading(text("inspector.prompt", lang, messages=trace.prompt.messages, tokens=tokens), width)
    yield from _rows_of([_block(block) for block in blocks], width)
    forgotten = sum(not block.is_sent for block in blocks)
    if forgotten:
        limit = trace.trimmed.limit if trace.trimmed is not None else None
        by = f" · {figure_label(limit, lang)}" if limit else ""
        yield Content.styled(text("inspector.forgotten", lang, count=forgotten) + by, "$warning")


def _block(block: Block) -> Content:
    """Draw a turn about as long as it is: 40 tokens a cell, its number in the middle."""
    cells = max(len(str(block.turn)) + 2, min(24, block.tokens // 40))
    number = str(block.turn).center(cells)
    if block.is_asking:
        return Content.styled(number, "bold $background on $primary")
    return Content.styled(
        number, "$foreground on $primary 35%" if block.is_sent else "$foreground 35% strike on $panel"
    )


def _rows_of(blocks: list[Content], width: int) -> Iterator[Content]:
    row = Content("")
    for block in blocks:
        if cell_width(row) and cell_width(row) + 1 + cell_width(block) > width:
            yield row
            row = Content("")
        row = Content.assemble(row, " ", block) if cell_width(row) else block
    yield row


def _gauges(trace: TurnTrace, phone: Inspected, width: int) -> Iterator[Content]:
    lang, limits = phone.lang, phone.release.limits
    yield heading(text("inspector.gauges", lang), width)
    tokens = trace.prompt.prompt_tokens if trace.prompt is not None else 0
    yield _gauge("prompt_tokens", tokens, limits.prompt_tokens, lang, width)
    yield _gauge("turns_per_conversation", phone.turns_used, limits.turns_per_conversation, lang, width)
    yield _gauge("daily_questions", phone.questions, limits.daily_questions, lang, width)
    ended = trace.ended
    if ended is not None and ended.usage is not None:
        said = [ended.usage.prompt_tokens, ended.usage.cache_hit_tokens, ended.usage.completion_tokens]
        known = ["?" if count is None else str(count) for count in said]
        yield _figures(text("inspector.usage", lang), " / ".join(known), width)
    if ended is not None and ended.cost is not None:
        share = "" if ended.cost.o1_share is None else text("inspector.o1", lang, share=f"{ended.cost.o1_share:.1%}")
        yield _figures(text("inspector.cost", lang), f"¥{ended.cost.yuan:.5f}  {share}", width)


def _gauge(name: str, used: int, cap: Limit[int] | None, lang: Lang, width: int) -> Content:
    label = Content.assemble(padded(figure_label(name, lang), _GAUGE - 1), " ")
    if cap is None:
        return Content.assemble(label, (f"{used} / {text('none', lang)}", MUTED))
    share = used / cap.value if cap.value else 1.0
    colour = "$error" if share >= 1 else "$warning" if share >= 0.8 else "$success"
    figures = f" {used} / {cap.value}"
    room = max(4, width - _GAUGE - max(len(figures), 12))
    return Content.assemble(label, bar(share, room, colour), figures)


def _figures(label: str, figures: str, width: int) -> Content:
    return padded(Content.assemble(padded(label, _GAUGE), figures), width)
