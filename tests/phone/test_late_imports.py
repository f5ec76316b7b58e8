"""Listing what a phone can do stays cheap."""

from __future__ import annotations

import subprocess
import sys

CODE = """
import sys
from simulator.domain.intents import intent_of
from simulator.phone.skills import phone_skills

assert len(phone_skills()) == 14 and intent_of("9.8 和 9.11 哪个大？") is None
print(sorted({"icalendar", "pysubs2", "dateutil", "pydantic", "httpx", "textual"} & sys.modules.keys()))
"""


def test_no_library_is_loaded_before_a_file_is_written():
    done = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
