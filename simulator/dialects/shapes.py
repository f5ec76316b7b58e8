"""The table of servers and how each writes. Which address and which parameters a provider has is not here.

S numbers are the sources of the wire reference; "assumed" is common practice that no page states.
"""

from __future__ import annotations

from simulator.dialects.shape import Shape

DEEPSEEK = Shape(
    name="deepseek",
    source="api-docs.deepseek.com/guides/reasoning_model (S3)",
    usage="as_asked",
    idle="null",
)

_ALL = (
    DEEPSEEK,
    Shape(
        name="vllm-0.7",
        source="docs.vllm.ai features/reasoning_outputs v0.7.2 (S25); E2 and empty error types: serving.py (S24)",
        errors="E2",
    ),
    Shape(
        name="vllm-0.7-without-parser",
        source="docs.vllm.ai features/reasoning_outputs v0.7.2 (S25): without --reasoning-parser",
        thinking="tags",
        errors="E2",
    ),
    Shape(
        name="vllm-0.11",
        source="docs.vllm.ai features/reasoning_outputs v0.11.2 (S25): both names for a while",
        thinking="both",
        errors="E1_number",
    ),
    Shape(
        name="vllm",
        source="docs.vllm.ai features/reasoning_outputs v0.26.0 (S25); deepseek-harness discussion 199 (S26)",
        thinking="reasoning",
        errors="E1_number",
    ),
    Shape(
        name="sglang",
        source="docs.sglang.io/advanced_features/separate_reasoning (S27); serving_chat.py (S24)",
        idle="null",
        errors="E2",
    ),
    Shape(
        name="sglang-without-parser",
        source="docs.sglang.io/advanced_features/separate_reasoning (S27): R1 has no opening tag; issue 3912 (S28)",
        thinking="closing_tag",
        empty_finish=True,
        later_role="null",
        errors="E2",
    ),
    Shape(
        name="kimi-tags",
        source="docs.sglang.io/advanced_features/separate_reasoning (S27): Kimi K2 without its parser",
        thinking="kimi_tags",
        errors="E2",
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
    ),
    Shape(
        name="litellm",
        source="the reference, part 7; a repeated finish chunk: assumed",
        repeats_finish=True,
        choice_extras={"provider_specific_fields": None},
        errors="E1_number_as_text",
    ),
    Shape(
        name="openrouter",
        source="openrouter.ai/docs/api/reference/streaming (S15); braintrust-sdk-javascript issue 1883 (S33)",
        thinking="details",
        later_role="assistant",
        comment="OPENROUTER PROCESSING",
        chunk_extras={"provider": "DeepSeek"},
        choice_extras={"native_finish_reason": None},
        errors="E9",
    ),
    Shape(
        name="siliconflow",
        source="the reference, part 7 and E5; cumulative usage on every chunk: assumed",
        usage="every",
        idle="null",
        errors="E5",
    ),
    Shape(
        name="volcano-ark",
        source="docs.byteplus.com/docs/ModelArk/1449737 (S34); volcengine/OpenViking issue 729 (S21)",
        errors="E7",
    ),
    Shape(
        name="bailian",
        source="help.aliyun.com/zh/model-studio/deepseek-api (S35)",
        idle="empty",
        chunk_extras={"usage": None},
    ),
    Shape(
        name="bailian-native-errors",
        source="the reference, E6: errors of DashScope's own routes",
        idle="empty",
        errors="E6",
    ),
    Shape(
        name="azure",
        source="learn.microsoft.com/azure/foundry tutorial get-started-deepseek-r1 (S20)",
        prompt_filter=True,
        choice_extras={"content_filter_results": {}},
        errors="E1_number_as_text",
    ),
    Shape(
        name="azure-tags",
        source="learn.microsoft.com/azure/foundry tutorial get-started-deepseek-r1 (S20): the older route; assumed",
        thinking="tags",
        errors="E1_number_as_text",
    ),
    Shape(
        name="tencent",
        source="assumed: DeepSeek's fields, as for any gateway that passes them on; usage on the finish chunk",
        usage="finish",
        errors="E1",
    ),
    Shape(
        name="qianfan",
        source="github.com/PaddlePaddle/ERNIE/issues/1031 (S22): errors; the stream: assumed",
        usage="finish",
        errors="E8",
    ),
    Shape(
        name="gateway-thinking",
        source="the reference, part 7, other gateways: CRLF, `thinking`, a message in place of a delta",
        thinking="thinking",
        carrier="message",
        line_end="\r\n",
        comment="ping",
        errors="E3",
    ),
    Shape(
        name="gateway-parts",
        source="the reference, part 7, other gateways: content as a list of parts",
        thinking="parts",
        usage="absent",
        errors="E4_list",
    ),
    Shape(
        name="gateway-wrapped",
        source="the reference, E11 and W53: a gateway that wraps what its upstream says",
        thinking="reasoning_text",
        line_end="\r",
        errors="E11",
    ),
)

SHAPES = {shape.name: shape for shape in _ALL}
"""All shapes by name."""
