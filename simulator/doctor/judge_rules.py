"""Judges the rules of a server: its errors, its switch of thinking, its tools. History is `judge_history`'s."""

from __future__ import annotations

import json
from collections.abc import Mapping
from http import HTTPStatus

from simulator.dialects.errors import classify
from simulator.dialects.plain import line
from simulator.doctor.error_shape import error_shape
from simulator.doctor.exchange import Answer, Exchange
from simulator.doctor.finding import Finding
from simulator.doctor.wording import joined, said_of
from simulator.domain.completion import Finished
from simulator.domain.faults import Fault
from simulator.domain.json_arguments import read_arguments
from simulator.domain.limit import Bilingual
from simulator.texts import Texts

_TEXTS = Texts("doctor")

_UNREADABLE = frozenset({"E10_page", "E10_empty"})


def errors(exchange: Exchange, answer: Answer) -> Finding:
    """Say in which shape the server refuses a request that cannot be answered."""
    fault, seconds = answer.fault, exchange.seconds
    if fault is None:
        detail = _TEXTS["errors.answered"]
        return Finding(id="errors", status="warn", detail=detail, seconds=seconds, facts={"shape": None})
    if exchange.status is None:
        return Finding(id="errors", status="warn", detail=said_of(fault), seconds=seconds, facts={"shape": None})
    shape = error_shape(exchange.status, exchange.body)
    facts = {"shape": shape, "status": exchange.status, "kind": fault.kind, "message": line(fault.message)}
    if shape is None or shape in _UNREADABLE:
        detail = joined([_TEXTS["errors.no_reason"], said_of(fault)])
        remedy = _TEXTS["errors.look"]
        return Finding(id="errors", status="warn", detail=detail, remedy=remedy, seconds=seconds, facts=facts)
    label, said = shape.partition("_")[0], said_of(_without_advice(exchange, fault))
    said = joined([_TEXTS["errors.shape"].filled(label=label, status=exchange.status), said])
    return Finding(id="errors", status="ok", detail=said, seconds=seconds, facts=facts)


def _without_advice(exchange: Exchange, fault: Fault) -> Fault:
    """Give the fault in the server's own words alone: advice on a request that is wrong on purpose helps nobody."""
    if exchange.status is None or exchange.status < HTTPStatus.MULTIPLE_CHOICES:
        return fault
    return classify(exchange.status, exchange.body)


def thinking(exchange: Exchange, answer: Answer, fields: Mapping[str, object], *, on: bool) -> Finding:
    """Judge a turn for which thinking was turned on or off with `fields`."""
    written = line(json.dumps(fields, ensure_ascii=False), cap=80)
    facts = {"fields": dict(fields), "on": on, "thought": bool(answer.thinking)}
    way = "on" if on else "off"
    if answer.fault is not None:
        detail = joined([_TEXTS[f"thinking.{way}_refused"], said_of(answer.fault)])
    elif bool(answer.thinking) is on:
        detail = _TEXTS[f"thinking.turns_{way}"].filled(written=written)
        return Finding(id="thinking", status="ok", detail=detail, seconds=exchange.seconds, facts=facts)
    else:
        detail = _TEXTS[f"thinking.turns_not_{way}"].filled(written=written)
    remedy = _TEXTS["thinking.try_other"]
    return Finding(id="thinking", status="warn", detail=detail, remedy=remedy, seconds=exchange.seconds, facts=facts)


def tools(exchange: Exchange, answer: Answer) -> Finding:
    """Judge a turn that a tool would have answered."""
    end, seconds = answer.end, exchange.seconds
    remedy = _TEXTS["tools.needed"]
    if not isinstance(end, Finished):
        detail = joined([_TEXTS["tools.refused"], said_of(end.fault)])
        return Finding(id="tools", status="warn", detail=detail, remedy=remedy, seconds=seconds)
    if not end.tool_calls:
        detail = _TEXTS["tools.none"]
        facts: Mapping[str, object] = {"calls": []}
        return Finding(id="tools", status="warn", detail=detail, remedy=remedy, seconds=seconds, facts=facts)
    call = end.tool_calls[0]
    _, wrong = read_arguments(call.arguments)
    facts = {"calls": [{"name": line(item.name), "arguments": line(item.arguments)} for item in end.tool_calls]}
    shown = line(f"{call.name}({call.arguments})", cap=80)
    if wrong is not None:
        broken = _TEXTS["tools.no_json"].filled(shown=shown)
        return Finding(id="tools", status="warn", detail=broken, remedy=remedy, seconds=seconds, facts=facts)
    return Finding(id="tools", status="ok", detail=Bilingual(shown, shown), seconds=seconds, facts=facts)
