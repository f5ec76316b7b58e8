"""The shape and the motion of a vendor's phone: what a profile may say, and what the bundled ones say."""

from __future__ import annotations

import pytest

from simulator.catalogue.catalogue import Catalogue, standard_sources
from simulator.catalogue.load import load_vendor
from simulator.catalogue.problem import ProfileError
from simulator.domain.release import Motion

ACCENT = 'accent = "#2f7d5b"'


def test_a_phone_moves_as_others_do_where_its_profile_does_not_say(write_vendor):
    looks = load_vendor(write_vendor((ACCENT, f"{ACCENT}, motion = {{ thinking = ['◜', '◝'] }}")), "acme").looks
    assert (looks.shape, looks.camera) == ("round", "●")
    assert looks.motion == Motion(thinking=("◜", "◝"))


@pytest.mark.parametrize(
    ("said", "refused"),
    [
        ("motion = { thinking = ['◜', '思'] }", "write texts of one width, 1 to 12 cells"),
        ("motion = { thinking = ['', ''] }", "write texts of one width, 1 to 12 cells"),
        ("motion = { speaking = ['=============='] }", "write texts of one width, 1 to 12 cells"),
        ('motion = { listening = ["\\u009b2J"] }', "write it without control characters"),
        ("motion = { listening = [] }", "looks.motion.listening"),
        ("motion = { rate = 60 }", "looks.motion.rate is 60"),
        ('camera = "1234567890123"', 'write at most 12 cells, like "●"'),
        ('shape = "rond"', 'did you mean "round"?'),
    ],
)
def test_what_cannot_be_drawn_is_refused_with_a_remedy(write_vendor, said: str, refused: str):
    with pytest.raises(ProfileError) as caught:
        load_vendor(write_vendor((ACCENT, f"{ACCENT}, {said}")), "acme")
    assert refused in str(caught.value)
    assert "profile.toml:5:" in str(caught.value)


def test_every_bundled_phone_is_told_apart_by_its_drawing():
    catalogue = Catalogue(standard_sources([], None))
    drawn = [catalogue.load(listing.id).looks for listing in catalogue.listings()]
    assert len({looks.motion for looks in drawn}) == len(drawn)
    assert len({(looks.accent, looks.shape, looks.camera) for looks in drawn}) == len(drawn)
    assert len({looks.shape for looks in drawn}) == 5
