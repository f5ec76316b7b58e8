"""Whatever is in the file, reading it ends soon and in a sentence."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from simulator.catalogue.catalogue import Catalogue
from simulator.catalogue.find import Found, folder_source
from simulator.catalogue.listing import list_found
from simulator.catalogue.problem import ProfileError
from simulator.catalogue.read import read_profile
from simulator.toml_file.read import LARGEST_BYTES


def line_of(folder: Path) -> str:
    with pytest.raises(ProfileError) as caught:
        read_profile(folder)
    assert len(caught.value.problems) == 1
    return str(caught.value).replace(str(folder), "acme")


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"\xff\xfe", "acme/profile.toml:1: is not UTF-8; save the file as UTF-8"),
        ("id = 1\n名 = '一'\n".encode("gb18030"), "acme/profile.toml:2: is not UTF-8; save the file as UTF-8"),
        (b'id = "a"\n[[releases', "acme/profile.toml:2: is not TOML: Expected ']]' at the end of an array declaration"),
        (b"id = 1\nid = 2\n", "acme/profile.toml:2:7: is not TOML: Cannot overwrite a value"),
        (b"[a]\n[a]\n", "acme/profile.toml:2:3: is not TOML: Cannot declare ('a',) twice"),
        (b"x = " + b"[" * 100_000, "acme/profile.toml: is nested too deeply; a profile needs no more than five levels"),
        (
            b"x = " + b"{a=" * 100_000,
            "acme/profile.toml: is nested too deeply; a profile needs no more than five levels",
        ),
        (
            b"id = 1\n" + b"a." * 400_000 + b"a = 1",
            "acme/profile.toml:2: has more than 100 dots in one line; write it in several lines",
        ),
        (
            b"#" * (LARGEST_BYTES + 1),
            "acme/profile.toml: is larger than 1 MiB; it should be a few kilobytes: is this another file?",
        ),
    ],
)
def test_a_file_that_is_no_profile_is_said_to_be_none(tmp_path, content, line):
    (tmp_path / "profile.toml").write_bytes(content)
    assert line_of(tmp_path) == line


def test_a_number_of_too_many_digits_is_an_error_of_the_file(tmp_path):
    (tmp_path / "profile.toml").write_text("x = " + "9" * 5_000, encoding="utf-8")
    assert line_of(tmp_path).startswith("acme/profile.toml: is not TOML: Exceeds the limit")


def test_a_missing_profile_and_a_folder_of_its_name_are_told_apart(tmp_path):
    assert line_of(tmp_path) == "acme/profile.toml: is missing; a vendor folder holds a profile.toml"
    (tmp_path / "profile.toml").mkdir()
    assert line_of(tmp_path) == "acme/profile.toml: is a folder; write it as a file of that name"


def test_a_pipe_that_nobody_writes_to_keeps_nobody_waiting(tmp_path):
    os.mkfifo(tmp_path / "profile.toml")
    assert line_of(tmp_path) == "acme/profile.toml: is no plain file; write it as a file of that name"
    assert Catalogue([folder_source(tmp_path, "path")], tmp_path / "memos").listings()[0].problem is not None


@pytest.mark.parametrize("aim", ["profile.toml", "gone.toml", "/dev/zero", "."])
def test_a_link_that_leads_to_no_file_is_told_and_not_lost(tmp_path, aim):
    folder = tmp_path / "acme"
    folder.mkdir()
    (folder / "profile.toml").symlink_to(aim)
    (listing,) = Catalogue([folder_source(tmp_path, "path")]).listings()
    assert listing.id == "acme"
    assert listing.problem == line_of(folder).replace("acme", str(folder), 1)


def test_a_folder_of_links_that_go_round_is_read_once(write_vendor, tmp_path):
    folder = write_vendor()
    (folder / "again").symlink_to(folder)
    (tmp_path / "round").symlink_to(tmp_path)
    assert [item.id for item in Catalogue([folder_source(tmp_path, "path")]).listings()] == ["acme"]


def test_a_byte_order_mark_does_no_harm(write_vendor):
    path = write_vendor() / "profile.toml"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert read_profile(path.parent).data["id"] == "acme"


def test_a_mebibyte_of_text_is_read_in_a_moment(tmp_path):
    (tmp_path / "profile.toml").write_text('id = "' + "长" * 340_000 + '"', encoding="utf-8")
    listing = list_found(Found("acme", tmp_path, "path"))
    assert listing.problem is not None and len(listing.problem) < len(str(tmp_path)) + 200
