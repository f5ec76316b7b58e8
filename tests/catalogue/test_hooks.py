"""What a vendor's plugin.py may define, and what is said of one that is wrong."""

from __future__ import annotations

import asyncio
from datetime import datetime
from pathlib import Path
from textwrap import dedent

import pytest

from simulator.catalogue.hooks import load_hooks
from simulator.catalogue.problem import ProfileError
from simulator.domain.contents import Contents
from simulator.domain.release import SHANGHAI
from simulator.domain.search import Page
from simulator.hooks import NO_HOOKS, Hooks, Situation, Skill, SkillFailed

SKILL = """
from simulator.hooks import Change, Done, Skill, SkillFailed, Tool
SCHEMA = {{"type": "object", "properties": {{"n": {{"type": "integer"}}}}, "required": ["n"]}}
async def act(arguments, situation):
    {act}
def skills():
    return [Skill(Tool({name}, {description}, {schema}), act)]
"""


async def no_page(query: str) -> Page | None:
    return None


SITUATION = Situation(moment=datetime(2025, 2, 10, 9, tzinfo=SHANGHAI), contents=Contents(), lang="zh", find=no_page)


def written(folder: Path, text: str) -> Path:
    (folder / "plugin.py").write_text(dedent(text), encoding="utf-8")
    return folder


def hooks_of(folder: Path, text: str) -> Hooks:
    return load_hooks(written(folder, text), "acme")


def skill(act: str = "return Done('好')", name="'ping'", description="'Answers.'", schema="SCHEMA") -> str:
    return SKILL.format(act=act, name=name, description=description, schema=schema)


def only_skill(folder: Path, text: str) -> Skill:
    hook = hooks_of(folder, text).skills
    assert hook is not None
    (found,) = hook()
    return found


def run(found: Skill) -> str:
    return asyncio.run(found.act({}, SITUATION)).result


def told(folder: Path, error: ProfileError) -> str:
    return str(error).replace(f"{folder}/", "acme/")


def load_error(folder: Path, text: str) -> str:
    with pytest.raises(ProfileError) as caught:
        hooks_of(folder, text)
    return told(folder, caught.value)


def context_error(folder: Path, text: str) -> str:
    hook = hooks_of(folder, text).context
    assert hook is not None
    with pytest.raises(ProfileError) as caught:
        hook(SITUATION)
    return told(folder, caught.value)


def skills_error(folder: Path, text: str, taken: tuple[str, ...] = ()) -> str:
    hook = load_hooks(written(folder, text), "acme", taken).skills
    assert hook is not None
    with pytest.raises(ProfileError) as caught:
        hook()
    return told(folder, caught.value)


def test_a_folder_without_a_plugin_has_no_hooks(tmp_path):
    assert load_hooks(tmp_path, "acme") is NO_HOOKS


def test_a_plugin_defines_what_it_needs_and_no_more(tmp_path):
    hooks = hooks_of(tmp_path, "def context(situation):\n    return f'{situation.moment:%H} 点'\n")
    assert hooks.skills is None
    assert hooks.context is not None and hooks.context(SITUATION) == "09 点"


def test_a_skill_of_a_plugin_acts_on_the_phone(tmp_path):
    found = only_skill(tmp_path, skill("return Done('记下了', [Change('memo', 1, {'text': '牛奶'})])"))
    done = asyncio.run(found.act({}, SITUATION))
    assert (found.name, done.result, done.changes[0].kind) == ("ping", "记下了", "memo")


def test_the_plugins_of_two_folders_do_not_meet(tmp_path):
    one, other = tmp_path / "one", tmp_path / "other"
    for folder in (one, other):
        folder.mkdir()
    hooks = [hooks_of(folder, f"NAME = '{folder.name}'\ndef context(s): return NAME\n") for folder in (one, other)]
    assert [hook.context and hook.context(SITUATION) for hook in hooks] == ["one", "other"]


def test_a_changed_plugin_is_read_anew_and_leaves_no_bytecode(tmp_path):
    for answer in ("one", "two"):
        hook = hooks_of(tmp_path, f"def context(s): return '{answer}'\n").context
        assert hook is not None and hook(SITUATION) == answer
    assert [path.name for path in tmp_path.iterdir()] == ["plugin.py"]


