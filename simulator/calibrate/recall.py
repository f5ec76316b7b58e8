"""Utterances that try a phone's memory: a name is told, and asked for. What the answer then proves is `sightings`'."""

from __future__ import annotations

import re

_TOLD = re.compile(
    r"(?:我的?名字(?:叫|是)|我叫|叫我|my name is|i am called|call me)\s*[“\"「]?"
    r"([\u4e00-\u9fff]{1,4}|[A-Za-z][\w'-]{1,30})",
    re.IGNORECASE,
)
_ASKED = re.compile(
    r"我(?:的名字)?(?:叫|是)(?:什么|啥|谁)|我的?名字(?:是|叫)?(?:什么|啥)|(?:记得|知道)我(?:的名字|叫)"
    r"|what(?:'s| is| was) my name|do you (?:remember|know) my name",
    re.IGNORECASE,
)
_ENDS = "吧吗呢啊呀的请了哦"


def name_told(utterance: str) -> str | None:
    """Give the name that the user tells, None where none is told."""
    if asks_name(utterance):
        return None
    found = _TOLD.search(utterance)
    return None if found is None else found[1].rstrip(_ENDS) or None


def asks_name(utterance: str) -> bool:
    """Say whether the user asks for the own name."""
    return _ASKED.search(utterance) is not None
