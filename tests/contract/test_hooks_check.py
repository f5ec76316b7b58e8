"""A plugin.py is called as a phone would call it, and what it does wrong is told with its line."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from simulator.contract import hooks
from simulator.contract.verdict import Seen
from tests.catalogue.test_hooks import skill
from tests.contract.subjects import said, subject
from tests.fakes import vendor


def looked(folder: Path, text: str | None) -> Seen:
    if text is not None:
        (folder / "plugin.py").write_text(dedent(text), encoding="utf-8")
    return hooks.look(subject(vendor(), folder=folder))


def test_a_vendor_without_a_plugin_passes(tmp_path):
    assert looked(tmp_path, None).remark.en == "it has no plugin.py"


def test_a_plugin_that_keeps_its_word_passes(tmp_path):
    found = looked(
        tmp_path, "def context(situation): return f'{situation.moment}'\n" + skill("raise SkillFailed('不行')")
    )
    assert said(found) == ""
    assert found.remark.en == "context, ping"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("def contxt(s): ...\n", 'contxt is no hook; did you mean "context"?'),
        (
            "def context(s): return s.contents.of('alarm')[1]['time']\n",
            "plugin.py:1: context stopped: KeyError: 1; mend",
        ),
        (
            "def context(s): return '字' * 3000\n",
            "context has 3,000 characters; what is beyond 2,000 is not sent (2025-",
        ),
        (
            "N = []\ndef context(s):\n    N.append(1)\n    return f'{len(N)}'\n",
            "context answers differently when asked twice (2025-02-05 00:00, zh)",
        ),
        ("def skills(): return [None]\n", "skills gave nothing in place 1"),
        (skill("return Done(arguments['n'] * 'a')"), "ping (plugin.py:5): KeyError: 'n' ({})"),
        (skill("return Done(arguments.get('n', 0) * 'a')"), "ping (plugin.py:5): TypeError: "),
        (skill(name="'set_alarm'"), 'skill "set_alarm" is there already; give each skill a name of its own'),
        (skill("raise SystemExit"), "ping (plugin.py:5): SystemExit ({})"),
    ],
)
def test_a_plugin_that_breaks_its_word_is_told(tmp_path, text, line):
    assert line in said(looked(tmp_path, text))
