"""What of a conversation a prompt held: a block a turn, sent or forgotten. What decides it is `memory`."""

from __future__ import annotations

from dataclasses import dataclass

from simulator.domain.token_estimate import estimate
from simulator.domain.trace import Traces, TurnTrace


@dataclass(frozen=True, slots=True)
class Block:
    """One turn beside a prompt: about how many tokens it has, and whether it was sent.

    The asking turn itself is the last block; `is_asking` says so.
    """

    turn: int
    tokens: int
    is_sent: bool
    is_asking: bool = False


def window(traces: Traces, turn: int) -> tuple[Block, ...]:
    """Give the blocks of the prompt of `turn`, oldest first; none where nothing was sent to a model.

    A prompt of `2k + 1` messages holds the newest `k` turns of the conversation that are remembered.
    """
    asking = traces.of(turn)
    if asking is None or asking.prompt is None:
        return ()
    earlier = [trace for trace in traces.turns if _is_before(trace, asking)]
    sent = asking.prompt.messages // 2
    first_sent = len(earlier) - sent
    blocks = [Block(trace.turn, _tokens(trace), place >= first_sent) for place, trace in enumerate(earlier)]
    return (*blocks, Block(turn, round(estimate(asking.utterance)), is_sent=True, is_asking=True))


def _is_before(trace: TurnTrace, asking: TurnTrace) -> bool:
    is_of_it = trace.conversation == asking.conversation and trace.memory == asking.memory
    return is_of_it and trace.turn < asking.turn and trace.is_remembered


def _tokens(trace: TurnTrace) -> int:
    return round(estimate(trace.utterance) + (estimate(trace.ended.answer) if trace.ended else 0.0))
