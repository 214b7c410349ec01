# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import math
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weerbaar.base import LogNormal, LogUniform, Point, Quantiles, Triangular, Uniform, UnknownCellError
from weerbaar.method import (
    QuantityError,
    UnknownNameError,
    label_codes,
    label_probabilities,
    load_method,
    score,
    score_variables,
)
from weerbaar.method.model import Method
from weerbaar.method.scoring import shifted

# nrb-method.md 7.3: quantities published by region Zuidoost-Brabant, and what the table gives.


@pytest.mark.parametrize(
    ("deaths", "label"), [(19, "C hoog"), (196, "D hoog"), (500, "E"), (205, "D hoog"), (510, "E")]
)
def test_regional_casualties_of_the_published_cards(regional: Method, deaths: int, label: str) -> None:
    assert score(regional, "2.1", {"deaths": deaths}).label == label
    assert score(regional, "2.2", {"persons": deaths}).label == label


def test_regional_power_failure_of_the_published_card(regional: Method) -> None:
    four_days = {"persons": 45_000, "duration_d": 4}
    assert score(regional, "2.3", four_days).label == "D"
    assert score(regional, "5.1", four_days).label == "D"


REGIONAL_DEATHS = [(1, "A"), (2, "B"), (4, "C"), (16, "C hoog"), (40, "D"), (160, "D hoog"), (400, "E")]
NATIONAL_DEATHS = [(1, "A"), (10, "B"), (100, "C"), (1_000, "D"), (10_000, "E")]
NATIONAL_PREMATURE = [(1, "A"), (100, "B"), (1_000, "C"), (10_000, "D")]
NATIONAL_COSTS = [(1, "A"), (50e6, "B"), (500e6, "C"), (5e9, "D"), (50e9, "E")]
REGIONAL_COSTS = [(1, "A"), (2e6, "B"), (20e6, "C"), (200e6, "D"), (2e9, "E")]
BRITISH_DEATHS = [(1, "1"), (9, "2"), (41, "3"), (201, "4"), (1_001, "5")]
BRITISH_CASUALTIES = [(1, "1"), (19, "2"), (81, "3"), (401, "4"), (2_001, "5")]
BELGIAN_DEATHS = [(1, "1"), (10, "2"), (100, "3"), (1_000, "4"), (10_000, "5")]


@pytest.mark.parametrize(
    ("method_id", "criterion", "variable", "starts"),
    [
        ("nl-rrp-2009", "2.1", "deaths", REGIONAL_DEATHS),
        ("nl-nrb-2009", "2.1", "deaths", NATIONAL_DEATHS),
        ("nl-nrb-2009", "2.1", "premature_deaths", NATIONAL_PREMATURE),
        ("nl-nrb-2009", "2.2", "persons", NATIONAL_DEATHS),
        ("nl-nrb-2009", "3.1", "cost_eur", NATIONAL_COSTS),
        ("nl-rrp-2009", "3.1", "cost_eur", REGIONAL_COSTS),
        ("uk-nrr-2026", "fatalities", "deaths", BRITISH_DEATHS),
        ("be-bnra", "ha", "deaths", BELGIAN_DEATHS),
    ],
)
def test_classes_are_half_open(method_id: str, criterion: str, variable: str, starts: list[tuple[float, str]]) -> None:
    method = load_method(method_id)
    below = None
    for bound, label in starts:
        assert score(method, criterion, {variable: bound}).label == label
        if below is not None:
            assert score(method, criterion, {variable: bound * (1 - 1e-6)}).label == below
        below = label


