"""Who answers at the command line: the DeepSeek entry, the assistant, the phone itself; spoken turns and upgrades."""

from __future__ import annotations

import json

from tests.faces.cli.conftest import Simulator

FAST = ("--clock", "virtual", "--json")


def routes(ran) -> list[tuple[str, str]]:
    return [(event["route"], event["rule"]) for event in ran.all("routed")]


def test_the_assistant_routes_what_it_hears(simulator: Simulator) -> None:
    said = ("你是谁？", "用DeepSeek讲个笑话", "明天早上七点叫我起床")
    ran = simulator("ask", *said, "--entry", "assistant", "--vendor", "yoyo", *FAST)
    assert ran.code == 0
    assert routes(ran) == [("in_house", "in_house"), ("agent", "by_name"), ("skill", "phone_skill")]
    assert "MagicLM" in ran.answers[0] and "DeepSeek" not in ran.answers[0]
    assert "07:00" in ran.answers[2]


def test_the_maker_of_no_deepseek_answers_alone(simulator: Simulator) -> None:
    ran = simulator("ask", "你是谁？", "用DeepSeek讲个笑话", "--entry", "assistant", "--vendor", "apple", *FAST)
    assert [event["outcome"] for event in ran.all("turn_ended")] == ["completed", "refused"]
    assert "Siri" in ran.answers[0]


def test_an_open_dialogue_lasts_over_processes(simulator: Simulator) -> None:
    session = ("--session", "对话", *FAST)
    simulator("ask", "打开DeepSeek", "我叫小明", "--entry", "assistant", *session)
    then = simulator("ask", "我叫什么？", *session)
    assert routes(then) == [("agent", "open_dialogue")]
    assert "小明" in then.answers[0]


def test_people_read_who_answered(simulator: Simulator) -> None:
    ran = simulator("ask", "你好", "--entry", "assistant", "--clock", "virtual", "--vendor", "vivo")
    assert "→ 蓝心大模型 BlueLM" in ran.err
    assert "DeepSeek（" not in ran.err


def test_an_unknown_entry_is_refused_with_the_known_ones(simulator: Simulator) -> None:
    ran = simulator("ask", "你好", "--entry", "side-door")
    assert ran.code == 2 and "assistant" in ran.err and len(ran.err.splitlines()) == 1


def test_a_spoken_turn_says_what_it_is(simulator: Simulator) -> None:
    ran = simulator("ask", "你好", "--voice", *FAST)
    assert [event["stage"] for event in ran.all("voice_step")] == ["speech_to_text", "text_to_speech"]
    assert ran.all("heard")[0]["source"] == "audio"
    assert "不是实时语音" in simulator("ask", "你好", "--voice", "--clock", "virtual").err


def test_busy_servers_end_the_command_with_a_fault(simulator: Simulator) -> None:
    evening = ("--vendor", "yoyo", "--date", "2025-02-08T20:30", "--clock", "virtual", "--seed", "3")
    ran = simulator("ask", "解释一下网络梗“显眼包”", *evening)
    assert ran.code == 1
    assert "服务器繁忙，请稍后再试。" in ran.err


def test_an_upgrade_tells_what_it_did_to_memory(simulator: Simulator) -> None:
    session = ("--session", "升级", "--clock", "virtual")
    simulator("ask", "我叫小明", "讲个笑话", "再讲一个", "再讲一个", *session, "--release", "11.2.10.310")
    upgrade = ("--app", "11.2.10.340", "--date", "2025-02-09")
    ran = simulator("ask", "我叫什么？", *session, *upgrade, "--lang", "zh")
    assert "已更新到 11.2.10.340，从下一轮起生效。又想起了第 1 轮。" in ran.err
    assert "对话轮数上限 6 → 30" in ran.err
    assert "小明" in ran.out


