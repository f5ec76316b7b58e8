"""A profile that was checked is not checked again until it changes, and what is kept is what was checked."""

from __future__ import annotations

import pytest

from simulator.bundled import folder
from simulator.catalogue.catalogue import Catalogue, standard_sources
from simulator.catalogue.memo import keep, kept, memo_name
from simulator.catalogue.problem import ProfileError

VENDORS = sorted(path.parent.name for path in folder("vendors").glob("*/profile.toml"))


@pytest.mark.parametrize("id", VENDORS)
def test_a_kept_vendor_is_the_one_that_was_checked(id, tmp_path):
    checked = Catalogue(standard_sources((), None)).load(id)
    keep(tmp_path / "vendor.json", checked)
    assert kept(tmp_path / "vendor.json") == checked


def test_the_second_load_reads_what_the_first_kept(tmp_path):
    sources, memos = standard_sources((), None), tmp_path / "memos"
    first = Catalogue(sources, memos).load("xiaoyi")
    (memo,) = (tmp_path / "memos").iterdir()
    memo.write_text(memo.read_text("utf-8").replace("Mate 70", "Mate 71"), "utf-8")
    assert first.device.value == "Mate 70"
    assert Catalogue(sources, memos).load("xiaoyi").device.value == "Mate 71"


def test_a_change_of_the_profile_is_checked_again(write_vendor, tmp_path):
    path = write_vendor()
    sources, memos = standard_sources((path,), None), tmp_path / "memos"
    Catalogue(sources, memos).load("acme")
    profile = path / "profile.toml"
    profile.write_text("colour = 1\n" + profile.read_text("utf-8"), "utf-8")
    with pytest.raises(ProfileError):
        Catalogue(sources, memos).load("acme")


def test_a_catalogue_loads_a_vendor_once(write_vendor):
    path = write_vendor()
    catalogue = Catalogue(standard_sources((path,), None))
    first = catalogue.load("acme")
    (path / "profile.toml").unlink()
    assert catalogue.load("acme") is first


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"=": "Vendor"}', b'{"=": "Popen"}', b"\xff", b"[" * 100_000])
def test_a_damaged_memo_is_as_good_as_none(content, tmp_path):
    (tmp_path / "memo.json").write_bytes(content)
    assert kept(tmp_path / "memo.json") is None


def test_a_folder_that_cannot_be_written_is_done_without(tmp_path):
    (tmp_path / "file").write_text("", "utf-8")
    assert Catalogue(standard_sources((), None), tmp_path / "file").load("yoyo").id == "yoyo"


def test_the_same_profile_in_another_place_is_another_vendor():
    assert memo_name(b"x", "acme /a") != memo_name(b"x", "acme /b") != memo_name(b"y", "acme /b")
