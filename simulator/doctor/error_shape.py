"""Which of the known shapes an error reply has. What it says is read by `dialects.errors`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from simulator.dialects.error_shapes import ErrorShape
from simulator.dialects.errors import is_error
from simulator.dialects.json_text import NotJson, read
from simulator.doctor.events import raw_stream

_NAMED_CODE = re.compile(r"[A-Z][A-Za-z.]+")


def error_shape(status: int, body: bytes) -> ErrorShape | None:
    """Give the shape by part 6 of the wire reference; None for a reply with status 200 that is no error."""
    text = body.decode("utf-8-sig", "replace").strip()
    if status == HTTPStatus.OK:
        return _inside_ok(text, body)
    if not text:
        return "E10_empty"
    value = _json(text)
    if isinstance(value, dict):
        return _of_object(value)
    return "E10_page" if text.startswith("<") else "E10_text"


def _inside_ok(text: str, body: bytes) -> ErrorShape | None:
    value = _json(text)
    if isinstance(value, dict):
        return "E12_body" if is_error(value) else None
    return "E12_event" if any(map(is_error, raw_stream(body).chunks)) else None


def _of_object(value: Mapping[str, Any]) -> ErrorShape:
    error, detail = value.get("error"), value.get("detail")
    if isinstance(error, dict):
        return _of_error(value, error)
    if isinstance(error, str):
        return "E3"
    if isinstance(detail, list):
        return "E4_list"
    if isinstance(detail, str):
        return "E11" if isinstance(_json(detail), dict) else "E4"
    if value.get("object") == "error":
        return "E2"
    return "E5" if isinstance(value.get("code"), int) else "E6"


def _of_error(value: Mapping[str, Any], error: Mapping[str, Any]) -> ErrorShape:
    code = error.get("code")
    if isinstance(error.get("metadata"), dict):
        return "E9"
    if isinstance(code, int):
        return "E1_number"
    if isinstance(code, str) and code.isdigit():
        return "E1_number_as_text"
    if "id" in value:
        return "E8"
    return "E7" if isinstance(code, str) and _NAMED_CODE.fullmatch(code) else "E1"


def _json(text: str) -> Any:
    try:
        return read(text)
    except NotJson:
        return None
