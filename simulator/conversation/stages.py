"""The stages until it is known who answers, one function a stage, each a plain generator of events.

A stage that ends the turn sets `run.outcome`; the pipeline then runs no further stage. What is sent is `prompting`.
"""

from __future__ import annotations

from collections.abc import Iterator

from simulator.conversation.run import Run
from simulator.conversation.scene import Scene
from simulator.domain.dispatch import LEAVES_DIALOGUE, OPENS_DIALOGUE, Assistant, dispatch
from simulator.domain.events import Event, GateRefused, Heard, Routed, WakeMissed, Woken
from simulator.domain.gates import shut_gate
from simulator.domain.quota import day_of, is_used_up
from simulator.domain.routing import Decision, route
from simulator.domain.wake import listen

_SHOWN = 16
"""How much of an utterance without any wake word is quoted as what was heard."""

_OWN_WORDS = {"wake_only": "woken", OPENS_DIALOGUE: "dialogue_opened", LEAVES_DIALOGUE: "dialogue_left"}
"""What the phone says of itself where a rule needs no model."""


def hear(run: Run, scene: Scene) -> Iterator[Event]:
    """Hear a wake word at the head of the utterance; a sleeping phone that hears none stays asleep."""
    handset = scene.handset
    is_open = scene.session.is_awake(scene.now, handset.release.limits.silence_seconds)
    hearing = listen(run.utterance, handset.vendor.wake_words, scene.ports.syllables, is_open=is_open)
    run.question = run.utterance.strip()
    if hearing is not None and hearing.is_wake:
        run.question = _without_wake_words(hearing.rest, scene)
        yield Woken(**scene.common(run), heard=hearing.heard, wake_word=hearing.wake_word, score=hearing.score)
    elif not is_open:
        heard, word, score = (hearing.heard, hearing.wake_word, hearing.score) if hearing else ("", "", 0.0)
        run.outcome = "refused"
        yield WakeMissed(**scene.common(run), heard=heard or run.question[:_SHOWN], wake_word=word, score=score)
        return
    yield Heard(**scene.common(run), text=run.question, source=run.source)


def _without_wake_words(rest: str, scene: Scene) -> str:
    """Cut a wake word that was said again, as people do who think that they were not heard."""
    words, syllables = scene.handset.vendor.wake_words, scene.ports.syllables
    while (again := listen(rest, words, syllables, is_open=True)) is not None and again.is_wake and again.score == 1:
        rest = again.rest
    return rest


def choose_route(run: Run, scene: Scene) -> Iterator[Event]:
    """Decide who answers. What enters at DeepSeek must pass its gates; the assistant asks for them only on the way."""
    if scene.handset.entry == "deepseek":
        yield from _pass_gates(run, scene)
        decision = route(run.question, scene.handset.release.capabilities)
    else:
        decision = dispatch(run.question, _assistant(scene))
        if decision.route == "agent":
            yield from _pass_gates(run, scene)
    if run.outcome is None:
        yield from _follow(run, scene, decision)


def _pass_gates(run: Run, scene: Scene) -> Iterator[Event]:
    """Refuse a phone that may not use the release."""
    handset = scene.handset
    refusal = shut_gate(handset.release, handset.phone, scene.moment)
    if refusal is None:
        return
    needed, actual = refusal.needed, refusal.actual
    words = handset.say(f"gate.{refusal.gate}", release=handset.release.version, needed=needed, actual=actual)
    run.outcome = "refused"
    yield GateRefused(**scene.common(run), gate=refusal.gate, needed=needed, actual=actual, message=words)


def _assistant(scene: Scene) -> Assistant:
    handset = scene.handset
    return Assistant(
        capabilities=handset.release.capabilities,
        in_dialogue=scene.session.in_dialogue,
        may_enter=shut_gate(handset.release, handset.phone, scene.moment) is None,
        has_skills=handset.vendor.in_house.skills.value,
    )


def _follow(run: Run, scene: Scene, decision: Decision) -> Iterator[Event]:
    """Tell the decision, and answer what needs no model: a missing capability, or the phone's own words."""
    run.route, run.wishes = decision.route, decision.wishes
    run.question = run.question if decision.question is None else decision.question
    yield Routed(**scene.common(run), route=decision.route, rule=decision.rule)
    if decision.missing is not None:
        yield _refusal(run, scene, decision)
    elif decision.rule in _OWN_WORDS:
        assistant = scene.handset.vendor.assistant.text(scene.handset.lang)
        yield from scene.answer(run, scene.handset.say(_OWN_WORDS[decision.rule], assistant=assistant))


def _refusal(run: Run, scene: Scene, decision: Decision) -> Event:
    rule = decision.missing
    assert rule is not None
    run.outcome, run.limit = "refused", rule.limit
    is_with_deepseek = scene.handset.entry == "deepseek" or scene.session.in_dialogue
    is_chat = is_with_deepseek or rule.capability != "phone_skills"
    evidence = getattr(scene.handset.release.capabilities, rule.capability).evidence if is_chat else "assumed"
    return scene.limit(run, rule.limit, 0, evidence, None if is_chat else f"{rule.limit}.in_house")


def count_caps(run: Run, scene: Scene) -> Iterator[Event]:
    """Stop at the turn cap of the conversation and at the quota of the day; they are DeepSeek's alone."""
    if run.route != "agent":
        return
    limits, session = scene.handset.release.limits, scene.session
    counted = (
        ("turns_per_conversation", session.turns_used, limits.turns_per_conversation),
        ("daily_questions", session.questions_on(day_of(scene.moment)), limits.daily_questions),
    )
    for name, used, cap in counted:
        if cap is not None and is_used_up(used, cap):
            run.outcome, run.limit = "limited", name
            yield scene.limit(run, name, cap.value, cap.evidence)
            return


UNTIL_ROUTED = (hear, choose_route, count_caps)
"""The first stages in their order."""
