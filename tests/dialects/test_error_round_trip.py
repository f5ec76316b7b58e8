"""What the mock says of a problem in any dialect, the client reads to the kind of part 9, with the human text."""

from __future__ import annotations

from typing import get_args

import pytest

from simulator.dialects.encode import ChunkEncoder, Head
from simulator.dialects.error_shapes import ErrorShape, Problem, error_reply
from simulator.dialects.errors import classify
from simulator.dialects.shape import Shape, StreamError
from simulator.dialects.shapes import SHAPES
from simulator.dialects.stream_errors import stream_error
from simulator.domain.completion import Failed
from tests.dialects.sides import cut_at, decoded

KINDS = {
    400: "bad_request",
    401: "auth",
    402: "payment",
    403: "auth",
    404: "bad_request",
    422: "bad_request",
    429: "rate_limited",
    500: "server",
    502: "server",
    503: "overloaded",
    504: "timeout",
}
HEAD = Head(id="6b1f", created=1738960000, model="r1", fingerprint="fp")
SAID = "出了点问题：第 7 号 <b>错误</b>"
SHOWN = "出了点问题：第 7 号 错误"
WITHOUT_WORDS = {"E10_page", "E10_empty"}
SHAPE_LIST = list(SHAPES.values())

# What servers say in the middle of an answer: their words are all that some dialects have to tell the kind by.
MIDDLE = {
    402: Problem(status=402, message="Insufficient Balance", type="unknown_error"),
    429: Problem(status=429, message="Rate limit reached", type="rate_limit_error", code="rate_limit_error"),
    500: Problem(status=500, message="Something broke", type="server_error", code="server_error"),
    503: Problem(status=503, message="The server is busy", type="service_unavailable_error", code="overloaded"),
    504: Problem(status=504, message="The model timed out", type="timeout_error", code="timeout"),
}


@pytest.mark.parametrize("status", KINDS)
@pytest.mark.parametrize("shape", get_args(ErrorShape))
def test_an_error_reads_back_to_its_kind_in_every_shape(shape: ErrorShape, status: int) -> None:
    """W17, W71, W72: the status decides where there is one, and the code inside a 2xx reply."""
    reply = error_reply(shape, Problem(status=status, message=SAID))
    if reply.status == 200:
        end = decoded([reply.body], reply.content_type).end
        assert isinstance(end, Failed)
        fault = end.fault
    else:
        fault = classify(reply.status, reply.body)
    assert fault.kind == KINDS[status]
    assert (SHOWN in fault.message) != (shape in WITHOUT_WORDS)


def test_servers_say_with_other_statuses_that_nobody_paid() -> None:
    """E5 to E7."""
    unpaid = Problem(status=402, message="")
    statuses = {shape: error_reply(shape, unpaid).status for shape in ("E1", "E5", "E6", "E7")}
    assert statuses == {"E1": 402, "E5": 403, "E6": 400, "E7": 403}


@pytest.mark.parametrize("status", MIDDLE)
@pytest.mark.parametrize("shape", SHAPE_LIST, ids=lambda shape: shape.name)
def test_an_error_in_the_middle_reads_back_and_keeps_the_text(shape: Shape, status: int) -> None:
    """W72, W73, part 6: wherever the bytes are cut."""
    encoder = ChunkEncoder(HEAD, thinks=False, shape=shape)
    problem = MIDDLE[status]
    data = encoder.first() + encoder.answer("前半") + stream_error(shape, problem)
    for place in range(0, len(data), 23):
        _, answer, end = decoded(cut_at(data, [place]))
        assert isinstance(end, Failed)
        assert (answer, end.fault.kind) == ("前半", KINDS[status])
        assert problem.message in end.fault.message


def test_every_way_to_break_off_is_some_dialects() -> None:
    assert {shape.stream_error for shape in SHAPE_LIST} == set(get_args(StreamError))
