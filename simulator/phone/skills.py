"""All skills of the simulated phone. Each skill is a module; running what a model wrote is `domain.skill_calls`."""

from __future__ import annotations

from pathlib import Path

from simulator.domain.skills import Skill
from simulator.phone import alarms, calendar, notes, reading, reminders, subtitles
from simulator.phone.translation import translation


def phone_skills(phrases: Path | None = None) -> tuple[Skill, ...]:
    """Give what the phone can do, in a fixed order; `phrases` is a folder of phrases, None the bundled one."""
    return (
        *alarms.SKILLS,
        *reminders.SKILLS,
        *calendar.SKILLS,
        *notes.SKILLS,
        translation(phrases),
        *reading.SKILLS,
        *subtitles.SKILLS,
    )
