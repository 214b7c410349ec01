# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import pytest

from weerbaar.base import Text
from weerbaar.method.wording import joined, plain, quantity_words

PEOPLE = Text(nl="personen", en="people")


@pytest.mark.parametrize(
    ("variable", "value", "nl", "en"),
    [
        ("persons", 1_200, "1.200 personen", "1,200 people"),
        ("persons", 0.25, "0,25 personen", "0.25 people"),
        ("duration_d", 1, "1 dag", "1 day"),
        ("duration_d", 4, "4 dagen", "4 days"),
        ("duration_d", 1.5, "1,5 dagen", "1.5 days"),
        ("duration_d", 7, "1 week", "1 week"),
        ("duration_d", 21, "3 weken", "3 weeks"),
        ("duration_d", 90, "3 maanden", "3 months"),
        ("duration_d", 3_650, "10 jaar", "10 years"),
        ("area_km2", 500, "500 km²", "500 km²"),
        ("share_pct", 5, "5%", "5%"),
        ("cost_eur", 1.6e9, "€ 1,6 miljard", "€ 1.6 billion"),
        ("cost_eur", 750_000, "€ 750.000", "€ 750,000"),
        ("cost_gbp", 2.5e7, "£ 25 miljoen", "£ 25 million"),
    ],
)
def test_quantities_in_words(variable: str, value: float, nl: str, en: str) -> None:
    assert quantity_words(variable, PEOPLE, value) == Text(nl=nl, en=en)


def test_texts_are_joined_per_language() -> None:
    assert joined([PEOPLE, Text(nl="dagen", en="days")], " × ") == Text(nl="personen × dagen", en="people × days")


@pytest.mark.parametrize(
    ("value", "nl", "en"),
    [
        (None, "…", "…"),
        (1_000_000, "1.000.000", "1,000,000"),
        (0.05, "0,05", "0.05"),
        (2.5, "2,5", "2.5"),
        (0, "0", "0"),
    ],
)
def test_bounds_are_written_without_needless_digits(value: float | None, nl: str, en: str) -> None:
    assert plain(value, "nl") == nl
    assert plain(value, "en") == en
