"""How a script asks for samples of a turn, and what must hold of them. Taking them is `samples`' part."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from simulator.replay.forms import Fields, Form, Record, Schema, Text, Whole, Words
from simulator.replay.places import Complaints, Place
from simulator.replay.quantities import quantity
from simulator.replay.rates import fewest, interval
from simulator.replay.script import PassRate, Sampling, Step
from simulator.replay.yaml_tree import Node, Pairs

MOST_SAMPLES = 1_000
USUAL_CONFIDENCE = 0.95
"""Of the interval that is told where a script asks for none."""


def _share(text: str) -> None:
    if not 0 < quantity(text) <= 1:
        raise ValueError("write a rate above 0 and up to 1, like 0.9")


def _confidence(text: str) -> None:
    if not 0.5 <= quantity(text) <= 0.9999:
        raise ValueError("write a confidence from 0.5 to 0.9999, like 0.95")


class RateForm:
    """`pass_rate: 0.9`, or `pass_rate: {at_least: 0.9, confidence: 0.95}`."""

    at_least = Text("a rate", _share, {"type": "number", "exclusiveMinimum": 0, "maximum": 1}, may_fill=False)
    confidence = Text(
        "a confidence", _confidence, {"type": "number", "minimum": 0.5, "maximum": 0.9999}, may_fill=False
    )
    both = Record(
        {"at_least": at_least, "confidence": confidence},
        needs=("at_least",),
        says={
            "at_least": "the rate of samples that must pass, from 0 to 1",
            "confidence": "how sure that must be; without it the share of these samples decides",
        },
    )

    def read(self, node: Node, key: str, said: Complaints) -> PassRate | None:
        """Give the rate."""
        if not isinstance(node, Pairs):
            words = self.at_least.read(node, key, said)
            return None if words is None else PassRate(node.place, quantity(words.text), None)
        fields = self.both.read(node, key, said)
        if fields is None or "at_least" not in fields.values:
            return None
        confidence: Words | None = fields.get("confidence")
        sure = None if confidence is None else quantity(confidence.text)
        return PassRate(node.place, quantity(fields.values["at_least"].text), sure)

    def schema(self) -> Schema:
        """Give the schema."""
        return {"anyOf": [self.at_least.schema(), self.both.schema()]}


KEYS: Mapping[str, Form] = {"samples": Whole(1, MOST_SAMPLES), "pass_rate": RateForm()}
SAYS = {
    "samples": "how often a turn is had from the same state; the conversation goes on with the first",
    "pass_rate": "how many of the samples must meet what is expected; without it all of them",
}


def sampling_of(fields: Fields) -> Sampling:
    """Give what a turn or a script says of samples."""
    place = fields.places.get("samples") or fields.places.get("pass_rate") or fields.place
    return Sampling(place, fields.get("samples"), fields.get("pass_rate"))


def sampled(steps: Sequence[Step], script: Sampling, said: Complaints) -> Iterator[Step]:
    """Give steps with what holds for them, of themselves and of the script, and complain of what cannot be shown.

    What the script says is of turns that expect something.
    """
    if script.rate is not None and not any(it.samples for it in (script, *_own(steps))):
        said.add(script.rate.place, "pass_rate", "is of samples, and there are none", "add samples: 20")
    for step in steps:
        own = step.sampling
        is_asked = own is not None and (own.samples, own.rate) != (None, None)
        if step.user is None or not (step.expect or is_asked):
            yield replace(step, sampling=None)
            continue
        mine = own or Sampling(step.place, None, None)
        both = Sampling(mine.place, mine.samples or script.samples, mine.rate or script.rate)
        if is_asked or script.samples is not None:
            _check(both, step, said)
        yield replace(step, sampling=both if (both.samples or 1) > 1 else None)


def _own(steps: Sequence[Step]) -> Iterator[Sampling]:
    return (step.sampling for step in steps if step.sampling is not None)


def _check(sampling: Sampling, step: Step, said: Complaints) -> None:
    samples, rate = sampling.samples or 1, sampling.rate
    if samples == 1 and rate is not None and sampling.samples is None:
        said.add(rate.place, "turns.pass_rate", "is of samples, and there are none", "add samples: 20")
    if samples == 1:
        return
    if not step.expect:
        said.add(sampling.place, "turns.samples", "are of a turn of which nothing is expected", "add expect: […]")
    golden = next((expected.place for expected in step.expect if expected.subject == "golden"), None)
    if golden is not None:
        said.add(golden, "expect.golden", "is of one answer, and this turn has samples", "write samples: 1 here")
    if rate is not None and rate.confidence is not None:
        _check_sureness(rate.place, samples, rate.at_least, rate.confidence, said)


def _check_sureness(place: Place, samples: int, rate: float, confidence: float, said: Complaints) -> None:
    """Complain of a rate that these samples cannot show even if all of them pass: asking would be in vain."""
    best = interval(samples, samples, confidence).low
    if best >= rate:
        return
    found = f"of {rate:g} cannot be shown by {samples} samples: if all pass, it is above {best:.3f} at {confidence:g}"
    what = "no number can; write less than 1" if rate == 1 else f"take {fewest(rate, confidence)} or more"
    said.add(place, "pass_rate", found, f"{what}, or leave confidence out, so that the share of the samples decides")
