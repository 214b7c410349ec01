# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from typing import Any

import pytest
from django.utils import translation

from weerbaar.base import Explained
from weerbaar.workbench.capabilities.quantities import Triple, in_words, other_words, parsed, refusal, shown, stored

TRIANGLE = {"distribution": "triangular", "low": 400_000, "mode": 600_000, "high": 1_000_000}


@pytest.mark.parametrize(
    ("text", "value"),
    [("0,15", 0.15), ("0.15", 0.15), ("400.000", 400_000), ("1.200.000,5", 1_200_000.5), ("€ 12", 12), ("", None)],
)
def test_a_dutch_page_reads_dutch_numbers(text: str, value: float | None) -> None:
    with translation.override("nl"):
        assert parsed(text) == value


def test_an_english_page_reads_english_numbers() -> None:
    with translation.override("en"):
        assert [parsed("400,000"), parsed("0.15"), parsed("1,200.5")] == [400_000, 0.15, 1200.5]


def test_what_is_no_number_is_refused_in_words() -> None:
    with translation.override("nl"), pytest.raises(Explained) as caught:
        parsed("veel")
    with translation.override("nl"):
        assert refusal(caught.value) == "Dit is geen getal."


@pytest.mark.parametrize("value", [TRIANGLE, 0, 12.5, {"distribution": "uniform", "low": 1, "high": 2}])
@pytest.mark.parametrize("lang", ["nl", "en"])
def test_what_a_form_shows_and_gets_back_unchanged_stays_as_it_was(value: Any, lang: str) -> None:
    with translation.override(lang):
        assert stored(shown(value), value) == value


def test_three_values_become_a_triangle_and_keep_a_pert() -> None:
    with translation.override("nl"):
        assert stored(Triple("1", "2", "4")) == {"distribution": "triangular", "low": 1, "mode": 2, "high": 4}
        pert = {"distribution": "pert", "low": 1, "mode": 2, "high": 3}
        assert stored(Triple("1", "2", "4"), pert)["distribution"] == "pert"
        assert stored(Triple("1", "", "4")) == {"distribution": "uniform", "low": 1, "high": 4}
        with pytest.raises(Explained):
            stored(Triple("1", "2", ""))


def test_a_distribution_without_fields_stays_until_something_is_filled_in() -> None:
    lognormal = {"distribution": "lognormal", "p5": 1, "p95": 3}
    assert shown(lognormal).empty
    assert "p95 3" in other_words(lognormal)
    assert stored(Triple(), lognormal) == lognormal
    assert stored(Triple(best="2"), lognormal) == 2
    assert stored(Triple(), 5) is None


def test_a_number_is_shown_with_its_range() -> None:
    with translation.override("nl"):
        assert in_words(TRIANGLE) == "600.000 (400.000–1.000.000)"
        assert in_words(None) == "–"
