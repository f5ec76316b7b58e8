"""The bundled scripts tell their stories: all cases of all of them pass, as `simulator run` plays them."""

from __future__ import annotations

import asyncio
import json
from functools import cache
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from simulator.bundled import folder
from simulator.replay.choosing import Choice, cases_in, in_folder, read_all
from simulator.replay.lab import LabChoice
from simulator.replay.places import Complaints
from simulator.replay.playing import play
from simulator.replay.schema import schema_text
from simulator.wiring.replay import ReplayLab

FOLDER = folder("fixtures") / "scripts"
SCRIPTS = in_folder(FOLDER)
LAB = ReplayLab({"SIMULATOR_CONFIG_DIR": "/nowhere", "SIMULATOR_CACHE_DIR": "/nowhere"}, LabChoice())


@cache
def validator() -> Draft202012Validator:
    schema = json.loads(schema_text())
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


SCHEMA_LINE = "# yaml-language-server: $schema=%sschema/script.schema.json"


def test_every_vendor_has_a_demo():
    demos = [script for script, _ in read_all(SCRIPTS, Complaints()) if "demo" in script.tags]
    told = {text for script in demos for axis in script.axes if axis.name == "vendor" for text, _ in axis.values}
    assert told == set(LAB.vendors())


@pytest.mark.parametrize("named", SCRIPTS, ids=lambda named: named.path.name.split(".")[0])
def test_a_bundled_script_is_green(named):
    async def played():
        said = Complaints()
        return [await play(case, LAB) for case in cases_in(read_all([named], said), Choice(), LAB, said)]

    results = asyncio.run(played())
    assert not [(result.case, result.error, result.misses) for result in results if result.verdict != "passed"]


@pytest.mark.parametrize("named", SCRIPTS, ids=lambda named: named.path.name.split(".")[0])
def test_a_bundled_script_is_of_the_published_schema_and_says_so(named):
    text = named.path.read_text("utf-8")
    above = "../" * (len(named.path.relative_to(FOLDER).parts))
    assert text.startswith(SCHEMA_LINE % above)
    validator().validate(json.loads(json.dumps(yaml.load(text, yaml.CSafeLoader), default=str)))


@pytest.mark.parametrize("named", SCRIPTS, ids=lambda named: named.path.name.split(".")[0])
def test_a_bundled_script_has_tags_and_expects_something(named):
    ((script, _),) = read_all([named], Complaints())
    assert script.tags
    assert any(step.expect for step in script.steps)


def test_the_published_schema_is_the_one_that_scripts_are_read_by():
    published = Path(folder("fixtures")) / "schema" / "script.schema.json"
    assert published.read_text("utf-8") == schema_text(), (
        "run: simulator run --schema > fixtures/schema/script.schema.json"
    )
