"""A phone on a screen: takes turns, folds their events, and carries out what its user does. No widget is known here.

What happens on the phone is the conversation's; what the display then holds is `domain.screen`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import aclosing
from dataclasses import replace
from functools import reduce
from typing import TYPE_CHECKING

from simulator.conversation.conversation import Conversation
from simulator.domain.events import AnswerDelta, Event, Source, ThinkingDelta
from simulator.domain.limit import Lang
from simulator.domain.phone import PhoneWishes
from simulator.domain.problem import UserProblem
from simulator.domain.release import Release, Vendor
from simulator.domain.screen import ScreenState, break_off, show
from simulator.domain.trace import Traces, follow
from simulator.faces.parts import Backends
from simulator.faces.tui.foreign import harmless

if TYPE_CHECKING:
    from simulator.faces.tui.past import Past


class PhoneInUse:
    """One open phone, its display and its past.

    `state` is what the display holds, `traces` are its turns for those who look behind it, and `log` is what happened,
    without the pieces of text. `changed` is called after every change.
    """

    def __init__(
        self,
        conversation: Conversation,
        lang: Lang,
        opening: Sequence[Event],
        backends: Backends | None = None,
        session: str | None = None,
        past: Past | None = None,
    ) -> None:
        """Take an open phone; `opening` is what has happened on it, `backends` are those it can be pointed at.

        `session` names its recording; where nobody records it, `past` keeps what happens, for an export.
        """
        self.conversation = conversation
        self.lang = lang
        self.backends = backends
        self.session = session
        self._past = past
        self.state = reduce(show, opening, ScreenState())
        self.traces = reduce(follow, opening, Traces())
        self.log: list[Event] = [event for event in opening if not isinstance(event, ThinkingDelta | AnswerDelta)]
        self.hint = ""
        self.is_busy = False
        self.changed: Callable[[], None] = _nobody
        words = conversation.handset.vendor.wake_words
        self.wake_word = harmless(words[0].text) if words else ""

    @property
    def vendor(self) -> Vendor:
        """Whose phone it is."""
        return self.conversation.handset.vendor

    @property
    def release(self) -> Release:
        """The release that answers now."""
        return self.conversation.handset.release

    @property
    def now(self) -> float:
        """The session's seconds."""
        return self.conversation.now

    @property
    def backend(self) -> tuple[str, str]:
        """The name and the model of the backend that answers now."""
        return self.conversation.backend.name, self.conversation.backend.model

    async def turn(self, utterance: str, source: Source = "text") -> None:
        """Take a turn from its first event to its last. Whatever fails below, the phone stays usable and says so."""
        self.is_busy = True
        try:
            async with aclosing(self.conversation.turn(utterance, source)) as events:
                async for event in events:
                    self.take(event)
        except Exception as error:
            self.state = break_off(self.state, f"{type(error).__name__}: {error}")
        finally:
            self.is_busy = False
            self.changed()

    def take(self, event: Event) -> None:
        """Fold an event into what is known; a hint goes when the wake state changes."""
        before = self.state.wake
        if self._past is not None:
            self._past.keep(event)
        self.state = show(self.state, event)
        self.traces = follow(self.traces, event)
        if not isinstance(event, ThinkingDelta | AnswerDelta):
            self.log.append(event)
        if self.state.wake != before:
            self.hint = ""
        self.changed()

    def happened(self) -> Iterable[Event]:
        """Give all that happened on a phone that nobody records; nothing where a recording has it."""
        return self._past.events() if self._past is not None else ()

    def speak(self, lang: Lang) -> None:
        """Let the phone say what it says of its own in another language, from now on."""
        self.lang = lang
        self.conversation.handset = replace(self.conversation.handset, lang=lang)

    def misbehave(self, faults: Sequence[str]) -> None:
        """Let the embedded mock fail from now on. Raises: UserProblem if another backend answers, or for no fault."""
        if self.backends is None:
            raise UserProblem(self.backend[0])
        backend, *fallbacks = self.backends.faulty(self.backend[0], tuple(faults))
        self.take(self.conversation.use(backend, tuple(fallbacks)))

    def interrupt(self) -> None:
        """Stop the turn under way, if there is one."""
        if self.is_busy:
            self.conversation.interrupt()

    def tick(self) -> bool:
        """Let time take effect, and say whether something rang: alarms ring, and a phone sleeps in silence."""
        if self.is_busy:
            return False
        asleep, rung = self.conversation.tick(), self.conversation.ring()
        for event in (*rung, *((asleep,) if asleep is not None else ())):
            self.take(event)
        return bool(rung)

    def hear(self, said: str) -> None:
        """Hear what was spoken so far; nothing yet opens the microphone."""
        for event in self.conversation.overhear(said):
            self.take(event)

    def drop_speech(self) -> None:
        """Close the microphone; what was spoken comes to nothing."""
        self.take(self.conversation.drop_speech())

    def renew(self) -> None:
        """Begin a new conversation."""
        self.take(self.conversation.renew())

    def sleep(self) -> None:
        """Put it to sleep."""
        self.take(self.conversation.sleep())

    def travel(self, wishes: PhoneWishes) -> None:
        """Take it to another release, app version or day. Raises: KeyError if the vendor has no such release."""
        self.take(self.conversation.travel(wishes))

    def use(self, name: str, model: str | None) -> Callable[[], None]:
        """Give what points it at another backend or model. Raises: UserProblem if the configuration has it not."""
        if self.backends is None:
            raise UserProblem(name)
        backend, *fallbacks = self.backends.chain(name, model)
        return lambda: self.take(self.conversation.use(backend, tuple(fallbacks)))


def _nobody() -> None:
    """Draw nothing: nobody looks at the phone yet."""
