"""Every subject and matcher: what meets it, what misses it, and how a miss reads."""

from __future__ import annotations

import pytest

MET = {
    "answer as a bare text": "user: 我叫小明\n    expect: [answer: 小明]",
    "equals": "user: 1+1等于几\n    expect: [answer: {contains: '2'}]",
    "contains all of a list": "user: 我叫小明\n    expect: [answer: {contains: [小, 明]}]",
    "any_of": "user: 我叫小明\n    expect: [answer: {any_of: [小红, 小明]}]",
    "all_of": "user: 我叫小明\n    expect: [answer: {all_of: [小, 明]}]",
    "lacks": "user: 我叫小明\n    expect: [answer: {lacks: [小红, 小刚]}]",
    "matches": "user: 我叫小明\n    expect: [answer: {matches: '小.'}]",
    "similar": "user: 我叫小明\n    expect: [answer: {similar: {to: 我叫小明, at_least: 0.01}}]",
    "thinking": "user: 我叫小明\n    expect: [thinking: {matches: '.'}]",
    "event by name": "user: 小艺小艺，你好\n    expect: [event: woken]",
    "event with keys": "user: 小艺小艺，你好\n    expect: [event: {woken: {heard: 小艺小艺, score: {at_least: 0.9}}}]",
    "no_event": "user: 你好\n    expect: [no_event: woken]",
    "no_event with other keys": "user: 你好\n    expect: [no_event: {routed: {route: skill}}]",
    "outcome": "user: 你好\n    expect: [outcome: completed]",
    "outcome of several": "user: 你好\n    expect: [outcome: [completed, limited]]",
    "route": "user: 你好\n    expect: [route: agent]",
    "no limit": "user: 你好\n    expect: [limit: none]",
    "no fault": "user: 你好\n    expect: [fault: none]",
    "first_token between": "user: 你好\n    expect: [first_token: {between: [1ms, 1m]}]",
    "seconds": "user: 你好\n    expect: [seconds: {at_least: 100ms, at_most: 1d}]",
    "thinking_seconds": "user: 你好\n    expect: [thinking_seconds: {at_least: 0}]",
    "usage": "user: 你好\n    expect: [usage: {prompt_tokens: {at_least: 1}, completion_tokens: {at_least: 1}}]",
    "cost as yuan": "user: 你好\n    expect: [cost: {at_most: 1}]",
    "cost by key": "user: 你好\n    expect: [cost: {yuan: {at_most: 1}, claimed_share: 0.03}]",
    "no citations": "user: 你好\n    expect: [citations: 0]",
    "citations": "user: OPPO Find N5 什么时候发布？\n    expect: [citations: {at_least: 1, matches: '^https?://'}]",
    "sent": "user: 你好\n    expect: [sent: 你好]",
    "no skill": "user: 你好\n    expect: [skill: none]",
    "fault": "user: 你好\n    faults: busy\n    expect: [fault: overloaded, outcome: fault]",
    "fault by key": "user: 你好\n    faults: http429\n    expect: [fault: {kind: rate_limited, message: {lacks: 无}}]",
}
MISSED = {
    "answer": ("user: 我叫小明\n    expect: [answer: 小红]", 'answer contains "小红"', "小明"),
    "lacks": ("user: 我叫小明\n    expect: [answer: {lacks: 小明}]", 'answer lacks "小明"', "小明"),
    "matches": ("user: 我叫小明\n    expect: [answer: {matches: '^x$'}]", 'answer matches "^x$"', "小明"),
    "similar": ("user: 我叫小明\n    expect: [answer: {similar: abc}]", 'answer similar "abc" by 0.8 at least', "小明"),
    "event": ("user: 你好\n    expect: [event: woken]", "event woken", "none such, but heard, routed"),
    "event key": (
        "user: 你好\n    expect: [event: {heard: {text: 再见}}]",
        'event heard: text is "再见"',
        'text "你好"',
    ),
    "no_event": ("user: 你好\n    expect: [no_event: heard]", "no_event heard", "heard text=你好"),
    "outcome": ("user: 你好\n    expect: [outcome: limited]", 'outcome is "limited"', "completed"),
    "route": ("user: 你好\n    expect: [route: skill]", 'route is "skill"', "agent"),
    "limit": ("user: 你好\n    expect: [limit: daily_questions]", 'limit is "daily_questions"', "none"),
    "fault": ("user: 你好\n    expect: [fault: server]", 'fault is "server"', "none"),
    "first_token": ("user: 你好\n    expect: [first_token: {at_most: 1ms}]", "first_token at_most 1ms", " s"),
    "seconds": ("user: 你好\n    expect: [seconds: {between: [1ms, 2ms]}]", "seconds between 1ms and 2ms", " s"),
    "usage": (
        "user: 你好\n    expect: [usage: {prompt_tokens: {at_most: 0}}]",
        "usage prompt_tokens at_most 0",
        "prompt_tokens ",
    ),
    "citations": ("user: 你好\n    expect: [citations: {at_least: 1}]", "citations at_least 1", "0"),
    "skill": ("user: 你好\n    expect: [skill: set_alarm]", "skill set_alarm", "nothing of the kind happened"),
    "sent": ("user: 你好\n    expect: [sent: {lacks: 你好}]", 'sent lacks "你好"', "你好"),
}


@pytest.mark.parametrize("step", MET.values(), ids=MET.keys())
def test_an_expectation_that_holds_is_met(played, step):
    (result,) = played(f"  - {step}\n")
    assert (result.verdict, result.error, result.misses) == ("passed", None, ())


@pytest.mark.parametrize(("step", "expected", "actual"), MISSED.values(), ids=MISSED.keys())
def test_an_expectation_that_does_not_hold_is_missed_in_words(played, step, expected, actual):
    (result,) = played(f"  - {step}\n")
    (miss,) = result.misses
    assert result.verdict == "failed"
    assert miss.expected == expected
    assert actual in miss.actual
    assert (miss.place.line, miss.turn) == (5, 1)
    assert any("turn_ended" in line for line in miss.events)


def test_a_skill_is_asked_for_its_arguments(played):
    script = """\
    script: alarms
    matrix: {vendor: [nubia]}
    turns:
      - user: 明天早上七点叫我起床
        expect:
          - skill: {set_alarm: {result: {contains: "07:00"}}}
          - skill: {set_alarm: {hour: 3}}
    """
    (result,) = played(script)
    assert [miss.expected for miss in result.misses] == ['skill set_alarm: hour is "3"']


def test_all_that_is_missed_in_a_case_is_told(played):
    (result,) = played(
        "  - user: 你好\n    expect: [outcome: limited, answer: x]\n  - user: 你好\n    expect: [answer: 查无此字]\n"
    )
    assert [miss.place.line for miss in result.misses] == [5, 5, 7]


def test_expectations_in_one_mapping_must_all_hold(played):
    (result,) = played("  - user: 你好\n    expect: {outcome: completed, route: skill}\n")
    assert [miss.expected for miss in result.misses] == ['route is "skill"']


def test_a_refused_turn_sends_nothing(played):
    script = """\
    script: refused
    matrix: {vendor: [xiaoyi]}
    phone: {date: 2025-01-01}
    turns:
      - user: 你好
        expect: [outcome: refused, sent: none, event: {gate_refused: {gate: {any_of: [date, app]}}}]
    """
    (result,) = played(script)
    assert result.misses == ()
