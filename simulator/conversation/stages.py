"""The stages before the backend is asked, one function a stage, each a plain generator of events.

A stage that ends the turn sets `run.outcome`; the pipeline then runs no further stage.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Iterator
from dataclasses import dataclass, field, replace

from simulator.conversation.interrupt import Interrupt
from simulator.conversation.run import Run
from simulator.conversation.setup import Common, Handset, Ports
from simulator.domain.clean import clean
from simulator.domain.events import (
    AnswerDelta,
    Event,
    GateRefused,
    Heard,
    LimitReached,
    MemoryTrimmed,
    PromptBuilt,
    Routed,
    Searched,
    SearchResult,
    WakeMissed,
    Woken,
)
from simulator.domain.gates import shut_gate
from simulator.domain.memory import Fitted, RememberedTurn, Window, fit, prompt, question_tokens, weigh
from simulator.domain.quota import day_of, is_used_up
from simulator.domain.release import SHANGHAI
from simulator.domain.routing import route
from simulator.domain.search import Page, SearchFailed, needs_web, query_of
from simulator.domain.session import Session
from simulator.domain.wake import listen
from simulator.domain.web_prompt import web_prompt

_SHOWN = 16
"""How much of an utterance without any wake word is quoted as what was heard."""


@dataclass(slots=True)
class Findings:
    """What a turn's search found, and after `fit_memory` what of it is sent; `pages` None where none took place."""

    pages: tuple[Page, ...] | None = None


@dataclass(frozen=True, slots=True)
class Scene:
    """All that a stage may look at in one turn; `weighed` keeps the token counts of earlier turns by their number."""

    handset: Handset
    ports: Ports
    session: Session
    weighed: dict[int, RememberedTurn]
    findings: Findings = field(default_factory=Findings)

    @property
    def now(self) -> float:
        """Give the session's seconds."""
        return self.ports.clock.now()

    def common(self, run: Run) -> Common:
        """Give what an event of this turn says beside its own."""
        return {"session": run.session, "turn": run.number, "t": self.now}

    def limit(self, run: Run, name: str, value: float, evidence: str) -> LimitReached:
        """Make the event that a limit bit, in the phone's words."""
        words = self.handset.say(name, value=f"{value:.10g}")
        return LimitReached(**self.common(run), limit=name, value=value, message=words, evidence=evidence)


def hear(run: Run, scene: Scene) -> Iterator[Event]:
    """Hear a wake word at the head of the utterance; a sleeping phone that hears none stays asleep."""
    handset = scene.handset
    is_open = scene.session.is_awake(scene.now, handset.release.limits.silence_seconds)
    hearing = listen(run.utterance, handset.vendor.wake_words, scene.ports.syllables, is_open=is_open)
    run.question = run.utterance.strip()
    if hearing is not None and hearing.is_wake:
        run.question = hearing.rest
        yield Woken(**scene.common(run), heard=hearing.heard, wake_word=hearing.wake_word, score=hearing.score)
    elif not is_open:
        heard, word, score = (hearing.heard, hearing.wake_word, hearing.score) if hearing else ("", "", 0.0)
        run.outcome = "refused"
        yield WakeMissed(**scene.common(run), heard=heard or run.question[:_SHOWN], wake_word=word, score=score)
        return
    yield Heard(**scene.common(run), text=run.question, source=run.source)


def pass_gates(run: Run, scene: Scene) -> Iterator[Event]:
    """Refuse a phone that may not use the release."""
    handset = scene.handset
    refusal = shut_gate(handset.release, handset.phone, handset.moment(scene.session, scene.now))
    if refusal is None:
        return
    needed, actual = refusal.needed, refusal.actual
    words = handset.say(f"gate.{refusal.gate}", release=handset.release.version, needed=needed, actual=actual)
    run.outcome = "refused"
    yield GateRefused(**scene.common(run), gate=refusal.gate, needed=needed, actual=actual, message=words)


def choose_route(run: Run, scene: Scene) -> Iterator[Event]:
    """Decide who answers; what needs a capability that the release lacks is refused in the phone's words."""
    capabilities = scene.handset.release.capabilities
    decision = route(run.question, capabilities)
    yield Routed(**scene.common(run), route=decision.route, rule=decision.rule)
    if decision.missing is not None:
        run.outcome, run.limit = "refused", decision.missing.limit
        evidence = getattr(capabilities, decision.missing.capability).evidence
        yield scene.limit(run, decision.missing.limit, 0, evidence)
    elif decision.route == "in_house":
        greeting = scene.handset.say("woken")
        run.take_answer(greeting, scene.now)
        run.outcome = "completed"
        yield AnswerDelta(**scene.common(run), text=greeting)


