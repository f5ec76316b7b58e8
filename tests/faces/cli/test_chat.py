from __future__ import annotations

import pytest

from simulator.domain.events import AnswerDelta, ThinkingDelta
from simulator.faces.cli.lines_of_text import LinesOfText
from tests.faces.cli.conftest import Ran, Simulator

BETA = ("--release", "11.2.10.310", "--clock", "virtual")


def chatted(simulator: Simulator, *lines: str, options: tuple[str, ...] = BETA) -> Ran:
    return simulator("chat", *options, stdin="".join(f"{line}\n" for line in lines).encode())


def test_each_line_is_a_turn_of_one_conversation_and_only_answers_are_data(simulator: Simulator) -> None:
    ran = chatted(simulator, "我叫小明", "", "我叫什么？")
    assert ran.code == 0
    first, second = ran.out.splitlines()
    assert "小明" in first
    assert "小明" in second
    assert "正在思考" in ran.err
    assert "用户" not in ran.err


def test_thinking_is_shown_after_it_was_asked_for(simulator: Simulator) -> None:
    ran = chatted(simulator, "/think", "1+1=?")
    assert "从现在起显示思考" in ran.err
    assert "1 + 1" in ran.err


def test_an_upgrade_in_the_middle_brings_the_memory_back(simulator: Simulator) -> None:
    lines = ("我叫小明", "讲个笑话", "讲个笑话", "讲个笑话", "我叫什么？", "/release 11.2.10.340", "我叫什么？")
    ran = chatted(simulator, *lines)
    assert "已更新到 11.2.10.340" in ran.err
    assert "小明" in ran.out.splitlines()[-1]


def test_a_day_takes_the_phone_to_its_release(simulator: Simulator) -> None:
    assert "已更新到 11.2.10.340" in chatted(simulator, "/date 2025-02-10").err


def test_a_new_conversation_and_sleep_are_of_the_phone(simulator: Simulator) -> None:
    ran = chatted(simulator, "我叫小明", "/new", "我叫什么？", "/sleep", "你好", "小艺小艺")
    assert "小明" not in ran.out.splitlines()[1]
    assert "没有听到唤醒词" in ran.err
    assert "我在，请说。" in ran.out


def test_limits_are_read_out_with_their_evidence(simulator: Simulator) -> None:
    assert "对话轮数上限: 6 (假定)" in chatted(simulator, "/limits").err


def test_releases_and_backends_are_listed_and_backends_swapped(simulator: Simulator) -> None:
    ran = chatted(simulator, "/release", "/backend", "/backend mock")
    assert "11.2.10.310\n11.2.10.340" in ran.err
    assert "siliconflow" in ran.err
    assert "mock · deepseek-reasoner" in ran.err


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("/nw", "no such command: '/nw'; did you mean \"/new\"?"),
        ("/release 1.0", "no such release"),
        ("/date Feb", "is no day"),
        ("/backend wrok", "no such backend"),
    ],
)
def test_a_command_that_is_wrong_is_told_and_the_chat_goes_on(simulator: Simulator, line: str, said: str) -> None:
    ran = chatted(simulator, line, "1+1=?")
    assert said in ran.err
    assert "2" in ran.out
    assert ran.code == 0


def test_help_names_every_command_in_either_language(simulator: Simulator) -> None:
    ran = chatted(simulator, "/help", options=(*BETA, "--lang", "en"))
    assert "/new: begin a new conversation" in ran.err
    assert "/quit /exit: end" in ran.err


def test_quit_ends_without_taking_what_follows(simulator: Simulator) -> None:
    assert chatted(simulator, "/quit", "你好").out == ""


def test_a_session_goes_on_in_a_later_chat(simulator: Simulator) -> None:
    chatted(simulator, "我叫小明", options=(*BETA, "--session", "demo"))
    assert "小明" in chatted(simulator, "我叫什么？", options=(*BETA, "--session", "demo")).out


class Shown:
    """A transcript that keeps the texts that it is shown."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def show(self, event) -> None:
        self.texts.append(getattr(event, "text", "end"))


def pieces(kind, *texts: str):
    return [kind(session="s", turn=1, t=0.0, text=text) for text in texts]


def test_text_comes_a_sentence_at_a_time_and_the_rest_at_the_end():
    shown = Shown()
    lines = LinesOfText(shown)
    for event in pieces(AnswerDelta, "从前有", "座山。山里", "有座庙", "。\n庙里"):
        lines.show(event)
    assert shown.texts == ["从前有座山。", "山里有座庙。\n"]
    lines.show(object())
    assert shown.texts[2:] == ["庙里", "end"]


def test_thinking_that_turns_into_an_answer_is_let_go_first():
    shown = Shown()
    lines = LinesOfText(shown)
    for event in (*pieces(ThinkingDelta, "想一想"), *pieces(AnswerDelta, "好的。", "走吧")):
        lines.show(event)
    assert shown.texts[:1] == ["想一想"]
