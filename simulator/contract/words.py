"""Whether a phone says its sentences whole in both languages, its own as well as those that it shares."""

from __future__ import annotations

import re
from collections.abc import Iterator

from simulator.contract.verdict import Check, Seen, Subject, both, counted, seen
from simulator.domain.limit import Bilingual
from simulator.domain.release import Vendor
from simulator.domain.words import WORDS, say

_PLACE = re.compile(r"\{([^{}]*)\}")


def look(subject: Subject) -> Seen:
    """Say every sentence that the phone may say, with everything filled in."""
    own = len(subject.vendor.words)
    return seen(_broken(subject.vendor), both(f"自己的说法 {own} 句", f"{counted(own, 'sentence')} of its own"))


def _broken(vendor: Vendor) -> Iterator[Bilingual]:
    for key in dict.fromkeys([*WORDS, *vendor.words]):
        if key not in WORDS:
            yield both(f"{key} 不是手机会说的话", f"{key} is not something a phone says")
            continue
        places = set(_PLACE.findall(WORDS[key].zh)) | set(_PLACE.findall(WORDS[key].en))
        for lang in ("zh", "en"):
            words = say(vendor.words, key, lang, **dict.fromkeys(places, "7"))
            if not words.strip() or _PLACE.search(words):
                whole = (f"{key} 的 {lang} 文字不完整", f"the {lang} words of {key} are not whole")
                yield both(f"{whole[0]}：{words!r}", f"{whole[1]}: {words!r}")


WORDS_CHECK = Check("words", both("两种语言的话都完整", "its words are whole in both languages"), look)
