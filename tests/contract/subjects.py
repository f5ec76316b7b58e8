"""Vendors under test on phones whose model remembers what it is told, or does something else."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable
from pathlib import Path
from typing import Any

from simulator.contract.verdict import PhoneInHand, Seen, Subject
from simulator.domain.completion import AnswerText, CompletionItem, Failed, Finished, Prompt
from simulator.domain.faults import Fault
from simulator.domain.phone import PhoneWishes
from simulator.domain.release import Vendor
from simulator.pronounce import syllables
from tests.fakes import phone

Answer = Callable[[Prompt], str | Fault]


def remembers(prompt: Prompt) -> str | Fault:
    """Answer as a model does that reads the whole prompt."""
    said = "".join(message.content for message in prompt.messages)
    return "你叫小明。" if "我叫小明" in said else "我不知道。"


class Answering:
    """A backend that answers each prompt as a function says."""

    name, model = "answering", "answering-r1"

    def __init__(self, answer: Answer) -> None:
        self._answer = answer

    async def ask(self, prompt: Prompt) -> AsyncGenerator[CompletionItem, None]:
        reply = self._answer(prompt)
        if isinstance(reply, Fault):
            yield Failed(reply)
        else:
            yield AnswerText(reply)
            yield Finished("stop")


def subject(maker: Vendor, answer: Answer = remembers, folder: Path = Path("nowhere")) -> Subject:
    """Give the vendor as a check gets it."""

    def open_phone(wishes: PhoneWishes) -> PhoneInHand:
        backend: Any = Answering(answer)
        return PhoneInHand(conversation=phone(maker=maker, wishes=wishes, backend=backend).conversation, put_away=_done)

    return Subject(vendor=maker, folder=folder, open_phone=open_phone, syllables=syllables)


async def _done() -> None:
    return None


def said(found: Seen) -> str:
    """Give the failures in English, a line each, and make sure that each is told in Chinese too."""
    assert all(failure.zh and failure.en for failure in found.failures)
    return "\n".join(failure.en for failure in found.failures)
