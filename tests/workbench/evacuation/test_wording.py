# SPDX-License-Identifier: EUPL-1.2
"""Numbers of a study in words."""

from __future__ import annotations

from django.utils import translation

from weerbaar.workbench.evacuation.wording import hours, roughly, routing_words, vehicles


def test_hours_and_amounts_in_the_language_of_the_page() -> None:
    assert (hours(2.25), hours(None), vehicles(1234.4), roughly(123456)) == (
        "2,2 uur",
        "niet gehaald",
        "1.234",
        "123.000",
    )
    with translation.override("en"):
        assert (hours(2.25), hours(None)) == ("2.2 hours", "not reached")


def test_a_route_choice_that_is_not_known_keeps_its_name() -> None:
    assert routing_words("managed").nl.startswith("verkeer geleid")
    assert routing_words("vliegen").nl == "vliegen"
