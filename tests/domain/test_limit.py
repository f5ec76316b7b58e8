"""Values with their evidence, bilingual texts, and the small rules over them."""

from __future__ import annotations

import pytest

from simulator.domain.faults import FAULT_KINDS, RETRYABLE, Fault
from simulator.domain.limit import EVIDENCE_FORMS, Bilingual, is_evidence
from simulator.domain.phone import PhoneWishes
from simulator.domain.problem import unknown
from simulator.domain.release import Limits
from tests.fakes import assumed, release


@pytest.mark.parametrize("form", EVIDENCE_FORMS)
def test_every_form_of_evidence_is_evidence(form):
    assert is_evidence(form)


@pytest.mark.parametrize("text", ["", "guess", "url:", "url:  ", "measured", "measured:", "Seed", "https://a.example"])
def test_anything_else_is_none(text):
    assert not is_evidence(text)


def test_a_text_is_given_in_the_language_asked_for():
    assert [Bilingual("你好", "Hello").text(lang) for lang in ("zh", "en")] == ["你好", "Hello"]


def test_the_stated_limits_are_those_that_are_set():
    limits = Limits(prompt_tokens=assumed(2048), turns_per_conversation=assumed(10))
    assert [(name, limit.value) for name, limit in limits.stated()] == [
        ("turns_per_conversation", 10),
        ("prompt_tokens", 2048),
    ]
    assert list(Limits().stated()) == []


@pytest.mark.parametrize(
    ("channel", "usable"), [("announced", False), ("internal", False), ("beta", True), ("official", True)]
)
def test_customers_can_use_a_beta_and_an_official_release(channel, usable):
    assert release(channel=channel).is_usable is usable


def test_the_kinds_of_faults_are_those_of_the_contract():
    contract = "auth, payment, rate_limited, bad_request, server, overloaded, timeout, truncated, malformed, connection"
    assert list(FAULT_KINDS) == contract.split(", ")
    assert {kind for kind in FAULT_KINDS if Fault(kind, "").retryable} == RETRYABLE


@pytest.mark.parametrize("kind", ["auth", "payment", "bad_request", "truncated", "malformed"])
def test_what_only_the_user_can_mend_is_not_retryable(kind):
    assert not Fault(kind, "").retryable


def test_nobody_wishes_anything_by_default():
    wishes = PhoneWishes()
    assert (wishes.release, wishes.date, wishes.device, wishes.os, wishes.app, wishes.enrolled) == (None,) * 5 + (
        False,
    )


@pytest.mark.parametrize(("given", "meant"), [("xiaoy", "xiaoyi"), ("YOYOO", "yoyo"), ("brino", "breeno")])
def test_an_unknown_name_brings_the_nearest_known_one(given, meant):
    text = str(unknown("vendor", given, ["yoyo", "xiaoyi", "breeno"], "; see `simulator vendors`"))
    assert f'did you mean "{meant}"?' in text
    assert text.endswith("(known: breeno, xiaoyi, yoyo; see `simulator vendors`)")


def test_a_name_like_no_other_brings_the_list_alone():
    text = str(unknown("vendor", "诺基亚", ["yoyo"]))
    assert "诺基亚" in text and "did you mean" not in text and text.endswith("(known: yoyo)")
    assert len(str(unknown("vendor", "x" * 100_000, ["yoyo"]))) < 200
