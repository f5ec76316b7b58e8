"""Questions to a judge: what it is told, how its replies are read, and what becomes of a case."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.domain.completion import Usage
from simulator.domain.faults import Fault
from simulator.domain.problem import UserProblem
from simulator.replay.judging import Spoken, asked, spoken_in, verdict_in
from simulator.replay.lab import LabChoice
from simulator.replay.reports.json_lines import from_line, to_line
from simulator.testing import running_mock
from simulator.wiring.replay import ReplayLab
from tests.fakes import Scripted

ASKED = "  - user: 我叫小明\n    expect: [judge: 它叫对了名字吗？]\n"
VOTED = "  - user: 我叫小明\n    expect: [judge: {question: 它拒绝了吗？, expect: no, votes: 3}]\n"


class Judge:
    """A judge that gives its replies in order."""

    def __init__(self, *replies) -> None:
        self.backend = Scripted(*replies, usage=Usage(1_000, 100), name="referee")
        self.pauses: list[float] = []

    async def pause(self, seconds: float) -> None:
        self.pauses.append(seconds)

    async def put_away(self) -> None:
        pass


class Court(ReplayLab):
    """A lab with this judge."""

    def __init__(self, judge: Judge | None) -> None:
        super().__init__({}, LabChoice())
        self._judge = judge

    def judge(self, backend, tape):
        return self._judge


def judged(played, script: str, *replies):
    judge = Judge(*replies)
    (result,) = played(script, of=Court(judge))
    return result, judge


def test_a_yes_is_met_and_its_reason_and_cost_are_kept(played):
    result, judge = judged(played, ASKED, "YES\n它说了小明。")
    (said,) = result.judged
    assert (result.verdict, said.is_yes, said.backend) == ("passed", True, "referee")
    assert (said.votes[0].reason, said.votes[0].yuan) == ("它说了小明。", pytest.approx(0.0056))
    assert len(judge.backend.prompts) == 1


def test_a_no_is_a_failure_with_the_reason(played):
    result, _ = judged(played, ASKED, "NO\n它什么也没说。")
    assert result.verdict == "failed"
    assert result.misses[0].expected == 'judge says yes to "它叫对了名字吗？"'
    assert result.misses[0].actual.startswith("judge referee says no: 它什么也没说。")


def test_most_of_the_votes_decide(played):
    result, judge = judged(played, VOTED, "NO\n没有。", "YES\n像是。", "no")
    assert (result.verdict, result.judged[0].is_yes, len(judge.backend.prompts)) == ("passed", False, 3)


def test_a_reply_without_a_verdict_is_asked_for_again_and_then_an_error(played):
    result, _ = judged(played, ASKED, "也许吧", "YES")
    assert result.verdict == "passed"
    assert result.judged[0].votes[0].yuan == pytest.approx(2 * 0.0056)
    result, _ = judged(played, ASKED, "也许吧", "It depends: YES")
    assert (result.verdict, result.misses) == ("error", ())
    assert 'judge referee gave no verdict, 2 times: "It depends: YES"' in result.error


def test_a_judge_that_is_busy_is_asked_again_as_a_phone_would_and_a_fault_is_no_failure(played):
    busy = Fault("rate_limited", "slow down", status=429)
    result, judge = judged(played, ASKED, busy, busy, "YES")
    assert (result.verdict, len(judge.pauses)) == ("passed", 2)
    result, _ = judged(played, ASKED, busy, busy, busy)
    assert (result.verdict, result.error.endswith("judge referee: rate_limited: slow down")) == ("error", True)


def test_without_a_judge_it_is_an_error_unless_it_is_optional(played):
    (result,) = played(ASKED)
    assert (result.verdict, "name one with --judge BACKEND" in result.error) == ("error", True)
    (result,) = played("  - user: 你好\n    expect: [judge: {question: 好吗？, optional: true}]\n")
    assert (result.verdict, result.judged[0].votes) == ("passed", ())


def test_each_sample_is_judged_for_itself(played):
    script = ASKED + "    samples: 3\n    pass_rate: 0.6\n"
    result, _ = judged(played, script, "YES", "NO\n没叫。", "YES")
    assert (result.sampled[0].passed, result.judged) == (2, ())
    assert [sample.judged[0].is_yes for sample in result.sampled[0].samples] == [True, False, True]
    assert from_line(to_line(result)).sampled[0].samples == result.sampled[0].samples


def test_lines_of_json_hold_what_judges_said_and_give_it_back(played):
    result, _ = judged(played, VOTED, "NO\n没有。", "YES\n像是。", "no")
    (told,) = json.loads(to_line(result))["judged"]
    assert (told["answer"], told["question"], [vote["answer"] for vote in told["votes"]]) == (
        "no",
        "它拒绝了吗？",
        ["no", "yes", "no"],
    )
    assert from_line(to_line(result)).judged == result.judged


def test_a_judge_sees_the_conversation_and_what_the_phone_itself_showed(played):
    script = """\
    script: seen
    phone: {vendor: xiaoyi, release: 11.2.10.310}
    turns:
      - user: 忘掉我
      - new_conversation: true
      - user: 我叫小明
      - user: 帮我设一个明天早上七点的闹钟
        expect: [judge: 它说了做不到吗？]
    """
    _, judge = judged(played, script, "YES")
    (message,) = judge.backend.prompts[0].messages
    turns = [json.loads(line) for line in message.content.splitlines() if line.startswith("{")]
    assert [turn["user"] for turn in turns] == ["我叫小明", "帮我设一个明天早上七点的闹钟"]
    assert turns[-1]["outcome"] == "refused"
    assert turns[-1]["assistant"]
    assert "Question: 它说了做不到吗？" in message.content


@given(st.text(), st.text())
def test_no_answer_can_leave_the_data_that_is_judged(user, answer):
    text = asked("好吗？", [Spoken(user, answer, "completed")]).messages[0].content
    begin, end = (number for number, line in enumerate(text.split("\n")) if line.startswith("====="))
    lines = text.split("\n")[begin + 1 : end]
    assert [json.loads(line) for line in lines] == [{"user": user, "assistant": answer, "outcome": "completed"}]


@pytest.mark.parametrize(
    ("reply", "is_yes", "reason"),
    [
        ("YES", True, ""),
        ("yes\n因为。", True, "因为。"),
        ("**NO**\n\n没有。\n真的", False, "没有。\n真的"),
        ("是。", True, ""),
        ("否\n不对", False, "不对"),
        ('{"answer": "yes", "reason": "对"}', True, "对"),
        ('```json\n{"answer": false, "reason": "错"}\n```', False, "错"),
    ],
)
def test_replies_are_read_by_their_first_line_or_as_json(reply, is_yes, reason):
    assert verdict_in(reply) == (is_yes, reason)


@pytest.mark.parametrize(
    "reply", ["", "也许", "Yes, but no", "No idea", "YES NO", '{"answer": "maybe"}', "{", "[1]", "{}"]
)
def test_other_replies_are_no_verdict(reply):
    assert verdict_in(reply) is None


@given(st.text())
def test_any_reply_is_read_or_refused(reply):
    assert verdict_in(reply) is None or verdict_in(reply).is_yes in (True, False)


def test_a_new_conversation_is_all_that_a_judge_sees():
    events = [{"event": "heard", "text": "一"}, {"event": "turn_ended", "answer": "1", "outcome": "completed"}]
    assert spoken_in([*events, {"event": "conversation_renewed"}]) == []


@pytest.mark.parametrize(
    ("judge", "told"),
    [
        ("{question: 好吗？, backend: nobody}", "no such backend|nobody"),
        ("{question: 好吗？, votes: 2}", "votes"),
        ("{expect: no}", "question is missing"),
        ("{question: 好吗？, expect: perhaps}", "expect"),
        ("{question: '{whom}叫对了吗？'}", "{whom} has no value"),
    ],
)
def test_a_wrong_question_is_told_before_anything_is_played(played, judge, told):
    with pytest.raises(UserProblem, match=told):
        played(f"  - user: 你好\n    expect: [judge: {judge}]\n")


def test_a_judge_over_http_is_named_recorded_and_replayed(simulator, written, tmp_path):
    path, tapes = written("script: judged\nturns:\n" + ASKED), tmp_path / "tapes"
    with running_mock() as mock:
        mock.reply(when={"contains": "Question: 它叫对了名字吗？"}, answer="YES\n它说了“小明”。")
        config = tmp_path / "simulator.toml"
        config.write_text(f'[backends.referee]\nbase_url = "{mock.url}"\nmodel = "deepseek-reasoner"\n', "utf-8")
        run = ("run", str(path), "--config", str(config), "--judge", "referee")
        live = simulator(*run, "--record", str(tapes))
    again = simulator(*run, "--replay", str(tapes))
    assert (live.code, again.code, len(list(tapes.iterdir()))) == (0, 0, 2)
    assert "judge referee says yes: 它说了“小明”。" in live.out
    assert again.out.splitlines()[:2] == live.out.splitlines()[:2]
