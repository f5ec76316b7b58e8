"""Cuts a text into subtitles and times them by reading speed. Keeping them is `subtitles`'s, the SRT form `srt`'s.

Sources: 16 Chinese characters a line
(https://partnerhelp.netflixstudios.com/hc/en-us/articles/215986007-Chinese-Simplified-Timed-Text-Style-Guide), 9 of
them a second (https://sublingo.cc/guides/subtitle-specs-by-language), 42 Latin ones a line, 17 a second, from five
sixths of a second to 7 seconds, two frames between
(https://backlothelp.netflix.com/hc/en-us/articles/219375728-English-Template-Timed-Text-Style-Guide).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from simulator.domain.cells import width

HAN_A_LINE, LATIN_A_LINE = 16, 42
HAN_A_SECOND, LATIN_A_SECOND = 9.0, 17.0
SHORTEST_MS, LONGEST_MS, GAP_MS = 834, 7_000, 84
"""Five sixths of a second, seven seconds, and two frames of 24 a second, in whole milliseconds rounded up."""

_CLAUSE_END = re.compile(r"(?:[，、；：。！？…]+|[,;:.!?]+(?=\s|[”\"'」』）)]|$))[”\"'」』）)]*\s*")
_SENTENCE_END = re.compile(r"[。！？…!?.][”\"'」』）)]*\s*$")


@dataclass(frozen=True, slots=True)
class Cue:
    """A line of subtitles: shown from `start` to `end`, in milliseconds from the beginning."""

    start: int
    end: int
    text: str


def cues_of(text: str, start: int = 0) -> tuple[Cue, ...]:
    """Give the subtitles of a text, in order and without overlap; none for a text of blanks.

    A line ends with its sentence, else at punctuation, else where it is full. Braces and backslashes become
    full-width: subtitle programs take them for commands.
    """
    cues = []
    for line in lines_of(text.translate({ord("{"): "｛", ord("}"): "｝", ord("\\"): "＼"})):
        end = start + duration(line)
        cues.append(Cue(start, end, line))
        start = end + GAP_MS
    return tuple(cues)


def duration(line: str) -> int:
    """Give how long a line is shown, in milliseconds: as long as it takes to read, within bounds."""
    wide = width(line) - len(line)
    seconds = wide / HAN_A_SECOND + (len(line) - wide) / LATIN_A_SECOND
    return min(max(round(seconds * 1_000), SHORTEST_MS), LONGEST_MS)


def lines_of(text: str) -> Iterator[str]:
    """Give the lines that a text is shown in, none of them empty or longer than fits; only blanks get lost."""
    for paragraph in text.splitlines():
        line = ""
        for clause in _clauses(" ".join(paragraph.split())):
            if line and not _fits(line + clause):
                yield line.strip()
                line = ""
            *full, line = _pieces(line + clause)
            yield from full
            if _SENTENCE_END.search(line):
                yield line.strip()
                line = ""
        if line.strip():
            yield line.strip()


def _clauses(paragraph: str) -> Iterator[str]:
    start = 0
    for match in _CLAUSE_END.finditer(paragraph):
        yield paragraph[start : match.end()]
        start = match.end()
    yield paragraph[start:]


def _fits(line: str) -> bool:
    line = line.strip()
    has_wide = width(line) > len(line)
    return len(line) <= LATIN_A_LINE and (not has_wide or width(line) <= 2 * HAN_A_LINE)


def _pieces(text: str) -> list[str]:
    """Cut what has no punctuation where a line is full, between words if there are any; the last piece fits."""
    pieces: list[str] = []
    start = 0
    while True:
        ahead = text[start : start + LATIN_A_LINE + 2]
        if start + len(ahead) == len(text) and _fits(ahead):
            return [*pieces, ahead]
        most = next(length for length in range(len(ahead), 0, -1) if _fits(ahead[:length]))
        blank = ahead.rfind(" ", 1, most + 1)
        cut = blank if blank > 0 else most
        pieces.append(ahead[:cut].strip())
        start += cut


def cues_json(cues: tuple[Cue, ...]) -> str:
    """Write cues as they are kept on a phone: a list of [start, end, text]."""
    return json.dumps([[cue.start, cue.end, cue.text] for cue in cues], ensure_ascii=False, separators=(",", ":"))


def cues_from(kept: str) -> tuple[Cue, ...]:
    """Read what `cues_json` wrote. Raises: ValueError if it is anything else."""
    try:
        return tuple(Cue(int(start), int(end), str(text)) for start, end, text in json.loads(kept))
    except (TypeError, RecursionError) as error:
        raise ValueError(f"no cues: {error}") from None
