"""Error bodies of all kinds of servers; W and E numbers are those of the wire reference."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.dialects.errors import classify, event_fault, is_error, status_kind
from simulator.dialects.plain import MESSAGE_CAP, line

WRONG_KEY = {
    "message": "Authentication Fails, Your api key: ****_KEY is invalid",
    "type": "authentication_error",
    "param": None,
    "code": "invalid_request_error",
}

SHAPES = [
    ("E1", 401, {"error": WRONG_KEY}, "auth", WRONG_KEY["message"]),
    (
        "E1",
        402,
        {"error": {"message": "Insufficient Balance", "type": "unknown_error"}},
        "payment",
        "Insufficient Balance",
    ),
    ("E1", 429, {"error": {"message": "Slow down", "code": "429"}}, "rate_limited", "Slow down"),
    ("E2", 400, {"object": "error", "message": "bad", "type": "BadRequestError", "code": 400}, "bad_request", "bad"),
    ("E3", 404, {"error": "model 'x' not found"}, "bad_request", "model 'x' not found"),
    ("E4", 422, {"detail": "Unprocessable"}, "bad_request", "Unprocessable"),
    (
        "E4",
        422,
        {"detail": [{"loc": ["body", "messages"], "msg": "field required", "type": "missing"}]},
        "bad_request",
        "messages: field required",
    ),
    ("E5", 403, {"code": 30001, "message": "账户欠费", "data": None}, "payment", "账户欠费"),
    ("E6", 400, {"code": "InvalidApiKey", "message": "No key.", "request_id": "1"}, "auth", "No key."),
    (
        "E7",
        403,
        {"error": {"code": "AccountOverdueError", "message": "Overdue. Request id: 1", "type": "Forbidden"}},
        "payment",
        "Overdue. Request id: 1",
    ),
    (
        "E8",
        429,
        {"error": {"code": "rpm_rate_limit_exceeded", "message": "限流"}, "id": "as-1"},
        "rate_limited",
        "限流",
    ),
    (
        "E9",
        502,
        {
            "error": {
                "message": "Provider returned error",
                "code": 502,
                "metadata": {"raw": '{"error":"upstream down"}'},
            }
        },
        "server",
        "upstream down",
    ),
    ("E11", 401, {"detail": json.dumps({"error": WRONG_KEY})}, "auth", WRONG_KEY["message"]),
    ("-", 429, {"error": {"code": "insufficient_quota", "message": "You exceeded it"}}, "payment", "You exceeded it"),
    ("-", 403, {"error": {"message": "no such project"}}, "auth", "no such project"),
    ("-", 500, {"error": {"message": "balance of the server"}}, "server", "balance of the server"),
    ("-", 418, {"why": 3}, "bad_request", '{"why": 3}'),
]


@pytest.mark.parametrize(("shape", "status", "body", "kind", "message"), SHAPES)
def test_every_shape_gives_its_kind_and_its_innermost_text(
    shape: str, status: int, body: object, kind: str, message: str
) -> None:
    """W17, W71."""
    fault = classify(status, json.dumps(body).encode())
    assert (fault.kind, fault.message, fault.status) == (kind, message, status), shape


@pytest.mark.parametrize(
    ("status", "body", "kind", "message"),
    [
        (502, b"<html>\r\n<head><title>502 Bad Gateway</title></head><body>nginx</body>", "server", "502 Bad Gateway"),
        (524, b"<!DOCTYPE html><style>p{}</style><p>A <b>timeout</b> occurred", "timeout", "A timeout occurred"),
        (503, b"upstream connect error", "overloaded", "upstream connect error"),
        (504, b"", "timeout", "HTTP 504 Gateway Timeout"),
        (599, b"\n", "server", "HTTP 599"),
        (400, b'{"error":{"message":"cut of', "bad_request", '{"error":{"message":"cut of'),
    ],
)
def test_pages_plain_texts_and_nothing_are_understood(status: int, body: bytes, kind: str, message: str) -> None:
    """E10."""
    fault = classify(status, body)
    assert (fault.kind, fault.message) == (kind, message)


@pytest.mark.parametrize(
    ("kind", "statuses"),
    [
        ("auth", [401, 403]),
        ("payment", [402]),
        ("rate_limited", [429]),
        ("bad_request", [400, 404, 405, 406, 409, 410, 411, 413, 414, 415, 422, 431]),
        ("server", [500, 501, 502, 505, 520, 521, 523]),
        ("overloaded", [503, 529]),
        ("timeout", [408, 504, 522, 524]),
        ("malformed", [301, 302, 307, 308]),
    ],
)
def test_the_status_decides(kind: str, statuses: list[int]) -> None:
    """W17, part 9."""
    assert {status_kind(status) for status in statuses} == {kind}


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ({"error": {"message": "x", "code": 402}}, "payment"),
        ({"error": {"message": "余额不足", "code": 429}}, "payment"),
        ({"error": {"message": "x", "code": "429"}}, "rate_limited"),
        ({"error": {"message": "busy", "code": 500}}, "server"),
        ({"error": {"message": "x", "type": "overloaded_error"}}, "overloaded"),
        ({"error": WRONG_KEY}, "auth"),
        ({"code": 50505, "message": "Model service overloaded"}, "overloaded"),
        ({"error": "服务器繁忙，请稍后再试"}, "overloaded"),
        ({"error": "request timed out"}, "timeout"),
        ({"error": {"message": "x", "type": "server_error"}}, "server"),
        ("out of luck", "server"),
        (None, "server"),
    ],
)
def test_an_error_without_a_status_is_known_by_code_then_name_then_words(value: object, kind: str) -> None:
    """Part 9: payment words, numeric code, names, words, else `server`."""
    assert event_fault(value).kind == kind


@pytest.mark.parametrize(
    "value", [{"code": 0, "message": "ok"}, {"code": 200, "message": ""}, {"message": "hi"}, {"error": None}, {}]
)
def test_a_friendly_object_is_no_error(value: dict[str, object]) -> None:
    """W38."""
    assert not is_error(value)


def test_terminal_escapes_and_tags_never_reach_a_message() -> None:
    """W71, W80."""
    text = "a\x1b[31mred\x1b]52;c;Zm9v\x07\x9b2J\x00 <script src=x>b</script>\u202e\n\n c < d <b"
    assert line(text) == "ared b c < d"


@given(st.text() | st.text(alphabet="<>/ab!-\x1b[];\x07{}\"'", max_size=200))
def test_a_message_is_one_short_clean_line(text: str) -> None:
    """W71, W80."""
    message = classify(500, text.encode("utf-8", "replace")).message
    assert 0 < len(message) <= MESSAGE_CAP
    assert message.isprintable() or all(
        char.isspace() or ord(char) > 0xA0 for char in message if not char.isprintable()
    )
    assert "\n" not in message and "\x1b" not in message


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: (
            st.lists(inner)
            | st.dictionaries(
                st.sampled_from(["error", "message", "detail", "code", "type", "metadata", "raw", "loc", "msg"]), inner
            )
        ),
    )
)
def test_any_json_is_some_error(value: object) -> None:
    """W71: an error of no known shape is a fault all the same."""
    assert event_fault(value).message
    assert classify(400, json.dumps(value).encode()).message


def test_the_key_is_hidden_whole_and_in_part() -> None:
    """W4."""
    key = "sk-0123456789"
    for text in (f"bad {key}", "x" * 495 + key, " " * 8185 + key, key[:5] + "\x00" + key[5:]):
        assert "sk-0" not in classify(401, json.dumps({"error": text}).encode(), hidden=key).message


def test_a_long_error_page_is_read_quickly() -> None:
    """W16: no quadratic time in what a hostile page may hold."""
    for page in (b"<html>" + b"<script" * 10_000, b"<!--" * 16_000, b"<" * 64_000, b"[" * 64_000):
        assert classify(502, page).kind == "server"
