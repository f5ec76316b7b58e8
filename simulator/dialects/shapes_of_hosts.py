"""How hosts of models and gateways write. Programs that people run themselves are `shapes_of_servers`'.

S numbers are the sources of the wire reference; "assumed" is common practice that no page states.
"""

from __future__ import annotations

from simulator.dialects.shape import Shape

HOSTS = (
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
        stream_error="chunk",
    ),
    Shape(
        name="siliconflow",
        source="the reference, part 7 and E5; cumulative usage on every chunk: assumed",
        usage="every",
        idle="null",
        errors="E5",
    ),
    Shape(
        name="siliconflow-plain-errors",
        source="the reference, part 7: plain text for 4xx",
        usage="every",
        idle="null",
        errors="E10_text",
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
        stream_error="named",
    ),
    Shape(
        name="gateway-fastapi",
        source="the reference, E4 and part 6: a FastAPI server with one text for an error, and `event: error`",
        thinking="thinking",
        errors="E4",
        stream_error="named",
    ),
    Shape(
        name="gateway-wrapped",
        source="the reference, E11 and W53: a gateway that wraps what its upstream says",
        thinking="reasoning_text",
        line_end="\r",
        errors="E11",
    ),
)
"""Proxies and providers by name, and the ways that are seen of gateways without one."""
