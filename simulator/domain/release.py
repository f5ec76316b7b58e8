"""What a vendor's profile says, as domain objects. Reading it is `catalogue`; the rules over it are beside this."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime, timedelta, timezone
from typing import Literal

from simulator.domain.limit import Bilingual, Limit

SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")
"""All dates of the catalogue are Chinese; China has had no daylight saving since 1991, so a fixed offset is exact."""

Channel = Literal["announced", "internal", "beta", "official"]


@dataclass(frozen=True, slots=True)
class Stutter:
    """Halts in the middle of a text: the chance before each token, and how long one lasts in seconds."""

    chance: float
    seconds: float


@dataclass(frozen=True, slots=True)
class ThinkingTimes:
    """How long the model thinks at least, in seconds, by the difficulty of the question (`domain.difficulty`)."""

    easy: float
    medium: float
    hard: float


@dataclass(frozen=True, slots=True)
class BusyHours:
    """Hours of the day in Shanghai, `first` included and `last` not, and the share of requests turned away in them."""

    first: int
    last: int
    rate: float


@dataclass(frozen=True, slots=True)
class Busy:
    """When servers turn requests away: by the hours, after `wait` seconds of keep-alive, until the moment `until`.

    `until` is when there were servers enough, None where that never came.
    """

    hours: tuple[BusyHours, ...]
    wait: float
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pacing:
    """How text appears: seconds to the first of it, tokens a second after that, the stutter, thinking, busy servers.

    Without `thinking` the model thinks as long as it does; without `busy` no request is turned away.
    """

    first_token: Limit[float]
    tokens_per_second: Limit[float]
    stutter: Limit[Stutter] | None = None
    thinking: Limit[ThinkingTimes] | None = None
    busy: Limit[Busy] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The caps of a release; None where it has none. The names are those of events and reports.

    `turns_per_conversation` counts answered turns until a new conversation; `memory_turns` and `prompt_tokens` are the
    memory window (earlier turns, tokens of the whole prompt); `output_tokens` caps an answer; `daily_questions` resets
    at midnight in Shanghai; `silence_seconds` is how long a woken phone waits for a question.
    """

    turns_per_conversation: Limit[int] | None = None
    memory_turns: Limit[int] | None = None
    prompt_tokens: Limit[int] | None = None
    output_tokens: Limit[int] | None = None
    daily_questions: Limit[int] | None = None
    silence_seconds: Limit[float] | None = None

    def stated(self) -> Iterator[tuple[str, Limit[int] | Limit[float]]]:
        """Give the name and the limit of each that is set, in the order of the fields."""
        for item in fields(self):
            limit = getattr(self, item.name)
            if limit is not None:
                yield item.name, limit


@dataclass(frozen=True, slots=True, kw_only=True)
class Gates:
    """What a phone must have; None where nothing is asked.

    `os` is a system and its oldest version, `app` the assistant's oldest version, `device` the models, `region` the two
    letters of the country that the phone was built for. `login` asks for the maker's account, and `first_buyers` for a
    phone of the first batch; a value of False is a report that nothing is asked.
    """

    os: Limit[str] | None = None
    app: Limit[str] | None = None
    device: Limit[tuple[str, ...]] | None = None
    region: Limit[str] | None = None
    login: Limit[bool] | None = None
    first_buyers: Limit[bool] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Capabilities:
    """What a release can do beside chat; each is a claim with its evidence.

    `phone_skills` lets the model act on the phone; `direct_wake` means that the assistant's wake word leads straight
    to DeepSeek, so that nobody needs to ask for it by name.
    """

    web_search: Limit[bool]
    pictures: Limit[bool]
    realtime_voice: Limit[bool]
    phone_skills: Limit[bool]
    direct_wake: Limit[bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """A dated version of an assistant; `version` names it, and is a date where no number is known.

    `note` says what its evidence leaves open. Moments are aware. It is out from `since` on; at `until` it was
    withdrawn, None where it was not. `next_live` is when the next release comes out that users can have, None where
    none is known (`timeline.with_next_live` finds it).
    A release that is not DeepSeek's is news of a rival: it stands in the timeline, and no turn enters through it.
    """

    version: str
    since: datetime
    channel: Channel
    evidence: str
    note: Bilingual | None
    entry: Bilingual
    gates: Gates
    limits: Limits
    pacing: Pacing
    capabilities: Capabilities
    until: datetime | None = None
    next_live: datetime | None = None
    is_deepseek: bool = True

    @property
    def is_usable(self) -> bool:
        """Say whether somebody outside the maker's own staff can use it at all."""
        return self.channel in ("beta", "official")

    def is_for(self, *, enrolled: bool) -> bool:
        """Say whether it is for this user: everybody's, or an internal test that the user is part of."""
        return self.is_usable or (self.channel == "internal" and enrolled)

    def is_withdrawn(self, moment: datetime) -> bool:
        """Say whether it was taken back before or at `moment`."""
        return self.until is not None and moment >= self.until


@dataclass(frozen=True, slots=True)
class WakeWord:
    """What a sleeping phone listens for; `note` says what the evidence leaves open."""

    text: str
    evidence: str
    note: str = ""


Shape = Literal["round", "square", "heavy", "double", "block"]
DEFAULT_RATE = 6.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Motion:
    """What moves beside the wake state: the texts of a state follow each other, `rate` a second, all of one width."""

    rate: float = DEFAULT_RATE
    listening: tuple[str, ...] = ("●∙∙", "∙●∙", "∙∙●", "∙●∙")
    thinking: tuple[str, ...] = ("⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏")
    speaking: tuple[str, ...] = ("▂▅▃", "▅▃▂", "▃▂▅", "▂▃▅")


@dataclass(frozen=True, slots=True, kw_only=True)
class Looks:
    """How the vendor's phone looks.

    `accent` and `accent_light` are #rrggbb, for dark and for light screens; `thinking` is the label while the model
    thinks, `thought` the one after it, both with `{seconds}`; `greeting` opens an empty conversation and
    `suggestions` are questions to try. `shape` is the edge of the phone and of its bubbles, `camera` what is drawn in
    the middle of the upper edge, and `motion` what moves while it listens, thinks and speaks.
    """

    accent: str
    accent_light: str
    thinking: Bilingual
    thought: Bilingual
    greeting: Bilingual
    suggestions: tuple[Bilingual, ...]
    shape: Shape = "round"
    camera: str = "●"
    motion: Motion = Motion()


@dataclass(frozen=True, slots=True, kw_only=True)
class InHouse:
    """The maker's own model, which answers what does not go to DeepSeek: quicker, shallower, without thinking.

    `memory_turns` is how many of its own earlier turns it is sent, None for all; `skills` whether it can set alarms
    and the like.
    """

    model: Limit[str]
    pacing: Pacing
    memory_turns: Limit[int] | None
    skills: Limit[bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Vendor:
    """A phone maker and its assistant.

    `releases` are in order of time and never empty; `device` and `os` are those of a usual phone of the maker;
    `wake_words` is empty where none is known; `words` overrides what a phone says (`words.WORDS` has the keys);
    `folder` is where the profile was found.
    """

    id: str
    name: Bilingual
    assistant: Bilingual
    device: Limit[str]
    os: Limit[str]
    in_house: InHouse
    looks: Looks
    wake_words: tuple[WakeWord, ...]
    releases: tuple[Release, ...]
    words: Mapping[str, Bilingual] = field(default_factory=dict)
    folder: str = ""
