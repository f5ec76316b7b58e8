"""The user's choices of a phone and a backend, as the faces collect them. Turning them into objects is `wiring`."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from simulator.domain.limit import Lang
from simulator.domain.phone import Entry, PhoneWishes
from simulator.http.limits import Service


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneChoice:
    """Which phone, which clock, which language. None is "not said": a session that goes on keeps what it had.

    `clock` is as for `clocks.clock_from`, `must_wake` starts the phone asleep, `entry` is where its turns enter.
    `upgrade` stands in the place of `wishes` where a session already has a phone: a release that it has is no wish.
    """

    vendor: str | None = None
    wishes: PhoneWishes = field(default_factory=PhoneWishes)
    upgrade: PhoneWishes | None = None
    vendors_paths: tuple[Path, ...] = ()
    clock: str = "real"
    seed: int | None = None
    lang: Lang | None = None
    must_wake: bool = False
    entry: Entry | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BackendChoice:
    """Which backend: one of that `name`, or a server at `url`. `api_key_env` names a variable and never holds a key.

    `config` is a file that stands in the place of the project's simulator.toml. None is "not said" everywhere.

    `timeout` is as the user wrote it; `latency` names a profile of the embedded mock, and `faults` are what it does
    wrong. `search_url` is a SearXNG
    instance for releases that search the web, None the pages that come with the program. `record` is a cassette that
    the wire is added to, `replay` one that answers in the backend's place, with the `replay_timing` original or none.
    With `gathers` texts that arrive together appear together, at the time of the first, and cost less.
    """

    name: str | None = None
    url: str | None = None
    model: str | None = None
    api_key_env: str | None = None
    timeout: str | None = None
    latency: str | None = None
    faults: tuple[str, ...] = ()
    search_url: str | None = None
    record: Path | None = None
    replay: Path | None = None
    replay_timing: str | None = None
    config: Path | None = None
    gathers: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MockChoice:
    """How the mock is served over HTTP; `api_keys` None lets everybody in.

    `dialect` names the server whose way to write it has. `faults` and those in `fault_file` are what it does wrong,
    `keep_alive` is in seconds between keep-alive lines, 0 for none, and `concurrency` is how many answers there may be
    at once, None any number. `balance` is the money in US dollars that answers are paid from, None without end.
    `journal` is a file that keeps all exchanges, `replies` are files or folders of prepared replies and cassettes,
    the latter played with the `replay_timing` original or none.
    """

    service: Service
    era: str
    seed: int
    latency: str
    api_keys: frozenset[str] | None
    lang: Lang
    dialect: str = "deepseek"
    faults: tuple[str, ...] = ()
    fault_file: Path | None = None
    keep_alive: float = 10.0
    concurrency: int | None = None
    balance: float | None = None
    journal: Path | None = None
    replies: tuple[Path, ...] = ()
    replay_timing: str = "original"


@dataclass(frozen=True, slots=True, kw_only=True)
class ServeChoice:
    """How phones are served over HTTP: what all of them have in common, and whom they answer.

    Without `api_keys` everybody is let in. `concurrency` is how many turns may be under way at once.
    """

    service: Service
    phone: PhoneChoice
    backend: BackendChoice
    api_keys: frozenset[str]
    concurrency: int
