"""What steps do to a phone: waits, upgrades, interrupts, faults, other phones, and names that are filled in."""

from __future__ import annotations

import pytest


def kinds(result, *wanted: str) -> list[str]:
    return [event["event"] for event in result.events if event["event"] in wanted]


def ended(result) -> list[dict]:
    return [event for event in result.events if event["event"] == "turn_ended"]


def test_a_wait_passes_on_the_sessions_clock_and_costs_nothing(played):
    (result,) = played("  - user: 你好\n  - wait: 2d\n  - user: 你好\n")
    first, second = ended(result)
    assert 172_800 < second["t"] - first["t"] < 172_900
    assert result.simulated > 172_800
    assert result.seconds < 60


def test_an_upgrade_in_the_middle_changes_what_answers(played):
    script = """\
    script: upgrade
    matrix: {vendor: [xiaoyi], release: ["11.2.10.310"]}
    turns:
      - phone: {app: 11.2.10.340, date: 2025-02-09}
        expect: [event: {phone_changed: {release: 11.2.10.340, phone: {app: 11.2.10.340}}}]
      - phone: {date: 2025-03-01}
        user: 今天几号？
        expect: [event: phone_changed, event: turn_ended]
    """
    (result,) = played(
        script.replace("event: phone_changed, event: turn_ended", "{event: phone_changed}, {event: turn_ended}")
    )
    assert (result.verdict, result.error, result.misses) == ("passed", None, ())


def test_a_new_conversation_forgets(played):
    (result,) = played(
        """\
        - user: 我叫小明
        - new_conversation: true
          expect: [event: conversation_renewed]
        - user: 我叫什么？
          expect: [{answer: {lacks: 小明}}, {sent: {lacks: 小明}}]
        """
    )
    assert result.misses == ()


def test_a_turn_is_interrupted_at_its_second_and_keeps_its_text(played):
    (result,) = played("  - user: 写一首长诗\n    interrupt_after: 4s\n    expect: [outcome: interrupted]\n")
    (end,) = ended(result)
    assert result.misses == ()
    assert end["t"] == 4.0
    assert end["answer"] + end["thinking"]


def test_a_turn_that_ends_sooner_is_not_interrupted(played):
    (result,) = played("  - user: 你好\n    interrupt_after: 1d\n    expect: [outcome: completed]\n  - user: 你好\n")
    assert [end["outcome"] for end in ended(result)] == ["completed", "completed"]


def test_faults_strike_their_turn_and_no_other(played):
    (result,) = played("  - user: 你好\n    faults: [busy]\n  - user: 你好\n")
    assert [end["outcome"] for end in ended(result)] == ["fault", "completed"]


def test_faults_of_a_script_strike_every_turn(played):
    (result,) = played("script: busy\nfaults: busy\nturns: [{user: 你好}, {user: 你好}]\n")
    assert [end["fault"]["kind"] for end in ended(result)] == ["overloaded", "overloaded"]


def test_airplane_mode_takes_the_network_and_gives_it_back(played):
    (result,) = played(
        """\
        - phone: {airplane: true}
          user: 你好
          expect: [{fault: connection}, {sent: none}]
        - phone: {airplane: false}
          user: 你好
          expect: [outcome: completed]
        """
    )
    assert result.misses == ()


def test_a_phone_may_begin_in_airplane_mode(played):
    (result,) = played("script: off\nphone: {airplane: true}\nturns: [{user: 你好, expect: [fault: connection]}]\n")
    assert result.misses == ()


def test_a_sleeping_phone_needs_its_wake_word(played):
    (result,) = played(
        """\
        - sleep: true
          expect: [event: fell_asleep]
        """
    )
    assert result.misses == ()
    (woken,) = played(
        "script: wake\nphone: {wake: true}\nturns: [{user: 你好, expect: [{event: wake_missed}]}, "
        "{user: 小艺小艺，你好, expect: [{event: woken}, {outcome: completed}]}]\n"
    )
    assert woken.misses == ()


