from __future__ import annotations

from pathlib import Path

import pytest

from simulator.catalogue.catalogue import Catalogue, standard_sources
from simulator.clocks import StageClock
from simulator.faces.tui.app import PresenterApp
from simulator.faces.tui.presenting.performance import Performance
from simulator.faces.tui.themes import LIGHT
from simulator.replay.choosing import Choice, cases_in, read_all, scripts_at
from simulator.replay.lab import LabChoice
from simulator.replay.places import Complaints
from simulator.wiring.stage import StageLab
from tests.faces.tui.screens import screen_text, until

SCRIPT = """
script: 忘记名字
matrix: {vendor: [xiaoyi], release: ["11.2.10.310"]}
vars: {name: 小明}
turns:
  - user: 我叫{name}
    caption: 先告诉它你叫{name}
    note: 等它说完
    save: {said: {matches: "(小.)"}}
  - wait: 10m
  - new_conversation: true
    user: "{said}是谁？"
"""
TWO = """
script: 两部手机
matrix: {vendor: [xiaoyi]}
phones: {other: {vendor: yoyo}}
turns:
  - user: 我叫小明
  - on: other
    user: 我叫小红
"""


def performance(folder: Path, script: str = SCRIPT, rate: float = 2000.0, *, loops: bool = False) -> Performance:
    path = folder / "a.sim.yaml"
    path.write_text(script, "utf-8")
    clock, said = StageClock(), Complaints()
    places = {"SIMULATOR_CONFIG_DIR": str(folder / "config"), "SIMULATOR_CACHE_DIR": str(folder / "cache")}
    lab = StageLab(places, LabChoice(), clock)
    case = cases_in(read_all(scripts_at([str(path)], folder), said), Choice(), lab, said)[0]
    made = Performance(case, lab, "zh", clock, loops=loops)
    made.set_rate(rate)
    return made


def app_of(made: Performance) -> PresenterApp:
    looks = Catalogue(standard_sources([], None)).load("xiaoyi").looks
    return PresenterApp(made, [looks, looks])


async def drawn(pilot) -> str:
    await pilot.pause()
    await pilot.app.presenter.drawn()
    await pilot.pause()
    return screen_text(pilot.app)


async def finished(pilot) -> str:
    await pilot.app.presenter.playing.wait()
    return await drawn(pilot)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=str)
async def test_a_script_plays_to_its_end_with_captions(tmp_path, size):
    app = app_of(performance(tmp_path))
    async with app.run_test(size=size) as pilot:
        await until_slowly(pilot, lambda: "先告诉它你叫小明" in screen_text(app))
        assert "等它说完" in screen_text(app)
        text = await finished(pilot)
        assert "小明是谁？" in text
        assert "■ 演示结束 · Home 重播  忘记名字" in text
        assert "3/3  ×2000" in text


async def test_what_a_step_does_is_its_caption_where_the_script_has_none(tmp_path):
    made = performance(tmp_path)
    captions = [cue.caption(made.names | {"said": "小明"}, "zh") for cue in made.cues]
    assert captions == ["先告诉它你叫小明", "过了 10m", "开始新对话"]


async def test_what_a_turn_saved_is_said_later(tmp_path):
    made = performance(tmp_path)
    async with app_of(made).run_test(size=(120, 40)) as pilot:
        assert "小明是谁？" in await finished(pilot)
        assert made.names["said"] == "小明"


async def test_space_holds_the_phone_in_the_middle_of_its_turn_and_lets_it_go_on(tmp_path):
    made = performance(tmp_path, rate=8.0)
    app = app_of(made)
    async with app.run_test(size=(120, 40)) as pilot:
        await until_slowly(pilot, lambda: "正在思考" in screen_text(app))
        await pilot.press("space")
        held = made.phones[""].shown.now
        assert "‖ 已暂停" in await drawn(pilot)
        await pilot.pause(0.1)
        assert made.phones[""].shown.now == held
        await pilot.press("space")
        made.set_rate(2000.0)
        assert "■ 演示结束" in await finished(pilot)


async def test_the_right_arrow_plays_one_cue_of_a_held_presentation(tmp_path):
    made = performance(tmp_path)
    async with app_of(made).run_test(size=(120, 40)) as pilot:
        await pilot.press("space")
        await pilot.press("right")
        await until_slowly(pilot, lambda: made.is_paused and bool(made.phones[""].shown.traces.turns))
        assert made.at == 0
        assert made.phones[""].shown.traces.turns[-1].ended is not None


async def test_the_right_arrow_skips_the_rest_of_a_cue_that_plays(tmp_path):
    made = performance(tmp_path, rate=0.5)
    async with app_of(made).run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: made.typed != "")
        await pilot.press("right")
        await until_slowly(pilot, lambda: made.at == 1)
        assert made.phones[""].shown.traces.turns[-1].ended is not None


