"""The same conversations on `simulator run` and on other tools: turns a second, start-up, memory, CPU a turn.

`--peers` installs promptfoo and inspect_ai, which else are compared with where they are installed already.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from benchmarks.processes import script as program
from benchmarks.replay_backend import WAIT, backend
from benchmarks.replay_harness import dialogue_and_harness
from benchmarks.replay_peers import PEERS, PROMPTFOO, QUIET, Peer, promptfoo
from benchmarks.replay_scripts import script
from benchmarks.replay_spent import Spent, spent

TITLE = "Scripts: `simulator run` and other tools, with JUnit and JSON Lines; turns/s without the start"
SIZES = ((1_000, 1), (1_000, 3), (200, 10))
STARTS = 3
JOBS = 2

Row = tuple[str, str, str, str]


def run(*options: str) -> Iterator[Row]:
    """Give the rows: what, measured, compared with, target."""
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        peers = [peer for peer in PEERS if peer.installed("--peers" in options)]
        ours = _start(partial(_ours, here, 1, 1))
        starts = {peer.name: _start(partial(_peer, here, peer, 1, 1)) for peer in peers}
        yield from _start_rows(ours, starts)
        for cases, turns in SIZES:
            yield from _size_rows(here, peers, starts, ours, cases, turns)
        yield from _own_rows(here, ours)
        yield from _waiting_rows(here, peers, ours)


def _ours(here: Path, cases: int, turns: int, *options: str) -> Spent:
    path = here / f"{cases}x{turns}.sim.yaml"
    if not path.exists():
        script(here, cases, turns)
    command = [program(), "run", path.name, "--junit", "o.xml", "--jsonl", "o.jsonl", *options]
    return spent(command, here, SIMULATOR_CACHE_DIR=str(here / "cache"))


def _peer(here: Path, peer: Peer, cases: int, turns: int) -> Spent:
    return spent(peer.command(here, cases, turns), here, **QUIET)


def _start(run_one: Callable[[], Spent]) -> float:
    return sorted(run_one().seconds for _ in range(STARTS))[STARTS // 2]


def _start_rows(ours: float, starts: dict[str, float]) -> Iterator[Row]:
    beside = ", ".join(f"{name} {seconds:.2f} s" for name, seconds in starts.items())
    yield "start to end of one turn", f"{ours:.2f} s", beside, "≤ 0.6 s"


def _size_rows(
    here: Path, peers: Sequence[Peer], starts: dict[str, float], start: float, cases: int, turns: int
) -> Iterator[Row]:
    """Give our row with ratios, and one for each other tool."""
    what = f"{cases:,} × {turns}"
    took = _ours(here, cases, turns, "-j", str(JOBS))
    rate, rates, rows = _rate(took, start, cases * turns), {}, []
    for peer in PEERS:
        if peer not in peers:
            rows.append((f"{what}: {peer.name}", "not installed", "--peers installs it", ""))
            continue
        other = _peer(here, peer, cases, turns)
        rates[peer.name] = _rate(other, starts[peer.name], cases * turns)
        rows.append((f"{what}: {peer.name}", _told(other, rates[peer.name], cases * turns), "", ""))
    ratios = ", ".join(f"{rate / rates[peer.name]:.1f} × {peer.name.partition(',')[0]}" for peer in peers)
    targets = ", ".join(f"≥ {peer.target} × {peer.name.partition(',')[0]}" for peer in PEERS if peer.target)
    yield f"{what}: ours, {JOBS} processes", _told(took, rate, cases * turns), ratios, targets
    yield from rows


def _rate(took: Spent, start: float, turns: int) -> float:
    return turns / max(0.001, took.seconds - start)


def _told(took: Spent, rate: float, turns: int) -> str:
    each = took.cpu / turns * 1000
    return f"{rate:.0f} turns/s ({took.seconds:.1f} s in all), {took.memory:.0f} MB, {each:.1f} ms of CPU a turn"


def _own_rows(here: Path, start: float) -> Iterator[Row]:
    dialogue, harness = dialogue_and_harness(here)
    beside = f"{dialogue * 1000:.2f} ms of dialogue"
    yield "harness, without the dialogue", f"{harness * 1000:.2f} ms a turn", beside, "≤ 0.3 ms"
    one, two = (_ours(here, 2_000, 1, "-j", jobs).seconds - start for jobs in ("1", "2"))
    yield "2,000 × 1, from one process to two", f"{one / two:.2f} ×", f"{one:.1f} s to {two:.1f} s", "≥ 1.8 ×"
    few, many = (_ours(here, cases, 1, "-j", "2").memory for cases in (1_000, 10_000))
    yield "largest process, 1,000 cases", f"{few:.0f} MB", "", "≤ 80 MB"
    yield "largest process, 10,000 cases", f"{many:.0f} MB", f"{many / few:.2f} × that of 1,000", "≤ 1.5 ×"


def _waiting_rows(here: Path, peers: Sequence[Peer], start: float) -> Iterator[Row]:
    """Measure a backend that answers after 50 ms; what one conversation waits is no part of the start."""
    what, least = f"100 × 3 on a backend of {WAIT * 1000:.0f} ms", 100 / 32 * 3 * WAIT
    with backend() as url:
        (here / "simulator.toml").write_text(f'[backends.slow]\nbase_url = "{url}"\nmodel = "m"\n', "utf-8")
        for how, options in (("one process, 32 at once", ("--executor", "local")), ("as it comes", ())):
            one = _start(partial(_ours, here, 1, 3, "--backend", "slow", "--executor", "local")) - 3 * WAIT
            seconds = _ours(here, 100, 3, "--backend", "slow", *options).seconds - one
            yield f"{what}: ours, {how}", f"{seconds:.2f} s after the start", f"{least:.2f} s of waiting", "≤ 0.75 s"
        if PROMPTFOO in peers:
            answer = {"method": "POST", "body": {"prompt": "{{prompt}}"}, "transformResponse": _ANSWER}
            took = spent(promptfoo(here, 100, 3, {"id": url, "config": answer}), here, **QUIET)
            yield f"{what}: {PROMPTFOO.name.partition(',')[0]}", f"{took.seconds:.1f} s in all", "", ""


_ANSWER = "json.choices[0].message.content"
