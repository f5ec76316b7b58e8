"""Makes domain objects of a checked profile; a release inherits what it does not state. Checking is done before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime
from typing import Any

from pydantic import BaseModel

from simulator.domain.limit import Bilingual, Limit
from simulator.domain.release import (
    Busy,
    BusyHours,
    Capabilities,
    Gates,
    InHouse,
    Limits,
    Looks,
    Motion,
    Pacing,
    Release,
    Stutter,
    ThinkingTimes,
    Vendor,
    WakeWord,
)
from simulator.domain.timeline import with_next_live
from simulator.plugin import BothWords, BusyPart, Halts, LooksPart, MotionPart, Profile, ReleasePart, ThinkingPart
from simulator.texts import Texts

_TEXTS = Texts("labels")

NOT_STATED = Limit(False, "assumed", "the profile does not state it")
"""A capability that no release states is taken to be missing."""

THINKING = _TEXTS["looks.thinking"]
THOUGHT = _TEXTS["looks.thought"]
"""Labels of DeepSeek's own page, for a profile that states none: no phone's label was seen."""

IN_HOUSE: Mapping[str, Limit[Any]] = {
    "first_token": Limit(
        0.6,
        "assumed",
        "models that do not think took 0.25 to 1 s to their first words in voice assistants "
        "(https://docs.agora.io/en/conversational-ai/best-practices/optimize-latency); no phone's figure is public",
    ),
    "tokens_per_second": Limit(
        40.0,
        "assumed",
        "between the 20 that read well and the 60 of a 1B model on a phone (https://besthub.dev/articles/overview-of-"
        "vivo-bluelm-evolution-training-challenges-deployment-and-product-applications-d486b4b0b21d)",
    ),
    "memory_turns": Limit(2, "assumed", "no figure is public; shallower than DeepSeek"),
    "skills": Limit(True, "assumed", "what each of these assistants could do on its phone was not looked up"),
}
"""The maker's own model where its profile says nothing more."""

_SECTIONS = ("gates", "limits", "pacing", "capabilities")


def to_domain(profile: Profile, folder: str) -> Vendor:
    """Build the vendor. The profile keeps the rules of `catalogue.rules`, or a KeyError or StopIteration results."""
    assistant = _both(profile.assistant)
    releases = _releases(profile, assistant)
    return Vendor(
        id=profile.id,
        name=_both(profile.vendor),
        assistant=assistant,
        device=_limit(profile.device) if profile.device else _first_device(releases),
        os=_limit(profile.os) if profile.os else next(item.gates.os for item in releases if item.gates.os),
        in_house=_in_house(profile),
        looks=_looks(profile.looks, assistant),
        wake_words=tuple(WakeWord(word.text, word.evidence, word.note) for word in profile.wake_words),
        releases=releases,
        words={key: _both(words) for key, words in profile.words.items()},
        folder=folder,
    )


def _in_house(profile: Profile) -> InHouse:
    said: dict[str, Any] = {} if profile.in_house is None else dict(profile.in_house)
    figures = {**IN_HOUSE} | {name: _limit(stated) for name, stated in said.items() if stated is not None}
    memory = figures["memory_turns"]
    return InHouse(
        model=_limit(profile.in_house_model),
        pacing=Pacing(first_token=figures["first_token"], tokens_per_second=figures["tokens_per_second"]),
        memory_turns=None if memory.value is None else memory,
        skills=figures["skills"],
    )


def _both(words: BothWords) -> Bilingual:
    return Bilingual(words.zh, words.en)


def _limit(stated: Any) -> Limit[Any]:
    """Make a limit of any of the schema's stated values; their types of value differ."""
    return Limit(_plain(stated.value), stated.evidence, stated.note)


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(value)
    match value:
        case Halts():
            return Stutter(value.chance, value.seconds)
        case ThinkingPart():
            return ThinkingTimes(value.easy, value.medium, value.hard)
        case BusyPart():
            hours = tuple(BusyHours(part.from_, part.to, part.rate) for part in value.hours)
            return Busy(hours, value.wait, value.until)
    return value


def _looks(looks: LooksPart, assistant: Bilingual) -> Looks:
    greeting = _TEXTS["looks.greeting"].filled(assistant=assistant)
    return Looks(
        accent=looks.accent,
        accent_light=looks.accent_light or looks.accent,
        thinking=_both(looks.thinking) if looks.thinking else THINKING,
        thought=_both(looks.thought) if looks.thought else THOUGHT,
        greeting=_both(looks.greeting) if looks.greeting else greeting,
        suggestions=tuple(_both(text) for text in looks.suggestions),
        shape=looks.shape,
        camera=looks.camera,
        motion=_motion(looks.motion),
    )


def _motion(part: MotionPart | None) -> Motion:
    """Give what moves; a state that the profile leaves out moves as with other phones."""
    said = {name: _plain(value) for name, value in part or () if value is not None}
    return Motion(**said)


def _releases(profile: Profile, assistant: Bilingual) -> tuple[Release, ...]:
    built: list[Release] = []
    entry = Bilingual(f"{assistant.zh} → DeepSeek-R1", f"{assistant.en} → DeepSeek-R1")
    stated: Mapping[str, dict[str, Limit[Any] | None]] = {section: {} for section in _SECTIONS}
    for part in profile.releases:
        stated = {section: stated[section] | _changes(part, section) for section in _SECTIONS}
        entry = _both(part.entry) if part.entry else entry
        built.append(_release(part, entry, stated))
    return with_next_live(built)


def _changes(part: ReleasePart, section: str) -> dict[str, Limit[Any] | None]:
    """Give what a release states of a section; None is a limit that it lifts."""
    table: BaseModel | None = getattr(part, section)
    said = {} if table is None else {key: value for key, value in table if value is not None}
    return {key: None if value.value is None else _limit(value) for key, value in said.items()}


def _release(part: ReleasePart, entry: Bilingual, stated: Mapping[str, dict[str, Any]]) -> Release:
    absent = dict.fromkeys((item.name for item in fields(Capabilities)), NOT_STATED)
    return Release(
        version=part.version or _day(part.date),
        since=part.date,
        channel=part.channel,
        evidence=part.evidence,
        note=_both(part.note) if part.note else None,
        entry=entry,
        gates=Gates(**stated["gates"]),
        limits=Limits(**stated["limits"]),
        pacing=Pacing(**stated["pacing"]),
        capabilities=Capabilities(**(absent | stated["capabilities"])),
        until=part.until,
        is_deepseek=part.deepseek,
    )


def _day(moment: datetime) -> str:
    return moment.date().isoformat()


def _first_device(releases: tuple[Release, ...]) -> Limit[str]:
    gate = next(item.gates.device for item in releases if item.gates.device)
    return Limit(gate.value[0], gate.evidence, gate.note)
