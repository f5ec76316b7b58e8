"""Each rule of the contract lets a good vendor pass and tells what is wrong with a bad one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from simulator.contract import evidence, gates, looks, wake_words, words
from simulator.contract.verdict import MOST_RELEASES
from simulator.domain.limit import Bilingual, Limit
from simulator.domain.release import Gates, WakeWord
from simulator.faces.tui.themes import themes_of
from tests.contract.subjects import said, subject
from tests.fakes import assumed, release, shanghai, vendor

GATED = Gates(
    os=assumed("AcmeOS 4.0"),
    app=assumed("1.0.0"),
    device=assumed(("A1", "A1 Pro")),
    region=assumed("CN"),
    login=assumed(True),
    first_buyers=assumed(True),
)


def numbered(count: int) -> list:
    return [release(f"1.{number}", shanghai(2025, 2, 1 + number % 28, number // 28)) for number in range(count)]


def test_a_gated_vendor_answers_every_phone_on_every_day():
    two = vendor(
        release("1.0.0", gates=GATED, channel="beta", until=shanghai(2025, 2, 7)),
        release("1.1.0", shanghai(2025, 2, 20, 19), channel="internal"),
        release("1.2.0", shanghai(2025, 3, 1), gates=replace(GATED, app=assumed("1.2.0"))),
    )
    found = gates.look(subject(two))
    assert said(found) == ""
    assert found.remark.en.startswith("3 releases, 2")


@pytest.mark.parametrize("item", ["enrolled", "logged_in", "first_buyer", "device", "os", "app", "region"])
def test_phones_differ_from_the_passing_one_in_each_thing_that_a_gate_asks(item):
    maker = vendor(release(gates=GATED))
    first, *others = gates.phones_of(maker, maker.releases[0])
    assert any(getattr(other, item) != getattr(first, item) for other in others)
    assert all(
        sum(getattr(other, name) != getattr(first, name) for name in type(first).__slots__) == 1 for other in others
    )


def test_the_hours_around_what_begins_and_ends_are_all_asked_for():
    since, until = shanghai(2025, 2, 20, 19), shanghai(2025, 4, 2)
    moments = gates.moments_of([release(since=since, until=until)])
    assert {shanghai(2025, 2, 20, hour) for hour in range(7, 24)} <= set(moments)
    assert (
        shanghai(2025, 4, 2) in moments
        and shanghai(2025, 1, 20, 10) in moments
        and shanghai(2025, 3, 31, 10) in moments
    )
    assert sorted(moments) == list(moments)


def test_a_refusal_without_words_is_told():
    maker = vendor(release(gates=GATED), words={"gate.os": Bilingual("升级到 {needed}（{why}）", " ")})
    assert said(gates.look(subject(maker))).splitlines() == [
        "the zh words of gate.os are not whole: '升级到 AcmeOS 4.0+（{why}）'",
        "the en words of gate.os are not whole: ' '",
    ]


def test_a_gate_that_lets_everybody_in_is_told():
    maker = vendor(release(gates=Gates(app=assumed("0"))))
    assert said(gates.look(subject(maker))) == "gate app of 1.0.0 (0) refuses no phone"


def test_a_gate_that_raises_is_told_with_its_phone_and_day():
    maker = vendor(release(), release("1.1", shanghai(2025, 2, 6), gates=Gates(os=assumed("AcmeOS"))))
    own, first, *_ = said(gates.look(subject(maker))).splitlines()
    form = 'ValueError: "AcmeOS" is not a system; write a name and a version, like "MagicOS 8.0"'
    assert own == f"a gate raised: 1.1: {form}"
    assert first == f"a gate raised: A1 / AcmeOS 4.0 / 1.0.0, 2025-02-06 00:00: {form}"


def test_of_very_many_releases_some_are_tried_evenly():
    maker = vendor(*numbered(600))
    tried = subject(maker).tried
    assert len(tried) == MOST_RELEASES
    assert (tried[0], tried[-1]) == (maker.releases[0], maker.releases[-1])
    assert gates.look(subject(maker)).remark.en.startswith(f"{MOST_RELEASES} releases of 600, ")


def test_a_value_without_evidence_is_found_wherever_it_is():
    odd = vendor(release(gates=Gates(os=Limit("AcmeOS 4.0", "hearsay"))), device=Limit("A1", "config"))
    assert said(evidence.look(subject(odd))).splitlines() == [
        "acme.device has no evidence: 'config'",
        "acme.releases[0].gates.os has no evidence: 'hearsay'",
    ]


def test_guesses_are_counted_and_an_inherited_one_once():
    shared = assumed(10)
    maker = vendor(release(), release("1.1", shanghai(2025, 2, 6)), wake_words=[])
    first, second = (replace(item, limits=replace(item.limits, memory_turns=shared)) for item in maker.releases)
    counts = [evidence.look(subject(replace(maker, releases=items))).remark.en for items in ((first,), (first, second))]
    values = [int(count.split()[0]) for count in counts]
    alone = evidence.look(subject(replace(maker, releases=(second,)))).remark.en
    assert values[1] < values[0] + int(alone.split()[0]) - 1
    assert " assumed, " in counts[0]


@pytest.mark.parametrize(
    ("texts", "failures"),
    [
        (["小艺小艺", "你好华为"], []),
        ([], []),
        (["你好YOYO", "你好悠悠"], []),
        (
            ["小艺小艺", "小易小易"],
            ['"小艺小艺" is also heard as "小易小易"', '"小易小易" is also heard as "小艺小艺"'],
        ),
        (["小艺", "小艺小艺"], ['"小艺小艺" is also heard as "小艺"']),
        (
            ["你好"],
            [
                'the ordinary sentence "你好，今天天气怎么样？" wakes it (你好)',
                'the ordinary sentence "你好吗？" wakes it (你好)',
            ],
        ),
        (["hi"], ['the ordinary sentence "Hi there" wakes it (hi)']),
    ],
)
def test_wake_words_that_cannot_be_told_apart_are_told(texts, failures):
    assert said(wake_words.look(subject(vendor(wake_words=texts)))).splitlines() == failures


def test_a_wake_word_of_nothing_but_marks_wakes_nobody():
    maker = replace(vendor(), wake_words=(WakeWord("！！", "seed"),))
    assert '"！！，你好" does not wake the phone' in said(wake_words.look(subject(maker)))


def test_colours_are_measured_as_the_guidelines_do():
    assert looks.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert looks.contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert looks.contrast("#ff0000", "#ff0000") == 1


def test_the_surfaces_are_those_of_the_terminal_phone():
    for theme, name in zip(themes_of([vendor().looks]), ("accent", "accent_light"), strict=True):
        own = sorted(
            (theme.background, theme.surface, theme.panel), key=lambda colour: looks.contrast(colour, "#000000")
        )
        assert looks.SURFACES[name] == (own[0], own[-1])


def test_a_pale_accent_and_a_label_without_its_seconds_are_told():
    maker = vendor()
    odd = replace(
        maker.looks,
        accent="#5fd0a0",
        accent_light="#5fd0a0",
        thinking=Bilingual("正在思考", "{seconds} s"),
        greeting=Bilingual("你好", " "),
    )
    lines = said(looks.look(subject(replace(maker, looks=odd)))).splitlines()
    assert lines == [
        "accent_light #5fd0a0 cannot be read on #d9dee5 (contrast 1.41, at least 3)",
        "accent_light #5fd0a0 cannot be read on #fafbfc (contrast 1.84, at least 3)",
        "looks.thinking.zh has no {seconds}",
        "looks.greeting.en is empty",
    ]


def test_words_that_are_not_whole_are_told():
    odd = {"wokn": Bilingual("在", "Yes"), "gate.os": Bilingual("要 {need}", "Update to {needed}")}
    assert said(words.look(subject(vendor(words=odd)))).splitlines() == [
        "the zh words of gate.os are not whole: '要 {need}'",
        "wokn is not something a phone says",
    ]
    assert said(words.look(subject(vendor()))) == ""
