"""Who wins where two vendors have one id, and what is said of the others."""

from __future__ import annotations

from contextlib import chdir
from pathlib import Path

import pytest

from simulator.catalogue.catalogue import Catalogue, standard_sources
from simulator.catalogue.problem import ProfileError, UnknownVendor, VendorsPathError

RENAMED = ('vendor = { zh = "艾克", en = "Acme" }', 'vendor = { zh = "另一个", en = "Other" }')


def listing_of(catalogue: Catalogue, id: str):
    return next(listing for listing in catalogue.listings() if listing.id == id)


def test_an_asked_folder_wins_over_the_users_and_says_so(write_vendor):
    asked = write_vendor(RENAMED, under="asked")
    users = write_vendor(under="users")
    catalogue = Catalogue(standard_sources([asked.parent], users.parent))
    assert catalogue.load("acme").name.zh == "另一个"
    listing = listing_of(catalogue, "acme")
    assert (listing.origin, listing.folder, listing.shadows) == ("path", str(asked), (str(users),))


def test_the_users_folder_wins_over_what_came_with_the_program(write_vendor):
    bundled = next(listing for listing in Catalogue(standard_sources([], None)).listings())
    mine = write_vendor(('id = "acme"', f'id = "{bundled.id}"'), name=bundled.id, under="users")
    catalogue = Catalogue(standard_sources([], mine.parent))
    assert catalogue.load(bundled.id).name.en == "Acme"
    assert listing_of(catalogue, bundled.id).shadows == (bundled.folder,)


def test_of_two_asked_folders_the_first_wins(write_vendor):
    first, second = write_vendor(RENAMED, under="one"), write_vendor(under="two")
    assert Catalogue(standard_sources([first.parent, second.parent], None)).load("acme").name.en == "Other"
    assert Catalogue(standard_sources([second.parent, first.parent], None)).load("acme").name.en == "Acme"


def test_an_asked_folder_may_be_one_vendor_or_hold_many(write_vendor):
    acme = write_vendor(under="many")
    write_vendor(('id = "acme"', 'id = "bolt"'), name="bolt", under="many")
    (acme.parent / "notes").mkdir()
    one, many = Catalogue(standard_sources([acme], None)), Catalogue(standard_sources([acme.parent], None))
    assert one.load("acme") == many.load("acme")
    assert {listing.id for listing in many.listings() if listing.origin == "path"} == {"acme", "bolt"}
    with pytest.raises(UnknownVendor):
        one.load("bolt")


def test_a_vendor_asked_for_from_within_its_own_folder_keeps_its_name(write_vendor):
    with chdir(write_vendor()):
        assert Catalogue(standard_sources([Path()], None)).load("acme").id == "acme"


def test_the_same_folder_found_twice_hides_nothing(write_vendor):
    folder = write_vendor(under="users").parent
    assert listing_of(Catalogue(standard_sources([folder], folder)), "acme").shadows == ()


@pytest.mark.parametrize(("name", "message"), [("none", "no such folder"), ("file", "is not a folder")])
def test_an_asked_folder_that_is_none_is_refused(tmp_path, name, message):
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(VendorsPathError) as caught:
        standard_sources([tmp_path / name], None)
    assert str(caught.value) == f"--vendors-path {tmp_path / name}: {message}"


def test_an_asked_folder_without_a_vendor_is_refused(tmp_path):
    with pytest.raises(VendorsPathError, match=r"holds no profile\.toml; give a vendor folder or a folder of vendor"):
        standard_sources([tmp_path], None)


def test_a_users_folder_that_is_not_there_has_no_vendors(tmp_path):
    with_one, without = (Catalogue(standard_sources([], path)).listings() for path in (tmp_path / "none", None))
    assert with_one == without


def test_a_broken_vendor_is_listed_with_its_problem_and_hinders_no_other(write_vendor):
    broken = write_vendor(("[[releases]]", "[[releases"), under="users")
    write_vendor(('id = "acme"', 'id = "bolt"'), name="bolt", under="users")
    catalogue = Catalogue(standard_sources([], broken.parent))
    problem = listing_of(catalogue, "acme").problem
    assert problem is not None
    assert problem.startswith(f"{broken}/profile.toml:8:11: is not TOML: ")
    assert listing_of(catalogue, "bolt").problem is None
    assert catalogue.load("bolt").id == "bolt"
    with pytest.raises(ProfileError):
        catalogue.load("acme")


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (('id = "acme"', 'id = "acne"'), '1:6: id is "acne"; write "acme", the name it is found by, or rename that'),
        (
            ('vendor = { zh = "艾克", en = "Acme" }', "vendor = 7"),
            '2:10: vendor is 7; write vendor = { zh = "…", en = "…" }',
        ),
        (("assistant =", "helper ="), '1:1: assistant is missing; write assistant = { zh = "…", en = "…" }'),
        (
            ("releases", "phases"),
            "1:1: releases is missing; write [[releases]] with a date, a channel and its evidence",
        ),
    ],
)
def test_a_list_shows_what_it_can_see_without_checking_a_profile(write_vendor, change, problem):
    folder = write_vendor(change)
    listing = listing_of(Catalogue(standard_sources([folder], None)), "acme")
    assert listing.problem == f"{folder}/profile.toml:{problem}"


def test_a_listing_names_the_newest_release(write_vendor):
    listing = listing_of(Catalogue(standard_sources([write_vendor()], None)), "acme")
    assert (listing.release, listing.channel, listing.date) == ("1.1.0", "official", "2025-02-09")
    assert (listing.name.zh, listing.assistant.en, listing.problem) == ("艾克", "Acme Assistant", None)


@pytest.mark.parametrize(
    ("asked", "meant"), [("acne", "acme"), ("ACME", "acme"), ("艾克", "acme"), ("小艾", "acme"), ("q", None)]
)
def test_an_unknown_vendor_is_answered_with_the_nearest_and_all_there_are(write_vendor, asked, meant):
    catalogue = Catalogue(standard_sources([write_vendor()], None))
    with pytest.raises(UnknownVendor) as caught:
        catalogue.load(asked)
    assert caught.value.nearest == meant
    assert "acme" in caught.value.known
    guess = f'; did you mean "{meant}"?' if meant else ""
    known = ", ".join(caught.value.known)
    assert str(caught.value) == f"{asked}: no such vendor{guess} (known: {known}; see `simulator vendors list`)"
