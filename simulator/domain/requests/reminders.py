"""Requests to be reminded, and to take a reminder back. Alarms are `alarms`'s, events of a day `calendar`'s."""

from __future__ import annotations

from simulator.domain.requests.wording import (
    Arguments,
    arguments,
    asks_about,
    first_match,
    joined,
    pattern,
    timed,
    trimmed,
    which,
)

_REMIND = (
    r"(?:记得|到时候?|别忘了|一定要|定时|准时)*提醒(?:一下)?我(?![们了过的])(?:一[下声])?"
    r"|[叫喊]我(?=[^\s，。的做是]{2,})"
)
_MAKE = (
    r"^(?:设(?!计)[置定]?|新建|添加|创建|加|建|定|来)(?:一?[个条项](?!半))?(.{0,60}?)的?提醒(?:事项)?(?!功能|程序|的)(.*)$",
    r"^(?:set|create|add|make) (?:an? |the |another )?([^.!?\n]{0,40}?)\breminder\b(.*)$",
)
_CANCEL = (
    r"^(?:取消|删除?掉?|去掉|移除|不要|关[掉闭]?)(.{0,40}?)的?提醒(?:事项)?(.*)$",
    r"^[把将](.{0,40}?)的?提醒(?:事项)?(?:都|全部?)?(?:取消|删除?|去)[掉了]*$",
    r"^(?:cancel|delete|remove) ([^.!?\n]{0,60}?)\breminders?\b(.*)$",
)
_AROUND = r"^(?:那|在|等|等到|到|于|再|就|[，,\s])*$"
"""All that may stand before 提醒我 beside a time; anything else makes it a story: 他提醒我带伞."""


def set_reminder(text: str) -> Arguments | None:
    """Read 十分钟后提醒我关火, remind me to buy milk at six: `when` and `title`."""
    made = first_match(_MAKE, text)
    if made is not None:
        return None if asks_about(text) else _reminder(joined(made))
    found = pattern(_REMIND).search(text)
    if found is None:
        return _in_english(text)
    before, after = timed(text[: found.start()]), text[found.end() :]
    is_clear = before.has_hour or "提醒" in found[0]
    if not is_clear or not pattern(_AROUND).match(before.rest) or (not before.when and asks_about(after)):
        return None
    if before.has_hour:
        return arguments(when=before.when, title=trimmed(after))
    return _reminder(f"{before.when} {after}" if before.when else after)


def _in_english(text: str) -> Arguments | None:
    return _reminder(text) if timed(text).rest.casefold().startswith("remind me") else None


def _reminder(said: str) -> Arguments:
    parts = timed(pattern(r"^\s*for (?=[0-9])").sub("at ", said))
    return arguments(when=parts.when, title=trimmed(pattern(r"remind me\b").sub("", parts.rest)))


def cancel_reminder(text: str) -> Arguments | None:
    """Read 取消交报告的提醒, delete the reminder to buy milk: `which` is a title, a time or `all`."""
    found = first_match(_CANCEL, text)
    return None if found is None or asks_about(text) else which(joined(found))
