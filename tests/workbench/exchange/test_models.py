# SPDX-License-Identifier: EUPL-1.2
"""States of a delivery in words."""

from __future__ import annotations

from weerbaar.workbench.exchange.models import Delivery, Sending, Webhook


def test_a_delivery_says_how_far_it_is() -> None:
    assert Delivery(state="given-up").sending is Sending.GIVEN_UP
    assert {s.text.nl for s in Sending} == {"wacht", "afgeleverd", "opgegeven"}
    assert str(Webhook(url="https://voorbeeld.nl/")) == "https://voorbeeld.nl/"
