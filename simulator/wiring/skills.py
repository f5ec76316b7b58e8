"""Gathers what a phone can do for its user: the skills of every phone and its vendor's. Doing it is `phone`'s."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from simulator.conversation.setup import Handset
from simulator.domain.contents import Contents
from simulator.domain.release import Vendor
from simulator.domain.skills import Ring, Skill
from simulator.hooks import NO_HOOKS, Hooks

_PLUGIN = "plugin.py"


def hooks_of(vendor: Vendor) -> Hooks:
    """Load the hooks of a vendor whose folder has any. Raises: ProfileError if its plugin.py is broken."""
    folder = Path(vendor.folder)
    if not vendor.folder or not (folder / _PLUGIN).exists():
        return NO_HOOKS
    # Only now: looking at functions takes 10 ms, and most vendors have none.
    from simulator.catalogue.hooks import load_hooks
    from simulator.phone.skills import phone_skills

    return load_hooks(folder, vendor.id, taken=[skill.name for skill in phone_skills()])


def skills_for(handset: Handset) -> tuple[Skill, ...]:
    """Give the skills that this phone may come to use; none where it only chats, which then imports none."""
    acts = any(release.capabilities.phone_skills.value for release in handset.vendor.releases)
    if handset.entry == "deepseek" and not acts:
        return ()
    from simulator.phone.skills import phone_skills

    own = handset.hooks.skills() if handset.hooks.skills is not None else ()
    return (*phone_skills(), *own)


def due(contents: Contents, after: datetime, until: datetime) -> tuple[Ring, ...]:
    """Give what rings between the two moments; `phone` is imported only where there is something to ring."""
    from simulator.phone.ringing import due

    return due(contents, after, until)
