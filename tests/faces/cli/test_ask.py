from __future__ import annotations

import json

from tests.faces.cli.conftest import Ran, Simulator

STORY = ("小艺小艺，我叫小明", "讲个笑话", "再讲一个", "再讲一个", "我叫什么？")


def told(simulator: Simulator, release: str, *more: str) -> Ran:
    return simulator("ask", *STORY, *more, "--vendor", "xiaoyi", "--release", release, "--json", "--clock", "virtual")


def test_the_beta_forgets_a_name_and_says_which_turn_it_dropped(simulator: Simulator) -> None:
    beta = told(simulator, "11.2.10.310")
    assert beta.code == 0
    assert "小明" in beta.answers[0]
    assert "小明" not in beta.answers[-1]
    (trimmed,) = beta.all("memory_trimmed")
    assert (trimmed["turn"], trimmed["dropped_turns"], trimmed["dropped"]) == (5, 1, [1])
    assert trimmed["evidence"] == "assumed"


def test_one_turn_beyond_the_beta_cap_is_limited_with_its_evidence(simulator: Simulator) -> None:
    beta = told(simulator, "11.2.10.310", "还在吗？", "再见")
    (reached,) = beta.all("limit_reached")
    assert (reached["turn"], reached["limit"], reached["value"], reached["evidence"]) == (
        7,
        "turns_per_conversation",
        6,
        "assumed",
    )
    assert beta.all("turn_ended")[-1]["outcome"] == "limited"
    assert beta.code == 0


def test_the_official_release_still_knows_the_name(simulator: Simulator) -> None:
    official = told(simulator, "11.2.10.340", "还在吗？")
    assert "小明" in official.answers[4]
    assert not official.all("limit_reached")
    assert not official.all("memory_trimmed")


def test_the_last_line_of_json_is_the_end_of_the_session_and_of_a_turn_its_end(simulator: Simulator) -> None:
    events = told(simulator, "11.2.10.310").events
    assert events[0]["event"] == "session_started"
    assert events[-1] | {"t": 0} == {
        "event": "session_ended",
        "session": "phone",
        "turn": 5,
        "t": 0,
        "turns": 5,
        "outcome": "completed",
    }
    for number in range(1, 6):
        assert [event["event"] for event in events if event["turn"] == number and event["event"] != "session_ended"][
            -1
        ] == "turn_ended"


def test_the_same_seed_gives_the_same_events(simulator: Simulator) -> None:
    assert told(simulator, "11.2.10.310", "--seed", "7").out == told(simulator, "11.2.10.310", "--seed", "7").out


def test_json_goes_to_standard_output_alone(simulator: Simulator) -> None:
    assert told(simulator, "11.2.10.310").err == ""


def test_answers_go_to_standard_output_and_the_rest_beside_it(simulator: Simulator) -> None:
    ran = simulator("ask", "12 乘以 34 等于多少？", "--clock", "virtual")
    assert "408" in ran.out
    assert "正在思考" in ran.err and "正在思考" not in ran.out
    assert "\x1b" not in ran.out + ran.err


def test_the_phone_speaks_english_when_asked_to(simulator: Simulator) -> None:
    ran = simulator("ask", "小艺小艺", "hello", "--lang", "en", "--clock", "virtual")
    assert "I'm here" in ran.out
    assert "woken by" in ran.err


def test_turns_come_from_standard_input_line_by_line(simulator: Simulator) -> None:
    lines = "我叫小红\n\n我叫什么？\n".encode()
    ran = simulator("ask", "你好", "-", "--json", "--clock", "virtual", stdin=lines)
    assert [event["text"] for event in ran.all("heard")] == ["你好", "我叫小红", "我叫什么？"]
    assert "小红" in ran.answers[-1]


def test_a_sleeping_phone_needs_its_wake_word(simulator: Simulator) -> None:
    ran = simulator("ask", "讲个笑话", "小易小易，讲个笑话", "--wake", "--json", "--clock", "virtual")
    (missed,) = ran.all("wake_missed")
    (woken,) = ran.all("woken")
    assert missed["turn"] == 1 and missed["score"] < 0.5
    assert woken["turn"] == 2 and 0.5 < woken["score"] < 1
    assert ran.answers[0] == "" and ran.answers[1]


def test_each_vendor_wakes_thinks_and_answers(simulator: Simulator) -> None:
    for vendor, wake_word in (("xiaoyi", "小艺小艺"), ("yoyo", "你好YOYO"), ("breeno", "小布小布")):
        ran = simulator("ask", f"{wake_word}，3 加 4 等于几？", "--vendor", vendor, "--json", "--clock", "virtual")
        assert ran.all("woken")[0]["score"] == 1
        assert ran.all("turn_ended")[0]["thinking"]
        assert "7" in ran.answers[0]


def test_an_app_that_is_too_old_is_refused_by_its_gate(simulator: Simulator) -> None:
    ran = simulator("ask", "你好", "--vendor", "yoyo", "--os", "MagicOS 7.2", "--json", "--clock", "virtual")
    (refused,) = ran.all("gate_refused")
    assert (refused["gate"], refused["needed"], refused["actual"]) == ("os", "MagicOS 8.0+", "MagicOS 7.2")
    assert ran.all("turn_ended")[0]["outcome"] == "refused"
    assert ran.code == 0


def test_the_day_decides_which_release_answers(simulator: Simulator) -> None:
    for day, release in (("2025-02-06", "11.2.10.310"), ("2025-02-09", "11.2.10.340")):
        ran = simulator("ask", "你好", "--date", day, "--json", "--clock", "virtual")
        assert ran.events[0]["release"] == release
        assert ran.events[0]["phone"]["date"] == day


def test_a_release_with_web_search_says_what_it_looked_up(simulator: Simulator) -> None:
    ran = simulator("ask", "最近有什么新闻？", "--clock", "virtual")
    assert "联网搜索“最近有什么新闻？”" in ran.err
    assert "](http" in ran.out


def test_a_search_engine_that_is_not_there_is_told_and_the_question_goes_on(simulator: Simulator) -> None:
    ran = simulator("ask", "最近有什么新闻？", "--search-url", "http://127.0.0.1:1", "--clock", "virtual")
    assert "没有联网搜索" in ran.err
    assert ran.code == 0 and ran.out


def test_a_line_of_json_is_one_line_for_every_reader(simulator: Simulator) -> None:
    ran = simulator("ask", "重复：甲\u2028乙丙\u2029丁", "--clock", "virtual", "--json")
    lines = [json.loads(line) for line in ran.out.splitlines()]
    assert lines[-1]["event"] == "session_ended"
    assert "甲\u2028乙" in next(line["answer"] for line in lines if line["event"] == "turn_ended")
