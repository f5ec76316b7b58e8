from __future__ import annotations

import re
from xml.etree import ElementTree

from simulator.domain.completion import AnswerText, Finished
from simulator.faces.tui.screenshot import CELL, block_of, svg_of
from tests.faces.tui.phones import open_conversation, phone_app, thinks
from tests.faces.tui.screens import drawn, say


async def test_every_character_of_a_picture_has_its_own_cell():
    app = phone_app(open_conversation(thinks("想一想", "你好，小明。")))
    async with app.run_test(size=(80, 24)) as pilot:
        await say(pilot, "我叫小明")
        picture = ElementTree.fromstring(svg_of(app, "a phone"))
    (answer,) = [node for node in picture.iter() if node.text and "你好，小明。" in node.text]
    places = [int(x) for x in answer.attrib["x"].split()]
    said = answer.text or ""
    assert len(places) == len(said)
    at = places[said.index("你")]
    assert places[said.index("你") :][:3] == [at, at + 2 * CELL, at + 4 * CELL]


async def test_a_picture_loads_nothing_and_runs_nothing_whatever_a_model_says():
    hostile = "</text><script>alert(1)</script>\x1b]52;c;aGk=\x07\u202e&lt;"
    app = phone_app(open_conversation([AnswerText(hostile), Finished("stop")]))
    async with app.run_test(size=(80, 24)) as pilot:
        await say(pilot, hostile)
        drawing = svg_of(app, "<b>")
    tags = {node.tag.rpartition("}")[2] for node in ElementTree.fromstring(drawing).iter()}
    assert tags == {"svg", "title", "rect", "path", "text"}
    assert "http" not in re.sub(r'xmlns="[^"]+"', "", drawing)
    assert not {"\x1b", "\x07", "\u202e"} & set(drawing)


async def test_the_picture_of_a_light_phone_is_light():
    app = phone_app(open_conversation())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f3")
        await drawn(pilot)
        assert "#fafbfc" in svg_of(app, "a phone").lower()


def test_blocks_and_lines_are_drawn_to_the_edges_of_their_cells():
    assert block_of("▐", 1, 0) == "M12 0H16v18H12z"
    assert block_of("│", 0, 1) == "M3.5 18H4.5v9.5H3.5zM3.5 26.5H4.5v9.5H3.5z"
    assert block_of("├", 0, 0) is not None and block_of("你", 0, 0) is None
