"""Vendors of installed packages, and what a list costs: seen from a process of their own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LIST = """
import json, sys
from simulator.catalogue.catalogue import Catalogue, standard_sources
catalogue = Catalogue(standard_sources([], None))
listed = {item.id: [item.origin, item.problem, len(item.shadows)] for item in catalogue.listings()}
print(json.dumps({"listed": listed, "modules": sorted(sys.modules)}))
"""


def run(code: str, *places: Path) -> str:
    path = os.pathsep.join(map(str, (ROOT, *places)))
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", env=os.environ | {"PYTHONPATH": path}
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def site(tmp_path, write_vendor) -> Path:
    """A place of installed packages: two that hold a vendor, and three that are broken in their own ways."""
    site = tmp_path / "site"
    write_vendor(name="acme_phone", under="site")
    write_vendor(('id = "acme"', 'id = "bolt"'), name="bolt", under="site/outer/inner")
    for folder in ("acme_phone", "outer", "outer/inner", "outer/inner/bolt", "hollow"):
        (site / folder).mkdir(exist_ok=True)
        (site / folder / "__init__.py").write_text("raise SystemExit('imported')", encoding="utf-8")
    info = site / "phones-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: phones\nVersion: 1.0\n", encoding="utf-8")
    (info / "entry_points.txt").write_text(
        "[simulator.vendors]\nacme = acme_phone\nbolt = outer.inner.bolt\ngone = nowhere\nhollow = hollow:thing\n"
        "lost = outer.missing.phone\n",
        encoding="utf-8",
    )
    return site


def test_a_vendor_of_a_package_is_found_without_importing_the_package(site):
    seen = json.loads(run(LIST, site))
    assert seen["listed"]["acme"] == ["entry point", None, 0]
    assert seen["listed"]["bolt"] == ["entry point", None, 0]
    assert not {"acme_phone", "outer", "hollow"} & set(seen["modules"])


def test_a_broken_package_is_reported_and_hinders_no_other(site):
    listed = json.loads(run(LIST, site))["listed"]
    assert listed["gone"][1] == "entry point gone: module nowhere is not installed"
    assert listed["hollow"][1] == "entry point hollow: module hollow has no profile.toml in its folder"
    assert listed["lost"][1] == "entry point lost: module outer.missing.phone is not installed"


def test_a_package_whose_list_cannot_be_read_is_reported_and_hinders_no_other(site):
    info = site / "garbled-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: garbled\nVersion: 1.0\n", encoding="utf-8")
    (info / "entry_points.txt").write_text("[simulator.vendors]\nno equals sign\n", encoding="utf-8")
    listed = json.loads(run(LIST, site))["listed"]
    assert listed["garbled"][1].startswith("package garbled: its entry_points.txt cannot be read (")
    assert listed["acme"][1] is None


def test_an_entry_points_name_is_its_vendors_id(site):
    load = "from simulator.catalogue.catalogue import *\nprint(Catalogue(standard_sources([], None)).load('acme').id)"
    assert run(load, site).strip() == "acme"


def test_choosing_a_broken_package_says_what_is_wrong_with_it(site):
    load = """
from simulator.catalogue.catalogue import *
from simulator.catalogue.problem import ProfileError
try:
    Catalogue(standard_sources([], None)).load("gone")
except ProfileError as error:
    print(error)
"""
    assert run(load, site).strip() == "entry point gone: module nowhere is not installed"


def test_a_list_imports_neither_the_schema_nor_the_package_metadata():
    modules = set(json.loads(run(LIST))["modules"])
    assert "simulator.catalogue.listing" in modules
    assert not {"pydantic", "pydantic_core", "importlib.metadata", "simulator.plugin", "httpx", "textual"} & modules
