"""Which requests are sent again, and when."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.domain.faults import FAULT_KINDS, Fault
from simulator.domain.retry import LONGEST_WAIT, MOST_RETRIES, SAFE_STATUS, wait_before_retry

FAULTS = st.builds(
    Fault,
    st.sampled_from(FAULT_KINDS),
    st.just("boom"),
    st.none() | st.integers(100, 599),
    st.none() | st.floats(0, 100, allow_nan=False),
)


@given(FAULTS, st.integers(0, 5), st.integers())
def test_only_a_request_of_which_nothing_can_have_come_is_repeated(fault, retries, seed):
    wait = wait_before_retry(fault, retries, Random(seed))
    if wait is not None:
        assert fault.kind == "connection" or fault.status in SAFE_STATUS
        assert retries < MOST_RETRIES
        assert (fault.retry_after or 0.0) <= wait <= LONGEST_WAIT


@pytest.mark.parametrize(("retries", "least", "most"), [(0, 0.5, 0.75), (1, 1.0, 1.5)])
def test_each_wait_is_twice_the_one_before_and_up_to_a_half_more(retries, least, most):
    waits = [wait_before_retry(Fault("overloaded", "", 503), retries, Random(seed)) for seed in range(50)]
    assert least <= min(waits) < max(waits) <= most


def test_a_server_that_names_a_time_is_waited_for_up_to_a_bound():
    assert wait_before_retry(Fault("rate_limited", "", 429, 12.0), 0, Random(1)) == 12.0
    assert wait_before_retry(Fault("rate_limited", "", 429, LONGEST_WAIT + 1), 0, Random(1)) is None


@pytest.mark.parametrize("kind", ["auth", "payment", "bad_request", "truncated", "malformed", "timeout"])
def test_what_would_only_fail_again_or_has_begun_is_not_repeated(kind):
    assert wait_before_retry(Fault(kind, "boom"), 0, Random(1)) is None