def test_each_repetition_is_judged_and_knows_its_number(played):
    (result,) = played("  - user: 第{i}次\n    repeat: 3\n    expect: [sent: 第2次]\n")
    assert [miss.turn for miss in result.misses] == [1]
    assert result.turns == 3


def test_what_is_saved_is_filled_into_later_turns(played):
    (result,) = played(
        """\
        - user: 1+1等于几
          save: {sum: {matches: "(\\\\d+)\\\\D*$"}, used: {path: usage.prompt_tokens}}
        - user: 我说的是{sum}，用了{used}
          expect: [{sent: "我说的是2"}, {usage: {prompt_tokens: {at_least: "{used}"}}}]
        """
    )
    assert (result.error, result.misses) == (None, ())


def test_what_cannot_be_saved_is_a_failure(played):
    (result,) = played("  - user: 你好\n    save: {year: {matches: '[0-9]{9}'}}\n")
    assert [miss.expected for miss in result.misses] == ["save year: matches [0-9]{9}"]


def test_braces_that_are_no_names_stay_and_double_ones_become_one(played):
    (result,) = played("  - user: 'a {{b}} {1} { }'\n    expect: [sent: 'a {{b}} {1} { }']\n")
    assert [event["text"] for event in result.events if event["event"] == "heard"] == ["a {b} {1} { }"]


def test_a_second_phone_has_its_own_conversation(played):
    script = """\
    script: two phones
    matrix: {vendor: [xiaoyi], release: ["11.2.10.340"]}
    phones: {other: {vendor: yoyo}}
    turns:
      - user: 我叫小明
      - {on: other, user: 我叫什么？, expect: [{answer: {lacks: 小明}}, {sent: {lacks: 小明}}]}
      - user: 我叫什么？
        expect: [answer: 小明]
    """
    (result,) = played(script)
    assert result.misses == ()
    began = [event for event in result.events if event["event"] == "session_started"]
    assert [(event["session"], event["vendor"]) for event in began] == [("phone", "xiaoyi"), ("other", "yoyo")]


def test_included_turns_stand_where_they_are_included(played, written):
    written("- user: 我叫{who}\n- user: 讲个笑话\n  when: {who: 小红}\n", "parts/hello.yaml")
    script = "script: includes\nvars: {who: 小明}\nturns: [{include: parts/hello.yaml, repeat: 2}, {user: 再见}]\n"
    (result,) = played(script)
    assert [event["text"] for event in result.events if event["event"] == "heard"] == ["我叫小明", "我叫小明", "再见"]


def test_a_miss_in_an_included_file_names_that_file(played, written):
    written("turns:\n  - user: 你好\n    expect: [answer: 查无此字]\n", "hello.yaml")
    (result,) = played("script: includes\nturns: [include: hello.yaml]\n")
    assert [(miss.place.file.rsplit("/", 1)[-1], miss.place.line) for miss in result.misses] == [("hello.yaml", 3)]


@pytest.mark.parametrize("condition", ["{release: 11.2.10.310}", "{release: [a, b]}", "{vendor: yoyo}"])
def test_a_step_whose_condition_does_not_hold_is_left_out(played, condition):
    (result,) = played(f"  - user: 你好\n    when: {condition}\n  - user: 再见\n")
    assert result.turns == 1


def test_a_spoken_turn_passes_the_stages_of_speech(played):
    (result,) = played("  - user: 你好\n    spoken: true\n    expect: [event: {heard: {source: audio}}]\n")
    assert result.misses == ()
    assert kinds(result, "voice_step")


def test_what_cannot_be_done_is_an_error_with_its_place_and_the_rest_is_not_played(played):
    (result,) = played(
        "script: a release\nvars: {name: '9.9'}\nturns: [{phone: {release: '{name}'}}, {user: 你好}]\n",
    )
    assert (result.verdict, result.turns) == ("error", 0)
    assert result.error.endswith("a.sim.yaml:3: no such release: '9.9'")
