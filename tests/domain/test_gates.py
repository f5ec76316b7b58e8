"""Which gate keeps a phone from a release."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, timedelta

import pytest

from simulator.domain.gates import Refusal, shut_gate
from simulator.domain.phone import Phone
from simulator.domain.release import Gates
from tests.fakes import assumed, release, shanghai

GATES = Gates(os=assumed("AcmeOS 4.0"), app=assumed("80.0.1.503"), device=assumed(("A1", "A1 Pro")))
GATED = release(since=shanghai(2025, 2, 8), gates=GATES)
FITTING = Phone(device="A1", os="AcmeOS 4.0", app="80.0.1.503", started=shanghai(2025, 2, 8, 10))


def refused(phone: Phone, of=GATED) -> Refusal | None:
    return shut_gate(of, phone, phone.started)


def test_a_phone_that_has_all_passes():
    assert refused(FITTING) is None


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"started": shanghai(2025, 2, 7, 23, 59)}, Refusal("date", "2025-02-08 00:00", "2025-02-07 23:59")),
        ({"device": "A2"}, Refusal("device", "A1 / A1 Pro", "A2")),
        ({"os": "AcmeOS 3.9"}, Refusal("os", "AcmeOS 4.0+", "AcmeOS 3.9")),
        ({"os": "OtherOS 9.0"}, Refusal("os", "AcmeOS 4.0+", "OtherOS 9.0")),
        ({"app": "80.0.1.502"}, Refusal("app", "80.0.1.503+", "80.0.1.502")),
    ],
)
def test_what_a_phone_lacks_is_named_with_what_it_has(change, refusal):
    assert refused(replace(FITTING, **change)) == refusal


@pytest.mark.parametrize(
    "change", [{"device": "a1 PRO"}, {"os": "acmeos 4"}, {"os": "AcmeOS 12"}, {"app": "v80.0.2"}, {"app": "81"}]
)
def test_spelling_and_later_versions_pass(change):
    assert refused(replace(FITTING, **change)) is None


def test_gates_are_asked_in_a_persons_order():
    worst = Phone(device="X", os="X 1", app="1", started=shanghai(2025, 1, 1))
    asked = []
    for step in ({"started": FITTING.started}, {"device": "A1"}, {"os": FITTING.os}, {"app": FITTING.app}):
        asked.append(refused(worst).gate)
        worst = replace(worst, **step)
    assert asked == ["date", "device", "os", "app"]
    assert refused(worst) is None


def test_an_open_release_asks_nothing_of_a_phone_it_cannot_read():
    odd = replace(FITTING, os="?", app="2025-02-08", device="")
    assert refused(odd, release(since=shanghai(2025, 2, 1))) is None


def test_an_unreadable_version_is_an_error_and_no_pass():
    with pytest.raises(ValueError, match="not a version"):
        refused(replace(FITTING, app="newest"))


@pytest.mark.parametrize(
    ("channel", "enrolled", "actual"),
    [
        ("announced", False, "announced"),
        ("announced", True, "announced"),
        ("internal", False, "not enrolled"),
        ("internal", True, None),
        ("beta", False, None),
        ("official", False, None),
    ],
)
def test_a_channel_lets_in_whom_it_is_for(channel, enrolled, actual):
    refusal = refused(replace(FITTING, enrolled=enrolled), replace(GATED, channel=channel))
    assert (refusal.actual if refusal else None) == actual
    assert refusal is None or refusal.gate == "channel"


def test_a_release_opens_at_its_second_in_any_time_zone():
    opens = GATED.since.astimezone(UTC)
    assert shut_gate(GATED, FITTING, opens) is None
    assert shut_gate(GATED, FITTING, opens - timedelta(seconds=1)).gate == "date"
