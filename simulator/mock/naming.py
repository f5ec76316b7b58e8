"""The part that all chunks of one answer share: id, moment, model. What the chunks say is not here."""

from __future__ import annotations

from hashlib import blake2b

from simulator.dialects.encode import Head


def head_of(seed: int, now: float, body: bytes, *, name: str, opened: int, fingerprint: str) -> Head:
    """Make the shared part; the id is a UUID of seed, moment and request, so that replays agree.

    `now` is in seconds since `opened`, which is in seconds since 1970.
    """
    digest = blake2b(f"{seed} {now!r} ".encode() + body, digest_size=16).hexdigest()
    id = f"{digest[:8]}-{digest[8:12]}-4{digest[13:16]}-a{digest[17:20]}-{digest[20:]}"
    return Head(id=id, created=opened + int(now), model=name, fingerprint=fingerprint)