@pytest.mark.parametrize(
    ("criterion", "columns", "rows", "cells"),
    [
        ("1.1", ("area_km2", [50, 100, 1_000, 10_000]), [2, 7, 30, 182], ["AABC", "ABCD", "BCDE", "CDEE"]),
        ("2.3", ("persons", [9_999, 10_000, 100_000, 1_000_000]), [2, 7, 30], ["ABCD", "BCDE", "CDEE"]),
        ("5.1", ("persons", [9_999, 10_000, 100_000, 1_000_000]), [1, 3, 7, 30], ["AABC", "ABCD", "BCDE", "CDEE"]),
        ("5.2", ("indicators_hit", [1, 2, 3]), [1, 7, 30, 365], ["AAB", "ABC", "BCD", "CDE"]),
    ],
)
def test_national_matrices_cell_by_cell(
    national: Method, criterion: str, columns: tuple[str, list[float]], rows: list[float], cells: list[str]
) -> None:
    variable, values = columns
    for days, labels in zip(rows, cells, strict=True):
        found = "".join(score(national, criterion, {variable: v, "duration_d": days}).label for v in values)
        assert found == labels
    for i, days in enumerate(rows[1:]):
        just_before = "".join(
            score(national, criterion, {variable: v, "duration_d": days - 0.001}).label for v in values
        )
        assert just_before == cells[i]


def test_the_reason_is_in_words(national: Method) -> None:
    reason = score(national, "2.3", {"persons": 1_200, "duration_d": 21}).reason
    assert reason.nl == "1.200 personen, 3 weken → B"
    assert reason.en == "1,200 people, 3 weeks → B"


def test_of_two_tables_the_highest_label_counts(national: Method) -> None:
    scored = score(national, "2.1", {"deaths": 20, "premature_deaths": 5_000})
    assert scored.label == "C"
    assert scored.reason.nl == "20 doden → B; 5.000 voortijdige doden → C; hoogste telt: C"


def test_modifiers_move_one_class_and_say_so(national: Method) -> None:
    given_ = {"persons": 20_000, "duration_d": 10}
    assert score(national, "5.1", given_).label == "C"
    assert score(national, "5.1", {**given_, "indicators_hit": 2}).label == "C"
    up = score(national, "5.1", {**given_, "indicators_hit": 3})
    assert up.label == "D"
    assert up.reason.nl.endswith("→ C; drie of meer indicatoren: een klasse hoger → D")
    down = score(national, "5.1", {**given_, "indicators_hit": 1})
    assert down.label == "B"
    assert down.reason.en.endswith("→ C; one indicator: one class lower → B")


def test_modifiers_of_density_are_strict(national: Method) -> None:
    base = {"area_km2": 500, "duration_d": 10}
    labels = [score(national, "1.1", base | {"population_density_per_km2": d}).label for d in (249, 250, 750, 751)]
    assert labels == ["A", "B", "B", "C"]


def test_modifiers_never_leave_the_scale(national: Method) -> None:
    top = {"persons": 5e6, "duration_d": 60, "indicators_hit": 5}
    assert score(national, "5.1", top).label == "E"
    bottom = {"persons": 5, "duration_d": 1, "indicators_hit": 1}
    assert score(national, "5.1", bottom).label == "A"


def test_a_shift_of_a_half_class_goes_to_the_next_whole_class(regional: Method) -> None:
    assert shifted(regional, "C hoog", 1) == "D"
    assert shifted(regional, "C hoog", -1) == "B"
    assert shifted(regional, "D hoog", 1) == "E"


def test_zero_is_no_impact(national: Method) -> None:
    assert score(national, "2.1", {"deaths": 0}).label == "X"
    assert score(national, "3.1", {"cost_eur": 0}).label == "X"
    assert score(national, "2.3", {"persons": 0, "duration_d": 10}).label == "X"
    assert label_probabilities(national, "2.1", {"deaths": 0})["X"] == 1


@pytest.mark.parametrize(
    ("criterion", "quantities"),
    [
        ("2.3", {"persons": 0, "duration_d": 1}),
        ("2.3", {"persons": 0.4, "duration_d": 1}),
        ("2.3", {"persons": 50_000, "duration_d": 0}),
        ("5.1", {"persons": 0, "duration_d": 0.5, "indicators_hit": 4}),
        ("5.2", {"indicators_hit": 0, "duration_d": 0.5}),
        ("4.1", {"polluted_area_km2": 0, "pollution_d": 30}),
    ],
)
def test_nothing_counted_is_no_impact_however_short_it_lasts(
    national: Method, criterion: str, quantities: Mapping[str, float]
) -> None:
    assert score(national, criterion, quantities).label == "X"
    assert label_probabilities(national, criterion, quantities)["X"] == 1


