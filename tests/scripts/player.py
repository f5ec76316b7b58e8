"""Plays the demo scripts in one process: the steps and expectations that they use, read as the contract means them."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Mapping
from contextlib import aclosing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from simulator.conversation.conversation import Conversation
from simulator.domain.event_json import to_json
from simulator.domain.phone import PhoneWishes
from simulator.faces.cli.options import parse_date
from simulator.settings.choices import BackendChoice, PhoneChoice
from simulator.wiring.program import Program

_UNITS = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3_600.0, "d": 86_400.0}
_LINK = re.compile(r"\]\(https?://[^)]+\)")


@dataclass(frozen=True, slots=True)
class Missed:
    """An expectation that did not hold: the step (from 1), what was expected, and the events of its turn."""

    step: int
    expected: Mapping[str, Any]
    events: tuple[dict[str, Any], ...]

    def __str__(self) -> str:
        told = [event for event in self.events if not event["event"].endswith("_delta")]
        return "\n  ".join([f"step {self.step}: {dict(self.expected)} does not hold", *map(str, told)])


def read(path: Path) -> dict[str, Any]:
    """Read a script."""
    loaded = YAML(typ="safe", pure=True).load(path.read_text("utf-8"))
    assert isinstance(loaded, dict)
    return loaded


async def play(script: Mapping[str, Any], release: str | None) -> AsyncIterator[Missed]:
    """Play a script on the phone of one cell and give what did not hold."""
    start = dict(script.get("phone", {}))
    choice = PhoneChoice(
        vendor=script["matrix"]["vendor"][0],
        wishes=_wishes({"release": release, **start} if release else start),
        clock="virtual",
        seed=script.get("seed", 0),
        entry=start.get("entry"),
    )
    opened = Program({}).open_phone(choice, BackendChoice(), None)
    for number, step in enumerate(script["turns"], 1):
        for _ in range(step.get("repeat", 1)):
            events = await _take(step, opened.conversation, script.get("vars", {}))
        for expected in step.get("expect", ()):
            if not holds(expected, events, script.get("vars", {})):
                yield Missed(number, expected, events)
    await opened.put_away()


async def _take(step: Mapping[str, Any], phone: Conversation, names: Mapping[str, str]) -> tuple[dict[str, Any], ...]:
    """Take one step and give its events as JSON."""
    if "phone" in step:
        return (to_json(phone.travel(_wishes(step["phone"]))),)
    if "wait" in step:
        await phone._ports.clock.sleep_until(phone.now + _seconds(step["wait"]))
        return ()
    async with aclosing(phone.turn(step["user"].format(**names), "script")) as turn:
        return tuple([to_json(event) async for event in turn])


def _wishes(said: Mapping[str, Any]) -> PhoneWishes:
    wishes = {key: value for key, value in said.items() if key != "entry"}
    if "date" in wishes:
        day = wishes["date"]
        wishes["date"] = parse_date(day.isoformat() if isinstance(day, date) else day)
    return PhoneWishes(**wishes)


def holds(expected: Mapping[str, Any], events: tuple[dict[str, Any], ...], names: Mapping[str, str]) -> bool:
    """Say whether one expectation holds of a turn's events."""
    ((subject, meant),) = expected.items()
    ended = events[-1]
    match subject:
        case "event":
            return any(_is(meant, event) for event in events)
        case "no_event":
            return not any(_is(meant, event) for event in events)
        case "route":
            return any(event["event"] == "routed" and event["route"] == meant for event in events)
        case "skill":
            return any(event["event"] == "skill_called" and event["skill"] == meant for event in events)
        case "fault":
            return bool(ended["fault"]) and ended["fault"]["kind"] == meant
        case "citations":
            return _fits(meant, len(_LINK.findall(ended["answer"])), names)
        case "first_token":
            return _fits(meant, ended["first_token_seconds"], names)
        case _:
            return _fits(meant, ended[subject], names)


def _is(meant: Any, event: dict[str, Any]) -> bool:
    if isinstance(meant, str):
        return bool(event["event"] == meant)
    ((kind, keys),) = meant.items()
    return event["event"] == kind and all(_fits(value, event.get(key), {}) for key, value in keys.items())


def _fits(meant: Any, found: Any, names: Mapping[str, str]) -> bool:
    if not isinstance(meant, Mapping):
        return bool(found == meant)
    return all(_matches(matcher, value, found, names) for matcher, value in meant.items())


def _matches(matcher: str, value: Any, found: Any, names: Mapping[str, str]) -> bool:
    if matcher in ("at_least", "at_most"):
        bound = _seconds(value) if isinstance(value, str) else value
        return bool(found >= bound if matcher == "at_least" else found <= bound)
    if matcher == "matches":
        return re.search(value, found) is not None
    text = str(value).format(**names)
    return {"contains": text in found, "lacks": text not in found}[matcher]


def _seconds(said: str) -> float:
    match = re.fullmatch(r"(\d+(?:\.\d+)?)(ms|s|m|h|d)", said)
    assert match is not None, said
    return float(match[1]) * _UNITS[match[2]]
