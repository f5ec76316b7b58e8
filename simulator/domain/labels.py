"""Names and notices that every face and export shows: `texts/*/labels.ftl`. What a phone says of itself is `words`."""

from __future__ import annotations

from datetime import datetime

from simulator.domain.times.dates import say_date
from simulator.texts import Lang, Texts

LABELS = Texts("labels")


def figure_label(name: str, lang: Lang) -> str:
    """Give the name for people of a limit, a pace or a capability; one without a name here gives its key."""
    key = f"figure.{name}"
    return LABELS[key].text(lang) if key in LABELS else name


def channel_label(channel: str, lang: Lang) -> str:
    """Give a channel's name for people; one without a name here gives its key."""
    key = f"channel.{channel}"
    return LABELS[key].text(lang) if key in LABELS else channel


def evidence_label(evidence: str, lang: Lang) -> str:
    """Give where a value is from, in a word or two; an address gives its host."""
    scheme, _, rest = evidence.partition(":")
    host = rest.partition("//")[2].partition("/")[0] or rest
    key = f"evidence.{scheme}"
    return LABELS.say(key, lang, host=host) if key in LABELS else evidence


def day_label(moment: datetime, lang: Lang) -> str:
    """Give a day as a phone's status bar has it: 2月5日 周三, or Wed 5 Feb."""
    return say_date(moment, lang)
