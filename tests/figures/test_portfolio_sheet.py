# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import pytest

from tests.figures.choices import EUROS, choice_of
from weerbaar.base import Lang
from weerbaar.figures.portfolio_sheet import (
    gap_words,
    millions,
    portfolio_caption,
    portfolio_foot,
    risk_words,
    tick_words,
    yearly_unit,
)
from weerbaar.figures.sheet import SHEETS


def test_caption_names_round_years_method_and_run() -> None:
    choice = choice_of()
    run = choice.run_record.id
    assert portfolio_caption(choice, "nl") == (
        f"NRB proef, maatregelen 2014-2017; methode nl-nrb-2009 1; rekenverslag {run}"
    )
    assert portfolio_caption(choice, "en") == (f"NRB proef, measures 2014-2017; method nl-nrb-2009 1; run record {run}")


@pytest.mark.parametrize(("illustrative", "count"), [(True, 2), (False, 1)])
def test_the_caution_stands_before_the_run(illustrative: bool, count: int) -> None:
    sheet = SHEETS["screen"]
    drawn, low = portfolio_foot(choice_of(illustrative=illustrative), "nl", sheet, 10)
    assert len(drawn) == count
    assert ("Illustratieve gegevens" in drawn[0].render()) is illustrative
    assert "rekenverslag" in drawn[-1].render()
    assert low == pytest.approx(10 + count * sheet.leading + 6)


@pytest.mark.parametrize(
    ("value", "lang", "words"),
    [
        (0.0, "nl", "0"),
        (84e6, "nl", "84"),
        (8.4e6, "en", "8.4"),
        (2.5e6, "nl", "2,5"),
        (12.345e6, "nl", "12,3"),
        (1e4, "en", "0.01"),
        (100e6, "nl", "100"),
        (1_234e6, "nl", "1.230"),
        (1_234e6, "en", "1,230"),
    ],
)
def test_millions_have_three_digits_without_zeros_that_say_nothing(value: float, lang: Lang, words: str) -> None:
    assert millions(value, lang) == words


@pytest.mark.parametrize(
    ("gap", "words"),
    [
        (-1e-12, "0%"),
        (0.0, "0%"),
        (1e-9, "0,0001%"),
        (0.004, "0,4%"),
        (9.97e-5, "0,01%"),
        (1e-4, "0,01%"),
        (0.01, "1%"),
        (0.0123, "1,3%"),
        (0.05, "5%"),
        (0.999, "100%"),
        (1.0, "100%"),
    ],
)
def test_a_gap_is_rounded_up_for_it_is_a_bound(gap: float, words: str) -> None:
    assert gap_words(gap, "nl") == words


def test_a_gap_in_words_is_never_less_than_it_is() -> None:
    for k in range(1, 2000):
        gap = k * 3.7e-4 % 1.0
        said = float(gap_words(gap, "en").rstrip("%")) / 100
        assert gap - 1e-7 <= said <= max(1.1 * gap, 1e-6) + 1e-9


def test_risk_is_in_the_unit_of_the_choice() -> None:
    points, euros = choice_of(), choice_of(unit=EUROS)
    assert risk_words(points, 0.876, "nl") == "0,88"
    assert risk_words(euros, 1.23e6, "nl") == "€ 1,2 miljoen"
    assert (yearly_unit(points, "nl"), yearly_unit(euros, "nl")) == ("risicopunten per jaar", "euro per jaar")
    assert (yearly_unit(points, "en"), yearly_unit(euros, "en")) == ("risk points per year", "euro per year")


@pytest.mark.parametrize(
    ("value", "points", "euros"),
    [
        (0.0, "0", "0"),
        (3 * 0.1, "0,3", "€ 0,3"),
        (1.25, "1,25", "€ 1,25"),
        (2e6, "2.000.000", "€ 2 miljoen"),
        (2.5e6, "2.500.000", "€ 2,5 miljoen"),
        (20.0, "20", "€ 20"),
    ],
)
def test_ticks_have_only_the_digits_that_they_need(value: float, points: str, euros: str) -> None:
    assert tick_words(choice_of(), value, "nl") == points
    assert tick_words(choice_of(unit=EUROS), value, "nl") == euros
