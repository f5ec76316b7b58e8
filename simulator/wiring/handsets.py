"""Makes the phone that the user described, or the one that a recorded session was on. Its backend is not here."""

from __future__ import annotations

from dataclasses import replace

from simulator.catalogue.catalogue import Catalogue
from simulator.conversation.setup import Handset
from simulator.domain.phone import PhoneWishes, check
from simulator.domain.problem import UserProblem, unknown
from simulator.domain.quota import moment_at
from simulator.domain.release import Vendor
from simulator.domain.session import Session
from simulator.domain.timeline import moved, take_in_hand
from simulator.settings.choices import PhoneChoice
from simulator.wiring.skills import hooks_of

DEFAULT_VENDOR = "xiaoyi"
"""The phone of a bare `simulator`: the first that had DeepSeek."""


def handset_for(choice: PhoneChoice, catalogue: Catalogue, session: Session) -> Handset:
    """Give the phone that `choice` describes; what it leaves open is as `session` last had it, if it had a phone.

    Raises: UserProblem if there is no such vendor or release, a version cannot be read, or the session is on another
    vendor's phone.
    """
    opened = session.opened
    if opened is not None and choice.vendor not in (None, opened.vendor):
        raise UserProblem(
            f"session {session.name!r} is on a phone of {opened.vendor!r}; "
            "take another --session name, or leave out --vendor"
        )
    vendor = catalogue.load(choice.vendor or (opened.vendor if opened else DEFAULT_VENDOR))
    if choice.must_wake and not vendor.wake_words:
        raise UserProblem(f"--wake: no wake word of {vendor.id} is known, so nothing would wake it; leave --wake out")
    asked = _asked(choice, session)
    check(asked)
    wishes = asked
    if session.phone is not None and session.started is not None:
        moment = moment_at(session.started, session.now - session.zero)
        wishes = moved(asked, session.phone, session.release, moment)
    try:
        release, phone = take_in_hand(vendor, wishes)
    except KeyError:
        raise _no_release(vendor, wishes) from None
    if opened is not None and asked.release is None:
        # The release is the recorded one and no wish of the user's, so it does not enrol the phone in its test.
        phone = replace(phone, enrolled=wishes.enrolled)
    return Handset(
        vendor=vendor,
        release=release,
        phone=phone,
        seed=choice.seed if choice.seed is not None else (opened.seed if opened else 0),
        lang=choice.lang or "zh",
        must_wake=choice.must_wake,
        entry=choice.entry or (opened.entry if opened else "deepseek"),
        hooks=hooks_of(vendor),
    )


def _asked(choice: PhoneChoice, session: Session) -> PhoneWishes:
    """Give what is asked of the phone; an upgrade to the release that it runs asks for nothing."""
    if session.phone is None or choice.upgrade is None:
        return choice.wishes
    return PhoneWishes() if choice.upgrade.release == session.release else choice.upgrade


def _no_release(vendor: Vendor, wishes: PhoneWishes) -> UserProblem:
    names = [release.version for release in vendor.releases]
    see = f"; see `simulator vendors show {vendor.id}`"
    return unknown(f"release of {vendor.id}", wishes.release or "", names, see)
