"""Checks what scripts say of phones against what there is: vendors, releases, backends. How texts look is `grammar`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from simulator.replay.filling import names_in
from simulator.replay.lab import Known
from simulator.replay.places import Complaints, near, shown
from simulator.replay.script import Script


def check_phones(script: Script, axes: Mapping[str, Sequence[str]], known: Known, said: Complaints) -> None:
    """Complain of phones that no case could have; what names are filled into is known only when it is played."""
    here = script.phone_place or script.place
    for key, setup in (("phone", script.phone), *((f"phones.{name}", it) for name, it in script.phones.items())):
        for name, choices in (("vendor", known.vendors), ("backend", known.backends)):
            text = setup.get(name)
            if text is not None and not any(names_in(text)) and text not in choices():
                said.add(here, f"{key}.{name}", f"is {shown(text)}", near(text, choices()))
    for step in script.steps:
        for expected in step.expect:
            judge = expected.question.backend if expected.question is not None else ""
            if judge and judge not in known.backends():
                said.add(expected.place, "judge.backend", f"is {shown(judge)}", near(judge, known.backends()))
    vendors = [vendor for vendor in axes.get("vendor", ()) if vendor in known.vendors()]
    releases = dict.fromkeys(release for vendor in vendors for release in known.releases(vendor))
    for step in script.steps if releases else ():
        release = (step.phone or {}).get("release")
        if release is not None and not step.on and not any(names_in(release)) and release not in releases:
            said.add(step.place, "phone.release", f"is {shown(release)}", near(release, releases))
