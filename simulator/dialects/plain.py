"""Turns what a server wrote about an error into one line for people. Which kind of error it is, `errors` says."""

from __future__ import annotations

import re

from simulator.domain.clean import clean

MESSAGE_CAP = 500
"""The longest message in characters (W71)."""

_READ_CAP = 8_192
_SHORTEST_KEY = 4
_ESCAPE = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]?|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[@-Z\\^_])|\x9b[0-?]*[ -/]*[@-~]?")
_UNSEEN = re.compile(r"<(script|style|head)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)", re.IGNORECASE | re.DOTALL)
_TITLE = re.compile(r"<title[^>]*>([^<]+)</title", re.IGNORECASE)
_TAG = re.compile(r"</?[A-Za-z!?][^<>]*>?")
_HTML = re.compile(r"\s*(?:<!doctype|<html|<head|<body|<\?xml)", re.IGNORECASE)


def line(text: str, *, hidden: str = "", cap: int = MESSAGE_CAP) -> str:
    """Give `text` as one line without tags, terminal escapes, control characters and, shown as `***`, `hidden`.

    A page gives its title if it has one. The result has at most `cap` characters; `hidden` is the key, and is taken
    out before the cut, so that no part of it is left at the end.
    """
    text = conceal(text, hidden)[:_READ_CAP]
    if _HTML.match(text):
        title = _TITLE.search(text)
        text = title[1] if title else _UNSEEN.sub(" ", text)
    text = " ".join(clean(_TAG.sub(" ", _ESCAPE.sub("", text))).split())
    text = conceal(text, hidden)
    return text if len(text) <= cap else text[: cap - 1] + "…"


def conceal(text: str, hidden: str) -> str:
    """Give `text` with every `hidden` in it shown as `***`; what is shorter than a word hides nothing."""
    return text.replace(hidden, "***") if len(hidden) >= _SHORTEST_KEY else text
