# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import pytest

from tests.capability.training.trainings import control, score, share
from weerbaar.capability.training import difference_words, effect, level_words, months_words, seen_words


def test_shares_in_percentage_points() -> None:
    found = effect(share((48, 80), (56, 70)))
    assert difference_words(found, found.difference, "nl") == "verschil: +20 procentpunt (+5 tot +33)"
    assert difference_words(found, found.difference, "en") == "difference: +20 percentage points (+5 to +33)"
    assert level_words(found, 0.605, "nl") == "60%"


def test_scores_in_points() -> None:
    found = effect(score((50, 8, 40), (56, 10, 30)))
    assert difference_words(found, found.difference, "nl") == "verschil: +6,0 punt (+1,5 tot +10,5)"
    assert level_words(found, 56, "en") == "56.0"


def test_not_shown_and_worse_are_said() -> None:
    unclear = effect(share((40, 80), (42, 80)))
    assert difference_words(unclear, unclear.difference, "nl").endswith(", niet aangetoond")
    worse = effect(share((48, 80), (56, 70), better="lower"))
    assert difference_words(worse, worse.difference, "en").endswith(", a change for the worse")


def test_a_control_group_is_named() -> None:
    found = effect(share((17, 75), (17, 65), **control((16, 65), (18, 72))))
    assert difference_words(found, found.difference, "nl") == (
        "verschil boven de controlegroep: +3 procentpunt (-17 tot +23), niet aangetoond"
    )


def test_nothing_has_no_sign() -> None:
    found = effect(share((40, 80), (40, 80)))
    assert difference_words(found, found.difference, "en").startswith("difference: 0 percentage points (-15 to +15)")


@pytest.mark.parametrize(
    ("months", "nl", "en"), [(1, "na 1 maand", "after 1 month"), (1.5, "na 1,5 maanden", "after 1.5 months")]
)
def test_months(months: float, nl: str, en: str) -> None:
    assert (months_words(months, "nl"), months_words(months, "en")) == (nl, en)


def test_where_it_was_seen() -> None:
    assert seen_words(effect(share((1, 2), (1, 2), better="lower")), "nl") == "gevraagd, lager is beter"
    assert seen_words(effect(score((50, 8, 40), (56, 10, 30))), "en") == "seen in an exercise"
