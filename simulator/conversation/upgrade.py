"""Takes a phone to another release or day between two turns, and tells what that changes. The rules are `domain`'s."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from simulator.conversation.scene import Scene
from simulator.conversation.setup import Common, Handset
from simulator.domain.events import PhoneChanged, PhoneFacts
from simulator.domain.memory import Window
from simulator.domain.phone import Phone, PhoneWishes
from simulator.domain.release import Release
from simulator.domain.timeline import moved, take_in_hand
from simulator.domain.upgrade import MemoryChange, changed_figures, changed_memory
from simulator.domain.words import numbers


def facts_of(phone: Phone) -> PhoneFacts:
    """Give the phone as events tell it."""
    return PhoneFacts(
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


def taken_to(handset: Handset, wishes: PhoneWishes, moment: datetime) -> Handset:
    """Give the handset after the user's wishes, at the simulated `moment`.

    Raises: KeyError with the version if the vendor has no such release.
    """
    wishes = moved(wishes, handset.phone, handset.release.version, moment)
    release, phone = take_in_hand(handset.vendor, wishes)
    return replace(handset, release=release, phone=phone)


def changed_phone(common: Common, before: Release, scene: Scene, *, is_experiment: bool = False) -> PhoneChanged:
    """Make the event of a change from `before` to the release of `scene`, what it did to memory included.

    An experiment leaves the release and sets its figures.
    """
    release = scene.handset.release
    turns = [scene.weigh(turn) for turn in reversed(scene.session.turns)]
    memory = changed_memory(turns, _window(before), _window(release))
    happened = "tried" if is_experiment else "upgraded" if release.since >= before.since else "downgraded"
    return PhoneChanged(
        **common,
        release=release.version,
        channel=release.channel,
        phone=facts_of(scene.handset.phone),
        changed=changed_figures(before, release),
        regained=memory.regained,
        lost=memory.lost,
        message=_words(scene.handset, memory, happened, has_turns=bool(turns)),
    )


def _window(release: Release) -> Window:
    return Window(release.limits.memory_turns, release.limits.prompt_tokens)


def _words(handset: Handset, memory: MemoryChange, happened: str, *, has_turns: bool) -> str:
    said = [handset.say(happened, release=handset.release.version)]
    if memory.regained:
        said.append(handset.say("memory.regained", turns=numbers(memory.regained)))
    if memory.lost:
        said.append(handset.say("memory.lost", turns=numbers(memory.lost)))
    if has_turns and not (memory.regained or memory.lost):
        said.append(handset.say("memory.same"))
    return ("" if handset.lang == "zh" else " ").join(said)
