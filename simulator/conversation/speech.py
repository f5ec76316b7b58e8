"""The two stages that a spoken turn has beside those of a typed one. Hearing and making sound is an adapter's."""

from __future__ import annotations

from simulator.conversation.interrupt import Interrupt
from simulator.conversation.run import Run
from simulator.conversation.scene import Scene
from simulator.domain.events import Event, VoiceStep
from simulator.domain.voice import DELAYS, VoiceStage


async def recognise(run: Run, scene: Scene, interrupt: Interrupt) -> Event:
    """Wait until the speech is text, and say that this is what a voice turn is. Raises: Interrupted."""
    return await _voice_step(run, scene, interrupt, "speech_to_text")


async def speak(run: Run, scene: Scene, interrupt: Interrupt) -> Event:
    """Wait until the first of the answer is sound. Raises: Interrupted."""
    return await _voice_step(run, scene, interrupt, "text_to_speech")


async def _voice_step(run: Run, scene: Scene, interrupt: Interrupt, stage: VoiceStage) -> Event:
    delay = getattr(DELAYS, stage)
    await interrupt.wait(scene.ports.clock.sleep_until(scene.now + delay.value))
    words = scene.handset.say(f"voice.{stage}")
    return VoiceStep(**scene.common(run), stage=stage, seconds=delay.value, message=words, evidence=delay.evidence)
