"""`simulator ask`: says utterances to a phone, one a turn, and prints what happens. How it looks is `transcript`."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import AsyncGenerator, Callable, Iterator, Mapping, Sequence
from contextlib import aclosing
from functools import partial

from simulator.conversation.conversation import Conversation
from simulator.domain.clean import clean, harmful_characters
from simulator.domain.event_json import to_json
from simulator.domain.events import Event, Outcome, TurnEnded
from simulator.domain.json_line import json_line
from simulator.domain.problem import UserProblem
from simulator.faces.cli.exit_codes import Exit
from simulator.faces.cli.options import (
    add_backend_options,
    add_phone_options,
    backend_choice,
    lang_of,
    parser,
    phone_choice,
)
from simulator.faces.cli.session_lock import alone
from simulator.faces.cli.transcript import Transcript
from simulator.faces.parts import Parts

EXAMPLES = """\
  simulator ask "小艺小艺，我叫小明" "讲个笑话" "我叫什么？" --release 11.2.10.310 --clock virtual
  printf '9.8 和 9.11 哪个大？\\n' | simulator ask - --vendor yoyo --json
  simulator ask "hello" --backend-url http://127.0.0.1:8000/v1 --model deepseek-r1 --api-key-env MY_KEY
  simulator ask "我叫小明" --session demo && simulator ask "我叫什么？" --session demo --release 11.2.10.340
  simulator ask "明天早上七点叫我起床" "用DeepSeek讲个笑话" --entry assistant --vendor yoyo"""

Show = Callable[[Event], None]
Say = Callable[[str], AsyncGenerator[Event, None]]


def run(argv: Sequence[str], parts: Parts, environ: Mapping[str, str]) -> int:
    """Run all turns and give the exit code; answers go to standard output, all else that is for people beside it."""
    options = parser("ask", "Say something to a phone; each TEXT is one turn of one conversation.", EXAMPLES)
    options.add_argument("texts", nargs="+", metavar="TEXT", help="an utterance; - reads them from standard input")
    options.add_argument("--json", action="store_true", help="print every event as a line of JSON")
    options.add_argument("--voice", action="store_true", help="the turns are spoken: speech, text, model, speech")
    options.add_argument("--session", metavar="NAME", help="record under this name, or go on where it stopped")
    add_phone_options(options)
    add_backend_options(options)
    args = options.parse_args(argv)
    utterances = _utterances(args.texts)
    with asyncio.Runner() as runner, alone(args.session, parts.alone, runner):
        opened = parts.open_phone(phone_choice(args, environ), backend_choice(args), args.session)
        conversation = opened.conversation
        show = _print_json if args.json else Transcript(conversation.handset, lang_of(args, environ), environ).show
        for event in opened.opening:
            show(event)
        say = partial(conversation.turn, source="audio" if args.voice else "text")
        code = _converse(conversation, utterances, say, show, runner)
        show(conversation.close())
        runner.run(opened.put_away())
    return code


def _converse(
    conversation: Conversation, utterances: Iterator[str], say: Say, show: Show, runner: asyncio.Runner
) -> Exit:
    """Say one utterance after the other.

    Standard input is read between turns, outside the event loop, so that Ctrl+C reaches a read that waits.
    """
    code = Exit.FINE
    try:
        for utterance in utterances:
            outcome = runner.run(run_turn(say(utterance), conversation.interrupt, show))
            if outcome == "interrupted":
                return Exit.INTERRUPTED
            code = Exit.FAULT if outcome == "fault" else code
    except KeyboardInterrupt:
        return Exit.INTERRUPTED
    return code


async def run_turn(turn: AsyncGenerator[Event, None], interrupt: Callable[[], None], show: Show) -> Outcome:
    """Run one turn; Ctrl+C and a polite kill interrupt it as the user's stop would."""
    loop = asyncio.get_running_loop()
    outcome: Outcome = "interrupted"
    for stop in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(stop, interrupt)
    try:
        async with aclosing(turn) as events:
            async for event in events:
                show(event)
                if isinstance(event, TurnEnded):
                    outcome = event.outcome
    finally:
        for stop in (signal.SIGINT, signal.SIGTERM):
            loop.remove_signal_handler(stop)
    return outcome


def _utterances(texts: Sequence[str]) -> Iterator[str]:
    """Check the utterances and give them in order, `-` replaced by the lines of standard input as they come.

    Raises: UserProblem before the first turn if one of them says nothing.
    """
    for number, text in enumerate(texts, 1):
        _check(text, f"TEXT {number}")
    return _in_order(texts)


def _in_order(texts: Sequence[str]) -> Iterator[str]:
    said = 0
    for text in texts:
        for utterance in _lines() if text == "-" else (text,):
            said += 1
            yield utterance
    if not said:
        raise UserProblem("standard input held no utterance; write one a line, such as: echo 你好 | simulator ask -")


def _lines() -> Iterator[str]:
    for line in sys.stdin.buffer:
        text = line.decode("utf-8", "replace").strip()
        if clean(text).strip():
            yield text


def _check(text: str, place: str) -> None:
    if not text.strip():
        raise UserProblem(f'{place} is empty; say something, such as: simulator ask "你好"')
    if not clean(text).strip():
        raise UserProblem(f"{place} holds nothing but control characters; say something in letters")
    if harmful := harmful_characters(text):
        print(f"{place}: {harmful} control, bidi or broken characters were left out", file=sys.stderr)


def _print_json(event: Event) -> None:
    print(json_line(to_json(event)), flush=True)
