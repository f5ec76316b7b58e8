"""Which release answers on which day and phone."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.domain.gates import shut_gate
from simulator.domain.limit import Bilingual
from simulator.domain.phone import PhoneWishes
from simulator.domain.release import SHANGHAI, Gates, Release, Vendor
from simulator.domain.timeline import (
    at_ten,
    find_release,
    newest_usable,
    release_at,
    standing,
    take_in_hand,
    with_next_live,
)
from tests.fakes import assumed, release, shanghai, vendor

BETA = release(
    "11.2.10.310",
    shanghai(2025, 2, 5),
    channel="beta",
    gates=Gates(app=assumed("11.2.10.310"), os=assumed("AcmeOS 5.0")),
)
OFFICIAL = release(
    "11.2.10.340", shanghai(2025, 2, 9), gates=Gates(app=assumed("11.2.10.340"), device=assumed(("Mate 70", "Mate X6")))
)
EVENING = release("2025-02-20", shanghai(2025, 2, 20, 19))
ANNOUNCED = release("2025-03-01", shanghai(2025, 3, 1), channel="announced")
MAKER = vendor(BETA, OFFICIAL)

MOMENTS = st.datetimes(datetime(2024, 1, 1), datetime(2027, 1, 1)).map(lambda moment: moment.replace(tzinfo=SHANGHAI))


@st.composite
def makers(draw) -> Vendor:
    """Vendors with one to five releases of any channel, gates and hours, in order of time."""
    since = draw(st.lists(MOMENTS, min_size=1, max_size=5, unique=True).map(sorted))
    drawn = [_drawn_release(draw, number, moment) for number, moment in enumerate(since, 1)]
    return vendor(*with_next_live(drawn))


def _drawn_release(draw, number: int, moment: datetime) -> Release:
    gates = Gates(
        os=draw(st.none() | st.just(assumed(f"AcmeOS {number}.0"))),
        app=draw(st.none() | st.just(assumed(f"1.{number}"))),
        device=draw(st.none() | st.just(assumed((f"A{number}", "A9")))),
        region=draw(st.none() | st.sampled_from([assumed("CN"), assumed("US")])),
        login=draw(st.none() | st.just(assumed(True))),
        first_buyers=draw(st.none() | st.just(assumed(True))),
    )
    channel = draw(st.sampled_from(["announced", "internal", "beta", "official"]))
    moment = draw(st.sampled_from([moment, moment.replace(hour=0, minute=0, second=0, microsecond=0)]))
    until = draw(st.none() | st.integers(1, 2_000).map(lambda hours: moment + timedelta(hours=hours)))
    return release(f"1.{number}", moment, channel=channel, gates=gates, until=until)


@given(makers(), MOMENTS, st.none() | st.sampled_from(["1", "1.2", "1.9", "9"]))
def test_a_release_answers_on_every_day(maker, moment, app):
    found = release_at(maker, moment, app)
    assert found in maker.releases
    assert found.since <= moment or found == maker.releases[0]


@given(makers())
def test_a_phone_without_wishes_passes_its_releases_gates(maker):
    found, phone = take_in_hand(maker, PhoneWishes())
    assert not found.is_usable or shut_gate(found, phone, phone.started) is None
    assert found.is_usable or not any(item.is_usable for item in maker.releases)


@given(makers(), st.data())
def test_a_release_asked_for_comes_with_a_phone_that_passes(maker, data):
    wanted = data.draw(st.sampled_from(maker.releases))
    found, phone = take_in_hand(maker, PhoneWishes(release=wanted.version))
    refusal = shut_gate(found, phone, phone.started)
    assert found == wanted
    if wanted.channel != "announced":
        assert refusal is None
    else:
        assert refusal.gate == ("channel" if wanted.next_live is None else "date")


@given(makers(), MOMENTS)
def test_a_phone_keeps_the_wishes_of_its_user(maker, moment):
    wishes = PhoneWishes(date=moment, device="My Phone", os="MyOS 3", app="1.1", enrolled=True)
    _, phone = take_in_hand(maker, wishes)
    assert (phone.device, phone.os, phone.app, phone.enrolled) == ("My Phone", "MyOS 3", "1.1", True)
    assert phone.started == at_ten(moment)


@pytest.mark.parametrize(
    ("moment", "version"),
    [
        (shanghai(2025, 1, 1), "11.2.10.310"),
        (shanghai(2025, 2, 5), "11.2.10.310"),
        (shanghai(2025, 2, 8, 23, 59, 59), "11.2.10.310"),
        (shanghai(2025, 2, 9), "11.2.10.340"),
        (shanghai(2026, 1, 1), "11.2.10.340"),
    ],
)
def test_the_day_decides_which_release_answers(moment, version):
    assert release_at(MAKER, moment).version == version


def test_an_old_app_keeps_the_old_release():
    assert release_at(MAKER, shanghai(2025, 3, 1), "11.2.10.339") == BETA
    assert take_in_hand(MAKER, PhoneWishes(app="11.2.10.320"))[0] == BETA


def test_an_app_older_than_any_release_meets_the_first_ones_gate():
    found, phone = take_in_hand(MAKER, PhoneWishes(app="11.1"))
    assert found == BETA
    assert shut_gate(found, phone, phone.started).gate == "app"


def test_a_day_before_the_first_release_meets_its_date_gate():
    found, phone = take_in_hand(MAKER, PhoneWishes(date=shanghai(2025, 1, 20)))
    assert shut_gate(found, phone, phone.started).gate == "date"


def test_a_chosen_release_on_an_earlier_day_meets_its_date_gate():
    found, phone = take_in_hand(MAKER, PhoneWishes(release="11.2.10.340", date=shanghai(2025, 2, 6)))
    assert found == OFFICIAL
    assert shut_gate(found, phone, phone.started).gate == "date"


def test_a_system_that_a_release_does_not_run_on_is_the_users_choice():
    found, phone = take_in_hand(MAKER, PhoneWishes(os="AcmeOS 4.2", date=shanghai(2025, 2, 5)))
    assert found == BETA
    assert shut_gate(found, phone, phone.started).gate == "os"


def test_a_phone_that_may_be_any_is_a_usual_one_of_its_maker():
    _, phone = take_in_hand(vendor(EVENING), PhoneWishes())
    assert (phone.device, phone.os, phone.app) == ("A1", "AcmeOS 4.0", "2025-02-20")


def test_a_day_without_a_time_begins_at_ten():
    assert take_in_hand(MAKER, PhoneWishes())[1].started == shanghai(2025, 2, 9, 10)
    assert take_in_hand(MAKER, PhoneWishes(date=shanghai(2025, 2, 7)))[1].started == shanghai(2025, 2, 7, 10)
    assert take_in_hand(MAKER, PhoneWishes(date=shanghai(2025, 2, 7, 22, 30)))[1].started == shanghai(
        2025, 2, 7, 22, 30
    )
    assert take_in_hand(vendor(EVENING), PhoneWishes())[1].started == shanghai(2025, 2, 20, 19)


def test_on_the_day_of_a_launch_the_morning_still_has_the_old_release():
    maker = vendor(OFFICIAL, EVENING)
    assert take_in_hand(maker, PhoneWishes(date=shanghai(2025, 2, 20)))[0] == OFFICIAL
    assert release_at(maker, EVENING.since - timedelta(microseconds=1)) == OFFICIAL
    assert release_at(maker, EVENING.since) == EVENING


def test_the_newest_release_is_one_that_customers_can_use():
    assert newest_usable(vendor(OFFICIAL, ANNOUNCED)) == OFFICIAL
    assert newest_usable(vendor(ANNOUNCED)) == ANNOUNCED


def test_a_mere_announcement_takes_nothing_from_a_phone_that_works():
    assert take_in_hand(vendor(OFFICIAL, ANNOUNCED), PhoneWishes(date=shanghai(2025, 3, 2)))[0] == OFFICIAL


def test_an_internal_test_answers_those_who_are_enrolled():
    maker = vendor(OFFICIAL, replace(ANNOUNCED, channel="internal"))
    day = shanghai(2025, 3, 2)
    assert take_in_hand(maker, PhoneWishes(date=day))[0] == OFFICIAL
    assert take_in_hand(maker, PhoneWishes(date=day, enrolled=True))[0].channel == "internal"


def test_a_phone_that_may_be_any_is_part_of_the_internal_test_that_is_all_there_is():
    maker = vendor(replace(ANNOUNCED, channel="internal"))
    found, phone = take_in_hand(maker, PhoneWishes())
    assert phone.enrolled and shut_gate(found, phone, phone.started) is None
    found, phone = take_in_hand(maker, PhoneWishes(date=ANNOUNCED.since))
    assert shut_gate(found, phone, phone.started).gate == "channel"


PULLED = release("2025-02-15", shanghai(2025, 2, 15), channel="beta", until=shanghai(2025, 2, 16))
BACK = release("2025-02-23", shanghai(2025, 2, 23, 20))
RETURNING = vendor(*with_next_live([PULLED, BACK]))


def test_between_a_withdrawal_and_the_next_release_the_date_gate_names_the_next():
    found, phone = take_in_hand(RETURNING, PhoneWishes(date=shanghai(2025, 2, 18)))
    assert found.version == PULLED.version
    refusal = shut_gate(found, phone, phone.started)
    assert (refusal.gate, refusal.needed) == ("date", "2025-02-23 20:00")


def test_what_was_withdrawn_gives_way_to_the_release_before_it():
    maker = vendor(*with_next_live([OFFICIAL, PULLED]))
    assert release_at(maker, shanghai(2025, 2, 15)).version == PULLED.version
    assert release_at(maker, shanghai(2025, 2, 16)).version == OFFICIAL.version


def test_a_release_that_lived_for_an_hour_is_taken_in_hand_in_that_hour():
    short = replace(PULLED, until=shanghai(2025, 2, 15, 1))
    found, phone = take_in_hand(vendor(short), PhoneWishes())
    assert phone.started == short.since
    assert shut_gate(found, phone, phone.started) is None


def test_each_release_knows_when_the_next_one_comes_that_users_can_have():
    internal = replace(EVENING, channel="internal")
    dated = with_next_live([ANNOUNCED, internal, BACK, ANNOUNCED])
    assert [item.next_live for item in dated] == [BACK.since, BACK.since, None, None]


@pytest.mark.parametrize(
    ("moment", "version"),
    [
        (shanghai(2025, 2, 14), None),
        (shanghai(2025, 2, 15, 23, 59), "2025-02-15"),
        (shanghai(2025, 2, 16), None),
        (shanghai(2025, 2, 23, 20), "2025-02-23"),
        (shanghai(2025, 3, 2), "2025-02-23"),
    ],
)
def test_what_stands_on_a_day_is_what_users_can_have(moment, version):
    found = standing(vendor(*RETURNING.releases, ANNOUNCED), moment)
    assert (found.version if found else None) == version


def test_where_users_have_nothing_the_newest_word_stands():
    assert standing(vendor(ANNOUNCED, replace(ANNOUNCED, channel="internal")), ANNOUNCED.since).channel == "internal"


@given(makers(), MOMENTS)
def test_what_stands_is_out_and_not_withdrawn(maker, moment):
    found = standing(maker, moment)
    assert found is None or (found.since <= moment and not found.is_withdrawn(moment))


@pytest.mark.parametrize("name", ["Find N5", "OPPO Find N5", "oppo find n5", "FIND  N5", "findn5", "欧珀 Find N5"])
def test_a_model_is_known_with_and_without_its_makers_name(name):
    maker = vendor(
        release(since=shanghai(2025, 2, 20), gates=Gates(device=assumed(("Find N5",)))),
        name=Bilingual("欧珀", "OPPO"),
    )
    found, phone = take_in_hand(maker, PhoneWishes(device=name))
    assert phone.device == "Find N5"
    assert shut_gate(found, phone, phone.started) is None


def test_a_phone_for_abroad_or_without_account_is_what_the_user_says():
    maker = vendor(release(gates=Gates(region=assumed("CN"), login=assumed(True))))
    for wishes, gate in ((PhoneWishes(region="us"), "region"), (PhoneWishes(logged_in=False), "login")):
        found, phone = take_in_hand(maker, wishes)
        assert shut_gate(found, phone, phone.started).gate == gate


def test_an_unknown_release_is_named():
    assert find_release(MAKER, "1") is None
    with pytest.raises(KeyError, match=r"9\.9"):
        take_in_hand(MAKER, PhoneWishes(release="9.9"))
