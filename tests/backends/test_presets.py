"""What is known of each kind of server, and what a request to it looks like."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pydantic import TypeAdapter

from simulator.backends.network import Network
from simulator.dialects.request import RequestShape, request_body
from simulator.domain.completion import Message, Prompt, ToolCall
from simulator.domain.problem import UserProblem
from simulator.settings.layers import Origin, Settings, Stated
from simulator.settings.presets import Preset, preset, preset_ids, preset_named
from simulator.settings.resolve import Flags, resolve
from simulator.wiring.config import shape_of

NAMED = ["deepseek", "vllm", "sglang", "ollama", "llama.cpp", "litellm", "openrouter", "siliconflow", "ark", "bailian"]
CALL = Prompt((Message("assistant", "", (ToolCall("c", "f", "{}"),), thinking="想"),), max_tokens=1_000_000)


def asked(name: str, thinking: bool | None = None, prompt: Prompt = CALL) -> dict[str, object]:
    here = Origin("test")
    values = {("backends", "x", "preset"): Stated(name, here)}
    if thinking is not None:
        values[("backends", "x", "thinking")] = Stated(thinking, here)
    server = resolve(Settings(values), Flags(name="x"))
    return json.loads(request_body(prompt, server.model, shape_of(server)))


def test_every_provider_of_the_list_has_a_preset():
    assert {*NAMED, "azure", "tencent", "mock"} == set(preset_ids())


@pytest.mark.parametrize("id", preset_ids())
def test_a_preset_is_whole_and_names_its_sources(id):
    made = preset(id)
    TypeAdapter(Preset).validate_python(made)
    assert made.id == id
    for era in made.eras:
        assert all(source.startswith("https://") for source in era.sources)
        assert era.sources
        assert not era.models or era.model in [model.id for model in era.models]


def test_the_newest_era_is_meant_where_none_is_named():
    assert preset_named("deepseek")[1].name == "2026-11"
    assert preset_named("deepseek@2025-02")[1].model == "deepseek-reasoner"
    with pytest.raises(UserProblem, match=r"did you mean \"2025-12\""):
        preset_named("deepseek@2025-2")


@pytest.mark.parametrize(
    ("name", "on", "off"),
    [
        ("deepseek", {"thinking": {"type": "enabled"}}, {"thinking": {"type": "disabled"}}),
        ("deepseek@2025-02", {"model": "deepseek-reasoner"}, {"model": "deepseek-chat"}),
        ("vllm", {"chat_template_kwargs": {"thinking": True}}, {"chat_template_kwargs": {"thinking": False}}),
        ("llama.cpp", {"chat_template_kwargs": {"enable_thinking": True}}, {}),
        ("ollama", {"reasoning_effort": "high"}, {"reasoning_effort": "none"}),
        ("openrouter", {"reasoning": {"enabled": True}}, {"reasoning": {"enabled": False}}),
        ("siliconflow", {"enable_thinking": True}, {"enable_thinking": False}),
    ],
)
def test_thinking_is_turned_on_and_off_in_the_servers_own_words(name, on, off):
    """W7."""
    assert asked(name, True).items() >= on.items()
    assert asked(name, False).items() >= off.items()
    assert not (asked(name).keys() & {"thinking", "chat_template_kwargs", "reasoning", "reasoning_effort"})


@pytest.mark.parametrize(("name", "is_sent"), [("deepseek@2025-02", False), ("deepseek@2025-12", True), ("vllm", True)])
def test_thinking_goes_back_as_the_era_wants_it(name, is_sent):
    """W6."""
    assert ("reasoning_content" in asked(name)["messages"][0]) is is_sent


def test_a_cap_is_never_above_what_the_model_takes():
    assert asked("deepseek@2025-02")["max_tokens"] == 8_192
    assert asked("vllm")["max_tokens"] == 1_000_000


def test_fields_of_the_user_are_added_last():
    shape = RequestShape(max_tokens="max_completion_tokens", extra={"temperature": 0.5})
    body = json.loads(request_body(CALL, "m", shape))
    assert (body["temperature"], body["max_completion_tokens"], "max_tokens" in body) == (0.5, 1_000_000, False)


@pytest.mark.parametrize(
    ("network", "said"),
    [
        (Network(ca=Path("/nowhere.pem")), "no file of PEM certificates"),
        (Network(proxy="nonsense://x"), "proxy: cannot be used"),
    ],
)
def test_a_way_that_cannot_be_gone_is_refused_at_once(client, network, said):
    with pytest.raises(ValueError, match=said):
        client("https://a.example", network=network)


async def test_a_proxy_that_was_named_is_asked_in_the_servers_place(serve, client, prompt, stream_head, event):
    async def script(wire):
        await wire.write(stream_head)
        await wire.chunk(event("stop", content="好") + b"data: [DONE]\n\n")
        await wire.write(b"0\r\n\r\n")

    proxy = await serve(script)
    backend = client("http://far.invalid/v1", network=Network(proxy=proxy.url), api_key="sk-1")
    assert [item async for item in backend.ask(prompt)]
    assert proxy.wires[0].line == "POST http://far.invalid/v1/chat/completions HTTP/1.1"
