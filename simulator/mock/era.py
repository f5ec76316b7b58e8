"""What a server of R1 offered in a given season: models, sizes, refusals. How a request is read is elsewhere."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """One model id: whether it thinks before it answers, and the parameters that it answers with status 400.

    With `tools` it may call what a request offers, and then takes its own calls back together with the thinking that
    led to them; without, an offer is ignored as any unknown field is.
    """

    id: str
    thinks: bool
    tools: bool
    refuses: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Era:
    """A season of an API. Sizes are tokens; `answer_tokens` bounds the answer alone, thinking comes on top."""

    name: str
    owner: str
    models: tuple[Model, ...]
    context_tokens: int
    answer_tokens: int
    most_answer_tokens: int
    fingerprint: str

    def model(self, id: str) -> Model | None:
        """Give the model with this id, or None if the era has none."""
        return next((model for model in self.models if model.id == id), None)


_NO_LOGPROBS = frozenset({"logprobs", "top_logprobs"})

FEBRUARY_2025 = Era(
    name="2025-02",
    owner="deepseek",
    models=(
        Model(id="deepseek-chat", thinks=False, tools=True),
        Model(id="deepseek-reasoner", thinks=True, tools=False, refuses=_NO_LOGPROBS),
    ),
    context_tokens=65_536,
    answer_tokens=4_096,
    most_answer_tokens=8_192,
    fingerprint="fp_5417b77867_prod",
)
"""V3 and R1. Sources: copies of the pricing page (generator-hub.com/blog/6891) and of the guide to `deepseek-reasoner`
(share.apidog.com/apidoc/docs-site/747793): by the guide R1 has no Function Call, ignores sampling parameters and
refuses the two above. R1 got Function Call with R1-0528, on 2025-05-28."""

SELF_HOSTED_R1 = Era(
    name="r1-embedded",
    owner="self-hosted",
    models=(
        Model(id="deepseek-chat", thinks=False, tools=True),
        Model(id="deepseek-reasoner", thinks=True, tools=True, refuses=_NO_LOGPROBS),
    ),
    context_tokens=131_072,
    answer_tokens=32_768,
    most_answer_tokens=32_768,
    fingerprint="fp_self_hosted",
)
"""The weights of both on a maker's own servers, under DeepSeek's ids. R1's chat template has tokens for tool calls
(vllm issue 13125) although its API refused tools, so who hosts the weights can offer them. Sizes are those of R1's
model card: 128K of context, evaluated with at most 32,768 tokens of output. That any phone of those weeks did this is
assumed; nubia's maker said no more than that its embedding went deeper than an agent."""

IN_HOUSE = Era(
    name="in-house",
    owner="maker",
    models=(Model(id="in-house", thinks=False, tools=True),),
    context_tokens=4_096,
    answer_tokens=1_024,
    most_answer_tokens=1_024,
    fingerprint="fp_in_house",
)
"""A phone maker's own small model of 2024, on the same wire so that a conversation knows one. Sizes are assumed."""