def test_a_chance_of_no_impact_does_not_hide_a_quantity_below_the_table(national: Method) -> None:
    perhaps = Uniform(distribution="uniform", low=0, high=2)
    with pytest.raises(UnknownCellError, match="starts at 2 days"):
        label_probabilities(national, "2.3", {"persons": perhaps, "duration_d": 1})


def test_numbers_may_be_text(national: Method) -> None:
    assert score(national, "2.1", {"deaths": "120"}).label == "C"


@pytest.mark.parametrize(
    ("criterion", "quantities", "named"),
    [
        ("2.1", {"deaths": -1}, ["deaths = -1"]),
        ("2.1", {"deaths": math.nan}, ["deaths = nan"]),
        ("2.1", {"deaths": math.inf}, ["deaths = inf"]),
        ("2.1", {"deaths": "many"}, ["deaths = many"]),
        ("2.1", {"persons": 3}, ["'persons'", "deaths, premature_deaths"]),
        ("2.1", {}, ["deaths"]),
        ("2.3", {"persons": 3}, ["duration_d"]),
        ("5.1", {"indicators_hit": 3, "duration_d": 4}, ["persons"]),
        ("4.1", {"protected_area_pct": 3, "polluted_area_km2": 4, "pollution_d": 400}, ["recovery_d"]),
    ],
)
def test_unusable_quantities_are_named(
    national: Method, criterion: str, quantities: Mapping[str, float | str], named: list[str]
) -> None:
    with pytest.raises(QuantityError) as caught:
        score(national, criterion, quantities)
    assert all(part in str(caught.value) for part in named)
    assert caught.value.message.nl != caught.value.message.en


@pytest.mark.parametrize(
    ("method_id", "criterion", "quantities", "named"),
    [
        ("nl-nrb-2009", "1.2", {"indicators_hit": 2}, ["1.2", "Give a label"]),
        ("nl-nrb-2009", "5.3", {"anger": 2}, ["decision table", "Give a label"]),
        ("nl-nrb-2009", "4.1", {"protected_area_pct": 5, "recovery_d": 400}, ["4.1a", "3-10% × 1-10 years"]),
        ("nl-nrb-2009", "2.3", {"persons": 500, "duration_d": 1.5}, ["starts at 2 days", "1.5 days"]),
        ("nl-rrp-2009", "6.1", {"monuments": 1}, ["6.1", "heritage"]),
        ("nl-anv-2022", "6.1", {"treaties": 1}, ["6.1", "guide of 2022"]),
        ("uk-nrr-2026", "casualties", {"casualties": 17}, ["17-18", "uk-nrr-2026"]),
        ("uk-nrr-2026", "casualties", {"casualties": 400}, ["'400'"]),
        ("uk-nrr-2026", "cost", {"cost_gbp": 300_000}, ["£ 1 million"]),
        ("be-bnra", "sc", {"articles": 4}, ["qualitative"]),
    ],
)
def test_what_is_not_known_is_not_guessed(
    method_id: str, criterion: str, quantities: Mapping[str, float], named: list[str]
) -> None:
    method = load_method(method_id)
    with pytest.raises(UnknownCellError) as caught:
        score(method, criterion, quantities)
    assert all(part in str(caught.value) for part in named)
    with pytest.raises(UnknownCellError):
        label_probabilities(method, criterion, quantities)


def test_an_unknown_criterion_is_named(national: Method) -> None:
    with pytest.raises(UnknownNameError, match=r"'7\.1'.*1\.1, 1\.2, 2\.1"):
        score(national, "7.1", {"deaths": 1})


@pytest.mark.parametrize(("casualties", "label"), BRITISH_CASUALTIES)
def test_british_casualties_where_the_printed_classes_agree(british: Method, casualties: int, label: str) -> None:
    assert score(british, "casualties", {"casualties": casualties}).label == label


