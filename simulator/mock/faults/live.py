"""Faults read and changed while a mock runs, over HTTP. Who may do so is the core's to check, as for any path."""

from __future__ import annotations

import json

from simulator.domain.problem import UserProblem
from simulator.mock.exchange import Request, Response, json_response
from simulator.mock.faults.plan import NO_FAULTS, FaultPlan
from simulator.mock.faults.strikes import Strikes
from simulator.mock.refusal import Refused

PATH = "/mock/faults"


def live_faults(request: Request, strikes: Strikes) -> Response:
    """Answer GET with the rules that are followed, PUT by following those of its body, DELETE by following none.

    All give the rules that hold now, and how often each kind struck. Raises: Refused for a body that holds no rules.
    """
    if request.method == "PUT":
        strikes.follow(_plan(request.body))
    elif request.method == "DELETE":
        strikes.follow(NO_FAULTS)
    elif request.method != "GET":
        raise Refused(405, "Method Not Allowed", headers={"allow": "GET, PUT, DELETE"})
    said = strikes.plan.to_json() | {"committed": dict(strikes.committed)}
    return json_response(200, json.dumps(said, ensure_ascii=False).encode("utf-8", "replace"))


def _plan(body: bytes) -> FaultPlan:
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        raise Refused(400, 'The body is not JSON; write faults like {"faults": ["busy:0.1"]}') from None
    if isinstance(value, dict):
        value = {name: entry for name, entry in value.items() if name != "committed"}  # what GET gave may be put back
    try:
        return FaultPlan.from_json(value)
    except UserProblem as problem:
        raise Refused(400, str(problem)) from None
