from __future__ import annotations

import json
import os
import re
from xml.etree import ElementTree

import pyte

from tools.film.__main__ import FOLDER
from tools.film.camera import Frame, Run
from tools.film.cast import as_cast, row_text
from tools.film.moving import as_svg
from tools.film.story import SIZE, TITLE, Say, phone

RED, NIGHT = "#ff0000", "#101010"
FILM = [
    Frame(1.0, ((Run("小艺 ", RED, NIGHT), Run("▌", RED, NIGHT)), (Run("a<b", RED, RED, bold=True),))),
    Frame(1.5, ((Run("小艺 ", RED, NIGHT), Run("▐", RED, NIGHT)), (Run("a<b", RED, RED, bold=True),))),
]


def played(cast: str) -> list[tuple[float, list[str]]]:
    """Give what a terminal shows after each event of a cast, and when."""
    head, *events = map(json.loads, cast.splitlines())
    assert head["version"] == 2 and {"width", "height", "title"} <= head.keys()
    screen = pyte.Screen(head["width"], head["height"])
    stream, shown = pyte.Stream(screen), []
    for at, kind, data in events:
        assert kind == "o"
        stream.feed(data)
        shown.append((at, list(screen.display)))
    return shown


def test_the_film_of_the_readme_tells_the_story_in_a_minute():
    shown = played((FOLDER / "story.cast").read_text("utf-8"))
    times = [at for at, _ in shown]
    assert times == sorted(times) and 55 <= times[-1] <= 65
    assert len(times) > 150  # it is seen being written, not in lumps
    screens = iter("".join(rows).replace(" ", "") for _, rows in shown)
    for beat in (
        "休眠中",
        "我在，请说",
        "正在思考",
        "小明，你好",
        "已忘记",
        "轮上限，请开启新对话",
        "已更新到",
        "小明",
    ):
        assert any(beat in screen for screen in screens), beat


def test_the_moving_picture_of_the_readme_is_small_and_loads_nothing():
    source = (FOLDER / "story.svg").read_text("utf-8")
    assert len(source.encode()) < 1_000_000
    nodes = list(ElementTree.fromstring(source).iter())
    tags = {node.tag.rpartition("}")[2] for node in nodes}
    assert tags == {"svg", "title", "style", "rect", "defs", "g", "path", "text", "use", "animate"}
    assert all(node.attrib["href"].startswith("#r") for node in nodes if "href" in node.attrib)
    assert not re.search(r"@import|url\(|http", source.replace('xmlns="http://www.w3.org/2000/svg"', ""))
    assert {node.attrib["dur"] for node in nodes if "dur" in node.attrib} == {f"{played_seconds():g}s"}


def played_seconds() -> float:
    return float(json.loads((FOLDER / "story.cast").read_text("utf-8").splitlines()[-1])[0])


def test_a_cast_writes_a_row_again_only_when_it_changed():
    cast = as_cast(FILM, 3.0, (6, 2), "a film")
    begun, changed, ended = (json.loads(line) for line in cast.splitlines()[2:])
    assert "a<b" in begun[2] and "a<b" not in changed[2]
    assert [at for at, _, _ in (begun, changed, ended)] == [0.0, 0.5, 3.0]
    assert [row.replace(" ", "") for row in played(cast)[-1][1]] == ["小艺▐", "a<b"]


def test_a_picture_shows_each_row_for_its_part_of_the_film():
    root = ElementTree.fromstring(as_svg(FILM, 3.0, (6, 2), "a film"))
    uses = [node for node in root.iter() if node.tag.endswith("use")]
    seen = [[(one.attrib["values"], one.attrib["keyTimes"]) for one in use] for use in uses]
    assert seen == [[("visible;hidden", "0;0.25")], [("hidden;visible", "0;0.25")], []]
    assert [use.attrib["y"] for use in uses] == ["0", "0", "18"]


async def test_the_script_films_what_the_phone_does(tmp_path):
    async with phone(
        {**os.environ, "SIMULATOR_DATA_DIR": str(tmp_path), "SIMULATOR_CACHE_DIR": str(tmp_path)}
    ) as director:
        film = await director.play((Say("小艺小艺"),))
    texts = ["".join(map(row_text, frame.rows)) for frame in film.camera.frames]
    assert "休眠中" in texts[0] and "我在，请说。" in texts[-1]
    times = [
        at
        for at, rows in played((FOLDER / "story.cast").read_text("utf-8"))
        if "我在" in "".join(rows).replace(" ", "")
    ]
    spoken = next(frame.at for frame, text in zip(film.camera.frames, texts, strict=True) if "我在，请说。" in text)
    assert abs(times[0] - spoken) < 1.0
    assert "2.6" in TITLE and SIZE == (80, 24)
