"""Requests to set, change, cancel and list alarms. Reminders are `reminders`'s."""

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

_ALARM = r"闹[钟铃](?!程序|软件|代码|功能|应用|[Aa]pp|的)"
_SET_VERB = (
    r"(?:设(?!计)[置定]?|(?<![决一规约固稳肯确制])[定订]|调|新建|添加|创建|(?:打?开|加|建|来|上|搞|弄)(?=一?个))"
    r"(?![了的过])[好上下]?(?:一?[个下](?!半))?"
)
_SET = (
    rf"{_SET_VERB}([^。！？!?\n]{{0,40}}?){_ALARM}(.*)$",
    r"\b(?:set|create|add|make)(?: me| up)? (?:an? |the |another |my )?([^.!?\n]{0,40}?)\balarm\b(.*)$",
)
_TIME_ONLY = rf"^(.{{2,30}}?)的?{_ALARM}$"
_FOR_HOUR = r"\bfor (?=[0-9]{1,2}\b|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b)"
"""Only an alarm is for seven; dinner for two is not."""

_WAKE = r"(?:叫醒我|[叫喊]我(?:起床|起来)|[叫喊]我$|\bwake me(?: up)?\b)"
_MAY_WAKE = r"[叫喊].*我|wake.*me"
"""What `_WAKE` leaves of the text with the time still in it: 我叫小明 needs no grammar of times."""
_OTHERS = r"[他她它]|[爸妈]|老[婆公师]|同[学事]|室友|别人|谁|\b(?:he|she|they|mom|mum|dad|who)\b"
"""Who wakes me there is no phone: 妈妈七点叫我起床 is a story."""
_TO_WAKE = r"(?:到时候?)?(?:[叫喊]醒?|提醒)我|\bto remind me\b|\bwake me(?: up)?\b"
_NOTHING = r"^(?:我的?|[那这]个|一下|\b(?:my|the|an?|of|for|at)\b|[个把将都]|\s)*$"

_CANCEL = (
    rf"(?:取消|删除?掉?|去掉|移除|停[掉止]?|关(?![于注系心])[掉闭]?|不要)([^。！？!?\n]{{0,30}}?){_ALARM}(.*)$",
    rf"^[把将]?(.{{0,30}}?){_ALARM}(?:都|全部?)?(?:给我)?(?:取消|删除?|关)[掉了]*$",
    r"\b(?:cancel|delete|remove|turn off|stop|disable) ([^.!?\n]{0,40}?)\balarms?\b(.*)$",
)
_TO = r"[到成为至]"
_CHANGE = (
    rf"^[把将]?(.{{0,30}}?)的?闹[钟铃](?:的?时间)?(?:改|调|换|挪|移|推迟|提前)(?:一下)?{_TO}(.{{1,30}})$",
    rf"^(?:修改|更改|改|调整)(?:一下)?(.{{0,30}}?)的?闹[钟铃](?:的?时间)?[，, ]*(?:改|调)?{_TO}(.{{1,30}})$",
    r"^(?:change|move|reschedule|shift|push) ([^.!?\n]{0,40}?)\balarm\b(?: time)?(?: back| forward| up)?"
    r" (?:to|until) (.{1,40})$",
)
_LIST = (
    r"^(?:现在|今天|手机上?)?我?(?:现在)?都?(?:有|设了|定了|设置了)(?:哪些|什么|几个|多少个?|没有)?闹[钟铃]$",
    r"^(?:看一?看|查看?|列出|显示|打开)(?:一下|下)?我?的?(?:所有|全部)?的?闹[钟铃](?:列表)?$",
    r"^我?的?闹[钟铃]列表$",
    r"^(?:show|list)(?: me)?(?: all)?(?: of)?(?: my| the)? alarms$",
    r"^(?:what|which|how many) alarms (?:do i have|are (?:set|there|on))",
    r"^(?:do i have|are there) any alarms",
)


def set_alarm(text: str) -> Arguments | None:
    """Read 设一个明天早上七点的闹钟, 七点叫我起床, set an alarm for seven: `when` and `label`."""
    if asks_about(text):
        return None
    found = first_match(_SET, text)
    if found is None:
        return _wake(text) or _time_only(text)
    said = timed(pattern(_FOR_HOUR).sub("at ", joined(found)))
    return arguments(when=said.when or timed(text[: found.start()]).when, label=_label(said.rest))


def _wake(text: str) -> Arguments | None:
    if not pattern(_MAY_WAKE).search(text):
        return None
    said = timed(text)
    found = pattern(_WAKE).search(said.rest)
    if found is None or not said.when or pattern(_OTHERS).search(said.rest[: found.start()]):
        return None
    return arguments(when=said.when, label="起床" if "起" in found[0] else _label(said.rest[found.end() :]))


def _time_only(text: str) -> Arguments | None:
    found = pattern(_TIME_ONLY).search(text)
    said = timed(found[1]) if found else None
    return arguments(when=said.when) if said and said.has_hour and not trimmed(said.rest) else None


def _label(text: str) -> str:
    label = trimmed(pattern(_TO_WAKE).sub(" ", text))
    return "" if pattern(_NOTHING).match(label) else label


def change_alarm(text: str) -> Arguments | None:
    """Read 把七点的闹钟改到八点, move my 7 am alarm to 8: `which` as for cancelling, and `when`."""
    found = first_match(_CHANGE, text)
    if found is None or asks_about(text):
        return None
    said = timed(found[2])
    said = said if said.when else timed(f"at {found[2]}")
    return {**which(found[1]), "when": said.when} if said.when and not trimmed(said.rest) else None


def cancel_alarm(text: str) -> Arguments | None:
    """Read 取消七点的闹钟, turn off all alarms: `which` is a time, a label or `all`; none where it is not said."""
    found = first_match(_CANCEL, text)
    return None if found is None or asks_about(text) else which(joined(found))


def list_alarms(text: str) -> Arguments | None:
    """Read 我有哪些闹钟, show my alarms."""
    return {} if first_match(_LIST, text) else None
