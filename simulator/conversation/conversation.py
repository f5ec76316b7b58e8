"""A phone in use: takes utterances, lets events out through one door, and keeps the session that they add up to."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import replace

from simulator.conversation.act import act_for_user
from simulator.conversation.answer import ask
from simulator.conversation.interrupt import Interrupt, Interrupted
from simulator.conversation.prompting import fit_memory, look_up
from simulator.conversation.recall import recalled
from simulator.conversation.run import Run
from simulator.conversation.scene import Scene
from simulator.conversation.setup import Common, Handset, Ports
from simulator.conversation.speech import overheard, recognise
from simulator.conversation.stages import UNTIL_ROUTED
from simulator.conversation.upgrade import changed_phone, facts_of, taken_to
from simulator.conversation.weights import Weights
from simulator.domain.clean import clean
from simulator.domain.events import (
    BackendChanged,
    ConversationRenewed,
    Event,
    FellAsleep,
    Outcome,
    PhoneChanged,
    Rang,
    SessionEnded,
    SessionStarted,
    Source,
    SpeechEnded,
)
from simulator.domain.phone import PhoneWishes
from simulator.domain.release import Release
from simulator.domain.session import Session, evolve
from simulator.domain.skills import Ring
from simulator.domain.timeline import find_release
from simulator.ports import Backend

MOST_RINGS = 20
"""What rings at once at the most: a phone that is left alone for a year on a fast clock would ring all day."""


class Conversation:
    """One phone and its user, from `open` to `close`. Not for two turns at once."""

    def __init__(self, handset: Handset, ports: Ports, session: Session) -> None:
        """Take the phone in hand; `session` is a fresh one or one that was restored."""
        self.handset = handset
        self.session = session
        self._ports = ports
        self._weights = Weights(ports.tokenizer)
        self._interrupt = Interrupt()
        self._turns = 0
        self._outcome: Outcome = "completed"

    @property
    def now(self) -> float:
        """Give the session's seconds."""
        return self._ports.clock.now()

    @property
    def backend(self) -> Backend:
        """The backend that answers for DeepSeek."""
        return self._ports.backend

    @property
    def is_awake(self) -> bool:
        """Say whether the phone would take a question without its wake word."""
        return self.session.is_awake(self.now, self.handset.release.limits.silence_seconds)

    @property
    def silence_left(self) -> float | None:
        """Give for how many more seconds a woken phone listens; None where it does not sleep in silence, or sleeps."""
        return self.session.silence_left(self.now, self.handset.release.limits.silence_seconds)

    def open(self) -> tuple[Event, ...]:
        """Say which phone this is, what an upgrade since the last time changed and, where it must be woken, its sleep.

        Raises: OSError if the recorder refuses.
        """
        before = self._release_before()
        opening: list[Event] = [self._let_out(self._started())]
        if before is not None:
            opening.append(self._let_out(self._changed_from(before)))
        return (*opening, self.sleep("start")) if self.handset.must_wake else tuple(opening)

    def _started(self) -> SessionStarted:
        handset, backend = self.handset, self._ports.backend
        return SessionStarted(
            **self._common(),
            vendor=handset.vendor.id,
            release=handset.release.version,
            channel=handset.release.channel,
            phone=facts_of(handset.phone),
            backend=backend.name,
            model=backend.model,
            seed=handset.seed,
            entry=handset.entry,
            lang=handset.lang,
        )

    def travel(self, wishes: PhoneWishes) -> PhoneChanged:
        """Take the phone to another release, app version or day; the rest of it, and the conversation, stay.

        A turn under way ends under the old release. Raises: KeyError with the version if the vendor has no such
        release; OSError if the recorder refuses.
        """
        before = self.handset.release
        moment = self.handset.moment(self.session, self.now)
        self.handset = taken_to(self.handset, wishes, moment)
        event = self._changed_from(before)
        self._let_out(event)
        return event

    def try_out(self, release: Release) -> PhoneChanged:
        """Let the release answer with other figures from the next turn on, for an experiment; an upgrade ends it.

        It lasts as long as this conversation: a session that is taken up again has the profile's figures. Raises:
        OSError if the recorder refuses.
        """
        before = self.handset.release
        self.handset = replace(self.handset, release=release)
        event = self._changed_from(before, is_experiment=True)
        self._let_out(event)
        return event

    def use(self, backend: Backend, fallbacks: tuple[Backend, ...] = ()) -> BackendChanged:
        """Let another backend answer from the next turn on, with its own fallbacks; what was said is sent to it too.

        A turn under way ends on the backend that it began on; closing that one is the caller's. Raises: OSError if the
        recorder refuses.
        """
        self._ports = replace(self._ports, backend=backend, fallbacks=fallbacks)
        event = BackendChanged(**self._common(), backend=backend.name, model=backend.model)
        self._let_out(event)
        return event

    def _release_before(self) -> Release | None:
        """Give the release that this session last had, where it is another one than now."""
        before = find_release(self.handset.vendor, self.session.release)
        return before if before is not None and before.version != self.handset.release.version else None

    def _changed_from(self, before: Release, *, is_experiment: bool = False) -> PhoneChanged:
        return changed_phone(self._common(), before, self._scene(), is_experiment=is_experiment)

    def _scene(self) -> Scene:
        return Scene(self.handset, self._ports, self._live, self._weights)

    def _live(self) -> Session:
        return self.session

    async def turn(self, utterance: str, source: Source = "text") -> AsyncGenerator[Event, None]:
        """Yield what happens when the user says `utterance`; the last event is `TurnEnded`, whatever happens.

        Everything is recorded before it is yielded. If the consumer stops early, or its task is cancelled, the turn
        is recorded as interrupted with the text so far, and stays in memory as the user saw it.
        Raises: OSError if the recorder refuses.
        """
        self._interrupt = Interrupt()
        asleep = self.tick()
        for happened in (*self.ring(), *((asleep,) if asleep is not None else ())):
            yield happened
        now = self.now
        run = Run(self.session.name, self.session.last_turn + 1, clean(utterance), source, now)
        try:
            async with aclosing(self._happenings(run)) as events:
                async for event in events:
                    yield self._let_out(event)
        except Interrupted:
            run.outcome = "interrupted"
        finally:
            moment = self.handset.moment(self.session, self.now)
            ended = run.end(self.now, moment, None if run.outcome else "interrupted")
            self._turns, self._outcome = self._turns + 1, ended.outcome
            self._let_out(ended)
        yield ended

    async def _happenings(self, run: Run) -> AsyncGenerator[Event, None]:
        scene = self._scene()
        if run.source == "audio":
            async with aclosing(recognise(run, scene, self._interrupt)) as steps:
                async for event in steps:
                    yield event
        for stage in UNTIL_ROUTED:
            for event in stage(run, scene):
                yield event
            if run.outcome is not None:
                return
        answering = self._act if run.route == "skill" else self._ask
        async with aclosing(answering(run, scene)) as events:
            async for event in events:
                yield event

    def _act(self, run: Run, scene: Scene) -> AsyncGenerator[Event, None]:
        return act_for_user(run, scene, self._interrupt)

    async def _ask(self, run: Run, scene: Scene) -> AsyncGenerator[Event, None]:
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

    def recall(self, utterance: str, answer: str) -> None:
        """Take over a turn that was had elsewhere, as whoever had it tells it; `answer` is empty if it had none.

        It is remembered and counts as if it had been had here and now: what the phone refuses or limits counts for
        nothing. Raises: OSError if the recorder refuses.
        """
        run = Run(self.session.name, self.session.last_turn + 1, clean(utterance), "text", self.now)
        for event in recalled(run, self._scene(), clean(answer)):
            self._let_out(event)
        self._let_out(run.end(self.now, self.handset.moment(self.session, self.now)))

    def overhear(self, said: str) -> tuple[Event, ...]:
        """Hear what the user has spoken so far; nothing yet opens the microphone. The turn that follows ends it.

        A phone that is spoken to does not fall asleep. Raises: OSError if the recorder refuses.
        """
        asleep, heard = self.tick(), overheard(said, self._common(), self._scene())
        self._let_out(heard)
        return (heard,) if asleep is None else (asleep, heard)

    def drop_speech(self) -> SpeechEnded:
        """Close the microphone without a turn."""
        event = SpeechEnded(**self._common(), dropped=True)
        self._let_out(event)
        return event

    def interrupt(self) -> None:
        """Stop the turn that is under way: it ends as interrupted, through its own stream of events."""
        self._interrupt.press()

    def renew(self, reason: str = "user") -> ConversationRenewed:
        """Begin a new conversation: nothing said before is sent again, and the turn cap starts over."""
        event = ConversationRenewed(**self._common(), reason=reason)
        self._weights.forget()
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

    def ring(self) -> tuple[Rang, ...]:
        """Let alarms and reminders ring that came due since the last time; of very many, the newest `MOST_RINGS`."""
        session, due = self.session, self._ports.due
        if due is None or session.rung is None or not session.contents.items:
            return ()
        now = self.handset.moment(session, self.now)
        rung = tuple(self._rang(ring) for ring in due(session.contents, session.rung, now)[-MOST_RINGS:])
        for event in rung:
            self._let_out(event)
        return rung

    def _rang(self, ring: Ring) -> Rang:
        words = self.handset.say(f"ring.{ring.kind}", time=f"{ring.moment:%H:%M}", title=ring.title).rstrip()
        return Rang(**self._common(), kind=ring.kind, id=ring.id, at=ring.moment.isoformat(), message=words)

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