def test_a_model_acts_on_a_phone_whose_contents_are_kept(simulator: Simulator) -> None:
    session = ("--vendor", "nubia", "--session", "深度", *FAST)
    set_up = simulator("ask", "明天早上七点叫我起床", *session)
    assert [event["skill"] for event in set_up.all("skill_called")] == ["set_alarm"]
    asked = simulator("ask", "我有哪些闹钟？", "--session", "深度", *FAST)
    assert "07:00" in asked.answers[0]
    kept = json.loads(simulator("phone", "深度", "--json").out)
    assert [alarm["at"] for alarm in kept["contents"]["alarm"]] == ["2025-02-11T07:00:00+08:00"]


def test_what_is_kept_on_a_phone_goes_out_and_in_as_a_calendar(simulator: Simulator, tmp_path) -> None:
    session = ("--vendor", "yoyo", "--entry", "assistant", *FAST)
    simulator("ask", "周五下午三点提醒我开会", "--session", "甲", *session)
    simulator("ask", "你好", "--session", "乙", *session)
    out = tmp_path / "甲.ics"
    assert simulator("phone", "甲", "--ics", str(out)).code == 0
    assert simulator("phone", "乙", "--import", str(out)).code == 0
    assert "开会" in simulator("phone", "乙").out
    assert "开会" in simulator("phone", "乙", "--ics", "-").out


def test_a_file_that_is_no_calendar_changes_nothing(simulator: Simulator, tmp_path) -> None:
    simulator("ask", "你好", "--session", "甲", *FAST)
    bad = tmp_path / "bad.ics"
    bad.write_bytes(b"\xff\xfe not a calendar")
    ran = simulator("phone", "甲", "--import", str(bad))
    assert ran.code == 2 and len(ran.err.splitlines()) == 1
    assert json.loads(simulator("phone", "甲", "--json").out)["contents"] == {}


def test_a_session_that_is_not_there_is_named_with_the_nearest(simulator: Simulator) -> None:
    simulator("ask", "你好", "--session", "demo", *FAST)
    ran = simulator("phone", "demmo")
    assert ran.code == 2 and 'did you mean "demo"?' in ran.err


def test_a_phone_without_subtitles_says_so(simulator: Simulator) -> None:
    simulator("ask", "你好", "--session", "demo", *FAST)
    ran = simulator("phone", "demo", "--srt", "-")
    assert ran.code == 2 and "no subtitles" in ran.err


def test_a_reminder_rings_before_the_next_turn(simulator: Simulator) -> None:
    said = ("一分钟后提醒我关火", *["用DeepSeek证明根号2是无理数"] * 2, "好")
    ran = simulator("ask", *said, "--entry", "assistant", "--vendor", "yoyo", *FAST)
    (rang,) = ran.all("rang")
    assert rang["message"] == "提醒 10:01 关火"
    assert [event["event"] for event in ran.events].index("rang") > 0


def test_people_read_what_it_cost_beside_o1_and_where_the_prices_are_from(simulator: Simulator) -> None:
    ran = simulator("ask", "你好", "讲个笑话", "--clock", "virtual")
    total, sources = ran.err.splitlines()[-2:]
    assert "共 2 轮 DeepSeek" in total and "3.6" in total and "报道称约 3%" in total
    assert sources.count("url:https://") == 3 and sources.endswith("seed")


def test_cache_hits_make_a_long_conversation_cheaper_than_o1_by_more(simulator: Simulator) -> None:
    story = "从前有座山，山里有座庙，庙里有个老和尚，老和尚在给小和尚讲故事。" * 10
    ran = simulator("ask", f"请记住：{story}", "讲个笑话", "再讲一个", *FAST)
    hits = [event["usage"]["cache_hit_tokens"] for event in ran.all("turn_ended")]
    assert hits[0] == 0 and hits[2] > 0 and hits[2] % 64 == 0
    assert ran.all("turn_ended")[2]["cost"]["o1_share"] < ran.all("turn_ended")[0]["cost"]["o1_share"]
