"""What a catalogue of many vendors opens: counted by what the interpreter reports of itself."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.catalogue.example import EXAMPLE

ROOT = Path(__file__).resolve().parents[2]
COUNT = """
import json, sys
from collections import Counter
from pathlib import Path
from simulator.catalogue.catalogue import Catalogue
from simulator.catalogue.find import folder_source
import simulator.catalogue.load

place, action = sys.argv[1:]
seen = Counter()
def count(event, args):
    is_inner = event == "open" and args[1] is None  # what `open` does inside of itself
    if event in ("open", "os.listdir", "os.scandir") and not is_inner and str(args[0]).startswith(place):
        seen[event + " " + str(args[0]).removeprefix(place)] += 1
catalogue = Catalogue([folder_source(Path(place), "path")])
sys.addaudithook(count)
match action:
    case "load": catalogue.load("acme7")
    case "list": assert all(item.problem is None for item in catalogue.listings())
    case "all": assert all(vendor.id == id for id, vendor in catalogue.vendors())
print(json.dumps(seen))
"""


@pytest.fixture
def opened(tmp_path):
    """Do something with a catalogue of so many vendors, and give how often it opened what."""

    def run(number: int, action: str) -> Counter[str]:
        place = tmp_path / f"{number}"
        for count in range(number):
            (place / f"acme{count}").mkdir(parents=True, exist_ok=True)
            text = EXAMPLE.replace('id = "acme"', f'id = "acme{count}"')
            (place / f"acme{count}" / "profile.toml").write_text(text, encoding="utf-8")
        command = [sys.executable, "-c", COUNT, str(place), action]
        done = subprocess.run(command, capture_output=True, encoding="utf-8", cwd=ROOT)
        assert done.returncode == 0, done.stderr
        return Counter(json.loads(done.stdout))

    return run


def test_choosing_one_opens_the_same_among_ten_and_among_five_hundred(opened):
    expected = {"open /acme7/profile.toml": 1, "os.listdir ": 1}
    assert opened(10, "load") == opened(500, "load") == expected


@pytest.mark.parametrize("action", ["list", "all"])
def test_listing_and_loading_all_open_each_profile_once(opened, action):
    seen = opened(40, action)
    assert seen == {"os.listdir ": 1} | {f"open /acme{number}/profile.toml": 1 for number in range(40)}
