"""The pytest plugin: collects `*.sim.yaml`, and gives tests phones. Nothing else is imported before one is there."""

from simulator.pytest_plugin.fixtures import phone, phone_sync, phones, phones_sync
from simulator.pytest_plugin.hooks import pytest_addoption, pytest_collect_file, pytest_configure

__all__ = [
    "phone",
    "phone_sync",
    "phones",
    "phones_sync",
    "pytest_addoption",
    "pytest_collect_file",
    "pytest_configure",
]
