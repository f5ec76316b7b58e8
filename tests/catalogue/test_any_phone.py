"""Whatever a person says of a phone, every bundled vendor answers for it or says in one line what is wrong."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from simulator.catalogue.catalogue import Catalogue, standard_sources
from simulator.domain.phone import PhoneWishes, check
from simulator.domain.problem import UserProblem
from simulator.faces.cli.day_page import day_json, day_of, day_page
from simulator.faces.cli.options import parse_date

VENDORS = [vendor for _, vendor in Catalogue(standard_sources([], None)).vendors()]
VERSIONS = (
    st.text(max_size=20)
    | st.from_regex(r"[Vv]?[0-9.]{0,30}", fullmatch=True)
    | st.from_regex(r"(HarmonyOS|MagicOS|\w{1,8}) ?[0-9.]{1,12}", fullmatch=True)
)
NAMES = st.text(max_size=80) | st.sampled_from(
    ["Mate 70", "OPPO find n5", "Fnd N5", "MEIZU 21", "红魔 10 Pro", "N5" * 40]
)
DATES = (
    st.text(max_size=30)
    | st.datetimes().map(lambda moment: moment.isoformat())
    | st.datetimes(timezones=st.timezones()).map(lambda moment: moment.isoformat())
    | st.dates().map(lambda day: day.isoformat())
)


def wishes_of(**said: object) -> PhoneWishes | str:
    """Give the wishes, or the line that refuses them."""
    try:
        wishes = PhoneWishes(**said)  # type: ignore[arg-type]
        check(wishes)
    except UserProblem as problem:
        return str(problem)
    return wishes


@given(
    st.sampled_from(VENDORS),
    st.none() | VERSIONS,
    st.none() | VERSIONS,
    st.none() | NAMES,
    st.none() | st.text(max_size=3) | st.sampled_from(["CN", "us"]),
    st.booleans(),
)
@example(VENDORS[0], "1" * 5_000, "X" * 5_000 + " 1", "9" * 5_000, "CN", True)
@example(VENDORS[0], "١.٢", "MagicOS ٨", None, None, False)
def test_any_phone_is_answered_for_or_refused_in_one_line(vendor, app, os, device, region, is_enrolled):
    date = parse_date("2025-02-21")
    wishes = wishes_of(app=app, os=os, device=device, region=region, enrolled=is_enrolled, date=date)
    if isinstance(wishes, str):
        assert "\n" not in wishes and len(wishes) < 200
    else:
        day = day_of(vendor, wishes)
        assert day_json(day)["usable"] in (True, False)
        assert all("{" not in day_page(day, lang, 80) or "{" in str(wishes) for lang in ("zh", "en"))


@given(DATES)
@example("2025-02-30")
@example("9999-99-99")
@example("31.12.")
@example("0001-01-01")
@example("0001-01-01T00:00:00+14:00")
@example("9999-12-31T23:59:59-12:00")
@example("2099-12-31T23:59:59.999999")
@example("٢٠٢٥-٠٢-٠٥")
def test_any_date_is_a_day_of_this_century_or_refused_in_one_line(text):
    try:
        date = parse_date(text)
    except UserProblem as problem:
        assert str(problem).startswith("--date ") and "2025-02-05" in str(problem) and "\n" not in str(problem)
        return
    assert 2000 <= date.year < 2100
    for vendor in VENDORS:
        assert day_json(day_of(vendor, PhoneWishes(date=date)))["usable"] in (True, False)


@pytest.mark.parametrize(("device", "meant"), [("Fnd N5", "Find N5"), ("Find N6", None)])
def test_an_unknown_device_is_answered_with_the_one_that_is_meant(device, meant):
    breeno = next(vendor for vendor in VENDORS if vendor.id == "breeno")
    shown = day_page(day_of(breeno, PhoneWishes(date=parse_date("2025-02-21"), device=device)), "en", 80)
    assert (f"{device} ({meant}?)" in shown) == (meant is not None)
    assert device in shown
