"""What playing a case needs of the world, as protocols. How phones are made is `wiring`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

from simulator.conversation.conversation import Conversation
from simulator.domain.completion import Prompt
from simulator.domain.events import Event
from simulator.replay.alarm import AlarmClock
from simulator.replay.judge import JudgeInUse
from simulator.replay.script import Setup

JUDGE = "judge"
"""The table of backends in simulator.toml that judges where nobody else is named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LabChoice:
    """What all phones of a run have in common. `clock` is as for `clocks.clock_from`.

    `timeout` is as for backends, in real seconds; `is_remote` says that backends other than the embedded mock are
    asked, `judge` is the backend of judges. Wires are recorded to the folder `record`, or answered from the folder
    `replay`, a file a phone.
    """

    vendors_paths: tuple[Path, ...] = ()
    config: Path | None = None
    clock: str = "virtual"
    timeout: str | None = None
    record: Path | None = None
    replay: Path | None = None
    is_remote: bool = False
    judge: str | None = None


Wire = Literal["live", "replayed"]
"""Whether backends are asked, or recordings answer in their place."""


@dataclass(frozen=True, slots=True)
class Tape:
    """The names of a phone's recording: its own, and that of a whole session, played where there is none of its own."""

    name: str
    of_session: str = ""


class PhoneInUse(Protocol):
    """A phone of a case."""

    @property
    def conversation(self) -> Conversation:
        """The phone."""
        ...

    @property
    def clock(self) -> AlarmClock:
        """Its session's clock."""
        ...

    @property
    def opening(self) -> Sequence[Event]:
        """How it was taken in hand."""
        ...

    @property
    def sent(self) -> Sequence[Prompt]:
        """What reached a backend since `forget_sent`, requests in order."""
        ...

    def forget_sent(self) -> None:
        """Forget what was sent."""
        ...

    @property
    def lacking(self) -> str | None:
        """What the cassette says of a request that it does not hold; None as long as it held all."""
        ...

    @property
    def is_offline(self) -> bool:
        """Say whether its network was taken away."""
        ...

    def fly(self, airplane: bool) -> None:
        """Take the network from it, or give it back."""
        ...

    def misbehave(self, faults: Sequence[str]) -> None:
        """Let the embedded mock do this wrong from now on; none is what the phone was opened with.

        Raises: UserProblem if another backend answers.
        """
        ...

    async def put_away(self) -> None:
        """Close its connections."""
        ...


class Lab(Protocol):
    """Where phones of cases come from. It can be sent to another process."""

    @property
    def waits(self) -> bool:
        """Say whether playing waits, for a network or a real clock, so that many cases should be under way at once."""
        ...

    def warm_up(self, setup: Setup) -> None:
        """Do what the first turn on such a phone has to do, so that processes that are forked need not do it again."""
        ...

    def try_out(self, setup: Setup) -> None:
        """Find out whether such a phone can be had, before any is played on; nothing is sent or written.

        Raises: UserProblem if its backend, the clock or the folder of recordings cannot be used.
        """
        ...

    def open(self, setup: Setup, faults: Sequence[str], tape: Tape, session: str) -> PhoneInUse:
        """Take a phone in hand, with its own store and clock; its opening events are recorded in the conversation.

        `tape` names its recording, if wires are recorded or replayed, `session` its events.
        Raises: UserProblem if the phone cannot be had.
        """
        ...

    def judge(self, backend: str, tape: Tape) -> JudgeInUse | None:
        """Give who judges, `backend` unless the command line names another; None if nobody is named anywhere.

        Raises: UserProblem if that backend cannot be used.
        """
        ...


class Known(Protocol):
    """What there is to choose from, to make cases."""

    @property
    def wire(self) -> Wire:
        """Say whether backends are asked."""
        ...

    def vendors(self) -> Sequence[str]:
        """Give the ids of all vendors."""
        ...

    def releases(self, vendor: str) -> Sequence[str]:
        """Give the releases of a vendor, oldest first. Raises: UserProblem if there is no such vendor."""
        ...

    def backends(self) -> Sequence[str]:
        """Give the names of all backends."""
        ...

    def release_on(self, setup: Setup) -> str:
        """Give the release that a phone would run at the start. Raises: UserProblem if there is no such phone."""
        ...

    def evidence_of(self, vendor: str, release: str) -> tuple[str, ...]:
        """Give the evidence of all limits of a release, each kind once."""
        ...


class Laboratory(Lab, Known, Protocol):
    """Both."""

    def elsewhere(self) -> Callable[[], Lab]:
        """Give a function that can be sent to another machine, and makes the same lab there with that machine's keys.

        Raises: UserProblem if it depends on what cannot be sent.
        """
        ...
