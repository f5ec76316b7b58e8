"""Requests about the calendar: events to add, to cancel, to list. Reminders are `reminders`'s."""

from __future__ import annotations

from simulator.domain.requests.wording import (
    Arguments,
    Timed,
    arguments,
    asks_about,
    first_match,
    joined,
    pattern,
    timed,
    trimmed,
    which,
)

_CALENDAR = r"(?:日历|日程表?|行程表?)(?:里面?|中|上)?"
_ADD = (
    rf"^[把将]?(.{{2,80}}?)(?:加入?|添加|放|写|记|存|安排)[到进入在]?我?的?{_CALENDAR}$",
    rf"^[在往给]?我?的?{_CALENDAR}(?:添加|加入?|新建|建|创建|记|安排|写)[上下]?(?:一下)?"
    r"一?[个条项]?(?:日程|事件|活动)?[，,:：\s]*(.+)$",
    r"^(?:日程|日历)\s*[:：]\s*(.+)$",
    r"^(?:新建|添加|创建|加|建|记)一?[个条项]?(.{0,40}?)的?(?:日程|日历事件)[，,:：\s]*(.*)$",
    r"^(?:put|add) (.{2,80}?) (?:to|in|on|into) (?:my |the )?(?:calendar|schedule)(.*)$",
    r"^(?:add|create|make|new)(?: an?| a new| the)? (?:calendar )?(?:event|appointment)\b[:,]?(.+)$",
)
_MEET = (
    r"^(?:安排|新建|添加|创建|约|定)(?:一?[个次场](?!半))?(.{0,40}?)的?(会议|会|面试|约会|聚会|饭局)(.*)$",
    r"^(?:schedule|book|arrange) (?:an? )?(.+)$",
)
"""Only with an hour are these for the calendar."""

_EVENT = r"(?:日程|行程|会议|会(?!员)|面试|约会|活动|安排)"
_CANCEL = (
    rf"^(?:取消|删除?掉?|去掉|移除)(.{{0,40}}?){_EVENT}(.*)$",
    rf"^[把将](.{{0,40}}?){_EVENT}(?:都|全部?)?(?:取消|删除?|去)[掉了]*$",
    r"^(?:cancel|delete|remove) ([^.!?\n]{0,60}?)\b(?:events?|appointments?|meetings?)\b(.*)$",
)
_PERIOD = (
    r"这个?(?:周|星期|礼拜|月)(?![一二三四五六日天末])|本[周月](?![一二三四五六日天末])"
    r"|下个?(?:周|星期|礼拜|月)(?![一二三四五六日天末])|\b(?:this|next) (?:week|month)\b"
)
_LIST = (
    r"^我?(?:今天)?我?(?:还|都)*有(?:什么|哪些|啥|没有|几个)?(?:日程|安排|会议|行程|提醒|会)(?:事项)?$",
    r"^(?:看一?看|查看?|列出|显示|打开|说说|念一?下)?(?:一下|下)?我?的?(?:所有|全部)?的?"
    r"(?:日程|日历|行程|提醒事项|提醒)(?:安排|表)?(?:有哪些|有什么)?$",
    r"^what(?:'s| is| do i have)(?: planned| scheduled)?(?: on| in)? (?:my|the) (?:calendar|schedule|agenda)(?: for)?$",
    r"^what do i have(?: planned| scheduled| on)?(?: for)?$",
    r"^(?:show|list)(?: me)?(?: all)?(?: of)? my (?:calendar|events|schedule|agenda|reminders|appointments)(?: for)?$",
)


def add_event(text: str) -> Arguments | None:
    """Read 把周五晚上七点的聚会加到日历, add lunch with Ann on Friday at noon to my calendar: `when` and `title`."""
    if asks_about(text):
        return None
    found = first_match(_ADD, text)
    needs_hour = found is None
    found = found or first_match(_MEET, text)
    said = Timed("", "") if found is None else timed(joined(found))
    title = trimmed(said.rest)
    return arguments(when=said.when, title=title) if title and (said.has_hour or not needs_hour) else None


def cancel_event(text: str) -> Arguments | None:
    """Read 取消明天的会议, cancel the meeting with Ann: `which` is a title, a day or `all`."""
    found = first_match(_CANCEL, text)
    return None if found is None or asks_about(text) else which(joined(found))


def list_events(text: str) -> Arguments | None:
    """Read 我明天有什么安排, what's on my calendar tomorrow: `when` is a day, a week or a month."""
    period = pattern(_PERIOD).search(text)
    said = timed(text) if period is None else Timed(period[0], pattern(_PERIOD).sub("", text, count=1).strip())
    rest = pattern(r"^我?的|(?<=我)的(?=有)").sub("", trimmed(said.rest)).strip()
    return arguments(when=said.when) if first_match(_LIST, rest) else None