async def test_a_clicker_goes_on_and_back_with_its_page_keys(tmp_path):
    made = performance(tmp_path, rate=0.5)
    async with app_of(made).run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: made.typed != "")
        await pilot.press("pagedown")
        await until_slowly(pilot, lambda: made.at == 1)
        await pilot.press("pageup")
        await until_slowly(pilot, lambda: made.at == 0)


async def test_the_left_arrow_goes_back_to_a_phone_as_it_was_before(tmp_path):
    made = performance(tmp_path)
    async with app_of(made).run_test(size=(120, 40)) as pilot:
        await finished(pilot)
        made.set_rate(0.25)
        await pilot.press("left")
        await until_slowly(pilot, lambda: made.at == 1 and made.phones[""].shown.traces.turns != ())
        assert [turn.utterance for turn in made.phones[""].shown.traces.turns] == ["我叫小明"]


async def test_g_lists_the_cues_and_goes_on_from_the_one_whose_number_is_typed(tmp_path):
    made = performance(tmp_path)
    app = app_of(made)
    async with app.run_test(size=(80, 24)) as pilot:
        await finished(pilot)
        made.set_rate(0.25)
        await pilot.press("g")
        await until(pilot, lambda: "跳到哪一步" in screen_text(app) and "过了 10m" in screen_text(app))
        await pilot.press("7", "2", "enter")
        await until_slowly(pilot, lambda: made.at == 1 and made.phones[""].shown.traces.turns != ())
        assert [turn.utterance for turn in made.phones[""].shown.traces.turns] == ["我叫小明"]
        await pilot.press("g", "escape")
        await pilot.pause()
        assert not made.is_paused
        await pilot.press("space", "g", "escape")
        await pilot.pause()
        assert made.is_paused


async def test_the_keys_of_a_presentation_have_a_help_page_and_t_unfolds_and_f3_is_light(tmp_path):
    made = performance(tmp_path)
    app = app_of(made)
    async with app.run_test(size=(80, 24)) as pilot:
        await finished(pilot)
        await pilot.press("f1")
        await until(pilot, lambda: "跳到选中的一步" in screen_text(app))
        await pilot.press("escape", "f3")
        assert app.theme == LIGHT
        before = screen_text(app)
        await pilot.press("ctrl+t")
        assert await drawn(pilot) != before
        made.set_rate(0.25)
        await pilot.press("home")
        await until_slowly(pilot, lambda: made.at == 0 and not made.is_over)


async def test_plus_and_minus_change_the_rate_of_everything(tmp_path):
    made = performance(tmp_path, rate=1.0)
    async with app_of(made).run_test(size=(120, 40)) as pilot:
        await pilot.press("plus", "plus")
        assert "×4" in await drawn(pilot)
        await pilot.press("minus")
        assert "×2" in await drawn(pilot)


async def test_a_loop_begins_anew(tmp_path):
    made = performance(tmp_path, TWO, loops=True)
    async with app_of(made).run_test(size=(120, 40)) as pilot:
        await until_slowly(pilot, lambda: "" in made.phones)
        first = made.phones[""]
        await until_slowly(pilot, lambda: made.phones.get("", first) is not first)
        await pilot.press("l")
        assert "■ 演示结束" in await finished(pilot)


async def test_each_phone_of_a_script_has_a_column(tmp_path):
    made = performance(tmp_path, TWO)
    async with app_of(made).run_test(size=(120, 40)) as pilot:
        text = await finished(pilot)
        assert "小艺" in text
        assert "YOYO" in text


async def test_a_cue_that_cannot_be_carried_out_is_told_and_the_rest_plays(tmp_path):
    script = SCRIPT.replace("  - wait: 10m", "  - wait: '{said}'").replace("小.", "小明")
    made = performance(tmp_path, script)
    app = app_of(made)
    async with app.run_test(size=(120, 40)) as pilot:
        await until_slowly(pilot, lambda: made.problem != "")
        assert "write a duration" in made.problem
        assert "小明是谁？" in await finished(pilot)


async def test_leaving_in_the_middle_puts_every_phone_down(tmp_path):
    made = performance(tmp_path, rate=1.0)
    app = app_of(made)
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: made.typed != "")
        await pilot.press("q")
    assert app.return_code == 0
    assert made.phones == {}


async def until_slowly(pilot, holds) -> None:
    """Let the app run, in real time, until something holds."""
    for _ in range(500):
        if holds():
            return
        await pilot.pause(0.01)
    raise AssertionError("it never came to hold")