def test_belgian_parts_are_weighted(belgian: Method) -> None:
    # 90 severe, 100 moderate and 1,000 minor injuries weigh 90 + 10 + 3 = 103
    scored = score(belgian, "hb", {"severe": 90, "moderate": 100, "minor": 1_000})
    assert scored.label == "2"
    assert "103" in scored.reason.nl
    assert score(belgian, "hb", {"weighted_injured": 103}).label == "2"
    with pytest.raises(QuantityError, match="one of the two"):
        score(belgian, "hb", {"severe": 90, "weighted_injured": 103})


def test_score_variables_names_everything_a_criterion_takes(national: Method, belgian: Method) -> None:
    by_id = {c.id: c for c in (*national.criteria, *belgian.criteria)}
    assert score_variables(by_id["5.1"]) == ("persons", "duration_d", "indicators_hit")
    assert score_variables(by_id["2.1"]) == ("deaths", "premature_deaths")
    assert score_variables(by_id["hb"]) == ("weighted_injured", "severe", "moderate", "minor")
    assert score_variables(by_id["5.3"]) == ()


# Distributions


def test_probabilities_are_differences_of_the_cumulative_distribution(national: Method) -> None:
    found = label_probabilities(national, "2.1", {"deaths": Uniform(distribution="uniform", low=0, high=200)})
    assert found == pytest.approx({"X": 0.005, "A": 0.045, "B": 0.45, "C": 0.5, "D": 0, "E": 0})


def test_a_matrix_is_the_product_of_independent_quantities(national: Method) -> None:
    people = LogUniform(distribution="loguniform", low=1_000, high=100_000)
    days = Uniform(distribution="uniform", low=2, high=12)
    found = label_probabilities(national, "2.3", {"persons": people, "duration_d": days})
    # half below 10,000 people, half above; half under a week, half over
    assert found == pytest.approx({"X": 0, "A": 0.25, "B": 0.5, "C": 0.25, "D": 0, "E": 0}, abs=1e-8)


def test_the_highest_of_two_tables_has_the_product_of_the_cumulative_probabilities(national: Method) -> None:
    direct = Uniform(distribution="uniform", low=50, high=150)  # B or C, each a half
    later = Uniform(distribution="uniform", low=500, high=1_500)  # B or C, each a half
    found = label_probabilities(national, "2.1", {"deaths": direct, "premature_deaths": later})
    assert found == pytest.approx({"X": 0, "A": 0, "B": 0.25, "C": 0.75, "D": 0, "E": 0})


def test_probabilities_of_quantities_that_are_turned_into_euro(belgian: Method) -> None:
    spread = LogUniform(distribution="loguniform", low=1, high=10_000)
    expected = {"0": 0, "1": 0.25, "2": 0.25, "3": 0.25, "4": 0.25, "5": 0}
    assert label_probabilities(belgian, "ha", {"deaths": spread}) == pytest.approx(expected, abs=1e-8)
    parts = {"severe": 90, "moderate": 100, "minor": 1_000}
    assert label_probabilities(belgian, "hb", parts)["2"] == 1
    with pytest.raises(QuantityError, match="severe must be a fixed number"):
        label_probabilities(belgian, "hb", {"severe": spread})


def test_modifiers_move_probabilities_too(national: Method) -> None:
    people = LogUniform(distribution="loguniform", low=1_000, high=100_000)
    found = label_probabilities(national, "5.1", {"persons": people, "duration_d": 5, "indicators_hit": 3})
    assert found == pytest.approx({"X": 0, "A": 0, "B": 0.5, "C": 0.5, "D": 0, "E": 0}, abs=1e-8)
    with pytest.raises(QuantityError, match="indicators_hit must be a fixed number"):
        label_probabilities(national, "5.1", {"persons": people, "duration_d": 5, "indicators_hit": people})


