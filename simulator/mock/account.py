"""The money that answers are paid from, and what is told when there is none left (M31). Prices are `era`'s."""

from __future__ import annotations

import json

from simulator.domain.completion import Usage
from simulator.domain.cost import Price, charge
from simulator.mock.refusal import Refused

ENDLESS = 100.0
"""US dollars that an account shows from which nothing is taken."""


class Account:
    """One account for all keys of a server, in US dollars; None never runs out and pays for nothing."""

    def __init__(self, dollars: float | None = None) -> None:
        """Put money in."""
        self._left = dollars

    @property
    def is_available(self) -> bool:
        """Say whether there is money for another answer; the last one may have cost more than was left."""
        return self._left is None or self._left > 0

    def check(self) -> None:
        """Refuse an answer that nobody pays for. Raises: Refused with status 402."""
        if not self.is_available:
            raise Refused(402, "Insufficient Balance", type="unknown_error")

    def pay(self, usage: Usage, price: Price | None) -> None:
        """Take the list price of an answer; discounts of some hours and surcharges of others are not known here."""
        if self._left is not None and price is not None:
            self._left -= charge(usage, price) or 0.0

    def body(self) -> bytes:
        """Give the body of `GET /user/balance`; amounts are texts, and a debt is shown as nothing."""
        left = f"{max(0.0, ENDLESS if self._left is None else self._left):.2f}"
        info = {"currency": "USD", "total_balance": left, "granted_balance": "0.00", "topped_up_balance": left}
        return json.dumps({"is_available": self.is_available, "balance_infos": [info]}).encode()
