"""Shows events to a person at a terminal, as they come. Nothing is decided here: each event has one way to look."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from typing import TextIO

from simulator.conversation.setup import Handset
from simulator.domain.cost import Cost
from simulator.domain.events import (
    AnswerDelta,
    BackendFault,
    CallIgnored,
    ConversationRenewed,
    Event,
    FallbackUsed,
    FellAsleep,
    GateRefused,
    Heard,
    LimitReached,
    MemoryTrimmed,
    PhoneChanged,
    Rang,
    RequestRepeated,
    Routed,
    Searched,
    SessionEnded,
    SessionStarted,
    SkillCalled,
    ThinkingDelta,
    ThinkingRevealed,
    TurnEnded,
    VoiceStep,
    WakeMissed,
    Woken,
)
from simulator.domain.limit import Lang
from simulator.faces.cli.texts import TEXTS, text

DIM, ACCENT, WARN, PLAIN = "\x1b[2m", "\x1b[36m", "\x1b[33m", "\x1b[0m"


class Transcript:
    """Answers go to standard output, a paragraph each; all else goes to standard error, coloured on a terminal."""

    def __init__(
        self, handset: Handset, lang: Lang, environ: Mapping[str, str], *, shows_thinking: bool = True
    ) -> None:
        """Show the turns of one phone in `lang`; `NO_COLOR` in `environ` means no colour.

        Without `shows_thinking` only that it thinks is said.
        """
        self.shows_thinking = shows_thinking
        self._handset, self._lang = handset, lang
        self._is_coloured = sys.stderr.isatty() and not environ.get("NO_COLOR")
        self._open: TextIO | None = None
        self._is_thinking = False
        self._costs: list[Cost] = []

    def show(self, event: Event) -> None:
        """Print what `event` looks like."""
        match event:
            case ThinkingDelta():
                self._think(event.text)
            case AnswerDelta():
                self._answer(event.text)
            case TurnEnded():
                self._ended(event)
            case ThinkingRevealed():
                self._aside(DIM, self._say("revealed"))
            case SessionEnded():
                self._put_down()
            case _:
                line = self._line(event)
                if line:
                    self._aside(*line)

    def _line(self, event: Event) -> tuple[str, str] | None:  # noqa: C901, PLR0912 (one match over all events)
        """Give the style and the text of an event that is one line beside the conversation."""
        say = self._say
        match event:
            case SessionStarted():
                name = self._handset.vendor.assistant.text(self._lang)
                channel = say(f"channel.{event.channel}")
                return ACCENT, f"{name} · {event.release} · {channel} · {event.phone.device} · {event.phone.date}"
            case Heard():
                return ACCENT, f"› {event.text}"
            case Woken():
                return DIM, say("woken", heard=event.heard, score=f"{event.score:.2f}")
            case WakeMissed():
                score = f"{event.score:.2f}"
                return WARN, say("wake_missed", heard=event.heard, wake_word=event.wake_word, score=score)
            case FellAsleep():
                return DIM, say("asleep", wake_word=self._handset.vendor.wake_words[0].text)
            case Searched(reason=None):
                return DIM, say("searched", query=event.query, pages=len(event.results))
            case Searched():
                return WARN, say("not_searched", reason=event.reason)
            case GateRefused():
                return WARN, f"✕ {event.message}"
            case LimitReached():
                return WARN, f"✕ {event.message} [{event.evidence}]"
            case MemoryTrimmed():
                limit = say(event.limit, value=f"{event.value:g}")
                return DIM, say("trimmed", dropped=event.dropped_turns, limit=limit, evidence=event.evidence)
            case RequestRepeated():
                return DIM, say("repeated", seconds=f"{event.seconds:.1f}", kind=event.kind, message=event.message)
            case FallbackUsed():
                return WARN, say("fallback", failed=event.from_, to=event.to, reason=event.reason)
            case BackendFault():
                return WARN, f"✕ {event.words}\n  {event.kind}: {event.message}"
            case Rang():
                return ACCENT, f"⏰ {event.message}"
            case ConversationRenewed():
                return DIM, say("renewed")
            case PhoneChanged():
                return ACCENT, self._upgrade(event)
            case VoiceStep(stage="speech_to_text"):
                return DIM, f"♪ {event.message}"
            case SkillCalled():
                return DIM, f"⚙ {event.skill} {json.dumps(event.arguments, ensure_ascii=False)}"
            case CallIgnored():
                return WARN, f"✕ {event.message}"
            case Routed(route="agent" | "in_house" | "skill") if event.rule not in ("deepseek_entry", "wake_only"):
                return DIM, self._route(event)
        return None

    def _upgrade(self, event: PhoneChanged) -> str:
        none = self._say("none")
        rows = [f"  {self._named(item.name)} {item.before or none} → {item.after or none}" for item in event.changed]
        return "\n".join([f"⇧ {event.message}", *rows])

    def _named(self, figure: str) -> str:
        return self._say(f"figure.{figure}") if f"figure.{figure}" in TEXTS else figure

    def _route(self, event: Routed) -> str:
        names = {"agent": "DeepSeek", "in_house": self._handset.vendor.in_house.model.value}
        return self._say("routed", who=names.get(event.route) or self._say("route.skill"), rule=event.rule)

    def _think(self, piece: str) -> None:
        if not self._is_thinking:
            self._close()
            self._write(sys.stderr, self._style(DIM) + self._say("thinking") + "\n")
            self._is_thinking, self._open = True, None
        if self.shows_thinking:
            self._write(sys.stderr, piece)

    def _answer(self, piece: str) -> None:
        self._stop_thinking()
        self._write(sys.stdout, piece)

    def _ended(self, event: TurnEnded) -> None:
        self._costs += [] if event.cost is None else [event.cost]
        self._stop_thinking()
        self._close()
        if event.outcome == "interrupted":
            self._aside(WARN, self._say("interrupted"))
        elif event.outcome == "completed" and event.usage is not None:
            self._aside(DIM, self._summary(event))

    def _summary(self, event: TurnEnded) -> str:
        parts = [self._say("seconds", seconds=f"{event.seconds:.1f}")]
        if event.thinking_seconds is not None:
            parts.append(self._say("thought", seconds=f"{event.thinking_seconds:.1f}"))
        if event.cost is not None:
            parts.append(self._cost(event.cost))
        return " · ".join(parts)

    def _cost(self, cost: Cost) -> str:
        yuan, share = f"{cost.yuan:.5f}", "" if cost.o1_share is None else f"{cost.o1_share:.2%}"
        return self._say("cost", yuan=yuan, share=share, claimed=f"{cost.claimed_share:.0%}")

    def _put_down(self) -> None:
        """Tell what all turns cost together, and where the prices are from."""
        if len(self._costs) < 2:
            return
        yuan, r1, o1 = (sum(getattr(cost, name) for cost in self._costs) for name in ("yuan", "r1_usd", "o1_usd"))
        share, claimed = f"{r1 / o1:.2%}" if o1 else "", f"{self._costs[-1].claimed_share:.0%}"
        values = {"yuan": f"{yuan:.5f}", "o1_usd": f"{o1:.5f}", "share": share, "claimed": claimed}
        self._aside(DIM, self._say("cost_total", turns=len(self._costs), **values))
        self._aside(DIM, self._say("cost_sources", sources=", ".join(dict.fromkeys(self._costs[-1].sources))))

    def _stop_thinking(self) -> None:
        if self._is_thinking:
            self._write(sys.stderr, self._style(PLAIN))
            self._close()
            self._is_thinking = False

    def _aside(self, style: str, line: str) -> None:
        self._close()
        self._write(sys.stderr, f"{self._style(style)}{line}{self._style(PLAIN)}\n")
        self._open = None

    def _write(self, stream: TextIO, piece: str) -> None:
        stream.write(piece)
        stream.flush()
        self._open = stream

    def _close(self) -> None:
        if self._open is not None:
            self._write(self._open, "\n")
            self._open = None

    def _style(self, code: str) -> str:
        return code if self._is_coloured else ""

    def _say(self, key: str, **values: object) -> str:
        return text(key, self._lang, **values)
