"""Whether a request that ended badly is sent again, and when. Sending and waiting is the conversation's business."""

from __future__ import annotations

from random import Random

from simulator.domain.faults import Fault

MOST_RETRIES = 2
FIRST_WAIT = 0.5
LONGEST_WAIT = 30.0
"""Seconds: a server that asks for more is not waited for, so that its user hears of it at once (W18)."""

SAFE_STATUS = frozenset({429, 500, 502, 503, 504, 529})
"""What a server answers before it has begun to answer (part 8 of the wire reference)."""


def wait_before_retry(fault: Fault, retries: int, rng: Random) -> float | None:
    """Give the seconds until the request is sent again; None if it is not.

    `retries` is how often it was sent again already. Only a request of which nothing has come is safe to repeat: one
    that found no server, or that was refused with a status of `SAFE_STATUS`. The wait is `FIRST_WAIT * 2**retries` and
    up to a half more, drawn from `rng`; a server's `Retry-After` lengthens it. Nobody waits
    beyond what the turn has left.
    """
    is_safe = fault.kind == "connection" or fault.status in SAFE_STATUS
    if retries >= MOST_RETRIES or not is_safe:
        return None
    wait = FIRST_WAIT * 2**retries * (1 + rng.random() / 2)
    wait = max(wait, fault.retry_after or 0.0)
    longest = LONGEST_WAIT if fault.left is None else min(LONGEST_WAIT, fault.left)
    return wait if wait <= longest else None
