"""A run that was recorded is played again without its backend, and what the recording lacks is an error."""

from __future__ import annotations

import json

SCRIPT = """\
script: recorded
matrix: {vendor: [xiaoyi, yoyo]}
turns:
  - user: 我叫小明
  - {user: 讲个笑话, faults: busy, expect: [fault: overloaded]}
  - {user: 我叫什么？, expect: [answer: 小明]}
"""


def events(path) -> list:
    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    kept = ("heard", "thinking_delta", "answer_delta", "turn_ended")
    return [(event["t"], event.get("answer")) for line in lines for event in line["events"] if event["event"] in kept]


def test_a_recorded_run_is_the_same_without_its_backend(simulator, written, tmp_path):
    path, tapes = written(SCRIPT), tmp_path / "tapes"
    first, second = tmp_path / "first.jsonl", tmp_path / "second.jsonl"
    assert simulator("run", str(path), "--record", str(tapes), "--jsonl", str(first)).code == 0
    assert len(list(tapes.iterdir())) == 2
    again = simulator("run", str(path), "--replay", str(tapes), "--jsonl", str(second))
    assert again.code == 0
    assert events(second) == events(first)


def test_a_request_that_was_not_recorded_is_an_error_with_the_nearest(simulator, written, tmp_path):
    path, tapes = written(SCRIPT), tmp_path / "tapes"
    simulator("run", str(path), "--record", str(tapes))
    path.write_text(SCRIPT.replace("我叫什么", "我叫啥"), "utf-8")
    ran = simulator("run", str(path), "--replay", str(tapes))
    assert (ran.code, "2 error" in ran.out) == (1, True)
    assert 'does not hold the request "我叫啥？"; the nearest that it holds is "我叫什么？"' in ran.out
    path.write_text(SCRIPT.replace("recorded", "another"), "utf-8")
    other = simulator("run", str(path), "--replay", str(tapes))
    assert f"--replay {tapes} holds no recording of this case" in other.out
