"""Judges the list of models, the key, the version of HTTP, and an answer in one piece. Turns are `judge_turn`'s."""

from __future__ import annotations

from difflib import get_close_matches

from simulator.dialects.plain import line
from simulator.doctor.exchange import Answer, Exchange
from simulator.doctor.finding import Finding, skipped
from simulator.doctor.target import Target
from simulator.doctor.wording import names, said_of
from simulator.domain.limit import Bilingual
from simulator.texts import Texts

_TEXTS = Texts("doctor")

_NO_LIST = frozenset({404, 405, 501})


def model_ids(exchange: Exchange) -> list[str] | None:
    """Give the ids of a model list; None if the reply is none."""
    value = exchange.json if exchange.fault is None else None
    data = value.get("data", value.get("models")) if isinstance(value, dict) else value
    if not isinstance(data, list):
        return None
    ids = [item.get("id", item.get("name")) if isinstance(item, dict) else item for item in data]
    return [line(id, cap=200) for id in ids if isinstance(id, str)]


def models(exchange: Exchange, model: str) -> Finding:
    """Judge the list of models, and whether the model is in it."""
    ids = model_ids(exchange)
    if ids is None:
        return _no_list(exchange)
    facts = {"models": ids, "listed": model in ids}
    if model in ids:
        detail = _TEXTS["models.has"].filled(count=len(ids), model=model)
        return Finding(id="models", status="ok", detail=detail, seconds=exchange.seconds, facts=facts)
    near = get_close_matches(model, ids, n=3, cutoff=0.4) or ids
    detail = _TEXTS["models.has_not"].filled(count=len(ids), model=model)
    remedy = _TEXTS["models.choose"].filled(near=names(near)) if ids else None
    return Finding(id="models", status="warn", detail=detail, remedy=remedy, seconds=exchange.seconds, facts=facts)


def key_accepted(answer: Answer, target: Target) -> Finding:
    """Say what the server thinks of the key, by the turn that it was sent with."""
    fault = answer.fault
    if fault is not None and fault.kind in ("auth", "payment"):
        source = target.key_source or "--api-key-env"
        remedy = _TEXTS["key_accepted.check"].filled(source=source)
        if not target.api_key:
            remedy = _TEXTS["key_accepted.name"]
        elif fault.kind == "payment":
            remedy = _TEXTS["key_accepted.pay"]
        return Finding(id="key_accepted", status="fail", detail=said_of(fault), remedy=remedy)
    if fault is not None and (fault.status is None or fault.status >= 300):
        return skipped("key_accepted", _TEXTS["key_accepted.unknown"])
    if not target.api_key:
        return Finding(id="key_accepted", status="ok", detail=_TEXTS["key_accepted.none_needed"])
    return Finding(id="key_accepted", status="ok", detail=_TEXTS["key_accepted.yes"])


def http_version(exchange: Exchange, target: Target) -> Finding:
    """Say which HTTP was spoken, and whether that is the one that was asked for."""
    version = line(exchange.http_version, cap=20)
    if not version:
        return skipped("http", _TEXTS["http.no_reply"])
    is_missed = target.network.http2 and version != "HTTP/2"
    remedy = _TEXTS["http.no_http2"]
    return Finding(
        id="http",
        status="warn" if is_missed else "ok",
        detail=Bilingual(version, version),
        remedy=remedy if is_missed else None,
        facts={"version": version},
    )


def whole_answer(exchange: Exchange, answer: Answer) -> Finding:
    """Judge an answer that was asked for in one piece; a phone never does, other programs may."""
    if answer.fault is not None:
        remedy = _TEXTS["whole_answer.no_harm"]
        detail = said_of(answer.fault)
        return Finding(id="whole_answer", status="warn", detail=detail, remedy=remedy, seconds=exchange.seconds)
    return Finding(id="whole_answer", status="ok", detail=_TEXTS["whole_answer.fine"], seconds=exchange.seconds)


def _no_list(exchange: Exchange) -> Finding:
    fault, seconds = exchange.fault, exchange.seconds
    if exchange.status in _NO_LIST:
        detail = _TEXTS["models.none"]
        return Finding(id="models", status="ok", detail=detail, seconds=seconds, facts={"models": None})
    unlike = _TEXTS["models.no_list"]
    return Finding(
        id="models",
        status="warn",
        detail=unlike if fault is None else said_of(fault),
        seconds=seconds,
        facts={"models": None, "status": exchange.status},
    )
