"""What must hold between the parts of a profile, on its plain data. Single values are checked by `simulator.plugin`.

Works on data that may be wrong anywhere, so that one reading reports all errors; what it cannot read it leaves alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any

from simulator.catalogue.naming import name_of
from simulator.domain.words import WORDS
from simulator.plugin import LIFTED, last_moment, moment
from simulator.toml_file.naming import KeyPath, among, shown
from simulator.toml_file.problem import Finding

MOST_ITEMS = 200
"""How many wake words, suggestions or models of a gate there may be."""

_PLACE = re.compile(r"\{([^{}]*)\}")
_FIRST_STATES = {"first_token": '"2.5s"', "tokens_per_second": "20"}
_USUAL_PHONE = {"device": '"A1"', "os": '"AcmeOS 4.0"'}
_LABELS = ("thinking", "thought")


def broken_rules(data: Mapping[str, Any], name: str) -> list[Finding]:
    """Give what is wrong between the parts of a profile that was found under `name` (its folder or entry point)."""
    return [
        *_identity(data, name),
        *_usual_phone(data),
        *_labels(data),
        *_words(data),
        *_order(data),
        *_overlaps(data),
        *_withdrawals(data),
        *_rivals(data),
        *_names(data),
        *_first_release(data),
        *_crowds(data),
    ]


def _identity(data: Mapping[str, Any], name: str) -> Iterator[Finding]:
    found = data.get("id")
    if isinstance(found, str) and found != name:
        yield Finding(("id",), f"is {shown(found)}", f'write "{name}", the name it is found by, or rename that')


def _usual_phone(data: Mapping[str, Any]) -> Iterator[Finding]:
    """Find out whether the usual phone is stated, or told by a gate."""
    releases = _releases(data)
    for key, example in _USUAL_PHONE.items() if releases else ():
        gates = [_table(release, "gates").get(key) for _, release in releases]
        if key not in data and not any(isinstance(gate, dict) and gate.get("value") != LIFTED for gate in gates):
            yield Finding((key,), "is missing", f"write {_stated(key, example)}, since no gate names one")


def _labels(data: Mapping[str, Any]) -> Iterator[Finding]:
    looks = _table(data, "looks")
    for key in _LABELS:
        yield from _places(("looks", key), looks.get(key), {"seconds"})


def _words(data: Mapping[str, Any]) -> Iterator[Finding]:
    for key, text in _table(data, "words").items():
        default = WORDS.get(key)
        if default is None:
            halves = [known for known in WORDS if known.startswith(f"{key}.")]
            remedy = f'write a key with a dot in quotes, like "{halves[0]}"' if halves else among(key, list(WORDS))
            yield Finding(("words", key), "is not something a phone says", remedy, at_key=True)
        else:
            yield from _places(("words", key), text, set(_PLACE.findall(default.zh)) | set(_PLACE.findall(default.en)))


def _places(path: KeyPath, text: object, allowed: set[str]) -> Iterator[Finding]:
    """Find places such as {seconds} that nobody fills in: they would be shown as they are."""
    texts = {path: text} if isinstance(text, str) else {}
    if isinstance(text, dict):
        texts = {(*path, str(lang)): said for lang, said in text.items() if isinstance(said, str)}
    for where, said in texts.items():
        for place in _PLACE.findall(said):
            if place not in allowed:
                known = ", ".join(f"{{{name}}}" for name in sorted(allowed)) or "none"
                yield Finding(where, f"has the place {shown('{' + place + '}')}", f"known places: {known}")


def _order(data: Mapping[str, Any]) -> Iterator[Finding]:
    latest: datetime | None = None
    for index, release in _releases(data):
        since = _read(moment, release.get("date"))
        if since is None:
            continue
        if latest is not None and since < latest:
            remedy = f"write releases in order of time; the one before it is of {latest.date()}"
            yield Finding(("releases", index, "date"), f"is {since.date()}", remedy)
        latest = max(since, latest or since)


def _overlaps(data: Mapping[str, Any]) -> Iterator[Finding]:
    """Find releases of one channel that begin at the same moment: none of them would be the newer one."""
    begun: dict[tuple[datetime, str], str] = {}
    for index, release in _releases(data):
        since, channel = _read(moment, release.get("date")), release.get("channel")
        if since is None or not isinstance(channel, str):
            continue
        other = begun.setdefault((since, channel), name_of(release) or str(index))
        if other != (name_of(release) or str(index)):
            remedy = f"write another date, or a date-time; {other} begins at the same moment"
            yield Finding(("releases", index, "date"), f"is {since:%Y-%m-%d %H:%M} again", remedy)


def _withdrawals(data: Mapping[str, Any]) -> Iterator[Finding]:
    """Find releases that end before they begin, or after the one that takes their place."""
    follower: datetime | None = None
    for index, release in reversed(_releases(data)):
        since, until = _read(moment, release.get("date")), _read(last_moment, release.get("until"))
        path = ("releases", index, "until")
        if since is not None and until is not None and until <= since:
            yield Finding(path, f"is {shown(release['until'])}", f"write a moment after its date, {since:%Y-%m-%d}")
        elif until is not None and follower is not None and until > follower:
            remedy = f"write {follower:%Y-%m-%d %H:%M} at the latest, or leave it out: the next release begins then"
            yield Finding(path, f"is {shown(release['until'])}", remedy)
        if since is not None and release.get("channel") in ("beta", "official"):
            follower = since


def _rivals(data: Mapping[str, Any]) -> Iterator[Finding]:
    """Find releases of another model that claim to answer: all that this program answers is DeepSeek's."""
    for index, release in _releases(data):
        if release.get("deepseek") is False and release.get("channel") != "announced":
            remedy = 'write channel = "announced", or leave deepseek = false out'
            yield Finding(("releases", index, "channel"), f"is {shown(release.get('channel'))}", remedy)


