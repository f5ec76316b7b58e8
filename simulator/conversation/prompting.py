"""The stages that make the prompt: looking things up, and fitting the conversation into the window. Asking is not."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Iterator
from dataclasses import replace

from simulator.conversation.interrupt import Interrupt
from simulator.conversation.run import Run
from simulator.conversation.scene import Scene
from simulator.domain.clean import clean
from simulator.domain.events import Event, MemoryTrimmed, PromptBuilt, Searched, SearchResult
from simulator.domain.memory import Fitted, fit, prompt, question_tokens
from simulator.domain.release import SHANGHAI
from simulator.domain.search import Page, SearchFailed, needs_web, query_of
from simulator.domain.system_prompt import with_context
from simulator.domain.web_prompt import web_prompt

LONGEST_CONTEXT = 2_000
"""Characters of a vendor's context that are sent; a hook that tells more would push the conversation out."""


async def look_up(run: Run, scene: Scene, interrupt: Interrupt) -> AsyncGenerator[Event, None]:
    """Search the web where the release can and the question needs it; nothing after the phone's own day is found.

    A search that fails is told in the event, and the question goes on without it. Raises: Interrupted.
    """
    searcher, can = scene.ports.searcher, scene.handset.release.capabilities.web_search.value
    if searcher is None or not can or run.route != "agent" or not needs_web(run.question):
        return
    query, reason = query_of(run.question), None
    try:
        found = await interrupt.wait(searcher.search(query, scene.moment))
        scene.findings.pages = pages = tuple(_harmless(page) for page in found)
    except SearchFailed as failed:
        pages, reason = (), clean(str(failed))
    results = tuple(SearchResult(title=page.title, url=page.url, date=page.date.isoformat()) for page in pages)
    yield Searched(**scene.common(run), query=query, results=results, reason=reason)


def _harmless(page: Page) -> Page:
    return replace(page, title=clean(page.title), url=clean(page.url), text=clean(page.text))


def fit_memory(run: Run, scene: Scene) -> Iterator[Event]:
    """Fit the conversation into the window and build the prompt; a question that fills it alone is too long."""
    turns, _, window = scene.memory(run)
    tools = tuple(skill.tool for skill in scene.offered(run))
    extra = scene.weights.tools(tools)
    question = question_tokens(run.question, scene.ports.tokenizer.count) + extra
    cap = window.tokens
    if cap is not None and question > cap.value:
        run.outcome, run.limit = "limited", "prompt_tokens"
        yield scene.limit(run, "prompt_tokens", cap.value, cap.evidence)
        return
    sent, question = _sent(run, scene, question, extra)
    fitted = fit((scene.weigh(turn) for turn in reversed(turns)), len(turns), question, window)
    if fitted.bitten is not None:
        yield _trimmed(run, scene, fitted)
    output = scene.handset.release.limits.output_tokens if run.route == "agent" else None
    run.prompt = replace(prompt(fitted.kept, sent, output.value if output else None), tools=tools)
    messages = len(run.prompt.messages)
    yield PromptBuilt(**scene.common(run), messages=messages, prompt_tokens=fitted.prompt_tokens)


def _sent(run: Run, scene: Scene, question: int, extra: int) -> tuple[str, int]:
    """Give the message that asks the question, and the tokens of a prompt that holds it alone.

    Before the question come what the vendor's system tells of the phone, or as many found pages, the best ones, as
    fit: they come before the memory of earlier turns. `question` are the tokens without either, `extra` those of the
    tools, which are among them.
    """
    if scene.findings.pages is not None:
        return _with_findings(run, scene, scene.findings.pages, question, extra)
    known = clean(_context(run, scene))[:LONGEST_CONTEXT]
    sent = with_context(known, run.question) if known else run.question
    tokens = question_tokens(sent, scene.ports.tokenizer.count) + extra if known else question
    cap = scene.handset.release.limits.prompt_tokens
    return (sent, tokens) if cap is None or tokens <= cap.value else (run.question, question)


def _context(run: Run, scene: Scene) -> str:
    """Give what the phone tells whoever answers: the assistant's own model its clock, an embedded one its system's."""
    if run.route == "in_house":
        return scene.handset.say("in_house.context", time=f"{scene.moment.astimezone(SHANGHAI):%Y-%m-%d %H:%M}")
    context = scene.handset.hooks.context if scene.offered(run) else None
    return context(scene.situation()) if context is not None else ""


def _with_findings(run: Run, scene: Scene, pages: tuple[Page, ...], question: int, extra: int) -> tuple[str, int]:
    cap = scene.handset.release.limits.prompt_tokens
    today = scene.moment.astimezone(SHANGHAI).date()
    for number in range(len(pages), -1, -1):
        sent = web_prompt(run.question, pages[:number], today)
        tokens = question_tokens(sent, scene.ports.tokenizer.count) + extra
        if cap is None or tokens <= cap.value:
            scene.findings.pages = pages[:number]
            return sent, tokens
    scene.findings.pages = None
    return run.question, question


def _trimmed(run: Run, scene: Scene, fitted: Fitted) -> MemoryTrimmed:
    turns, forgotten, window = scene.memory(run)
    limit = window.turns if fitted.bitten == "memory_turns" else window.tokens
    assert limit is not None
    newly = turns[forgotten : fitted.dropped_turns]
    for turn in newly:
        scene.weights.forget(turn.number)
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
