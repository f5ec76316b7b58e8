"""What DeepSeek's API offered in a given season: models, sizes, refusals. How a request is read is elsewhere."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """One model id: whether it thinks before it answers, and the parameters that it answers with status 400."""

    id: str
    thinks: bool
    refuses: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Era:
    """A season of the API. Sizes are tokens; `answer_tokens` bounds the answer alone, thinking comes on top."""

    name: str
    models: tuple[Model, ...]
    context_tokens: int
    answer_tokens: int
    most_answer_tokens: int
    fingerprint: str

    def model(self, id: str) -> Model | None:
        """Give the model with this id, or None if the era has none."""
        return next((model for model in self.models if model.id == id), None)


FEBRUARY_2025 = Era(
    name="2025-02",
    models=(
        Model(id="deepseek-chat", thinks=False),
        Model(id="deepseek-reasoner", thinks=True, refuses=frozenset({"logprobs", "top_logprobs"})),
    ),
    context_tokens=65_536,
    answer_tokens=4_096,
    most_answer_tokens=8_192,
    fingerprint="fp_5417b77867_prod",
)
"""V3 and R1. Sources: copies of the pricing page (generator-hub.com/blog/6891) and of the guide to `deepseek-reasoner`
(share.apidog.com/apidoc/docs-site/747793); by the guide R1 ignores sampling parameters and refuses the two above."""