def _read(read: Callable[[object], datetime], value: object) -> datetime | None:
    try:
        return read(value)
    except ValueError:
        return None


def _names(data: Mapping[str, Any]) -> Iterator[Finding]:
    seen: set[str] = set()
    for index, release in _releases(data):
        name = name_of(release)
        if name in seen:
            key = "version" if "version" in release else "date"
            yield Finding(("releases", index, key), f"is {name} again", "write a version that no other release has")
        if name is not None:
            seen.add(name)


def _first_release(data: Mapping[str, Any]) -> Iterator[Finding]:
    """There is nothing to inherit from."""
    for index, release in _releases(data)[:1]:
        for key, example in _FIRST_STATES.items():
            if key not in _table(release, "pacing"):
                remedy = f"write {_stated(key, example)} in the first release"
                yield Finding(("releases", index, "pacing", key), "is missing", remedy)


def _crowds(data: Mapping[str, Any]) -> Iterator[Finding]:
    """Find lists that nobody wrote by hand: every turn goes through them."""
    yield from _crowd(("wake_words",), data.get("wake_words"))
    yield from _crowd(("looks", "suggestions"), _table(data, "looks").get("suggestions"))
    for index, release in _releases(data):
        gate = _table(_table(release, "gates"), "device")
        yield from _crowd(("releases", index, "gates", "device", "value"), gate.get("value"))


def _crowd(path: KeyPath, items: object) -> Iterator[Finding]:
    if isinstance(items, list) and len(items) > MOST_ITEMS:
        yield Finding(path, f"is a list of {len(items):,}", f"write at most {MOST_ITEMS}")


def _stated(key: str, example: str) -> str:
    return f'{key} = {{ value = {example}, evidence = "assumed" }}'


def _releases(data: Mapping[str, Any]) -> list[tuple[int, dict[str, Any]]]:
    releases = data.get("releases")
    if not isinstance(releases, list):
        return []
    return [(index, release) for index, release in enumerate(releases) if isinstance(release, dict)]


def _table(data: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    table = data.get(key)
    return table if isinstance(table, dict) else {}