def test_a_thin_tail_below_the_first_band_counts_in_that_band(national: Method) -> None:
    thin = Uniform(distribution="uniform", low=1.95, high=6.95)
    found = label_probabilities(national, "2.3", {"persons": 5_000, "duration_d": thin})
    assert found["A"] == pytest.approx(1)
    thick = Uniform(distribution="uniform", low=1, high=6)
    with pytest.raises(UnknownCellError, match="20% of the distribution"):
        label_probabilities(national, "2.3", {"persons": 5_000, "duration_d": thick})


def test_an_unknown_cell_with_any_probability_is_refused(british: Method) -> None:
    clear = Uniform(distribution="uniform", low=100, high=300)
    assert label_probabilities(british, "casualties", {"casualties": clear})["3"] == pytest.approx(1)
    with pytest.raises(UnknownCellError, match="'400'"):
        label_probabilities(british, "casualties", {"casualties": Uniform(distribution="uniform", low=100, high=500)})


def test_a_distribution_below_zero_is_refused(national: Method) -> None:
    with pytest.raises(QuantityError, match="goes below 0"):
        label_probabilities(national, "2.1", {"deaths": Uniform(distribution="uniform", low=-5, high=5)})
    with pytest.raises(QuantityError, match="deaths = -5"):
        label_probabilities(national, "2.1", {"deaths": Point(value=-5)})


@pytest.mark.parametrize(
    "quantity",
    [
        Triangular(distribution="triangular", low=1, mode=30, high=900),
        LogNormal(distribution="lognormal", p5=5, p95=5_000),
        Quantiles(distribution="quantiles", probabilities=(0, 0.5, 1), values=(0, 20, 20_000)),
    ],
)
def test_probabilities_agree_with_scoring_many_quantiles(
    regional: Method, quantity: Triangular | LogNormal | Quantiles
) -> None:
    found = label_probabilities(regional, "2.1", {"deaths": quantity})
    n = 4_000
    counts = dict.fromkeys(label_codes(regional), 0)
    for value in quantity.ppf([(i + 0.5) / n for i in range(n)]):
        counts[score(regional, "2.1", {"deaths": float(value)}).label] += 1
    assert found == pytest.approx({label: count / n for label, count in counts.items()}, abs=1.5 / n)


# Invariants

amounts = st.floats(1, 1e8) | st.integers(1, 10**8).map(float)
days = st.floats(2, 4_000)
METHODS = st.sampled_from(["nl-nrb-2009", "nl-rrp-2009"])


@given(METHODS, st.sampled_from(["2.3", "5.1"]), amounts, amounts, days, days)
def test_more_people_or_longer_never_lowers_the_label(
    method_id: str, criterion: str, people: float, more: float, short: float, longer: float
) -> None:
    method = load_method(method_id)
    order = label_codes(method)
    low = score(method, criterion, {"persons": min(people, more), "duration_d": min(short, longer)}).label
    high = score(method, criterion, {"persons": max(people, more), "duration_d": max(short, longer)}).label
    assert order.index(low) <= order.index(high)


@given(METHODS, amounts | st.just(0.0), days)
def test_a_certain_quantity_has_the_label_of_its_score(method_id: str, people: float, duration: float) -> None:
    method = load_method(method_id)
    quantities = {"persons": people, "duration_d": duration}
    expected = score(method, "2.3", quantities).label
    points = {name: Point(value=value) for name, value in quantities.items()}
    found = label_probabilities(method, "2.3", points)
    assert found == {label: float(label == expected) for label in label_codes(method)}


@given(METHODS, amounts, st.floats(1.001, 1_000), st.floats(3, 100), st.floats(1.001, 20))
def test_probabilities_sum_to_one(method_id: str, people: float, spread: float, duration: float, longer: float) -> None:
    method = load_method(method_id)
    found = label_probabilities(
        method,
        "2.3",
        {
            "persons": LogNormal(distribution="lognormal", p5=people, p95=people * spread),
            "duration_d": LogUniform(distribution="loguniform", low=duration, high=duration * longer),
        },
    )
    assert set(found) == set(label_codes(method))
    assert math.fsum(found.values()) == pytest.approx(1, abs=1e-12)
    assert min(found.values()) >= 0
