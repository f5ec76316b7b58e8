"""How the programs write that people serve a model with themselves. Hosts and gateways are `shapes_of_hosts`'.

S numbers are the sources of the wire reference; "assumed" is common practice that no page states.
"""

from __future__ import annotations

from simulator.dialects.shape import Shape

SERVERS = (
    Shape(
        name="vllm-0.7",
        source="docs.vllm.ai features/reasoning_outputs v0.7.2 (S25); E2 and empty error types: serving.py (S24)",
        errors="E2",
        stream_error="done",
    ),
    Shape(
        name="vllm-0.7-without-parser",
        source="docs.vllm.ai features/reasoning_outputs v0.7.2 (S25): without --reasoning-parser",
        thinking="tags",
        errors="E2",
        stream_error="done",
    ),
    Shape(
        name="vllm-0.10",
        source="docs.vllm.ai features/reasoning_outputs v0.7.2 (S25); E1 before the new name: the reference, part 7",
        errors="E1_number",
        stream_error="done",
    ),
    Shape(
        name="vllm-0.11",
        source="docs.vllm.ai features/reasoning_outputs v0.11.2 (S25): both names for a while",
        thinking="both",
        errors="E1_number",
        stream_error="done",
    ),
    Shape(
        name="vllm",
        source="docs.vllm.ai features/reasoning_outputs v0.26.0 (S25); deepseek-harness discussion 199 (S26)",
        thinking="reasoning",
        errors="E1_number",
        stream_error="done",
    ),
    Shape(
        name="sglang",
        source="docs.sglang.io/advanced_features/separate_reasoning (S27); serving_chat.py (S24)",
        idle="null",
        errors="E2",
        stream_error="done",
    ),
    Shape(
        name="sglang-without-parser",
        source="docs.sglang.io/advanced_features/separate_reasoning (S27): R1 has no opening tag; issue 3912 (S28)",
        thinking="closing_tag",
        empty_finish=True,
        later_role="null",
        errors="E2",
        stream_error="done",
    ),
    Shape(
        name="kimi-tags",
        source="docs.sglang.io/advanced_features/separate_reasoning (S27): Kimi K2 without its parser",
        thinking="kimi_tags",
        errors="E2",
        stream_error="done",
    ),
    Shape(
        name="ollama",
        source="github.com/ollama/ollama/issues/17118 (S31); role on every delta and E1 on /v1: the reference, part 7",
        thinking="reasoning",
        later_role="assistant",
    ),
    Shape(
        name="ollama-old",
        source='github.com/ollama/ollama/issues/4357 (S30): finish_reason ""; tags before it knew thinking: assumed',
        thinking="tags",
        later_role="assistant",
        empty_finish=True,
    ),
    Shape(
        name="llama.cpp",
        source="github.com/ggml-org/llama.cpp/issues/13867 (S32); E1 with a number: S19",
        bare_finish=True,
        chunk_extras={"timings": {"predicted_n": 1, "predicted_ms": 40.0}},
        errors="E1_number",
    ),
    Shape(
        name="llama.cpp-tags",
        source="github.com/ggml-org/llama.cpp/issues/13867 (S32): older streams always have tags",
        thinking="tags",
        bare_finish=True,
        errors="E1_number",
        stream_error="line",
    ),
)
"""vLLM, SGLang, Ollama and llama.cpp in their versions, with and without a parser for thinking."""