def count_caps(run: Run, scene: Scene) -> Iterator[Event]:
    """Stop at the turn cap of the conversation and at the quota of the day."""
    limits, session = scene.handset.release.limits, scene.session
    today = day_of(scene.handset.moment(session, scene.now))
    counted = (
        ("turns_per_conversation", session.turns_used, limits.turns_per_conversation),
        ("daily_questions", session.questions_on(today), limits.daily_questions),
    )
    for name, used, cap in counted:
        if cap is not None and is_used_up(used, cap):
            run.outcome, run.limit = "limited", name
            yield scene.limit(run, name, cap.value, cap.evidence)
            return


async def look_up(run: Run, scene: Scene, interrupt: Interrupt) -> AsyncGenerator[Event, None]:
    """Search the web where the release can and the question needs it; nothing after the phone's own day is found.

    A search that fails is told in the event, and the question goes on without it. Raises: Interrupted.
    """
    searcher = scene.ports.searcher
    if searcher is None or not scene.handset.release.capabilities.web_search.value or not needs_web(run.question):
        return
    query, reason = query_of(run.question), None
    try:
        found = await interrupt.wait(searcher.search(query, scene.handset.moment(scene.session, scene.now)))
        scene.findings.pages = pages = tuple(_harmless(page) for page in found)
    except SearchFailed as failed:
        pages, reason = (), clean(str(failed))
    results = tuple(SearchResult(title=page.title, url=page.url, date=page.date.isoformat()) for page in pages)
    yield Searched(**scene.common(run), query=query, results=results, reason=reason)


def _harmless(page: Page) -> Page:
    return replace(page, title=clean(page.title), url=clean(page.url), text=clean(page.text))


def fit_memory(run: Run, scene: Scene) -> Iterator[Event]:
    """Fit the conversation into the window and build the prompt; a question that fills it alone is too long."""
    limits = scene.handset.release.limits
    question = question_tokens(run.question, scene.ports.tokenizer.count)
    cap = limits.prompt_tokens
    if cap is not None and question > cap.value:
        run.outcome, run.limit = "limited", "prompt_tokens"
        yield scene.limit(run, "prompt_tokens", cap.value, cap.evidence)
        return
    sent, question = _with_findings(run, scene, question)
    fitted = fit(_remembered(scene), len(scene.session.turns), question, Window(limits.memory_turns, cap))
    if fitted.bitten is not None:
        yield _trimmed(run, scene, fitted)
    run.prompt = prompt(fitted.kept, sent, limits.output_tokens.value if limits.output_tokens else None)
    messages = len(run.prompt.messages)
    yield PromptBuilt(**scene.common(run), messages=messages, prompt_tokens=fitted.prompt_tokens)


def _with_findings(run: Run, scene: Scene, question: int) -> tuple[str, int]:
    """Give the message that asks the question, and its tokens as the only one: as many pages, the best ones, as fit.

    The pages of this question come before the memory of earlier ones. `question` are the tokens without any page.
    """
    pages, cap = scene.findings.pages, scene.handset.release.limits.prompt_tokens
    if pages is None:
        return run.question, question
    today = scene.handset.moment(scene.session, scene.now).astimezone(SHANGHAI).date()
    for number in range(len(pages), -1, -1):
        sent = web_prompt(run.question, pages[:number], today)
        tokens = question_tokens(sent, scene.ports.tokenizer.count)
        if cap is None or tokens <= cap.value:
            scene.findings.pages = pages[:number]
            return sent, tokens
    scene.findings.pages = None
    return run.question, question


def _remembered(scene: Scene) -> Iterator[RememberedTurn]:
    """Give the conversation's turns, newest first, each weighed once in its life."""
    for turn in reversed(scene.session.turns):
        if turn.number not in scene.weighed:
            answer = turn.answer or scene.handset.say("stopped")
            scene.weighed[turn.number] = weigh(turn.number, turn.utterance, answer, scene.ports.tokenizer.count)
        yield scene.weighed[turn.number]


def _trimmed(run: Run, scene: Scene, fitted: Fitted) -> MemoryTrimmed:
    limit = getattr(scene.handset.release.limits, fitted.bitten or "")
    newly = scene.session.turns[scene.session.forgotten : fitted.dropped_turns]
    for turn in newly:
        scene.weighed.pop(turn.number, None)
    return MemoryTrimmed(
        **scene.common(run),
        dropped_turns=fitted.dropped_turns,
        kept_turns=len(fitted.kept),
        prompt_tokens=fitted.prompt_tokens,
        limit=fitted.bitten or "",
        value=limit.value,
        evidence=limit.evidence,
        dropped=tuple(turn.number for turn in newly),
    )


BEFORE_SEARCHING = (hear, pass_gates, choose_route, count_caps)
"""The first stages in their order; `look_up` and `fit_memory` follow."""
