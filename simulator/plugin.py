"""What a vendor folder may contain: the schema of its profile.toml. Finding, reading and explaining it is `catalogue`.

One file though long: a schema is read as a whole. Every validator raises ValueError with the remedy ("write …"); the
catalogue puts the place and the found value before it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from simulator.domain.cells import width
from simulator.domain.clean import harmful_characters
from simulator.domain.limit import is_evidence
from simulator.domain.release import DEFAULT_RATE, SHANGHAI, Shape
from simulator.domain.versions import parse_system, parse_version

Lifted = Literal["none"]
LIFTED: Lifted = "none"
"""The value that lifts an inherited limit, gate or stutter."""

SECONDS = r"^\s*(\d{1,9}(?:\.\d{1,9})?)\s*(ms|s)\s*$"
"""A time with its unit, such as 9.2s."""

COLOUR, REGION, IDENTITY = "#[0-9a-fA-F]{6}", "[A-Z]{2}", "[a-z][a-z0-9_-]*"

LONGEST_SECONDS = 86_400.0
LARGEST_NUMBER = 1_000_000_000
LONGEST_WAKE_WORD = 16
WIDEST_SIGN, MOST_SIGNS = 12, 32
LOWEST_RATE, HIGHEST_RATE = 0.5, 8.0
"""Bounds that no phone reaches: beyond them a figure is a slip of the pen."""


def _text(value: str) -> str:
    if not value.strip():
        raise ValueError("write a text that is not empty")
    return _clean(value)


def _clean(value: str) -> str:
    if harmful_characters(value):
        raise ValueError("write it without control characters")
    return value


def _matching(pattern: str, remedy: str) -> AfterValidator:
    form = re.compile(pattern)

    def check(value: str) -> str:
        if form.fullmatch(value) is None:
            raise ValueError(remedy)
        return value

    return AfterValidator(check)


def _in_schema(pattern: str) -> Any:
    """Tell editors the form of a text; the validator beside it refuses with a remedy."""
    return Field(json_schema_extra={"pattern": f"^(?:{pattern})$"})


def _read_by(read: Callable[[str], object], remedy: str) -> AfterValidator:
    def check(value: str) -> str:
        try:
            read(value)
        except ValueError:
            raise ValueError(remedy) from None
        return value

    return AfterValidator(check)


def _evidence(value: str) -> str:
    is_page = value.startswith(("url:http://", "url:https://"))
    if value == "config" or not is_evidence(value) or (value.startswith("url:") and not is_page):
        raise ValueError('write "seed", "assumed", "url:https://…" or "measured:…"')
    return _clean(value)


def _seconds(value: object) -> object:
    if isinstance(value, str):
        match = re.fullmatch(SECONDS, value)
        if match is None:
            raise ValueError('write seconds, like "9.2s", "800ms" or 9.2')
        return float(match[1]) / (1000 if match[2] == "ms" else 1)
    return value


def moment(value: object) -> datetime:
    """Give the moment a TOML date or date-time means: a date begins at midnight, and what has no offset is Shanghai's.

    Raises: ValueError if it is neither, or not of this century.
    """
    if not isinstance(value, date) or not 2000 <= value.year < 2100:
        raise ValueError("write a date or an offset date-time without quotes, like 2025-02-05")
    if not isinstance(value, datetime):
        return datetime(value.year, value.month, value.day, tzinfo=SHANGHAI)
    return value.replace(tzinfo=SHANGHAI) if value.tzinfo is None else value.astimezone(SHANGHAI)


def last_moment(value: object) -> datetime:
    """Give the moment at which something is over: a date-time itself, or the end of a TOML date.

    Raises: ValueError as `moment` does.
    """
    begins = moment(value)
    return begins if isinstance(value, datetime) else begins + timedelta(days=1)


def _both(value: object) -> object:
    if isinstance(value, str):
        return {"zh": value, "en": value}
    if not isinstance(value, dict):
        raise ValueError('write { zh = "…", en = "…" }')
    return value


def _lifted(value: object) -> object:
    return None if value == LIFTED else value


def _signs(value: list[str]) -> list[str]:
    """Check what moves: texts of one width, or what is beside them would jump."""
    widths = {width(_clean(sign)) for sign in value}
    if len(widths) != 1 or not 1 <= widths.pop() <= WIDEST_SIGN:
        raise ValueError(f"write texts of one width, 1 to {WIDEST_SIGN} cells")
    return value


def _camera(value: str) -> str:
    if width(value) > WIDEST_SIGN:
        raise ValueError(f'write at most {WIDEST_SIGN} cells, like "●"')
    return _clean(value)


def _wakes(value: str) -> str:
    if len(value) > LONGEST_WAKE_WORD or not any(character.isalnum() for character in value):
        raise ValueError(f"write letters or characters to say, at most {LONGEST_WAKE_WORD}")
    return value


Text = Annotated[str, AfterValidator(_text)]
Evidence = Annotated[str, AfterValidator(_evidence), _in_schema("seed|assumed|url:https?://.+|measured:.+")]
Colour = Annotated[str, _matching(COLOUR, 'write a colour like "#2f7d5b"'), _in_schema(COLOUR)]
Region = Annotated[str, _matching(REGION, 'write the two letters of a country, like "CN"'), _in_schema(REGION)]
Identity = Annotated[
    str, _matching(IDENTITY, 'write lower-case letters, digits, _ and -, like "acme"'), _in_schema(IDENTITY)
]
Version = Annotated[Text, _read_by(parse_version, 'write numbers with dots, like "11.2.10.310"')]
System = Annotated[Text, _read_by(parse_system, 'write a system and a version, like "MagicOS 8.0"')]
WrittenSeconds = float | Annotated[str, Field(pattern=SECONDS)]
Seconds = Annotated[
    float, BeforeValidator(_seconds, WrittenSeconds), Field(ge=0, le=LONGEST_SECONDS, allow_inf_nan=False)
]
LastingSeconds = Annotated[
    float, BeforeValidator(_seconds, WrittenSeconds), Field(gt=0, le=LONGEST_SECONDS, allow_inf_nan=False)
]
Signs = Annotated[list[str], Field(min_length=1, max_length=MOST_SIGNS), AfterValidator(_signs)]
Camera = Annotated[str, AfterValidator(_camera)]
Count = Annotated[int, Field(ge=1, le=LARGEST_NUMBER)]
CountFromZero = Annotated[int, Field(ge=0, le=LARGEST_NUMBER)]
Models = Annotated[list[Text], Field(min_length=1)]
Rate = Annotated[float, Field(gt=0, le=LARGEST_NUMBER, allow_inf_nan=False)]
Moment = Annotated[datetime, BeforeValidator(moment, date | datetime)]
LastMoment = Annotated[datetime, BeforeValidator(last_moment, date | datetime)]


class _Part(BaseModel):
    # Deferred, so that only the whole profile builds a validator: 20 ms instead of 40 on each start.
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, defer_build=True)


class BothWords(_Part):
    """A text in both languages; a plain text in the file stands for both."""

    zh: Text
    en: Text


Words = Annotated[BothWords, BeforeValidator(_both, str | BothWords)]


class Stated(_Part):
    """A value is never bare: its evidence comes with it, and a note on what the evidence leaves open."""

    evidence: Evidence
    note: Annotated[str, AfterValidator(_clean)] = ""

    @model_validator(mode="before")
    @classmethod
    def _whole(cls, data: Any) -> Any:
        if not isinstance(data, dict):
            raise ValueError('write { value = …, evidence = "…" }')
        return data


class StatedText(Stated):
    """A name."""

    value: Text


class StatedSystem(Stated):
    """A system and its version."""

    value: System


class StatedFlag(Stated):
    """Whether something can be done."""

    value: bool


class StatedSeconds(Stated):
    """A delay in seconds, 0 allowed."""

    value: Seconds


class StatedRate(Stated):
    """Tokens a second, more than none."""

    value: Rate


class Cap(Stated):
    """A whole number of at least 1, or "none"."""

    value: Annotated[Count | None, BeforeValidator(_lifted, Count | Lifted)]


class Memory(Stated):
    """A number of earlier turns, or "none" for all of them; 0 is a phone that cannot follow up at all."""

    value: Annotated[CountFromZero | None, BeforeValidator(_lifted, CountFromZero | Lifted)]


class Silence(Stated):
    """A time in seconds above 0, or "none"."""

    value: Annotated[LastingSeconds | None, BeforeValidator(_lifted, WrittenSeconds | Lifted)]


class SystemGate(Stated):
    """The oldest system that will do, or "none"."""

    value: Annotated[System | None, BeforeValidator(_lifted, System | Lifted)]


class AppGate(Stated):
    """The oldest version of the assistant that will do, or "none"."""

    value: Annotated[Version | None, BeforeValidator(_lifted, Version | Lifted)]


class DeviceGate(Stated):
    """The models that will do, or "none"."""

    value: Annotated[Models | None, BeforeValidator(_lifted, Models | Lifted)]


class RegionGate(Stated):
    """The country that a phone must be built for, or "none"."""

    value: Annotated[Region | None, BeforeValidator(_lifted, Region | Lifted)]


class FlagGate(Stated):
    """Whether it is asked for; false and "none" say that it is not."""

    value: Annotated[bool | None, BeforeValidator(_lifted, bool | Lifted)]


class Halts(_Part):
    """The chance of a halt before each token, above 0 and at most 1, and how long one lasts."""

    chance: Annotated[float, Field(gt=0, le=1, allow_inf_nan=False)]
    seconds: LastingSeconds


class StatedHalts(Stated):
    """A stutter, or "none"."""

    value: Annotated[Halts | None, BeforeValidator(_lifted, Halts | Lifted)]


class ThinkingPart(_Part):
    """The least seconds of thinking for an easy question, one of medium difficulty and a hard one."""

    easy: Seconds
    medium: Seconds
    hard: Seconds


class StatedThinking(Stated):
    """How long the model thinks by the difficulty of the question, or "none" for as long as it does."""

    value: Annotated[ThinkingPart | None, BeforeValidator(_lifted, ThinkingPart | Lifted)]


class BusyHoursPart(_Part):
    """Hours of the day in Shanghai, `from` included and `to` not, and the share of requests turned away in them."""

    from_: Annotated[int, Field(ge=0, le=23, alias="from")]
    to: Annotated[int, Field(ge=1, le=24)]
    rate: Annotated[float, Field(gt=0, le=1, allow_inf_nan=False)]

    @model_validator(mode="after")
    def _ordered(self) -> BusyHoursPart:
        if self.to <= self.from_:
            raise ValueError("write a `to` after `from`; two entries make a night")
        return self


class BusyPart(_Part):
    """When servers turn requests away, after `wait` of keep-alive; `until` is the last day of it, or its moment."""

    hours: Annotated[list[BusyHoursPart], Field(min_length=1)]
    wait: Seconds
    until: LastMoment | None = None


class StatedBusy(Stated):
    """Busy servers, or "none"."""

    value: Annotated[BusyPart | None, BeforeValidator(_lifted, BusyPart | Lifted)]


class LimitsPart(_Part):
    """The caps of a release; what is not stated is as in the release before."""

    turns_per_conversation: Cap | None = None
    memory_turns: Memory | None = None
    prompt_tokens: Cap | None = None
    output_tokens: Cap | None = None
    daily_questions: Cap | None = None
    silence_seconds: Silence | None = None


class GatesPart(_Part):
    """What a phone must have; what is not stated is as in the release before."""

    os: SystemGate | None = None
    app: AppGate | None = None
    device: DeviceGate | None = None
    region: RegionGate | None = None
    login: FlagGate | None = None
    first_buyers: FlagGate | None = None


class PacingPart(_Part):
    """How text appears; what is not stated is as in the release before. The first release states the two figures."""

    first_token: StatedSeconds | None = None
    tokens_per_second: StatedRate | None = None
    stutter: StatedHalts | None = None
    thinking: StatedThinking | None = None
    busy: StatedBusy | None = None


class CapabilitiesPart(_Part):
    """What a release can do beside chat; what no release stated is assumed to be missing."""

    web_search: StatedFlag | None = None
    pictures: StatedFlag | None = None
    realtime_voice: StatedFlag | None = None
    phone_skills: StatedFlag | None = None
    direct_wake: StatedFlag | None = None


class ReleasePart(_Part):
    """A release: `evidence` is of its version, dates and channel; without a version, the date is its name.

    `until` is the last day of a release that was withdrawn, or the moment at which it was. `deepseek = false` marks
    news of another model, which is only ever announced.
    """

    version: Version | None = None
    date: Moment
    until: LastMoment | None = None
    channel: Literal["announced", "internal", "beta", "official"]
    evidence: Evidence
    note: Words | None = None
    deepseek: bool = True
    entry: Words | None = None
    gates: GatesPart | None = None
    limits: LimitsPart | None = None
    pacing: PacingPart | None = None
    capabilities: CapabilitiesPart | None = None


class InHousePart(_Part):
    """The maker's own model at work; what is not stated is assumed to be as with every other maker."""

    first_token: StatedSeconds | None = None
    tokens_per_second: StatedRate | None = None
    memory_turns: Memory | None = None
    skills: StatedFlag | None = None


