"""How long a server keeps its clients waiting, as named profiles with their sources. Waiting is the stream's part."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from random import Random


@dataclass(frozen=True, slots=True)
class Wait:
    """One request's delays in seconds: until its first token, and from each piece to the next."""

    first_token: float
    gap: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Latency:
    """A server's delays in seconds, as ranges (lowest, highest), and where the figures are from."""

    name: str
    first_token: tuple[float, float]
    gap: tuple[float, float]
    evidence: str

    def draw(self, seed: int, prompt: str) -> Wait:
        """Give the delays of one request, both uniform in their ranges: the same for the same seed and prompt."""
        rng = Random(f"{seed}\n{prompt}".encode("utf-8", "surrogatepass"))
        return Wait(rng.uniform(*self.first_token), rng.uniform(*self.gap))


NONE = Latency(name="none", first_token=(0.0, 0.0), gap=(0.0, 0.0), evidence="assumed")

_ARENA = "url:https://github.com/tensorchord/deepseek-api-arena"
_KNOWN = {
    latency.name: latency
    for latency in (
        NONE,
        # Five daily runs, 2025-02-19 to 02-28, one run a day, gaps between chunks; the uniform spread is assumed.
        Latency(name="deepseek-2025-02", first_token=(8.7, 30.0), gap=(0.049, 0.058), evidence=_ARENA),
        # The same days at SiliconFlow, Volcano Ark, Bailian and Tencent LKE.
        Latency(name="third-party-2025-02", first_token=(0.35, 2.3), gap=(0.032, 0.149), evidence=_ARENA),
    )
}


def latency_named(name: str) -> Latency:
    """Give the profile of this name: `none`, `deepseek-2025-02` or `third-party-2025-02`.

    Raises: ValueError that names the nearest profile and all known ones.
    """
    if name in _KNOWN:
        return _KNOWN[name]
    near = get_close_matches(name, _KNOWN, n=1)
    meant = f'; did you mean "{near[0]}"?' if near else ""
    raise ValueError(f'no latency profile is called "{name}"{meant} (known: {", ".join(_KNOWN)})')
