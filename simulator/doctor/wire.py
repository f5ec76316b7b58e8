"""Sends the probe's requests and keeps what comes back. What is asked is `questions`', what it means `judge_*`'s."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping

from simulator.backends.address import endpoint, place_of, sendable_headers, sendable_key
from simulator.backends.body import hang_up, pieces_of
from simulator.backends.cassettes.network import NetworkTransport
from simulator.backends.http import httpx
from simulator.backends.network import checked
from simulator.backends.network_faults import NETWORK_ERRORS, broken_body, clock_fault, no_response
from simulator.backends.reply_faults import refused
from simulator.dialects.plain import conceal
from simulator.dialects.reply import ReplyDecoder
from simulator.dialects.surrogates import whole
from simulator.doctor.exchange import Exchange, Piece
from simulator.doctor.target import Target
from simulator.domain.faults import Fault
from simulator.ports import Clock

BODY_CAP = 4 * 1024 * 1024
"""Bytes of a reply that are read: a list of models can be long, and a probe's answers are short."""

_COMPLETIONS = "/chat/completions"


class Wire:
    """Reaches one server; every request has the clocks of the target, and ends with the probe's deadline at latest.

    Raises: ValueError with the remedy if the address, the key, a header or the way there cannot be used.
    """

    def __init__(self, target: Target, clock: Clock) -> None:
        self.requests = 0
        self.url = endpoint(target.base_url)
        self.place = place_of(self.url)
        self._target = target
        self._clock = clock
        self._until = clock.now() + target.deadline
        self._key = sendable_key(target.api_key, target.key_source)
        self._headers = httpx.Headers(
            {
                "Content-Type": "application/json",
                "Accept": "text/event-stream, application/json",
                "Accept-Encoding": "identity",
                **({"Authorization": f"Bearer {self._key}"} if self._key else {}),
                **sendable_headers(target.headers),
            }
        )
        network = checked(target.network)
        clocks = httpx.Timeout(None, connect=target.timeouts.connect, read=target.timeouts.idle)
        self._client = httpx.AsyncClient(transport=target.transport or NetworkTransport(network), timeout=clocks)

    @property
    def seconds_left(self) -> float:
        """How much of the probe's time is left; not positive when it is over."""
        return self._until - self._clock.now()

    async def aclose(self) -> None:
        """Close all connections."""
        await self._client.aclose()

    async def models(self) -> Exchange:
        """Ask for the list of models, for a quarter of a minute at most."""
        url = self.url.copy_with(path=self.url.path.removesuffix(_COMPLETIONS) + "/models")
        return await self._send(self._client.build_request("GET", url, headers=self._headers), most=15.0)

    async def complete(self, fields: Mapping[str, object], *, leave_early: bool = False) -> Exchange:
        """Ask for a completion; with `leave_early` hang up as soon as the server has begun to answer."""
        body = whole(json.dumps(fields, ensure_ascii=False, separators=(",", ":"))).encode()
        request = self._client.build_request("POST", self.url, headers=self._headers, content=body)
        return await self._send(request, leave_early=leave_early)

    async def _send(self, request: httpx.Request, *, leave_early: bool = False, most: float = 1e9) -> Exchange:
        self.requests += 1
        begun = self._clock.now()
        seconds = min(self._target.timeouts.total, most, max(0.0, self.seconds_left))
        seen = _Seen()
        try:
            async with asyncio.timeout(seconds):
                await self._read(request, seen, begun, leave_early)
        except TimeoutError:
            seen.fault = self._late(seconds)
        except httpx.ReadTimeout:
            seen.fault = clock_fault("idle", self._target.timeouts, self.place)
        except NETWORK_ERRORS as error:
            seen.fault = self._broken(error, seen)
        return self._exchange(seen, self._clock.now() - begun)

    async def _read(self, request: httpx.Request, seen: _Seen, begun: float, leave_early: bool) -> None:
        seen.response = response = await self._client.send(request, stream=True)
        decoder = ReplyDecoder(response.headers.get("content-type", ""))
        size = 0
        try:
            async for data in pieces_of(response):
                seen.pieces.append(Piece(data, self._clock.now() - begun))
                size += len(data)
                if leave_early and response.is_success:
                    decoder.feed(data)
                    seen.left_early = decoder.events > 0 and not decoder.is_over
                if seen.left_early or size > BODY_CAP:
                    return
        finally:
            if not response.is_success:
                await hang_up(response)
            await response.aclose()

    def _late(self, seconds: float) -> Fault:
        if seconds < self._target.timeouts.total and self.seconds_left <= 0:
            whole_probe = f"the probe's {self._target.deadline:g} s are over"
            return Fault("timeout", f"{whole_probe}; allow more with --deadline {2 * self._target.deadline:g}")
        if seconds < self._target.timeouts.total:
            return Fault("timeout", f"{self.place.name} did not answer within {seconds:g} s")
        return clock_fault("total", self._target.timeouts, self.place)

    def _broken(self, error: BaseException, seen: _Seen) -> Fault:
        if seen.response is not None:
            return broken_body(error, self._key)
        return no_response(error, self._target.timeouts, self.place, self._key)

    def _exchange(self, seen: _Seen, seconds: float) -> Exchange:
        response, fault = seen.response, seen.fault
        if response is None:
            return Exchange(seconds=seconds, fault=fault)
        pieces = self._without_key(seen.pieces)
        if fault is None and not response.is_success:
            body = b"".join(piece.data for piece in pieces)
            fault = refused(
                response.status_code,
                response.headers,
                body,
                place=self.place,
                hidden=self._key,
                key_source=self._target.key_source,
            )
        return Exchange(
            status=response.status_code,
            content_type=response.headers.get("content-type", ""),
            http_version=response.http_version,
            pieces=pieces,
            seconds=seconds,
            fault=fault,
            left_early=seen.left_early,
        )

    def _without_key(self, pieces: list[Piece]) -> tuple[Piece, ...]:
        """Give the pieces; where a server sends the key back, as one piece in which it is hidden."""
        body = b"".join(piece.data for piece in pieces)
        if not self._key or self._key.encode() not in body:
            return tuple(pieces)
        hidden = conceal(body.decode("utf-8", "surrogateescape"), self._key).encode("utf-8", "surrogateescape")
        return (Piece(hidden, pieces[-1].at),)


class _Seen:
    """What has come so far of a reply."""

    def __init__(self) -> None:
        self.response: httpx.Response | None = None
        self.pieces: list[Piece] = []
        self.fault: Fault | None = None
        self.left_early = False
