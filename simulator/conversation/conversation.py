"""A phone in use: takes utterances, lets events out through one door, and keeps the session that they add up to."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import aclosing

from simulator.conversation.answer import ask
from simulator.conversation.interrupt import Interrupt, Interrupted
from simulator.conversation.run import Run
from simulator.conversation.setup import Common, Handset, Ports
from simulator.conversation.stages import BEFORE_SEARCHING, Scene, fit_memory, look_up
from simulator.domain.clean import clean
from simulator.domain.events import (
    ConversationRenewed,
    Event,
    FellAsleep,
    Outcome,
    PhoneFacts,
    SessionEnded,
    SessionStarted,
    Source,
)
from simulator.domain.memory import RememberedTurn
from simulator.domain.session import Session, evolve


class Conversation:
    """One phone and its user, from `open` to `close`. Not for two turns at once."""

    def __init__(self, handset: Handset, ports: Ports, session: Session) -> None:
        """Take the phone in hand; `session` is a fresh one or one that was restored."""
        self.handset = handset
        self.session = session
        self._ports = ports
        self._weighed: dict[int, RememberedTurn] = {}
        self._interrupt = Interrupt()
        self._turns = 0
        self._outcome: Outcome = "completed"

    @property
    def now(self) -> float:
        """Give the session's seconds."""
        return self._ports.clock.now()

    @property
    def is_awake(self) -> bool:
        """Say whether the phone would take a question without its wake word."""
        return self.session.is_awake(self.now, self.handset.release.limits.silence_seconds)

    def open(self) -> tuple[Event, ...]:
        """Say which phone this is and, where it must be woken, that it sleeps.

        Raises: OSError if the recorder refuses.
        """
        opening: tuple[Event, ...] = (self._let_out(self._started()),)
        return (*opening, self.sleep("start")) if self.handset.must_wake else opening

    def _started(self) -> SessionStarted:
        handset, backend = self.handset, self._ports.backend
        phone = handset.phone
        facts = PhoneFacts(
            device=phone.device,
            os=phone.os,
            app=phone.app,
            date=phone.started.date().isoformat(),
            at=phone.started.isoformat(),
            region=phone.region,
            enrolled=phone.enrolled,
            logged_in=phone.logged_in,
            first_buyer=phone.first_buyer,
        )
        return SessionStarted(
            session=self.session.name,
            turn=self.session.last_turn,
            t=self.now,
            vendor=handset.vendor.id,
            release=handset.release.version,
            channel=handset.release.channel,
            phone=facts,
            backend=backend.name,
            model=backend.model,
            seed=handset.seed,
        )

    async def turn(self, utterance: str, source: Source = "text") -> AsyncGenerator[Event, None]:
        """Yield what happens when the user says `utterance`; the last event is `TurnEnded`, whatever happens.

        Everything is recorded before it is yielded. If the consumer stops early, or its task is cancelled, the turn
        is recorded as interrupted with the text so far, and stays in memory as the user saw it.
        Raises: OSError if the recorder refuses.
        """
        self._interrupt = Interrupt()
        asleep = self.tick()
        if asleep is not None:
            yield asleep
        now = self.now
        run = Run(self.session.name, self.session.last_turn + 1, clean(utterance), source, now)
        try:
            async with aclosing(self._happenings(run)) as events:
                async for event in events:
                    yield self._let_out(event)
        except Interrupted:
            run.outcome = "interrupted"
        finally:
            ended = run.end(self.now, None if run.outcome else "interrupted")
            self._turns, self._outcome = self._turns + 1, ended.outcome
            self._let_out(ended)
        yield ended

    async def _happenings(self, run: Run) -> AsyncGenerator[Event, None]:
        scene = Scene(self.handset, self._ports, self.session, self._weighed)
        for stage in BEFORE_SEARCHING:
            for event in stage(run, scene):
                yield event
            if run.outcome is not None:
                return
        async with aclosing(look_up(run, scene, self._interrupt)) as searching:
            async for event in searching:
                yield event
        for event in fit_memory(run, scene):
            yield event
        if self._interrupt.is_pressed:
            raise Interrupted
        if run.prompt is not None:
            async with aclosing(ask(run, run.prompt, scene, self._interrupt)) as events:
                async for event in events:
                    yield event

    def interrupt(self) -> None:
        """Stop the turn that is under way: it ends as interrupted, through its own stream of events."""
        self._interrupt.press()

    def renew(self, reason: str = "user") -> ConversationRenewed:
        """Begin a new conversation: nothing said before is sent again, and the turn cap starts over."""
        event = ConversationRenewed(**self._common(), reason=reason)
        self._weighed.clear()
        self._let_out(event)
        return event

    def sleep(self, reason: str = "user") -> FellAsleep:
        """Put the phone to sleep: until its wake word is heard it answers nothing."""
        event = FellAsleep(**self._common(), reason=reason)
        self._let_out(event)
        return event

    def tick(self) -> FellAsleep | None:
        """Let time take effect: a woken phone that heard nothing for its silence timeout goes to sleep, once."""
        woken = self.session.must_wake and self.session.awake_since is not None
        return self.sleep("silence") if woken and self.session.asking is None and not self.is_awake else None

    def close(self) -> SessionEnded:
        """Put the phone down."""
        event = SessionEnded(**self._common(), turns=self._turns, outcome=self._outcome)
        self._let_out(event)
        return event

    def _common(self) -> Common:
        return {"session": self.session.name, "turn": self.session.last_turn, "t": self.now}

    def _let_out(self, event: Event) -> Event:
        self._ports.recorder.record(event)
        self.session = evolve(self.session, event)
        return event
