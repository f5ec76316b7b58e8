"""Subtitles kept on a phone as an SRT file, and SRT files as cues. Cutting a text into cues is `cues`'s."""

from __future__ import annotations

from simulator.domain.contents import Contents
from simulator.domain.problem import UserProblem
from simulator.phone.cues import Cue, cues_from
from simulator.phone.kept import SUBTITLES


def to_srt(contents: Contents, number: int) -> str:
    """Give the subtitles with this number as the text of an SRT file.

    Raises: UserProblem, naming those that there are, if there are none with this number.
    """
    kept = contents.of(SUBTITLES)
    if number not in kept:
        known = ", ".join(map(str, kept)) or "none"
        raise UserProblem(f"no subtitles number {number} on this phone (there are: {known})")
    return srt_of(cues_from(str(kept[number].get("cues") or "[]")))


def srt_of(cues: tuple[Cue, ...]) -> str:
    """Give cues as the text of an SRT file."""
    from pysubs2 import SSAEvent, SSAFile  # late: only an export needs it

    file = SSAFile()
    file.events = [SSAEvent(start=cue.start, end=cue.end, text=cue.text) for cue in cues]
    # Text as it is: the library would take what looks like its own format's commands out of it.
    return file.to_string("srt", keep_ssa_tags=True)


def from_srt(text: str) -> tuple[Cue, ...]:
    """Read the cues of an SRT file; marks for italics and the like are left out, two lines become one.

    Raises: UserProblem if there are none.
    """
    from pysubs2 import SSAFile
    from pysubs2.exceptions import Pysubs2Error

    try:
        file = SSAFile.from_string(text.lstrip("\ufeff"), format_="srt")
    except (Pysubs2Error, ValueError) as error:
        raise UserProblem(f"not an SRT file: {error}") from None
    cues = tuple(Cue(event.start, event.end, " ".join(event.plaintext.split())) for event in file.events)
    if not cues:
        raise UserProblem(
            'no subtitles found; an SRT file has lines such as "00:00:01,000 --> 00:00:02,500" with text below'
        )
    return cues
