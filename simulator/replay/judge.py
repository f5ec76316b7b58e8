"""Asks a judge, another model on a backend, a question about a turn. What it reads and says is `judging`'s part."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import aclosing
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from random import Random
from typing import Protocol

from simulator.domain.completion import AnswerText, AnswerWasThinking, Failed, Finished, Prompt, Usage
from simulator.domain.cost import cost_of
from simulator.domain.problem import UserProblem
from simulator.domain.retry import wait_before_retry
from simulator.ports import Backend
from simulator.replay.case import Judgement, Vote
from simulator.replay.judging import Spoken, Verdict, asked, verdict_in
from simulator.replay.matching import quoted
from simulator.replay.places import Place
from simulator.replay.script import Question

ATTEMPTS = 2
"""How often a judge that gives no verdict is asked."""
NO_JUDGE = (
    "no judge is there to ask; name one with --judge BACKEND, with backend: in the script, or as [backends.judge] of "
    "simulator.toml, or write optional: true"
)


class JudgeInUse(Protocol):
    """A judge: a backend, and how long to wait for it."""

    @property
    def backend(self) -> Backend:
        """Who is asked."""
        ...

    async def pause(self, seconds: float) -> None:
        """Wait before a request is sent again."""
        ...

    async def put_away(self) -> None:
        """Close its connections."""
        ...


@dataclass(frozen=True, slots=True)
class Reply:
    """What a judge replied."""

    text: str
    usage: Usage | None


async def judgement(
    question: Question, text: str, turns: Sequence[Spoken], judge: JudgeInUse, moment: datetime, place: Place, turn: int
) -> Judgement:
    """Ask a question as often as it has votes, and give what most say. `text` is the question, names filled in.

    Raises: UserProblem if the judge cannot be asked, or gives no verdict twice: that is no failure of the assistant.
    """
    prompt = asked(text, turns)
    votes = [await _vote(prompt, judge, moment) for _ in range(question.votes)]
    is_yes = sum(vote.is_yes for vote in votes) * 2 > len(votes)
    return Judgement(
        place=place,
        turn=turn,
        question=text,
        backend=judge.backend.name,
        model=judge.backend.model,
        is_yes=is_yes,
        is_met=is_yes == question.is_yes,
        votes=tuple(votes),
    )


def left_out(text: str, place: Place, turn: int) -> Judgement:
    """Give what stands for a question that was optional and that nobody could be asked."""
    return Judgement(place=place, turn=turn, question=text, backend="", model="", is_yes=False, is_met=True, votes=())


def told(judgement: Judgement) -> str:
    """Say in a line what a judge said, and why."""
    votes = judgement.votes
    if not votes:
        return f"judge left out, nobody is there to ask: {quoted(judgement.question)}"
    said = "yes" if judgement.is_yes else "no"
    with_it = [vote for vote in votes if vote.is_yes == judgement.is_yes]
    most = f" by {len(with_it)} of {len(votes)} votes" if len(votes) > 1 else ""
    spent = [vote.yuan for vote in votes if vote.yuan is not None]
    cost = f" ({sum(spent):.4f} yuan)" if spent else ""
    return f"judge {judgement.backend} says {said}{most}: {with_it[0].reason or 'without a reason'}{cost}"


async def _vote(prompt: Prompt, judge: JudgeInUse, moment: datetime) -> Vote:
    spent: list[float | None] = []
    reply = Reply("", None)
    for _ in range(ATTEMPTS):
        reply = await _reply(prompt, judge)
        cost = cost_of(reply.usage, moment)
        spent.append(None if cost is None else cost.yuan)
        verdict: Verdict | None = verdict_in(reply.text)
        if verdict is not None:
            known = [yuan for yuan in spent if yuan is not None]
            return Vote(verdict.is_yes, verdict.reason, sum(known) if known else None)
    said = f"judge {judge.backend.name} gave no verdict, {ATTEMPTS} times: {quoted(reply.text)}"
    raise UserProblem(f"{said}; its first line must be YES or NO")


async def _reply(prompt: Prompt, judge: JudgeInUse) -> Reply:
    """Ask; a request of which nothing came is sent again as a phone would. Raises: UserProblem."""
    rng = Random(0)
    for retries in count():
        end, text = await _heard(prompt, judge)
        if isinstance(end, Finished):
            return Reply(text, end.usage)
        wait = None if text else wait_before_retry(end.fault, retries, rng)
        if wait is None:
            raise UserProblem(f"judge {judge.backend.name}: {end.fault.kind}: {end.fault.message}")
        await judge.pause(wait)
    raise AssertionError("there is always another number")


async def _heard(prompt: Prompt, judge: JudgeInUse) -> tuple[Finished | Failed, str]:
    """Send one request, and give how it ended and the text that came."""
    pieces: list[str] = []
    async with aclosing(judge.backend.ask(prompt)) as items:
        async for item in items:
            match item:
                case AnswerText(text):
                    pieces.append(text)
                case AnswerWasThinking():
                    pieces = []
                case Finished() | Failed():
                    return item, "".join(pieces)
    raise AssertionError("a backend ends with Finished or Failed")