def test_a_dataclass_in_a_plugin_finds_its_module(tmp_path):
    text = """\
        from __future__ import annotations
        from dataclasses import dataclass, fields

        @dataclass
        class Tone:
            name: str = "calm"

        def context(situation):
            return fields(Tone)[0].name
    """
    hook = hooks_of(tmp_path, text).context
    assert hook is not None and hook(SITUATION) == "name"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("def context(situation)\n    return ''\n", "acme/plugin.py:1:23: is not Python: expected ':'; mend this line"),
        ("x = '\x00'\n", "is not Python: "),
        ("x = " + "(" * 5_000, "is not Python: "),
        (
            "\n\nimport no_such_package\n",
            "acme/plugin.py:3: it stopped while it was loaded: ModuleNotFoundError: No module named 'no_such_package'; "
            "mend this line",
        ),
        (
            "def helper():\n    return 1 / 0\n\nhelper()\n",
            "acme/plugin.py:2: it stopped while it was loaded: ZeroDivisionError: division by zero; mend this line",
        ),
        (
            "import sys\nsys.exit('bye')\n",
            "acme/plugin.py:2: it stopped while it was loaded: SystemExit: bye; mend this line",
        ),
        ("raise GeneratorExit\n", "acme/plugin.py:1: it stopped while it was loaded: GeneratorExit; mend this line"),
        (
            "\ndef contxt(situation):\n    return ''\n",
            'acme/plugin.py:2: contxt is no hook; did you mean "context"? (known: context, skills; a function of your '
            "own may begin with _)",
        ),
        ("def Skills():\n    return []\n", 'acme/plugin.py:1: Skills is no hook; did you mean "skills"?'),
        ("skill = lambda: []\n", 'acme/plugin.py:1: skill is no hook; did you mean "skills"?'),
        (
            "VALUE = 1\ncontext = 'at ten'\n",
            'acme/plugin.py:2: context is "at ten"; write def context(situation): …',
        ),
        ("skills = None\n", "acme/plugin.py:1: skills is None; write def skills(): …"),
        (
            "async def context(situation):\n    return ''\n",
            "acme/plugin.py:1: context is asynchronous; write def context(situation): …, which waits for nothing",
        ),
        (
            "def context():\n    return ''\n",
            "acme/plugin.py:1: context cannot be called with situation; write def context(situation): …",
        ),
        (
            "def skills(situation):\n    return []\n",
            "acme/plugin.py:1: skills cannot be called with no arguments; write def skills(): …",
        ),
    ],
)
def test_a_plugin_that_cannot_be_one_is_told_with_its_line(tmp_path, text, line):
    error = load_error(tmp_path, text)
    assert line in error
    assert "\n" not in error


def test_a_function_of_the_plugins_own_may_have_any_other_name(tmp_path):
    text = "def context(situation): return tell()\ndef contexts(): ...\ndef tell(): return '好'\ndef _skils(): ...\n"
    hook = hooks_of(tmp_path, text).context
    assert hook is not None and hook(SITUATION) == "好"


@pytest.mark.parametrize(
    ("body", "line"),
    [
        ("return situation.colour", "acme/plugin.py:2: context stopped: AttributeError: 'Situation' object has no "),
        ("raise SystemExit", "acme/plugin.py:2: context stopped: SystemExit; mend this line"),
        ("raise KeyboardInterrupt", "acme/plugin.py:2: context stopped: KeyboardInterrupt; mend this line"),
        ("return context(situation)", "acme/plugin.py:2: context stopped: RecursionError: "),
        ("return None", 'acme/plugin.py:1: context gave None; give a text, "" for none'),
        ("yield 'text'", "acme/plugin.py:1: context gave "),
    ],
)
def test_a_context_that_stops_is_told_with_its_line(tmp_path, body, line):
    assert line in context_error(tmp_path, f"def context(situation):\n    {body}\n")


def test_a_context_can_drive_no_terminal(tmp_path):
    hook = hooks_of(tmp_path, "def context(situation): return '一\\x1b[2J\\u202e二'\n").context
    assert hook is not None and hook(SITUATION) == "一[2J二"


