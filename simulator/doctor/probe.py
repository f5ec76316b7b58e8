"""Runs the checks of a backend in their order and gives each finding as its step ends. Judging them is `judge_*`."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from datetime import UTC, datetime
from http import HTTPStatus

from simulator.doctor import judge_network, judge_rules, questions
from simulator.doctor.exchange import Answer, Exchange, answer_of
from simulator.doctor.finding import Cost, Finding, skipped
from simulator.doctor.judge_dialect import dialect
from simulator.doctor.judge_history import Tried, history
from simulator.doctor.judge_replies import http_version, key_accepted, models, whole_answer
from simulator.doctor.judge_turn import stream
from simulator.doctor.judge_usage import usage
from simulator.doctor.line import Line, proxy_for
from simulator.doctor.target import Target
from simulator.doctor.wire import Wire
from simulator.domain.completion import Finished
from simulator.domain.limit import Bilingual
from simulator.ports import Clock
from simulator.texts import Texts

_TEXTS = Texts("doctor")

_EMBEDDED = _TEXTS["skip.embedded"]
_PLAIN = _TEXTS["skip.plain"]
_BY_PROXY = _TEXTS["skip.by_proxy"]
_LATE = _TEXTS["skip.late"]
_NO_WAY = _TEXTS["skip.no_way"]
_NO_TURN = _TEXTS["skip.no_turn"]
_NO_PRESET = _TEXTS["skip.no_preset"]
_NO_FIELD = _TEXTS["skip.no_field"]

Step = Callable[[], Awaitable[list[Finding]]]


class Probe:
    """One probe of one target: at most ten small requests, and no step once the target's deadline is over.

    `today` is the moment that certificates are judged by. Raises: ValueError with the remedy if the target's address,
    key, headers or way cannot be used.
    """

    def __init__(self, target: Target, clock: Clock, today: datetime | None = None) -> None:
        self._target = target
        self._clock = clock
        self._today = today or datetime.now(UTC)
        self._wire = Wire(target, clock)
        self._line = Line(clock, target.timeouts.connect)
        self._proxy = proxy_for(self._wire.place, target.network, self._wire.url.scheme)
        self._stop: Bilingual | None = None
        self._counted: list[Answer] = []
        self._calls_tools = False
        self._refusal: tuple[Exchange, Answer] | None = None
        self._turn: tuple[Exchange, Answer] | None = None

    @property
    def url(self) -> str:
        """Where the questions go, without a query."""
        return self._wire.place.url

    @property
    def cost(self) -> Cost:
        """What the probe took so far."""
        reported = [end.usage for answer in self._counted if isinstance(end := answer.end, Finished) and end.usage]
        return Cost(
            requests=self._wire.requests,
            prompt_tokens=sum(item.prompt_tokens or 0 for item in reported),
            completion_tokens=sum(item.completion_tokens or 0 for item in reported),
            uncounted=self._wire.requests - len(reported),
        )

    async def findings(self) -> AsyncGenerator[Finding, None]:
        """Yield every finding once, in the order of `CHECKS`. Never raises for what a server or a network does."""
        try:
            for ids, step in self._steps():
                is_known = ids == ("errors",) and self._refusal is not None
                why = None if is_known else self._stop or (_LATE if self._wire.seconds_left <= 0 else None)
                for finding in [skipped(id, why) for id in ids] if why else await step():
                    yield finding
        finally:
            await self._wire.aclose()

    def _steps(self) -> Sequence[tuple[tuple[str, ...], Step]]:
        return (
            (("key",), self._look_for_key),
            (("proxy",), self._look_for_proxy),
            (("dns",), self._resolve),
            (("tcp",), self._connect),
            (("tls",), self._shake_hands),
            (("models",), self._list_models),
            (("key_accepted", "http", "stream", "dialect", "usage"), self._take_turn),
            (("whole_answer",), self._ask_whole),
            (("errors",), self._ask_wrongly),
            (("thinking",), self._switch_thinking),
            (("tools",), self._offer_tool),
            (("history",), self._send_history),
        )

    async def _look_for_proxy(self) -> list[Finding]:
        if self._target.transport is not None:
            return [skipped("proxy", _EMBEDDED)]
        return [judge_network.proxy(self._proxy, self._wire.place)]

    async def _resolve(self) -> list[Finding]:
        if self._target.transport is not None:
            return [skipped("dns", _EMBEDDED)]
        host, port = self._nearest_hop()
        attempt = await self._line.resolve(host, port)
        return self._reached(judge_network.dns(host, attempt, is_proxy=self._proxy is not None))

    async def _connect(self) -> list[Finding]:
        if self._target.transport is not None:
            return [skipped("tcp", _EMBEDDED)]
        host, port = self._nearest_hop()
        attempt = await self._line.connect(host, port)
        return self._reached(judge_network.tcp(f"{host}:{port}", attempt, self._wire.place, self._proxy))

    async def _shake_hands(self) -> list[Finding]:
        if self._target.transport is not None or self._wire.url.scheme != "https" or self._proxy is not None:
            why = _EMBEDDED if self._target.transport is not None else _BY_PROXY if self._proxy else _PLAIN
            return [skipped("tls", why)]
        place, network = self._wire.place, self._target.network
        attempt = await self._line.shake_hands(place, network)
        return self._reached(judge_network.tls(attempt, place, network, self._today))

    async def _look_for_key(self) -> list[Finding]:
        return [judge_network.key(self._target)]

    async def _list_models(self) -> list[Finding]:
        return [models(await self._wire.models(), self._target.model)]

    async def _take_turn(self) -> list[Finding]:
        exchange, answer = await self._ask(questions.turn(self._target.model, self._target.shape))
        self._turn = exchange, answer
        found = [key_accepted(answer, self._target), self._http(exchange), stream(exchange, answer)]
        if found[-1].status == "fail":
            self._stop = _NO_TURN
            if exchange.status is not None and exchange.status >= HTTPStatus.BAD_REQUEST:
                self._refusal = exchange, answer
            return [*found, skipped("dialect", _NO_TURN), skipped("usage", _NO_TURN)]
        return [*found, dialect(exchange, self._target), usage(exchange)]

    def _http(self, exchange: Exchange) -> Finding:
        is_embedded = self._target.transport is not None
        return skipped("http", _EMBEDDED) if is_embedded else http_version(exchange, self._target)

    async def _ask_whole(self) -> list[Finding]:
        return [whole_answer(*await self._ask(questions.whole_answer(self._target.model, self._target.shape)))]

    async def _ask_wrongly(self) -> list[Finding]:
        if self._refusal is not None:  # it has shown its errors already
            return [judge_rules.errors(*self._refusal)]
        target = self._target
        asked = await self._ask(questions.unknown_model(target.shape), leave_early=True)
        if asked[1].fault is None:  # a server of one model takes any name for it
            asked = await self._ask(questions.no_messages(target.model, target.shape), leave_early=True)
        return [judge_rules.errors(*asked)]

    async def _switch_thinking(self) -> list[Finding]:
        era = self._target.era
        if era is None:
            return [skipped("thinking", _NO_PRESET)]
        assert self._turn is not None  # without a turn this step is skipped
        on = not self._turn[1].thinking
        fields = era.thinking.on if on else era.thinking.off
        if not fields:
            return [skipped("thinking", _NO_FIELD)]
        asked = await self._ask(questions.turn(self._target.model, self._target.shape) | dict(fields))
        return [judge_rules.thinking(*asked, fields, on=on)]

    async def _offer_tool(self) -> list[Finding]:
        exchange, answer = await self._ask(questions.tools(self._target.model, self._target.shape))
        self._calls_tools = isinstance(answer.end, Finished) and bool(answer.end.tool_calls)
        return [judge_rules.tools(exchange, answer)]

    async def _send_history(self) -> list[Finding]:
        model, shape = self._target.model, self._target.shape
        asked = [questions.thinking_returned(model, shape)]
        if self._calls_tools:
            asked += [questions.call_returned(model, shape, with_thinking=it) for it in (False, True)]
        begun = self._clock.now()
        answers = [(await self._ask(fields, leave_early=True))[1] for fields in asked]
        seconds = self._clock.now() - begun
        calls = dict(zip(("bare", "full"), answers[1:], strict=False))
        tried = Tried(thinking=answers[0], seconds=seconds, **calls)
        return [history(tried, self._target)]

    async def _ask(self, fields: questions.Fields, *, leave_early: bool = False) -> tuple[Exchange, Answer]:
        exchange = await self._wire.complete(fields, leave_early=leave_early)
        answer = answer_of(exchange)
        if not exchange.left_early:
            self._counted.append(answer)
        return exchange, answer

    def _reached(self, finding: Finding) -> list[Finding]:
        if finding.status == "fail":
            self._stop = _NO_WAY
        return [finding]

    def _nearest_hop(self) -> tuple[str, int]:
        """Give whom connections are made to: the proxy where there is one."""
        place = self._wire.place
        return (self._proxy.host, self._proxy.port) if self._proxy else (place.host, place.port)
