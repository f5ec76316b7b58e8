"""`simulator vendors`: the weeks of all vendors, one vendor on one day, and the schema for editors."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from simulator.catalogue.catalogue import Catalogue, standard_sources
from simulator.domain.cells import width
from simulator.domain.limit import Lang
from simulator.domain.release import Vendor
from simulator.faces.cli.profile_page import page
from simulator.faces.cli.timeline_page import DAYS, timeline_json, timeline_page
from tests.faces.cli.conftest import Simulator

CATALOGUE = Catalogue(standard_sources([], None))
VENDORS = [CATALOGUE.load(listing.id) for listing in CATALOGUE.listings()]
STRIP = """\
华为 小艺       ┊······┊······┊·▓▓▓▓█████████████████████  正式版
荣耀 YOYO助理   ┊······┊······┊····██████████████████████  正式版
魅族 Aicy       ┊······┊······┊····░░▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓  Beta ?
小米 超级小爱   ┊······┊······┊······┊····▓·┊·····███████  正式版
OPPO 小布助手   ┊······┊······┊····░░░░░░░░░░░░██████████  正式版 ?
努比亚智能助手  ┊······┊······┊······▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒  内测
红魔 魔姬       ┊······┊······┊······░░░░░░░░░░░░░░░░░░░░  已宣布
vivo 蓝心小V    ┊······┊······┊······░░░░░░░░░░░░░░░░░░░░  已宣布
苹果 Siri       ┊······┊······┊······┊·╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌  非 DeepSeek
"""


def drawn(lang: Lang = "zh", cells: int = 80, *, is_coloured: bool = False) -> str:
    return timeline_page(VENDORS, lang, cells, is_coloured=is_coloured)


def is_address(line: str) -> bool:
    """Say whether the line is one word, which no width divides."""
    return " " not in line.strip()


def test_the_weeks_are_drawn_a_block_a_day():
    assert STRIP in drawn()


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("cells", [80, 100, 120, 160])
def test_a_line_is_no_wider_than_the_terminal(lang: Lang, cells: int):
    lines = [
        *drawn(lang, cells).splitlines(),
        *(line for vendor in VENDORS for line in page(vendor, lang, cells).splitlines()),
    ]
    assert [line for line in lines if width(line) > cells and not is_address(line)] == []


@pytest.mark.parametrize(("cells", "step"), [(80, 1), (160, 2)])
def test_the_ruler_stands_over_the_days(cells: int, step: int):
    lines = drawn("zh", cells).splitlines()
    mondays, row = lines[3], next(line for line in lines if line.startswith("华为"))
    begins = mondays.index("20")
    assert mondays.index("03") - begins == 14 * step
    label = len(row[: row.index("┊")].encode("gbk"))  # a Han character is two bytes, as it is two cells
    assert label == begins
    strip = row[row.index("┊") :].split("  ")[0] if step == 1 else row[row.index("┊") :].rpartition("  ")[0]
    assert len(strip) == DAYS * step


def test_a_terminal_gets_colour_and_a_file_none():
    assert "\x1b[" not in drawn()
    assert "\x1b[33m▓▓▓▓\x1b[0m\x1b[32m█" in drawn(is_coloured=True)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_is_assumed_is_marked_in_the_drawing(lang: Lang):
    guess = "推测" if lang == "zh" else "assumed"
    assert f"? {guess}" in drawn(lang)
    assert "[assumed]" in drawn(lang) and "[seed]" in drawn(lang)


def test_as_json_every_day_says_what_stood():
    days = {row["vendor"]: row["days"] for row in timeline_json(VENDORS)}
    assert list(days) == ["xiaoyi", "yoyo", "meizu", "xiaomi", "breeno", "nubia", "redmagic", "vivo", "apple"]
    assert {len(row) for row in days.values()} == {DAYS}
    assert days["xiaomi"]["2025-02-15"] == {"release": "2025-02-15", "channel": "beta"}
    assert days["xiaomi"]["2025-02-16"] is None
    assert days["xiaoyi"]["2025-02-04"] is None


@pytest.mark.parametrize("vendor", VENDORS, ids=lambda vendor: vendor.id)
def test_the_page_of_a_vendor_loses_no_note(vendor: Vendor):
    whole = "".join(page(vendor, "zh", 80).split())
    for release in vendor.releases:
        assert release.note is None or "".join(release.note.zh.split()) in whole
        for _, limit in release.limits.stated():
            assert "".join(limit.note.split()) in whole


def test_the_drawing_is_on_standard_output_and_fits(simulator: Simulator):
    ran = simulator("vendors", "timeline", COLUMNS="80")
    assert (ran.code, ran.err) == (0, "")
    assert STRIP in ran.out
    english = simulator("vendors", "timeline", "--lang", "en", "--json")
    assert len(json.loads(english.out)) == len(VENDORS)


def test_a_broken_vendor_is_told_beside_the_drawing(simulator: Simulator, tmp_path: Path):
    (tmp_path / "acme").mkdir()
    (tmp_path / "acme" / "profile.toml").write_text('id = "acme"\n', encoding="utf-8")
    ran = simulator("vendors", "timeline", "--vendors-path", str(tmp_path))
    assert (ran.code, STRIP in ran.out) == (0, True)
    assert "acme 不在图中" in ran.err


@pytest.mark.parametrize(("more", "is_coloured"), [({}, True), ({"NO_COLOR": "1"}, False)])
def test_at_a_terminal_the_drawing_is_coloured_unless_nobody_wants_it(
    environ: Mapping[str, str], more: Mapping[str, str], is_coloured: bool
):
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "simulator", "vendors", "timeline"]
    plain = {name: value for name, value in environ.items() if name != "NO_COLOR"}
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, env={**plain, **more}) as process:
        os.close(theirs)
        written = b""
        while True:
            try:
                piece = os.read(ours, 65_536)
            except OSError:  # how Linux says that the other end is closed
                break
            if not piece:
                break
            written += piece
    os.close(ours)
    assert process.returncode == 0
    assert "▓▓▓▓" in written.decode()
    assert (b"\x1b[33m" in written) == is_coloured


def test_a_vendor_on_a_day_says_what_is_live_what_not_and_why(simulator: Simulator):
    ran = simulator("vendors", "show", "xiaomi", "--date", "2025-02-18", COLUMNS="80")
    assert ran.code == 0
    assert "不可用：2025-02-15 自 2025-02-23 20:00 起可用，现在是 2025-02-18 10:00。" in ran.out
    assert "✕ 日期  2025-02-23 20:00  2025-02-18 10:00" in ran.out
    assert "✕ 渠道  公测版或正式版    已下线" in ran.out
    assert "✓ 账号  已登录            已登录" in ran.out


def test_a_day_as_json_has_every_gate(simulator: Simulator):
    ran = simulator("vendors", "show", "yoyo", "--date", "2025-02-10", "--os", "MagicOS 7.2", "--json")
    day = json.loads(ran.out)
    assert (day["release"], day["usable"], day["phone"]["os"]) == ("80.0.1.503", False, "MagicOS 7.2")
    gates = {gate["gate"]: gate for gate in day["releases"][0]["gates"]}
    assert list(gates) == ["date", "channel", "region", "os", "app", "login"]
    assert [name for name, gate in gates.items() if not gate["open"]] == ["os"]
    assert (gates["os"]["needed"], gates["os"]["actual"]) == ("MagicOS 8.0+", "MagicOS 7.2")


def test_the_phone_of_a_day_may_be_any(simulator: Simulator):
    asked = ("vendors", "show", "breeno", "--date", "2025-02-21", "--lang", "en")
    assert "live: 2025-02-20 (Say the wake word" in simulator(*asked, "--device", "OPPO find n5").out
    assert "this phone is a Fnd N5 (Find N5?)" in simulator(*asked, "--device", "Fnd N5").out
    assert "(later buyer)" in simulator(*asked, "--not-first-buyer").out


def test_the_schema_is_json_on_standard_output(simulator: Simulator):
    ran = simulator("vendors", "schema")
    assert (ran.code, ran.err) == (0, "")
    assert json.loads(ran.out)["properties"]["releases"]["type"] == "array"


def test_an_unknown_wake_word_is_shown_as_unknown(simulator: Simulator):
    assert "wake word                   not known" in simulator("vendors", "show", "nubia", "--lang", "en").out


@pytest.mark.parametrize(
    ("argv", "hint"),
    [
        (("vendors", "timline"), "timeline"),
        (("vendors", "timeline", "xiaoyi"), "vendors show V"),
        (("vendors", "--date", "2025-02-08"), "vendors show V"),
        (("vendors", "show", "xiaoyi", "--date", "2025-02-30"), "2025-02-30"),
        (("vendors", "show", "xiaoyi", "--date", "2025-02-08", "--os", "HarmonyOS"), "MagicOS 8.0"),
        (("vendors", "show", "xiaoyi", "--region", "China"), "--region 'China'"),
        (("vendors", "show", "小愛"), "xiaomi"),
        (("ask", "你好", "--region", "C1"), "--region 'C1'"),
        (("ask", "你好", "--vendor", "nubia", "--wake"), "no wake word of nubia is known"),
    ],
)
def test_a_mistake_is_told_with_what_to_do(simulator: Simulator, argv: tuple[str, ...], hint: str):
    ran = simulator(*argv)
    assert (ran.code, ran.out) == (2, "")
    assert hint in ran.err and "Traceback" not in ran.err


@pytest.mark.parametrize(
    ("options", "gate", "needed"),
    [
        (("breeno", "--date", "2025-02-20T18:59"), "date", "2025-02-20 19:00"),
        (("breeno", "--date", "2025-02-21", "--device", "Find X8"), "device", "Find N5"),
        (("breeno", "--date", "2025-02-21", "--not-first-buyer"), "channel", "first buyers"),
        (("xiaomi", "--date", "2025-02-18"), "date", "2025-02-23 20:00"),
        (("nubia", "--date", "2025-02-11"), "channel", "internal test"),
        (("vivo",), "channel", "beta or official"),
        (("yoyo", "--logged-out"), "login", "logged in"),
        (("meizu", "--region", "US"), "region", "CN"),
    ],
)
def test_a_phone_that_a_gate_shuts_out_is_told_and_not_answered(
    simulator: Simulator, options: tuple[str, ...], gate: str, needed: str
):
    ran = simulator("ask", "你好", "--json", "--clock", "virtual", "--vendor", *options)
    (refused,) = ran.all("gate_refused")
    assert (refused["gate"], refused["needed"]) == (gate, needed)
    (ended,) = ran.all("turn_ended")
    assert ended["outcome"] == "refused"
    assert ran.code == 0


@pytest.mark.parametrize(
    "options",
    [
        ("breeno", "--date", "2025-02-20T19:00", "--device", "OPPO Find N5"),
        ("xiaomi", "--date", "2025-02-15"),
        ("xiaomi",),
        ("meizu", "--date", "2025-02-12", "--device", "Lucky 08"),
        ("nubia", "--date", "2025-02-11", "--enrolled"),
        ("nubia",),
    ],
)
def test_a_phone_that_passes_is_answered(simulator: Simulator, options: tuple[str, ...]):
    ran = simulator("ask", "你好", "--json", "--clock", "virtual", "--vendor", *options)
    assert ran.all("gate_refused") == []
    assert ran.answers != [""]
    assert ran.code == 0
