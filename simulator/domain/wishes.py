"""Several wishes in one utterance, cut apart: 七点叫我起床，再提醒我带伞. What one wish is, `intents` reads."""

from __future__ import annotations

from collections.abc import Mapping

from simulator.domain.intents import CARRIERS, Intent, intent_of, may_ask

MOST_PARTS = 8
"""Parts of an utterance that are looked at; a longer list of things is no list of wishes."""

_BETWEEN = (
    r"\s*(?:[，,。.；;！!、](?:\s*(?:然后|接着|再|还有|还要|另外|同时|顺便|并且?|也"
    r"|(?:and(?: also| then)?|then|also)\b))?"
    r"|然后再?|接着再?|顺便再?|另外再?|同时再?|并且|\s(?:and(?: also| then)?|then)\s)\s*"
)
_TIMED = frozenset({"set_alarm", "set_reminder", "add_event"})
"""Skills whose time an earlier wish may have said."""

Arguments = Mapping[str, str]


def wishes_of(utterance: str) -> tuple[Intent, ...]:
    """Give all that the utterance asks of the phone, in its order; empty where it asks for nothing.

    It is cut apart only where what stands on both sides is a request of its own, and not in a text that is carried,
    such as a note. A later wish takes over the time, or the day, that it leaves open. Linear in the text's length.
    """
    if not may_ask(utterance):
        return ()
    whole = intent_of(utterance)
    if whole is not None and whole.skill in CARRIERS:
        return (whole,)
    wishes = [wish for wish in _cut(utterance) if wish is not None]
    if len(wishes) > 1:
        return tuple(_with_times(wishes))
    return () if whole is None else (whole,)


def _cut(text: str) -> list[Intent | None]:
    """Read each wish; what is none of its own belongs to the one before it. Empty where one cannot be read."""
    begun = [0]
    read: list[Intent | None] = [None]
    for begin, end in _parts(text):
        found = intent_of(text[begin:end])
        if found is not None and found.skill in CARRIERS and _is_whole(read[-1]):
            return [*read, intent_of(text[begin:])]
        if found is not None and _is_whole(read[-1]):
            begun.append(begin)
            read.append(found)
        else:
            read[-1] = intent_of(text[begun[-1] : end])
    return [] if None in read else read


def _parts(text: str) -> list[tuple[int, int]]:
    from simulator.domain.requests.wording import LONGEST_REQUEST, pattern

    if len(text) > LONGEST_REQUEST:
        return []
    places, begin = [], 0
    for found in pattern(_BETWEEN).finditer(text):
        places.append((begin, found.start()))
        begin = found.end()
    places = [(start, end) for start, end in (*places, (begin, len(text))) if start < end]
    return places if len(places) <= MOST_PARTS else [(0, len(text))]


def _is_whole(wish: Intent | None) -> bool:
    """Say whether another wish may follow: 设一个闹钟 is waiting for its time."""
    return wish is not None and (wish.skill not in _TIMED or bool(wish.arguments))


def _with_times(wishes: list[Intent]) -> list[Intent]:
    told = wishes[:1]
    for wish in wishes[1:]:
        is_timed = wish.skill in _TIMED and told[-1].skill in _TIMED
        told.append(Intent(wish.skill, _with_time_of(told[-1].arguments, wish.arguments)) if is_timed else wish)
    return told


def _with_time_of(before: Arguments, said: Arguments) -> Arguments:
    """Give a wish with what it leaves open of its time: 明天七点叫我，八点提醒我吃药 is both tomorrow."""
    earlier, when = before.get("when", ""), said.get("when", "")
    if not when:
        return {"when": earlier, **said} if earlier else said
    day = _day_in(earlier, when)
    return {**said, "when": f"{day} {when}"} if day else said


def _day_in(earlier: str, later: str) -> str:
    """Give the words of `earlier` that say its day, empty where `later` has one or they cannot be told apart."""
    from simulator.domain.chinese_time import spoken_time

    whole, wanted = spoken_time(earlier), spoken_time(later)
    if whole is None or wanted is None or wanted.phrase.has_day or whole.phrase.from_now or not whole.phrase.has_day:
        return ""
    for end in range(1, len(earlier) + 1):
        spoken = spoken_time(earlier[:end])
        phrase = None if spoken is None else spoken.phrase
        if phrase is None or phrase.clock is not None or (phrase.part is not None and wanted.phrase.part is not None):
            continue
        if (phrase.day, phrase.repeats) == (whole.phrase.day, whole.phrase.repeats):
            return earlier[:end].strip()
    return ""