class WakeWordPart(_Part):
    """What a sleeping phone listens for."""

    text: Annotated[Text, AfterValidator(_wakes)]
    evidence: Evidence
    note: Annotated[str, AfterValidator(_clean)] = ""


class MotionPart(_Part):
    """What moves while the phone listens, thinks and speaks; a state without texts moves as with other phones."""

    rate: Annotated[float, Field(ge=LOWEST_RATE, le=HIGHEST_RATE)] = DEFAULT_RATE
    listening: Signs | None = None
    thinking: Signs | None = None
    speaking: Signs | None = None


class LooksPart(_Part):
    """Colours, shape and labels; `accent` is for dark screens and, without `accent_light`, for light ones too.

    `shape` is the edge of the phone and of its bubbles, `camera` what is drawn in the middle of its upper edge.
    """

    accent: Colour
    accent_light: Colour | None = None
    shape: Shape = "round"
    camera: Camera = "●"
    motion: MotionPart | None = None
    thinking: Words | None = None
    thought: Words | None = None
    greeting: Words | None = None
    suggestions: list[Words] = []


class Profile(_Part):
    """A whole profile.toml. `device` and `os` may be left out where a gate of a release names them.

    `wake_words` is written even where none is known: an empty list says so.
    """

    id: Identity
    vendor: Words
    assistant: Words
    device: StatedText | None = None
    os: StatedSystem | None = None
    in_house_model: StatedText
    in_house: InHousePart | None = None
    looks: LooksPart
    wake_words: list[WakeWordPart]
    words: dict[str, Words] = {}
    releases: Annotated[list[ReleasePart], Field(min_length=1)]
