from __future__ import annotations

import pytest

from simulator.faces.web.door import is_loopback, refusal


@pytest.mark.parametrize("host", ["127.0.0.1:8060", "localhost:8060", "localhost", "[::1]:8060", "127.1.2.3:80"])
def test_this_machine_by_its_own_names_may_come_in(host: str):
    assert is_loopback(host)
    assert refusal(host, f"http://{host}") is None
    assert refusal(host, None) is None


@pytest.mark.parametrize(
    "host",
    ["", "evil.example", "127.0.0.1.evil.example", "localhost.evil.example:8060", "10.0.0.1", "[::2]", "a@b", "[bad"],
)
def test_a_name_that_only_points_here_may_not(host: str):
    assert not is_loopback(host)
    assert "only on this machine" in (refusal(host, None) or "")


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", "http://localhost:8060", "http://127.0.0.1:9999", "file://", ""]
)
def test_a_page_of_another_origin_may_not(origin: str):
    assert refusal("127.0.0.1:8060", origin) == "another page may not use this phone"
