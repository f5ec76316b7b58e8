"""What a recording shows of memory: which earlier turn was still in a prompt, or no longer. Bounds are `window`'s."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from simulator.calibrate.recall import asks_name, name_told
from simulator.calibrate.seen import SeenTurn, Sent, Talk
from simulator.domain.memory import Count, RememberedTurn, question_tokens, weigh
from simulator.domain.words import WORDS

TURNS, TOKENS = "memory_turns", "prompt_tokens"


@dataclass(frozen=True, slots=True)
class Sighting:
    """The turn `distance` turns back was in the prompt, or was not; it and all after it would be `tokens`.

    A distance of 0 is the question alone. `because` names the limit that kept it out, None where nobody told.
    """

    distance: int
    tokens: int
    is_kept: bool
    place: str
    because: str | None = None


def sightings(talks: Sequence[Talk], count: Count) -> tuple[Sighting, ...]:
    """Give all that is seen of memory: from prompts where they were recorded, else from whether a name was known."""
    hidden = _hidden_tokens(talks, count)
    return tuple(sighting for talk in talks for sighting in _of(talk, count, hidden))


def _hidden_tokens(talks: Sequence[Talk], count: Count) -> int:
    """Give the tokens of a prompt that nobody said, such as those of the phone's skills: the least beyond a question.

    A question that is refused for its length was weighed with them, though its prompt was never seen.
    """
    first = (talk.turns[0] for talk in talks if talk.turns)
    bare = [turn for turn in first if turn.sent is not None and turn.sent.kept == 0]
    return max(
        0, min((turn.sent.tokens - question_tokens(turn.utterance, count) for turn in bare if turn.sent), default=0)
    )


def _of(talk: Talk, count: Count, hidden: int) -> Iterator[Sighting]:
    earlier: list[RememberedTurn] = []
    for number, turn in enumerate(talk.turns):
        question = question_tokens(turn.utterance, count) + hidden
        if turn.limit == TOKENS:
            yield Sighting(0, question, False, turn.place, TOKENS)
        elif turn.sent is not None:
            yield from _of_prompt(turn, turn.sent, earlier if talk.is_from_start else [])
        elif turn.counts:
            yield Sighting(0, question, True, turn.place)
            yield from _of_answer(turn, question, earlier)
        if turn.counts:
            earlier.append(weigh(number, turn.utterance, turn.answer or WORDS["stopped"].zh, count))


def _of_prompt(turn: SeenTurn, sent: Sent, earlier: Sequence[RememberedTurn]) -> Iterator[Sighting]:
    yield Sighting(sent.kept, sent.tokens, True, turn.place)
    if sent.kept < len(earlier):
        next_older = earlier[len(earlier) - sent.kept - 1]
        yield Sighting(sent.kept + 1, sent.tokens + next_older.tokens, False, turn.place, sent.bitten)


def _of_answer(turn: SeenTurn, question: int, earlier: Sequence[RememberedTurn]) -> Iterator[Sighting]:
    """Judge a question for a name by the last turn that held it: an answer repeats the name, and then tells it, too."""
    if not asks_name(turn.utterance):
        return
    name = next((told for past in reversed(earlier) if (told := name_told(past.utterance))), None)
    if name is None:
        return
    tokens = question
    for distance, past in enumerate(reversed(earlier), 1):
        tokens += past.tokens
        if name in past.utterance or name in past.answer:
            yield Sighting(distance, tokens, name in turn.answer, turn.place)
            return
