"""A server, a profile, a script and a user that mean harm: nothing reaches the terminal but text and Textual's own."""

from __future__ import annotations

import json
import re
from pathlib import Path

from tests.terminal.hostile_server import EVIL, MARKUP, hostile_server
from tests.terminal.screens import AtTerminal

ROOT = Path(__file__).resolve().parents[2]
OURS = re.compile(
    rb"\x1b\[[0-9;]*m"  # colours
    rb"|\x1b\[\d+;\d+H"  # where to draw
    rb"|\x1b\[\?(?:1049|1000|1003|1015|1006|25|1004|2004|2026|2048|7)[hl]"  # switches
    rb"|\x1b\[\?(?:2026|2048)\$p"  # questions about them
    rb"|\x1b\[(?:>25|<)u"  # the keyboard
    rb"|\x1b\]22;[a-z-]*\x07"  # the shape of the pointer
)
"""What Textual writes to drive a terminal; whatever else drives one is somebody else's."""
DRIVES = re.compile("[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def driven_by(raw: bytes) -> list[str]:
    """Give what drives the terminal and is not Textual's, each with what is around it."""
    text = OURS.sub(b"", raw).decode()
    return [repr(text[max(0, found.start() - 20) : found.end() + 20]) for found in DRIVES.finditer(text)]


def test_a_hostile_server_draws_text_in_bubbles_notices_and_the_inspector(
    at_terminal: AtTerminal, environ: dict[str, str]
) -> None:
    with hostile_server() as url:
        phone = ["tui", "--backend-url", url, "--model", EVIL, "--clock", "x100"]
        with at_terminal(phone, environ, columns=160, rows=50) as terminal:
            terminal.until(lambda text: "在听" in text)
            terminal.type(f"\x1b[200~你好\u202e{MARKUP}\x9b2J\x1b[201~\r")
            terminal.until(lambda text: "到此为止" in text and "在听" in text and "你好[@click" in text)
            terminal.type("\x14")  # Ctrl+T: the thinking
            terminal.until(lambda text: "想甲" in text)
            terminal.type("错\r")
            terminal.until(lambda text: "坏甲" in text)
            terminal.type("\x1b[17~")  # F6: the inspector, and its pages
            for sign in ("用量", "Ctrl+↑↓", "个事件", "clean"):
                terminal.until(lambda text, sign=sign: sign in text)  # type: ignore[misc]
                terminal.type("\x1b[18~")
            terminal.type("长\r")
            terminal.until(lambda text: "长长长" in text)  # at the phone's own pace it takes very long
            terminal.type("\x1b")
            terminal.until(lambda text: "在听" in text)
            terminal.type("\x11")
            assert terminal.ended() == 0, terminal.text
        assert driven_by(terminal.raw) == []
        assert "丁戊".encode() in terminal.raw


def test_markup_in_a_profile_is_drawn_as_text(at_terminal: AtTerminal, environ: dict[str, str], tmp_path: Path) -> None:
    profile = (ROOT / "vendors" / "nubia" / "profile.toml").read_text(encoding="utf-8")
    for said in ("努比亚智能助手", '努比亚"', "你好，这里是", "Z70 Ultra", "讲个笑话", "系统内嵌", "正在思考"):
        profile = profile.replace(said, MARKUP + said)
    (tmp_path / "evil").mkdir()
    (tmp_path / "evil" / "profile.toml").write_text(profile.replace('id = "nubia"', 'id = "evil"'), encoding="utf-8")
    phone = ["tui", "--vendor", "evil", "--vendors-path", str(tmp_path / "evil"), "--clock", "x100"]
    with at_terminal(phone, environ, columns=120, rows=40) as terminal:
        terminal.until(lambda text: "在听" in text and "[@click=app.quit]" in text)
        terminal.type("\x11")
        assert terminal.ended() == 0, terminal.text
    assert driven_by(terminal.raw) == []


def test_a_hostile_script_draws_text_in_captions_and_notes(
    at_terminal: AtTerminal, environ: dict[str, str], tmp_path: Path
) -> None:
    evil = json.dumps(EVIL + MARKUP)
    script = tmp_path / "evil.sim.yaml"
    turns = f"turns:\n  - user: {evil}\n    caption: {evil}\n    note: {evil}\n  - user: 你好\n    caption: 完了\n"
    script.write_text(f"script: {evil}\nmatrix: {{vendor: [xiaoyi], backend: [mock]}}\n{turns}", encoding="utf-8")
    with at_terminal(["tui", "--script", str(script), "--clock", "x16"], environ, columns=120, rows=40) as terminal:
        terminal.until(lambda text: "完了" in text and "[/nope]" in text)
        terminal.type("q")
        assert terminal.ended() == 0, terminal.text
    assert driven_by(terminal.raw) == []
