"""The page of a run in a real browser: it draws, filters and opens cases, and nothing that a phone says runs in it."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from functools import reduce
from pathlib import Path

import pytest

from simulator.domain.event_json import from_json
from simulator.domain.trace import Traces, follow
from simulator.domain.window import window
from simulator.replay.case import Judgement, Miss, Result, Sample, Sampled, Vote
from simulator.replay.places import Place
from simulator.replay.reports.html.document import Html
from tests.replay.browser import FOUND, Page, browser

pytestmark = pytest.mark.skipif(FOUND is None, reason="no chromium is installed")

ATTACK = "<script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\"><b>粗</b>"
COMMON = {"session": "phone", "turn": 1}
ENDED = {
    "outcome": "completed", "answer": ATTACK, "thinking": "想想", "thinking_seconds": 2.0, "first_token_seconds": 1.0,
    "seconds": 6.0, "finish": "stop", "usage": None, "cost": None, "fault": None, "limit": None,
}  # fmt: skip
TRIMMED = {"dropped_turns": 1, "kept_turns": 1, "prompt_tokens": 9, "limit": "memory_turns", "value": 1}
EVENTS = [
    {"event": "session_started", "session": "phone", "turn": 0, "t": 0.0, "vendor": "acme", "release": "1.0",
     "channel": "beta", "phone": {"device": "A1", "os": "AcmeOS 4", "date": "2025-02-05"}, "backend": "mock",
     "model": "m"},
    {"event": "heard", **COMMON, "t": 0.0, "text": ATTACK, "source": "script"},
    {"event": "routed", **COMMON, "t": 0.0, "route": "agent", "rule": "deepseek_entry"},
    {"event": "memory_trimmed", **COMMON, "t": 0.0, **TRIMMED, "evidence": "url:javascript:alert(1)", "dropped": [1]},
    {"event": "prompt_built", **COMMON, "t": 0.0, "messages": 1, "prompt_tokens": 9},
    {"event": "backend_asked", **COMMON, "t": 0.0, "backend": "mock", "model": "m", "attempt": 1},
    {"event": "thinking_delta", **COMMON, "t": 1.0, "text": "想想"},
    {"event": "answer_delta", **COMMON, "t": 3.0, "text": ATTACK},
    {"event": "stuttered", **COMMON, "t": 4.0, "seconds": 1.5},
    {"event": "turn_ended", **COMMON, "t": 6.0, **ENDED},
]  # fmt: skip


SAMPLED = Sampled(
    place=Place("b.sim.yaml", 5, 3), turn=1, passed=1, low=0.25, high=0.75, confidence=0.95, at_least=0.9,
    is_sure=True, is_met=False, samples=(Sample(seed=1, misses=()), Sample(seed=2, misses=())),
)  # fmt: skip
JUDGED = Judgement(
    place=Place("b.sim.yaml", 6, 3), turn=1, question="它无礼吗？", backend="referee", model="m", is_yes=False,
    is_met=True, votes=(Vote(False, ATTACK, None),),
)  # fmt: skip


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """The page of three hundred cases, of which one fails with a golden and a hostile answer."""
    path = tmp_path_factory.mktemp("page") / "run.html"
    file = io.StringIO()
    report = Html(file, "zh", "2025-02-09 10:00")
    events = json.dumps(EVENTS, ensure_ascii=False, separators=(",", ":"))
    for number in range(300):
        vendor = ("acme", "other")[number % 2]
        common = {"cell": {"vendor": vendor, "release": "1.0", "backend": "mock"}, "seed": number, "file": "a.sim.yaml"}
        report.add(
            Result(case=f"甲[seed={number}]", script="甲", verdict="passed", events_json=events, turns=1, **common)
        )
    misses = (
        Miss(place=Place("b.sim.yaml", 7, 3), turn=1, expected='answer contains "小明"', actual=ATTACK),
        Miss(
            place=Place("b.sim.yaml", 8, 3),
            turn=1,
            expected="golden",
            actual="--- golden\n+++ now\n@@ -1 +1 @@\n-甲\n+乙",
        ),
    )
    said = {"script": "坏", "verdict": "failed", "misses": misses, "sampled": (SAMPLED,), "judged": (JUDGED,)}
    report.add(Result(case="坏", events_json=events, tags=("memory",), **said, **common))
    report.close()
    path.write_text(file.getvalue(), "utf-8")
    with browser() as tab:
        tab.see(1280)
        tab.open(path)
        yield tab


def count(page: Page) -> str:
    return str(page.ask("document.querySelector('.count').firstChild.textContent"))


def say(page: Page, field: str, value: str) -> None:
    page.ask(
        f"(() => {{ const it = document.querySelector('[name={field}]'); it.value = {json.dumps(value)};"
        " it.dispatchEvent(new Event(it.tagName === 'SELECT' ? 'change' : 'input')) })()"
    )


def test_a_failed_case_opens_with_enter_and_nothing_in_it_runs(page):
    assert page.ask("document.querySelector('.case b').textContent") == "坏"
    page.ask("document.querySelector('.case summary').focus()")
    page.press("Enter", 13)
    page.until("document.querySelector('.opened')")
    opened = "document.querySelector('.opened')"
    assert page.ask(f"{opened}.querySelector('.bubble.phone').textContent") == ATTACK
    assert page.ask(f"{opened}.querySelectorAll('script, img, b, a[href]').length") == 0
    assert page.ask(f"{opened}.querySelector('.place').textContent").startswith("b.sim.yaml:7:3")
    assert page.ask(f"{opened}.querySelector('.golden .gone').textContent").strip() == "-甲"
    assert page.ask(f"{opened}.querySelector('.thinking').open") is False
    stages = page.ask(f"[...{opened}.querySelectorAll('.row .name')].map((it) => it.textContent)")
    assert stages == ["路由", "排队", "首字", "思考", "回答", "卡顿"]
    assert "--only 坏" in page.ask(f"{opened}.querySelector('.command code').textContent").replace("'", "")
    assert page.ask("document.title") == "手机助手回放报告"


def test_an_open_case_shows_its_pass_rate_and_what_judges_said(page):
    page.ask("document.querySelector('.case').open = true")
    page.until("document.querySelector('.opened')")
    sampled, judged = page.ask("[...document.querySelectorAll('.opened .sampled')].map((it) => it.innerText)")
    assert "2 个样本中 1 个通过（50 %；95 % 置信区间 25 % 至 75 %）; 要求以 95 % 的置信度至少 90 %" in sampled
    assert page.ask("document.querySelector('.meter .bounds').style.left") == "25%"
    assert "评判 referee / m：它无礼吗？" in judged
    assert f"否 · {ATTACK}" in judged


def test_choices_leave_the_cases_that_were_asked_for(page):
    assert count(page) == "显示 301 / 301"
    page.ask("document.querySelector('.chip.failed').click()")
    assert count(page) == "显示 1 / 301"
    page.ask("document.querySelector('.chip.failed').click()")
    say(page, "vendor", "acme")
    assert count(page) == "显示 150 / 301"
    say(page, "vendor", "")
    say(page, "text", "seed=17]")
    assert count(page) == "显示 1 / 301"
    say(page, "text", "onerror")
    page.until("document.querySelector('.count').textContent.startsWith('显示 301 /')")
    say(page, "text", "")
    page.ask("document.querySelector('.heat.failed').click()")
    assert count(page) == "显示 1 / 301"
    page.ask("document.querySelector('.count button').click()")


def test_it_fits_a_phone_by_day_and_by_night(page):
    page.see(390, "dark")
    dark = page.ask("getComputedStyle(document.body).backgroundColor")
    assert page.ask("document.documentElement.scrollWidth") <= 390
    page.see(1280)
    assert page.ask("getComputedStyle(document.body).backgroundColor") != dark


def test_it_changes_its_language_and_loads_nothing(page):
    page.ask("document.querySelector('.tools button').click()")
    assert page.ask("document.querySelector('h1').textContent") == "Phone assistant replay report"
    asked = [it["params"]["request"]["url"] for it in page.events if it.get("method") == "Network.requestWillBeSent"]
    assert all(Path(url).name == "run.html" for url in asked)
    assert not [it for it in page.events if it.get("method") in ("Runtime.exceptionThrown", "Log.entryAdded")]


def test_the_memory_it_draws_is_that_of_the_phone(page, played, tmp_path):
    turns = "- {user: 我叫小明}\n- {user: 讲个笑话, repeat: 4}\n- new_conversation: true\n- {user: 我叫什么？}\n"
    setup = 'matrix: {vendor: [xiaoyi], release: ["11.2.10.310"]}'
    (result,) = played(f"script: 记忆\n{setup}\nturns:\n" + "".join(f"  {line}\n" for line in turns.splitlines()))
    path = tmp_path / "run.html"
    with path.open("w", encoding="utf-8") as file:
        report = Html(file, "zh", "")
        report.add(result)
        report.close()
    page.open(path, "#case-0")
    page.until("document.querySelector('.opened')")
    drawn = page.ask(
        "[...document.querySelectorAll('.memory .blocks')].map((it) => [...it.children].map((at) => at.textContent))"
    )
    traces = reduce(follow, map(from_json, result.events), Traces())
    signs = [
        ["▸" if it.is_asking else "●" if it.is_sent else "✕" for it in window(traces, t.turn)] for t in traces.turns
    ]
    assert [[text[-1] for text in blocks] for blocks in drawn] == signs
    assert "✕" in str(signs)
