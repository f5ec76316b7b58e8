"""The parameters of a request that steer sampling, checked and then not used: the brain draws from its seed alone."""

from __future__ import annotations

from simulator.mock.era import Model
from simulator.mock.fields import Fields, flag, integer, number, out_of_range
from simulator.mock.refusal import Refused

MOST_LOGPROBS = 20

_RANGES = {"temperature": (0, 2), "presence_penalty": (-2, 2), "frequency_penalty": (-2, 2)}


def check_sampling(fields: Fields, model: Model) -> None:
    """Check that all values are possible, and that the model knows the parameters.

    In range they are ignored, as thinking models do: also `top_p`, which DeepSeek clamps to [0.95, 1] for one model of
    2026 and ignores for the other.
    Raises: Refused with status 400 or 422 and the parameter's name.
    """
    for name in sorted(model.refuses & fields.keys()):
        if fields[name] is not False:
            raise Refused(400, f"{model.id} does not support the parameter {name}")
    for name, (low, high) in _RANGES.items():
        if not low <= number(fields, name, 0) <= high:
            raise out_of_range(name, f"[{low}, {high}]")
    if not 0 < number(fields, "top_p", 1) <= 1:
        raise out_of_range("top_p", "(0, 1]")
    if integer(fields, "n", 1, -(1 << 31), 1 << 31) != 1:
        raise Refused(400, "Invalid n value (currently only n = 1 is supported)")
    flag(fields, "logprobs")
    integer(fields, "top_logprobs", 0, 0, MOST_LOGPROBS)
