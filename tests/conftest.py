"""What holds for all tests: no generated example may fail for being slow, since machines are noisy."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("patient", deadline=None)
settings.load_profile("patient")
