"""JSON on the wire: what strangers wrote is a value or `NotJson`. What a value means is the work of `chunks`."""

from __future__ import annotations

import json
import json.scanner
import math
from typing import Any

from simulator.dialects.surrogates import whole

_decode = json.JSONDecoder().raw_decode
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=dict).encode
_BLANKS = " \t\n\r"
_MOST_DIGITS = 4_000
"""Python refuses to convert integers of more than 4,300 digits, which would take quadratic time."""

LARGE = 256 * 1024
"""From this many characters on a text is large: reading it takes so long that others would notice."""


class NotJson(ValueError):
    """A text is not one JSON value, or is nested deeper than the parser goes."""


def read(text: str) -> Any:
    """Give the value of `text`; the last of duplicate keys wins, NaN and infinities are floats.

    A large text is read in such a way that other threads go on meanwhile (W90). Raises: NotJson.
    """
    if len(text) > LARGE:
        return _read_patiently(text.strip(_BLANKS))
    try:
        value, end = _decode(text)
        if end == len(text):
            return value
    except (ValueError, RecursionError):
        pass
    return _read_anew(text.strip(_BLANKS))


def write(value: object) -> bytes:
    """Give a value as UTF-8 without blanks; lone surrogates become U+FFFD (W2), and any mapping is an object."""
    return whole(_encode(value)).encode()


def _read_anew(text: str) -> Any:
    """Take the cases that are too rare to be paid for each time: blanks around, integers of thousands of digits."""
    try:
        return json.loads(text, parse_int=_number)
    except (ValueError, RecursionError) as error:
        raise NotJson(str(error)) from None


def _read_patiently(text: str) -> Any:
    """Read by Python's own scanner: that of C lets no other thread run before its end, seconds later."""
    try:
        value, end = _scan(text, 0)
    except (ValueError, RecursionError, StopIteration) as error:
        raise NotJson(str(error)) from None
    if end != len(text):
        raise NotJson("more than one value")
    return value


def _number(digits: str) -> int | float:
    return int(digits) if len(digits) < _MOST_DIGITS else math.inf


_scan = json.scanner.py_make_scanner(json.JSONDecoder(parse_int=_number))  # type: ignore[attr-defined]
