"""All that a stage of a turn may look at, and how it makes the events that many stages need. No stage is here."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from simulator.conversation.run import Run
from simulator.conversation.setup import Common, Handset, Ports
from simulator.conversation.weights import Weights
from simulator.domain.events import AnswerDelta, Event, LimitReached
from simulator.domain.memory import RememberedTurn, Window
from simulator.domain.search import Page, SearchFailed
from simulator.domain.session import SaidTurn, Session
from simulator.domain.skills import Situation, Skill


@dataclass(slots=True)
class Findings:
    """What a turn's search found, and after the prompt is built what of it is sent; None where none took place."""

    pages: tuple[Page, ...] | None = None


@dataclass(frozen=True, slots=True)
class Scene:
    """The phone, the world and the session in one turn.

    `live` gives the session as it is by now: what a skill did a moment ago is in it. `weights` are what earlier turns
    and the tools weigh.
    """

    handset: Handset
    ports: Ports
    live: Callable[[], Session]
    weights: Weights
    findings: Findings = field(default_factory=Findings)

    @property
    def session(self) -> Session:
        """Give the session as it is by now."""
        return self.live()

    @property
    def now(self) -> float:
        """Give the session's seconds."""
        return self.ports.clock.now()

    @property
    def moment(self) -> datetime:
        """Give the simulated moment."""
        return self.handset.moment(self.session, self.now)

    def common(self, run: Run) -> Common:
        """Give what an event of this turn says beside its own."""
        return {"session": run.session, "turn": run.number, "t": self.now}

    def limit(self, run: Run, name: str, value: float, evidence: str, words: str | None = None) -> LimitReached:
        """Make the event that a limit bit, in the phone's words for it, or for `words`."""
        message = self.handset.say(words or name, value=f"{value:.10g}")
        return LimitReached(**self.common(run), limit=name, value=value, message=message, evidence=evidence)

    def answer(self, run: Run, text: str) -> Iterator[Event]:
        """Let the phone itself answer `text`, whole, which completes the turn."""
        run.take_answer(text, self.now)
        run.outcome = "completed"
        yield AnswerDelta(**self.common(run), text=text)

    def memory(self, run: Run) -> tuple[tuple[SaidTurn, ...], int, Window]:
        """Give the turns that whoever answers may remember, how many it has forgotten, and its window."""
        if run.route == "in_house":
            window = Window(self.handset.vendor.in_house.memory_turns, None)
            return self.session.chat, self.session.chat_forgotten, window
        limits = self.handset.release.limits
        return self.session.turns, self.session.forgotten, Window(limits.memory_turns, limits.prompt_tokens)

    def weigh(self, turn: SaidTurn) -> RememberedTurn:
        """Give a turn with its tokens."""
        return self.weights.turn(turn, self.handset.say("stopped"))

    def offered(self, run: Run) -> tuple[Skill, ...]:
        """Give the skills that the model may call: those of the phone, where DeepSeek is embedded that deep."""
        can = run.route == "agent" and self.handset.release.capabilities.phone_skills.value
        return self.ports.skills if can else ()

    def situation(self) -> Situation:
        """Give the phone as a skill or a hook sees it now."""
        return Situation(
            moment=self.moment, contents=self.session.contents, lang=self.handset.lang, find=self._find_page
        )

    async def _find_page(self, wanted: str) -> Page | None:
        searcher = self.ports.searcher
        try:
            pages = () if searcher is None else await searcher.search(wanted, self.moment)
        except SearchFailed:
            return None
        return pages[0] if pages else None
