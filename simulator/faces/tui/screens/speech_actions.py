"""Push to talk: a key opens the microphone, typing is speaking, and the key or Enter ends it. No sound is made here.

What is heard while it is said, and the turn that comes of it, are the conversation's.
"""

from __future__ import annotations

from simulator.faces.tui.screens.phone_desk import PhoneDesk
from simulator.faces.tui.texts import text
from simulator.faces.tui.widgets.utterance_box import SpeechTyped, UtteranceBox


class SpeechActions(PhoneDesk):
    """No terminal tells when a key is let go, so that it is pressed twice and not held."""

    async def action_speak(self) -> None:
        """Open the microphone, which stops an answer under way; send what was spoken if it is open."""
        box = self.query_one(UtteranceBox)
        if self.is_listening:
            box.submit()
            return
        await self.stop_turn()
        box.speak(True)
        self.phone.hear(box.written)

    def on_speech_typed(self, message: SpeechTyped) -> None:
        """Hear what was spoken so far."""
        if self.is_listening:
            self.phone.hear(message.text)

    def end_speech(self, said: str) -> None:
        """Take a spoken turn, if anything was said."""
        box = self.query_one(UtteranceBox)
        box.speak(False)
        if said.strip():
            box.take()
            self.say(said, "audio")
        else:
            self.drop_speech(text("said_nothing", self.lang))

    def drop_speech(self, hint: str = "") -> None:
        """Close the microphone without a turn."""
        box = self.query_one(UtteranceBox)
        box.speak(False)
        box.clear()
        self.phone.drop_speech()
        self.hint(hint)
