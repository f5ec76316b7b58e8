"""One HTTP exchange as the mock sees it: a request with wishes. The rest of it is as in every server of the program."""

from __future__ import annotations

from dataclasses import dataclass

from simulator.http import exchange
from simulator.http.exchange import HungUp, PumpedBody, Response, json_response, whole_response
from simulator.mock.wishes import NO_WISHES, Wishes

__all__ = ["HungUp", "PumpedBody", "Request", "Response", "json_response", "whole_response"]


@dataclass(frozen=True, slots=True)
class Request(exchange.Request):
    """What a client asked. `wishes` is how it is to be answered, once the core has read them."""

    wishes: Wishes = NO_WISHES
