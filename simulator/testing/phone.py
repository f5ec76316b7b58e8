"""A phone in a test's hand: talk to it, let time pass, update it, look at what it did. Where phones are from: `phones`.

`Phone` is for tests with async, `SyncPhone` has the same members for those without.
"""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Sequence
from contextlib import aclosing, contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar

from simulator.domain.events import ConversationRenewed, Event, FellAsleep, SessionEnded, Source
from simulator.domain.problem import UserProblem
from simulator.replay.acting import change, stopped, wait
from simulator.replay.lab import PhoneInUse
from simulator.testing.turn import Turn
from simulator.testing.wishes import Duration, change_of, faults_of, seconds_of

if TYPE_CHECKING:
    from collections.abc import Iterator

__tracebackhide__ = True  # pytest shows the line of the test and not ours

T = TypeVar("T")


class _InHand:
    """What both kinds of phones have: all that takes no time."""

    def __init__(self, phone: PhoneInUse) -> None:
        """Take a phone that is in use."""
        self._phone = phone
        self._events: list[Event] = list(phone.opening)
        self._turns: list[Turn] = []
        self._stop_after: float | None = None
        self._is_busy = False

    def __repr__(self) -> str:
        """Give what a person wants to see of it where an assertion fails."""
        handset = self._phone.conversation.handset
        last = f", last {self.last!r}" if self._turns else ""
        return f"<{handset.vendor.id} {self.release}, {len(self._turns)} turns{last}>"

    @property
    def turns(self) -> Sequence[Turn]:
        """All turns so far, oldest first."""
        return tuple(self._turns)

    @property
    def last(self) -> Turn:
        """The last turn. Raises: LookupError if nothing was said yet."""
        if not self._turns:
            raise LookupError(f"nothing was said to the phone yet; {self._HOW_TO_SAY}")
        return self._turns[-1]

    @property
    def sent(self) -> str:
        """The text of all messages that reached a backend in the last turn, "" if nothing was sent."""
        return self.last.sent

    @property
    def events(self) -> Sequence[Event]:
        """All that happened so far, in and between turns."""
        return tuple(self._events)

    @property
    def now(self) -> float:
        """The phone's clock: seconds since it was taken in hand."""
        return round(self._phone.conversation.now, 6)

    @property
    def moment(self) -> datetime:
        """The simulated moment, as its status bar shows it."""
        conversation = self._phone.conversation
        return conversation.handset.moment(conversation.session, conversation.now)

    @property
    def release(self) -> str:
        """The release that runs on it."""
        return self._phone.conversation.handset.release.version

    @property
    def is_awake(self) -> bool:
        """Whether it would answer without its wake word."""
        return self._phone.conversation.is_awake

    def change(self, **said: object) -> Sequence[Event]:
        """Change the phone: `app`, `os`, `date`, `release`, `airplane` and the other keys of a script's `phone:`.

        Gives what happened, such as `phone_changed`. Raises: UserProblem with all that is wrong.
        """
        try:
            return self._happened(change(self._phone, change_of(said)))
        except ValueError as error:
            raise UserProblem(str(error)) from None

    def upgrade(self, release: str | None = None, **said: object) -> Sequence[Event]:
        """Update it to a release, and change what else is said, such as `date`; the conversation goes on."""
        return self.change(release=release, **said)

    def new_conversation(self) -> ConversationRenewed:
        """Begin a new conversation: nothing that was said before is sent again, and the turn cap starts over."""
        event = self._phone.conversation.renew()
        self._events.append(event)
        return event

    def sleep(self) -> FellAsleep:
        """Put it to sleep, so that it needs its wake word."""
        event = self._phone.conversation.sleep()
        self._events.append(event)
        return event

    def interrupt(self, after: Duration | None = None) -> None:
        """Stop the next turn so long after its beginning; without `after`, stop the turn that is under way."""
        if after is not None:
            self._stop_after = seconds_of(after)
        else:
            self._phone.conversation.interrupt()

    def put_down(self) -> None:
        """End its session; the fixtures do so."""
        event: SessionEnded = self._phone.conversation.close()
        self._events.append(event)

    async def _say(self, text: str, spoken: bool, faults: str | Sequence[str]) -> Turn:
        with self._turn() as stop_after:
            self._phone.forget_sent()
            self._phone.misbehave(faults_of(faults))
            try:
                with stopped(self._phone, stop_after):
                    events = await self._all_of(text, "audio" if spoken else "script")
            finally:
                # Connections belong to the event loop of the test, which is gone when its fixtures are torn down.
                await self._phone.put_away()
            if self._phone.lacking is not None:
                raise UserProblem(self._phone.lacking)
        self._turns.append(Turn(text, tuple(self._happened(events)), tuple(self._phone.sent)))
        return self.last

    async def _all_of(self, text: str, source: Source) -> list[Event]:
        async with aclosing(self._phone.conversation.turn(text, source)) as turn:
            return [event async for event in turn]

    async def _wait(self, length: Duration) -> Sequence[Event]:
        return self._happened(await wait(self._phone, seconds_of(length)))

    @contextmanager
    def _turn(self) -> Iterator[float | None]:
        """Hold the phone for a turn, and give when it is to be stopped."""
        if self._is_busy:
            raise UserProblem("the phone is in the middle of a turn; await it first, or take another phone of `phones`")
        self._is_busy, stop_after = True, self._stop_after
        try:
            yield stop_after
        finally:
            self._is_busy, self._stop_after = False, None

    def _happened(self, events: Sequence[Event]) -> Sequence[Event]:
        self._events += events
        return events

    _HOW_TO_SAY = ""


