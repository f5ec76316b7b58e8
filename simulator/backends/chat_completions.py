"""The client of any server that speaks chat completions. What its bytes mean is `dialects`'; retries are not here."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Mapping
from dataclasses import replace

from simulator.backends.address import endpoint, place_of, request_headers, sendable_key
from simulator.backends.body import ENDINGS, hang_up, pieces_of, release
from simulator.backends.http import httpx
from simulator.backends.network import USUAL, Network, checked
from simulator.backends.network_faults import broken_body, clock_fault, no_response
from simulator.backends.reply_faults import refused
from simulator.backends.timeouts import DEFAULT_TIMEOUTS, Timeouts
from simulator.backends.watchdog import Watchdog, follow
from simulator.backends.way import Clients, NetworkWay, StraightWay, Way
from simulator.dialects.concealing import Concealer
from simulator.dialects.gathering import gathered
from simulator.dialects.reading import AUTO, Reading
from simulator.dialects.reply import ReplyDecoder
from simulator.dialects.request import PLAIN, RequestShape, request_body
from simulator.domain.completion import CompletionItem, Failed, Finished, Prompt
from simulator.domain.faults import Fault

_ERROR_CAP = 64 * 1024
_ERROR_SECONDS = 2.0
"""How long an error page may take (W16); a request that is repeated twice meets it three times."""
_CLOSING_SECONDS = 1.0
"""How long usage and the end marker may take after the finish reason (W36)."""


class ChatCompletions:
    """A backend that asks `base_url` + `/chat/completions` for a stream, one request a prompt and no retry.

    The key goes to that origin only, in one header, and appears in no message, log or repr; `key_source` names where
    it is from (an environment variable) in advice to the user. `transport` replaces the network. Proxies from the
    environment are used, except for loopback addresses, unless `network` names one. `shape` is how the server wants
    its requests, `reading` where thinking is in its answers. With `gathers` texts that arrived together come as
    `Pieces`, which is cheaper where nobody looks at them one by one. One client and its connections are shared by all
    calls of `ask` in one event loop, and with `clients` by other backends; `aclose` ends them.

    Raises: ValueError with the remedy if the address, the key or a header cannot be used.
    """

    def __init__(
        self,
        *,
        name: str,
        base_url: str,
        model: str,
        api_key: str | None = None,
        key_source: str | None = None,
        timeouts: Timeouts = DEFAULT_TIMEOUTS,
        transport: httpx.AsyncBaseTransport | None = None,
        extra_headers: Mapping[str, str] | None = None,
        shape: RequestShape = PLAIN,
        reading: Reading = AUTO,
        network: Network = USUAL,
        clients: Clients | None = None,
        gathers: bool = False,
    ) -> None:
        self._name = name
        self._model = model
        self._url = endpoint(base_url)
        self._place = place_of(self._url)
        self._key = sendable_key(api_key, key_source)
        self._key_source = key_source
        self._timeouts = timeouts
        self._shape = shape
        self._reading = reading
        self._gathers = gathers
        # httpx.Headers hides the key in its repr; a plain dict in a traceback would not.
        headers = httpx.Headers(request_headers(extra_headers or {}, self._key))
        common = (self._url, headers, httpx.Timeout(None, connect=timeouts.connect))
        network, asks = checked(network), network.asks_environment and not self._place.is_loopback
        self._way: Way = StraightWay(transport, *common) if transport else NetworkWay(*common, network, clients, asks)

    @property
    def name(self) -> str:
        """The name that the user chose it by."""
        return self._name

    @property
    def model(self) -> str:
        """The model's id on the wire."""
        return self._model

    def __repr__(self) -> str:
        return f"ChatCompletions(name={self._name!r}, url={self._place.url!r}, model={self._model!r})"

    async def aclose(self) -> None:
        """Close all connections; a later `ask` opens new ones."""
        await self._way.aclose()

    async def ask(self, prompt: Prompt) -> AsyncGenerator[CompletionItem, None]:
        """Yield text pieces as they arrive, then exactly one `Finished` or `Failed`.

        Never raises for what a server or a network does. Closing the generator or cancelling the task that reads it
        closes the socket at once.
        """
        with Watchdog(self._timeouts, prompt.turn) as watch:
            response = await self._send(prompt, watch)
            if isinstance(response, Fault):
                yield Failed(replace(response, left=watch.left))
                return
            try:
                if not response.is_success:
                    fault = await self._refused(response, watch)
                    await hang_up(response)
                    yield Failed(replace(fault, left=watch.left))
                    return
                # This loop runs for each chunk: what it does not need is not in it.
                kind = response.headers.get("content-type", "")
                decoder = ReplyDecoder(kind, hidden=self._key, reading=self._reading)
                feed = decoder.feed_together if self._gathers else decoder.feed
                concealer = Concealer(self._key)
                pieces = pieces_of(response)
                broken = None
                while not decoder.is_over:
                    try:
                        watch.begin(decoder.events)
                        data = await anext(pieces)
                    except StopAsyncIteration:
                        break
                    except ENDINGS as error:
                        broken = self._broken(error, watch)
                        break
                    watch.end()
                    texts = await asyncio.to_thread(feed, data) if decoder.is_heavy else feed(data)
                    texts = concealer.feed(texts)
                    for text in gathered(texts) if self._gathers else texts:
                        yield text
                    if decoder.is_closing:
                        watch.hurry(_CLOSING_SECONDS)
                last = await asyncio.to_thread(decoder.end, broken) if decoder.is_heavy else decoder.end(broken)
                *rest, end = concealer.end(last)
                for item in rest:
                    yield item
                # Before the end is told: whoever hears it closes this generator, and the connection would be lost.
                await release(response, pieces, watch, is_sound=isinstance(end, Finished))
                yield replace(end, fault=replace(end.fault, left=watch.left)) if isinstance(end, Failed) else end
            finally:
                await response.aclose()

    async def _send(self, prompt: Prompt, watch: Watchdog) -> httpx.Response | Fault:
        """Send the request and give the response, its body unread, or the reason why there is none."""
        try:
            self._way.open()
        except (ImportError, ValueError, httpx.InvalidURL):
            # Their texts would show the proxy's password.
            return Fault("connection", "the proxy that the environment names cannot be used; correct or unset it")
        except OSError as error:
            return no_response(error, self._timeouts, self._place, self._key)
        content = request_body(prompt, self._model, self._shape)
        try:
            watch.begin()
            response = await self._way.post(content, {"trace": follow(watch)})
        except ENDINGS as error:
            return self._broken(error, watch, has_response=False)
        watch.end()
        return response

    def _broken(self, error: BaseException, watch: Watchdog, *, has_response: bool = True) -> Fault:
        """Give the fault of what ended a wait; a cancellation by the user goes on."""
        clock = watch.claim(error)
        if clock is not None:
            return clock_fault(clock, self._timeouts, self._place)
        if isinstance(error, asyncio.CancelledError):
            raise error
        if has_response:
            return broken_body(error, self._key)
        return no_response(error, self._timeouts, self._place, self._key)

    async def _refused(self, response: httpx.Response, watch: Watchdog) -> Fault:
        """Read what an error reply says, as far as `_ERROR_CAP` and `_ERROR_SECONDS` allow (W16)."""
        watch.hurry(_ERROR_SECONDS)
        body = bytearray()
        pieces = pieces_of(response)
        while len(body) < _ERROR_CAP:
            try:
                watch.begin()
                body += await anext(pieces)
            except StopAsyncIteration:
                break
            except ENDINGS as error:
                self._broken(error, watch)
                break
            watch.end()
        return refused(
            response.status_code,
            response.headers,
            bytes(body[:_ERROR_CAP]),
            place=self._place,
            hidden=self._key,
            key_source=self._key_source,
        )
