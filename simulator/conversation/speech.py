"""What a spoken turn has beside a typed one: it is heard as it is said, then recognised, and its answer is read aloud.

Turning sound into text and text into sound is an adapter's.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator

from simulator.conversation.interrupt import Interrupt
from simulator.conversation.run import Run
from simulator.conversation.scene import Scene
from simulator.conversation.setup import Common
from simulator.domain.clean import clean
from simulator.domain.events import Event, SpeechEnded, SpeechHeard, VoiceStep
from simulator.domain.voice import DELAYS, VoiceStage
from simulator.domain.wake import listen


def overheard(said: str, common: Common, scene: Scene) -> SpeechHeard:
    """Say what was spoken so far, and whether it begins with a wake word."""
    said = clean(said)
    words = scene.handset.vendor.wake_words
    is_open = scene.session.is_awake(scene.now, scene.handset.release.limits.silence_seconds)
    hearing = listen(said, words, scene.ports.syllables, is_open=is_open) if said else None
    return SpeechHeard(**common, text=said, wakes=hearing is not None and hearing.is_wake)


async def recognise(run: Run, scene: Scene, interrupt: Interrupt) -> AsyncGenerator[Event, None]:
    """Say that the user has spoken, wait until it is text, and say that this is a voice turn. Raises: Interrupted."""
    yield SpeechEnded(**scene.common(run))
    yield await _voice_step(run, scene, interrupt, "speech_to_text")


async def speak(run: Run, scene: Scene, interrupt: Interrupt) -> Event:
    """Wait until the first of the answer is sound. Raises: Interrupted."""
    return await _voice_step(run, scene, interrupt, "text_to_speech")


async def _voice_step(run: Run, scene: Scene, interrupt: Interrupt, stage: VoiceStage) -> Event:
    delay = getattr(DELAYS, stage)
    await interrupt.wait(scene.ports.clock.sleep_until(scene.now + delay.value))
    words = scene.handset.say(f"voice.{stage}")
    return VoiceStep(**scene.common(run), stage=stage, seconds=delay.value, message=words, evidence=delay.evidence)