class Phone(_InHand):
    """A phone for tests with async, under any plugin that runs them on asyncio."""

    _HOW_TO_SAY = "await phone.say(…), or take phone_sync in a test without async"

    async def say(self, text: str, *, spoken: bool = False, faults: str | Sequence[str] = ()) -> Turn:
        """Say something, and give the turn when it has ended; it is then `last`, too.

        `faults` are what the embedded mock does wrong in this turn, as for --fault. Raises: UserProblem if another
        backend is to do wrong, a turn is under way, or a cassette lacks the request.
        """
        _check_loop()
        return await self._say(text, spoken, faults)

    async def wait(self, length: Duration) -> Sequence[Event]:
        """Let time pass on the phone's clock, and give what it brings: alarms that ring, sleep after silence."""
        _check_loop()
        return await self._wait(length)


class SyncPhone(_InHand):
    """A phone for tests without async; it has an event loop of its own."""

    _HOW_TO_SAY = "say something first"

    def __init__(self, phone: PhoneInUse) -> None:
        """Take a phone that is in use."""
        super().__init__(phone)
        # With a factory, the runner leaves the loop of the thread alone, which is the project's own plugins' business.
        self._runner = asyncio.Runner(loop_factory=asyncio.new_event_loop)

    def say(self, text: str, *, spoken: bool = False, faults: str | Sequence[str] = ()) -> Turn:
        """Say something, and give the turn when it has ended; see `Phone.say`."""
        return self._run(self._say(text, spoken, faults))

    def wait(self, length: Duration) -> Sequence[Event]:
        """Let time pass on the phone's clock, and give what it brings."""
        return self._run(self._wait(length))

    def put_down(self) -> None:
        """End its session and its loop."""
        super().put_down()
        self._runner.close()

    def _run(self, work: Coroutine[Any, Any, T]) -> T:
        try:
            asyncio.get_running_loop()
        except RuntimeError:
            return self._runner.run(work)
        work.close()
        raise UserProblem("this test is async: take the fixture phone in place of phone_sync, and await it")


def _check_loop() -> None:
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        raise UserProblem("a phone lives on asyncio, and another library runs this test; run it on asyncio") from None
