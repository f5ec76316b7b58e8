"""Everything that can happen on a phone, one frozen class a kind. How events look as JSON is `event_json`.

One file though long: whoever handles events wants to see all of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from simulator.domain.completion import Usage
from simulator.domain.contents import Change
from simulator.domain.cost import Cost
from simulator.domain.faults import FaultKind
from simulator.domain.limit import Lang
from simulator.domain.phone import Entry
from simulator.domain.upgrade import ChangedFigure

Outcome = Literal["completed", "refused", "limited", "fault", "interrupted"]
Route = Literal["agent", "in_house", "skill", "refusal"]
GateName = Literal["os", "app", "device", "date", "region", "channel", "login"]
Source = Literal["text", "audio", "script"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneFacts:
    """The phone as a person would describe it; `at` is the simulated moment, ISO 8601 with its offset.

    What has a default is younger than the first recordings, which are read without it.
    """

    device: str
    os: str
    app: str
    date: str
    at: str
    region: str = "CN"
    enrolled: bool = False
    logged_in: bool = True
    first_buyer: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultFacts:
    """The fault that ended a turn."""

    kind: FaultKind
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What all events say: `turn` counts from 1 (0 before the first), `t` is seconds on the session's clock."""

    session: str
    turn: int
    t: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionStarted(Event):
    """A phone was taken in hand, or taken up again under the same session name; `entry` is where its turns enter."""

    vendor: str
    release: str
    channel: str
    phone: PhoneFacts
    backend: str
    model: str
    seed: int
    entry: Entry = "deepseek"
    lang: Lang = "zh"


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneChanged(Event):
    """The phone was upgraded, or taken to another day, in the middle of a session; it counts from the next turn on.

    `changed` are the figures that differ from the release before. `regained` and `lost` are turns of the conversation,
    by number, that the window now holds and did not hold before, and the other way round. `message` is the phone's
    words for all of this.
    """

    release: str
    channel: str
    phone: PhoneFacts
    changed: tuple[ChangedFigure, ...]
    regained: tuple[int, ...]
    lost: tuple[int, ...]
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BackendChanged(Event):
    """From the next turn on another backend answers for DeepSeek; the conversation stays."""

    backend: str
    model: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeechHeard(Event):
    """Somebody speaks into the microphone and has said `text` so far; nothing yet means that it was just opened.

    `wakes` says whether that begins with a wake word, as far as the phone has understood it by now.
    """

    text: str
    wakes: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeechEnded(Event):
    """The user has spoken; what was said is recognised now. What was `dropped` comes to nothing."""

    dropped: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceStep(Event):
    """A spoken turn passed a stage (`speech_to_text`, `text_to_speech`), which took `seconds`; `message` says so."""

    stage: str
    seconds: float
    message: str
    evidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Woken(Event):
    """A wake word was heard; `score` is 1 for the very characters and lower for a likeness in sound."""

    heard: str
    wake_word: str
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class WakeMissed(Event):
    """A sleeping phone heard no wake word; `wake_word` and `score` are of the nearest one."""

    heard: str
    wake_word: str
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class FellAsleep(Event):
    """From now on the phone answers only to its wake word; `reason` is `start`, `user` or `silence`."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard(Event):
    """The utterance as understood, wake word cut."""

    text: str
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class GateRefused(Event):
    """The phone may not use the release: what it would need, what it has, and the phone's words."""

    gate: GateName
    needed: str
    actual: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Routed(Event):
    """Who answers, and the name of the rule that decided."""

    route: Route
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MemoryTrimmed(Event):
    """Earlier turns did not fit into the memory window.

    `dropped_turns` counts all turns of the conversation that are not sent, `dropped` names those forgotten since the
    last prompt, `limit` is the limit that decided (`memory_turns` or `prompt_tokens`) and `value` its value.
    """

    dropped_turns: int
    kept_turns: int
    prompt_tokens: int
    limit: str
    value: float
    evidence: str
    dropped: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PromptBuilt(Event):
    """The prompt is ready: its number of messages and of tokens."""

    messages: int
    prompt_tokens: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchResult:
    """One page that a search found; `date` is its day, such as 2025-02-05."""

    title: str
    url: str
    date: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Searched(Event):
    """The web was searched for `query`; citations count `results` from 1.

    `reason` is None, or why no search took place; `results` are none then, and the question is sent as it is.
    """

    query: str
    results: tuple[SearchResult, ...]
    reason: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BackendAsked(Event):
    """A request left for a backend; `attempt` counts the requests of the turn from 1, those after a skill included."""

    backend: str
    model: str
    attempt: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ThinkingDelta(Event):
    """A piece of thinking appeared on the phone."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerDelta(Event):
    """A piece of the answer appeared on the phone."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ThinkingRevealed(Event):
    """What had appeared as the answer, `text`, was thinking; it began `seconds` ago and ends now."""

    text: str
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Stuttered(Event):
    """The phone halted in the middle of its text for `seconds`."""

    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillCalled(Event):
    """A skill of the phone acted, or could not: `result` is what it said, `changes` what it changed on the phone."""

    skill: str
    arguments: Mapping[str, object]
    result: str
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CallIgnored(Event):
    """A model called a tool that was not offered to it: nothing was done. `message` says so in the phone's language."""

    tool: str
    arguments: Mapping[str, object]
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rang(Event):
    """An alarm or a reminder rang: its `kind` and `id` on the phone, the simulated moment `at`, the phone's words."""

    kind: str
    id: int
    at: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitReached(Event):
    """A limit bit: its name in the profile, its value, the phone's words and where the value is from."""

    limit: str
    value: float
    message: str
    evidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BackendFault(Event):
    """A request ended badly; `status` is None where there was no HTTP response, `words` is what the phone says."""

    kind: FaultKind
    message: str
    status: int | None
    retryable: bool
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestRepeated(Event):
    """A request of which nothing came is sent again after `seconds`; `kind` and `message` say how it had ended."""

    kind: FaultKind
    message: str
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class FallbackUsed(Event):
    """Another backend took over (`from` and `to` in JSON)."""

    from_: str
    to: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationRenewed(Event):
    """A new conversation began: earlier turns are out of its memory and its count."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnEnded(Event):
    """The last event of a turn. Text that came before a bad end is in `answer` and `thinking`.

    Seconds are on the session's clock: `first_token_seconds` from the question to the first text of any kind,
    `thinking_seconds` from the first thinking to the first answer; None where there was none.
    """

    outcome: Outcome
    answer: str
    thinking: str
    thinking_seconds: float | None
    first_token_seconds: float | None
    seconds: float
    finish: str | None
    usage: Usage | None
    cost: Cost | None
    fault: FaultFacts | None
    limit: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionEnded(Event):
    """The phone was put down: how many turns this run had, and the outcome of the last one."""

    turns: int
    outcome: Outcome