def test_what_a_plugin_prints_stays_out_of_the_output(tmp_path, capsys):
    hook = hooks_of(tmp_path, "print('loaded')\ndef context(situation):\n    print('asked')\n    return ''\n").context
    assert hook is not None and hook(SITUATION) == ""
    printed = capsys.readouterr()
    assert (printed.out, printed.err.split()) == ("", ["loaded", "asked"])


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (
            "def skills(): return None\n",
            "acme/plugin.py:1: skills gave nothing; give a list of Skill, like [Skill(Tool(…), act)]",
        ),
        ("def skills(): return 'ping'\n", "acme/plugin.py:1: skills gave something of the type str; give a list of"),
        ("def skills(): return [1]\n", "acme/plugin.py:1: skills gave something of the type int in place 1; give"),
        ("def skills(): raise SystemExit(3)\n", "acme/plugin.py:1: skills stopped: SystemExit: 3; mend this line"),
        (skill(name="'set alarm'"), 'acme/plugin.py:6: skill "set alarm" has no name that a model can call; write'),
        (skill(name="'闹钟'"), 'skill "闹钟" has no name that a model can call; write letters, digits and _'),
        (skill(name="'a' * 65"), "has no name that a model can call"),
        (skill(name="None"), "skill None has no name that a model can call"),
        (skill(description="' '"), 'skill "ping" has no description; say what it is good for: a model chooses by it'),
        (skill(schema="{'type': 'string'}"), 'skill "ping" has parameters that are no JSON Schema object; write {'),
        (skill(schema="{'type': 'object', 'properties': []}"), 'skill "ping" has properties that are no schemas'),
        (
            skill(schema="{'type': 'object', 'required': ['n']}"),
            'skill "ping" requires what is not among its properties',
        ),
        (
            skill(schema="{'type': 'object', 'required': [[]]}"),
            'skill "ping" requires what is not among its properties',
        ),
        (
            skill(schema="{'type': 'object', 'properties': {'n': {'enum': {1}}}}"),
            'skill "ping" has parameters that are no JSON (TypeError: ',
        ),
        (
            skill().replace("return [", "return 2 * ["),
            'acme/plugin.py:6: skill "ping" is there already; give each skill a name of its own',
        ),
    ],
)
def test_skills_that_no_model_can_call_are_told(tmp_path, text, line):
    assert line in skills_error(tmp_path, text)


def test_a_skill_may_not_have_the_name_of_one_that_every_phone_has(tmp_path):
    error = skills_error(tmp_path, skill(name="'set_alarm'"), taken=("set_alarm",))
    assert 'skill "set_alarm" is there already' in error


@pytest.mark.parametrize(
    ("act", "said"),
    [
        ("raise SkillFailed('没有这样的闹钟')", "没有这样的闹钟"),
        ("return 1 / 0", "ping (plugin.py:5): ZeroDivisionError: division by zero"),
        ("raise SystemExit", "ping (plugin.py:5): SystemExit"),
        ("raise KeyboardInterrupt", "ping (plugin.py:5): KeyboardInterrupt"),
        ("return '好'", "ping (plugin.py): TypeError: it gave something of the type str and no Done with a text"),
        (
            "return Done(None)",
            "ping (plugin.py): TypeError: it gave something of the type Done and no Done with a text",
        ),
        ("return Done('', [None])", "ping (plugin.py): TypeError: it changed nothing, which is no Change with a kind"),
        ("return Done('', [Change('memo', 1, {'at': []})])", "it wrote something of the type list into a memo"),
        ("return Done('', [Change('memo', 1, {'at': float('nan')})])", "it wrote something of the type float into"),
    ],
)
def test_a_skill_that_stops_says_so_and_ends_no_program(tmp_path, act, said):
    found = only_skill(tmp_path, skill(act))
    with pytest.raises(SkillFailed) as caught:
        run(found)
    assert said in str(caught.value)


async def test_a_skill_that_waits_can_be_stopped(tmp_path):
    found = only_skill(tmp_path, skill("import asyncio; await asyncio.Event().wait()"))
    acting = asyncio.ensure_future(found.act({}, SITUATION))
    await asyncio.sleep(0)
    acting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await acting


@pytest.mark.parametrize("kind", ["folder", "loop", "nowhere", "large"])
def test_a_plugin_that_is_no_file_is_told(tmp_path, kind):
    path = tmp_path / "plugin.py"
    match kind:
        case "folder":
            path.mkdir()
        case "loop":
            path.symlink_to(path)
        case "nowhere":
            path.symlink_to(tmp_path / "gone.py")
        case "large":
            path.write_text("#" * (1 << 21), encoding="utf-8")
    with pytest.raises(ProfileError) as caught:
        load_hooks(tmp_path, "acme")
    assert str(caught.value).startswith(f"{path}: ")
