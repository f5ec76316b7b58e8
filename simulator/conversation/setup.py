"""What a conversation is made of: the phone that was chosen and the ports it works through."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TypedDict

from simulator.domain.limit import Lang
from simulator.domain.phone import Entry, Phone
from simulator.domain.quota import moment_at
from simulator.domain.release import Release, Vendor
from simulator.domain.session import Session
from simulator.domain.skills import Due, Skill
from simulator.domain.words import say
from simulator.hooks import NO_HOOKS, Hooks
from simulator.ports import Backend, Clock, Recorder, Searcher, Syllables, Tokenizer


@dataclass(frozen=True, slots=True, kw_only=True)
class Handset:
    """The phone in the hand and the release that answers on it.

    `must_wake` starts it asleep; `entry` is where its turns enter; `hooks` are the vendor's own.
    """

    vendor: Vendor
    release: Release
    phone: Phone
    seed: int = 0
    lang: Lang = "zh"
    must_wake: bool = False
    entry: Entry = "deepseek"
    hooks: Hooks = NO_HOOKS

    def say(self, key: str, **values: object) -> str:
        """Give the phone's own words for `key`, in its language."""
        return say(self.vendor.words, key, self.lang, **values)

    def moment(self, session: Session, now: float) -> datetime:
        """Give the simulated moment at `now`, in seconds on the session's clock."""
        return moment_at(session.started or self.phone.started, now - session.zero)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ports:
    """The world, as the conversation sees it. Without a searcher no release searches, whatever it could.

    `backend` is DeepSeek, and `fallbacks` stand in for it in their order where it fails; `in_house` is the maker's own
    model. `skills` is what the phone can do for its user and `due` what of it rings when; None where nothing can.
    """

    backend: Backend
    in_house: Backend
    clock: Clock
    recorder: Recorder
    tokenizer: Tokenizer
    syllables: Syllables
    searcher: Searcher | None = None
    skills: tuple[Skill, ...] = ()
    due: Due | None = None
    fallbacks: tuple[Backend, ...] = ()


class Common(TypedDict):
    """What every event says beside its own."""

    session: str
    turn: int
    t: float
