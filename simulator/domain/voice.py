"""What a spoken turn adds to a typed one: speech is turned into text before it and the answer into speech after it.

DeepSeek had no real-time voice for R1, so a voice turn is speech, text, model, speech. Hearing sound is an adapter's.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from simulator.domain.limit import Limit

VoiceStage = Literal["speech_to_text", "text_to_speech"]

_SOURCE = "url:https://docs.agora.io/en/conversational-ai/best-practices/optimize-latency"


@dataclass(frozen=True, slots=True)
class VoiceDelays:
    """Seconds from the user's last word to its text, and from the answer's first text to its sound."""

    speech_to_text: Limit[float]
    text_to_speech: Limit[float]


DELAYS = VoiceDelays(
    Limit(0.55, _SOURCE, "400 to 700 ms to the last word after the user stops; no phone's own figure is public"),
    Limit(0.225, _SOURCE, "100 to 350 ms to the first sound; no phone's own figure is public"),
)
"""The middles of the ranges that the page gives for cascaded voice assistants."""
