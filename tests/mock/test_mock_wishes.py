"""What a request asks for itself: a fault, a dialect or a latency (M22, M23)."""

from __future__ import annotations

import json

import pytest

from simulator.dialects.shapes import SHAPES
from simulator.mock.era import ERAS
from simulator.mock.exchange import Request
from simulator.mock.faults.plan import FaultPlan
from simulator.mock.latency import Latency
from simulator.mock.wishes import shape_named
from simulator.settings.presets import preset_ids
from tests.mock.conftest import body_of

SLOW = Latency(name="slow", first_token=(60.0, 60.0), gap=(0.0, 0.0), evidence="assumed")


async def send(server, body, **headers):
    """Give status, body and headers of one chat request; `_` in a header's name stands for `-`."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    status, value, received = await server.send("POST", "/chat/completions", body, **named)
    return status, value, received


@pytest.mark.parametrize("status", [400, 401, 402, 422, 429, 500, 503])
async def test_a_header_asks_for_any_error(deepseek, status):
    """M22."""
    found, value, headers = await send(deepseek(), body_of(), x_mock_fault=f"http{status}")
    assert (found, headers["x-mock-fault"]) == (status, f"http{status}")
    assert value["error"]["message"]


@pytest.mark.parametrize("status", [402, 429, 500, 503])
async def test_a_suffix_of_the_model_asks_for_any_error(deepseek, status):
    """M22."""
    server = deepseek()
    assert (await send(server, body_of(model=f"deepseek-reasoner+http{status}")))[0] == status
    assert (await send(server, body_of()))[0] == 200


async def test_a_suffix_may_say_more_and_the_answer_names_the_model_alone(deepseek):
    """M22: it is not part of the id, whichever fault it was."""
    status, value, _ = await send(deepseek(), body_of(model="deepseek-reasoner+split@size=3+exhausted@at=thinking"))
    assert (status, value["model"]) == (200, "deepseek-reasoner")
    assert value["choices"][0]["finish_reason"] == "insufficient_system_resource"
    assert value["choices"][0]["message"]["content"] == ""


async def test_a_suffix_leaves_the_text_as_it_was(deepseek):
    """M22: lone surrogates and all."""
    server = deepseek()
    body = b'{"model":"deepseek-chat+flood","messages":[{"role":"user","content":"\\ud83d \\u4f60"}]}'
    assert (await send(server, body))[0] == 200
    assert server.mind.heard[-1][0].content.endswith("你")


@pytest.mark.parametrize(
    ("headers", "model", "said"),
    [
        ({"x_mock_fault": "bsy"}, "deepseek-chat", "X-Mock-Fault: no such fault: 'bsy'; did you mean \"busy\"?"),
        ({"x_mock_dialect": "vlm"}, "deepseek-chat", "X-Mock-Dialect: no such dialect: 'vlm'; did you mean \"vllm\"?"),
        ({"x_mock_latency": "nine"}, "deepseek-chat", 'X-Mock-Latency: no latency profile is called "nine"'),
        ({"x_mock_latency": "/etc/x.toml"}, "deepseek-chat", "X-Mock-Latency: no latency profile"),
        ({}, "deepseek-chat+bsy", "model: no such fault"),
    ],
)
async def test_a_wish_that_cannot_be_is_status_400_with_the_nearest(deepseek, headers, model, said):
    status, value, _ = await send(deepseek(), body_of(model=model), **headers)
    assert status == 400
    assert said in value["error"]["message"]


@pytest.mark.parametrize("model", ["command-r+", "none+cut", "+cut"])
async def test_a_model_that_does_not_exist_has_no_suffix(deepseek, model):
    """M6."""
    status, value, _ = await send(deepseek(), body_of(model=model))
    assert (status, value["error"]["message"]) == (400, "Model Not Exist")


async def test_a_wish_needs_the_key_like_any_request(deepseek):
    """M3 before M22."""
    server = deepseek(api_keys=frozenset({"sk-right"}), faults=FaultPlan.parse(["http500"]))
    for wish in ("busy", "no such fault"):
        assert (await send(server, body_of(), x_mock_fault=wish))[0] == 401
    assert (await send(server, body_of(), x_mock_fault="busy", authorization="Bearer sk-right"))[0] == 503


@pytest.mark.parametrize("name", SHAPES)
async def test_a_header_asks_for_any_dialect(deepseek, name):
    """M23: the same bytes as from a server that always writes so."""
    asked, always = deepseek(answer="9.8 更大。"), deepseek(answer="9.8 更大。", shape=SHAPES[name])
    assert (await send(asked, body_of(), x_mock_dialect=name))[1] == (await send(always, body_of()))[1]


@pytest.mark.parametrize("preset", sorted(set(preset_ids()) - {"mock"}))
def test_every_backend_preset_is_a_dialect(preset):
    """M23."""
    assert shape_named(preset) in SHAPES.values()


async def test_errors_are_written_in_the_dialect_that_was_asked_for(deepseek):
    """M23: E9 for one, E7 for another that the fault names."""
    server = deepseek()
    _, value, _ = await send(server, body_of(model="none"), x_mock_dialect="openrouter")
    assert value["error"]["metadata"]["provider_name"]
    status, value, _ = await send(server, body_of(), x_mock_fault="http402@shape=E7")
    assert (status, value["error"]["code"]) == (403, "AccountOverdueError")


async def test_a_header_asks_for_its_own_latency(deepseek):
    server = deepseek(latency=SLOW)
    await send(server, body_of(), x_mock_latency="first_token=2,gap=0")
    assert server.clock.now() == 2.0
    await send(server, body_of(), x_mock_latency="none")
    assert server.clock.now() == 2.0


async def test_a_header_may_hold_chinese(deepseek):
    header = "http429@message=慢一点".encode().decode("latin-1")
    _, value, _ = await send(deepseek(), body_of(), x_mock_fault=header)
    assert value["error"]["message"] == "慢一点"


async def test_a_slow_drip_is_as_slow_as_it_was_told(deepseek):
    server = deepseek(thinking="", answer="一二三四五六")
    await send(server, body_of(model="deepseek-chat+slow@seconds=2"))
    assert server.clock.now() == 4.0


async def test_a_flood_is_of_the_lines_that_fit_the_answer(deepseek):
    """M21."""
    server = deepseek()
    pieces = await server.pieces(model="deepseek-chat+flood@count=130")
    assert b"".join(pieces).startswith(b": keep-alive\n\n" * 130 + b"data: ")
    response = await server.begin(model="deepseek-chat+flood@count=130")
    body = b"".join([piece async for piece in response.body])
    assert body.startswith(b"\n" * 130 + b"{")
    assert json.loads(body)


@pytest.mark.parametrize(
    ("fault", "end"),
    [
        ("eof", None),
        ("stream_error", b'"code":"server_error"}}\n\n'),
        ("malformed", b"data: [DONE]\n\n"),
        ("split", b"data: [DONE]\n\n"),
    ],
)
async def test_the_filling_of_a_gap_goes_wrong_too(deepseek, fault, end):
    """Beta's FIM, in the middle of its events."""
    server = deepseek(era=ERAS["2025-12"])
    body = json.dumps({"model": "deepseek-chat", "prompt": "def f(", "stream": True}).encode()
    response = await server.mock.respond(Request("POST", "/beta/completions", {"x-mock-fault": fault}, body))
    said = b"".join([piece async for piece in response.body])
    assert said.startswith(b"data: {")
    assert said.endswith(end) if end else b"[DONE]" not in said


async def test_the_same_seed_splits_at_the_same_places(deepseek):
    """M24."""
    splits = [await deepseek(seed=seed).pieces(model="deepseek-chat+split") for seed in (1, 1, 2)]
    assert splits[0] == splits[1] != splits[2]
    assert max(map(len, splits[0])) <= 8
