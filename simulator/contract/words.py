"""Whether a phone says its sentences whole in both languages, its own as well as those that it shares."""

from __future__ import annotations

import re
from collections.abc import Iterator

from simulator.contract.verdict import Check, Seen, Subject, seen
from simulator.domain.limit import Bilingual
from simulator.domain.release import Vendor
from simulator.domain.words import WORDS, say
from simulator.texts import Texts

_TEXTS = Texts("contract")

_PLACE = re.compile(r"\{([^{}]*)\}")


def look(subject: Subject) -> Seen:
    """Say every sentence that the phone may say, with everything filled in."""
    own = len(subject.vendor.words)
    return seen(_broken(subject.vendor), _TEXTS["words.own"].filled(own=own))


def _broken(vendor: Vendor) -> Iterator[Bilingual]:
    for key in dict.fromkeys([*WORDS, *vendor.words]):
        if key not in WORDS:
            yield _TEXTS["words.unknown"].filled(key=key)
            continue
        places = set(_PLACE.findall(WORDS[key].zh)) | set(_PLACE.findall(WORDS[key].en))
        for lang in ("zh", "en"):
            words = say(vendor.words, key, lang, **dict.fromkeys(places, "7"))
            if not words.strip() or _PLACE.search(words):
                yield _TEXTS["words.unwhole"].filled(key=key, lang=lang, words=f"{words!r}")


WORDS_CHECK = Check("words", _TEXTS["words"], look)
