"""Says in the house's words what the schema of a profile refused. Places are added by `read`."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic_core import ErrorDetails

from simulator.plugin import Profile
from simulator.toml_file.explain import Explainer
from simulator.toml_file.problem import Finding

_EXAMPLES: Mapping[str, str] = {
    "zh": 'zh = "…"',
    "en": 'en = "…"',
    "id": 'id = "acme"',
    "vendor": 'vendor = { zh = "艾克", en = "Acme" }',
    "assistant": 'assistant = { zh = "小艾", en = "Acme Assistant" }',
    "in_house_model": 'in_house_model = { value = "Fir-7B", evidence = "assumed" }',
    "looks": 'looks = { accent = "#2f7d5b" }',
    "accent": 'accent = "#2f7d5b"',
    "wake_words": 'wake_words = [{ text = "小艾小艾", evidence = "assumed" }]',
    "releases": "[[releases]] with a date, a channel and its evidence",
    "date": "date = 2025-02-05",
    "channel": 'channel = "beta"',
    "evidence": 'evidence = "seed", "assumed", "url:https://…" or "measured:…"',
    "text": 'text = "小艾小艾"',
    "chance": "chance = 0.04",
    "seconds": "seconds = 1.5",
}
_EXPLAINER = Explainer(Profile, "a profile", _EXAMPLES)


def explain(error: ErrorDetails) -> Finding:
    """Give one error of the schema as what was found and what to write instead."""
    return _EXPLAINER.explain(error)
