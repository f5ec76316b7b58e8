"""What an API offered in a given season: models, sizes, rules, prices. How a request is read is elsewhere."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from simulator.domain.cost import Price

History = Literal["forbidden", "allowed", "required"]
"""What becomes of thinking that comes back in the messages (§2.3 of the wire reference): it is refused in every
message; it is taken beside tool calls; it is taken anywhere, and beside tool calls it has to be there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """One model: its ids, whether it thinks before it answers, its sizes, and the parameters that it refuses.

    With `tools` it may call what a request offers; without, an offer is ignored as any unknown field is. `aliases` are
    ids that are accepted and not listed. One that `sees` takes pictures beside texts. `other` is the id whose rules
    hold where thinking is switched the other way; "" means that only thinking changes. Without a `price` nothing is
    charged.
    """

    id: str
    thinks: bool
    tools: bool
    answer_tokens: int
    most_answer_tokens: int
    refuses: frozenset[str] = frozenset()
    aliases: frozenset[str] = frozenset()
    sees: bool = False
    other: str = ""
    price: Price | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Era:
    """A season of an API; sizes are tokens.

    `max_tokens` bounds the answer alone, or, where it `counts_thinking`, both together. With `switches` a request may
    turn thinking on and off, with `efforts` say how long to think. Where `tools_stop_thinking`, a request that offers
    tools is served without thinking. `missing_thinking` is how a call without its thinking is refused, `{index}` being
    its place. With `beta` there are prefix completion and FIM.
    """

    name: str
    owner: str
    models: tuple[Model, ...]
    context_tokens: int
    fingerprint: str
    history: History = "forbidden"
    missing_thinking: str = ""
    counts_thinking: bool = False
    switches: bool = False
    efforts: bool = False
    tools_stop_thinking: bool = False
    beta: bool = False

    def model(self, id: str) -> Model | None:
        """Give the model with this id or alias, or None if the era has none."""
        return next((model for model in self.models if id == model.id or id in model.aliases), None)

    def switched(self, model: Model, *, thinks: bool) -> Model:
        """Give the rules that a model follows when it thinks, or does not."""
        if thinks == model.thinks:
            return model
        return (self.model(model.other) if model.other else None) or replace(model, thinks=thinks)


_NO_LOGPROBS = frozenset({"logprobs", "top_logprobs"})
_PAGE = "url:https://api-docs.deepseek.com/quick_start/pricing"
_V31_PRICE = Price("USD", 0.07, 0.56, 1.68, _PAGE)
_V32_PRICE = Price("USD", 0.028, 0.28, 0.42, "url:https://benchlm.ai/blog/posts/deepseek-api-pricing")

_V3 = Model(
    id="deepseek-chat",
    thinks=False,
    tools=True,
    answer_tokens=4_096,
    most_answer_tokens=8_192,
    other="deepseek-reasoner",
    price=Price("USD", 0.07, 0.27, 1.10, "url:https://generator-hub.com/blog/6891"),
)
_R1 = Model(
    id="deepseek-reasoner",
    thinks=True,
    tools=False,
    answer_tokens=4_096,
    most_answer_tokens=8_192,
    refuses=_NO_LOGPROBS,
    other="deepseek-chat",
    price=Price("USD", 0.14, 0.55, 2.19, "url:https://generator-hub.com/blog/6891"),
)
_LONG_R1 = replace(_R1, tools=True, answer_tokens=32_768, most_answer_tokens=65_536)

FEBRUARY_2025 = Era(
    name="2025-02",
    owner="deepseek",
    models=(_V3, _R1),
    context_tokens=65_536,
    fingerprint="fp_5417b77867_prod",
    beta=True,
)
"""V3 and R1. Sources: copies of the pricing page (generator-hub.com/blog/6891) and of the guide to `deepseek-reasoner`
(share.apidog.com/apidoc/docs-site/747793): by the guide R1 has no Function Call, ignores sampling parameters and
refuses the two above. R1 got Function Call with R1-0528, on 2025-05-28."""

AUGUST_2025 = Era(
    name="2025-08",
    owner="deepseek",
    models=(replace(_V3, price=_V31_PRICE), replace(_LONG_R1, price=_V31_PRICE)),
    context_tokens=131_072,
    fingerprint="fp_v31_simulated",
    counts_thinking=True,
    tools_stop_thinking=True,
    beta=True,
)
"""V3.1 under both ids. Source: the pricing page of August and September 2025. No fingerprint of it was seen."""

DECEMBER_2025 = Era(
    name="2025-12",
    owner="deepseek",
    models=(replace(_V3, price=_V32_PRICE), replace(_LONG_R1, price=_V32_PRICE)),
    context_tokens=131_072,
    fingerprint="fp_v32_simulated",
    history="required",
    missing_thinking="Missing reasoning_content field in the assistant message at message index {index}",
    counts_thinking=True,
    switches=True,
    beta=True,
)
"""V3.2 under both ids. Sources: api-docs.deepseek.com/guides/thinking_mode; for the refusal
https://github.com/anomalyco/opencode/issues/9397."""

NOVEMBER_2026 = Era(
    name="2026-11",
    owner="deepseek",
    models=(
        Model(
            id="deepseek-flash",
            thinks=True,
            tools=True,
            answer_tokens=32_768,
            most_answer_tokens=393_216,
            aliases=frozenset({"deepseek-v4-flash"}),
            sees=True,
            price=Price("USD", 0.003, 0.15, 0.60, _PAGE),
        ),
        Model(
            id="deepseek-v4-pro",
            thinks=True,
            tools=True,
            answer_tokens=32_768,
            most_answer_tokens=393_216,
            price=Price("USD", 0.022, 0.66, 1.98, _PAGE),
        ),
    ),
    context_tokens=1_048_576,
    fingerprint="fp_v4_simulated",
    history="required",
    missing_thinking="The reasoning_content in the thinking mode must be passed back to the API.",
    counts_thinking=True,
    switches=True,
    efforts=True,
    beta=True,
)
"""V4. Sources: the pricing page and the guide to thinking mode of November 2026; the most tokens are those of the
refusal in https://github.com/MoonshotAI/kimi-code/issues/2656, what holds without `max_tokens` is assumed. Prices are
the off-peak ones."""

ERAS = {era.name: era for era in (FEBRUARY_2025, AUGUST_2025, DECEMBER_2025, NOVEMBER_2026)}
"""The seasons of DeepSeek's API, by name, the oldest first."""

SELF_HOSTED_R1 = Era(
    name="r1-embedded",
    owner="self-hosted",
    models=(
        replace(_V3, answer_tokens=32_768, most_answer_tokens=32_768, price=None),
        replace(_R1, tools=True, answer_tokens=32_768, most_answer_tokens=32_768, price=None),
    ),
    context_tokens=131_072,
    fingerprint="fp_self_hosted",
    history="allowed",
)
"""The weights of both on a maker's own servers, under DeepSeek's ids. R1's chat template has tokens for tool calls
(vllm issue 13125) although its API refused tools, so who hosts the weights can offer them. Sizes are those of R1's
model card: 128K of context, evaluated with at most 32,768 tokens of output. That any phone of those weeks did this is
assumed; nubia's maker said no more than that its embedding went deeper than an agent."""

IN_HOUSE = Era(
    name="in-house",
    owner="maker",
    models=(Model(id="in-house", thinks=False, tools=True, answer_tokens=1_024, most_answer_tokens=1_024),),
    context_tokens=4_096,
    fingerprint="fp_in_house",
    history="allowed",
)
"""A phone maker's own small model of 2024, on the same wire so that a conversation knows one. Sizes are assumed."""
