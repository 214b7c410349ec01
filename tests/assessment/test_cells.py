# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weerbaar.assessment.cells import (
    UnusableJudgementError,
    criteria_in_use,
    impact_cells,
    opinion,
    pool,
    range_masses,
)
from weerbaar.dossier import Dossier, Judgement, JudgementSet, Round, Scenario
from weerbaar.method import Method, label_codes, label_values, load_method

ORDER = ("X", "A", "B", "C", "D", "E")


@pytest.fixture(scope="module")
def national() -> Method:
    return load_method("nl-nrb-2009")


@pytest.fixture(scope="module")
def regional() -> Method:
    return load_method("nl-rrp-2009")


def judged(**fields: object) -> Judgement:
    return Judgement.model_validate({"scenario": "s", "criterion": "3.1", **fields})


def dossier(judgements: list[Judgement], method: str = "nl-nrb-2009") -> Dossier:
    text = {"nl": "t", "en": "t"}
    return Dossier(
        round=Round.model_validate(
            {
                "schema": 1,
                "id": "r",
                "title": text,
                "label": "r",
                "year": 2012,
                "organisation": text,
                "method": method,
                "scores": "judgements",
                "statement": text,
            }
        ),
        scenarios=(Scenario.model_validate({"id": "s", "title": text, "kind": "hazard"}),),
        judgements=(
            JudgementSet.model_validate({"schema": 1, "id": "e", "name": text, "kind": "expert"}).model_copy(
                update={"judgements": tuple(judgements)}
            ),
        ),
    )


def test_range_is_a_triangle_over_the_labels() -> None:
    # weights 1/2, 1, 2/3, 1/3 for B, C, D, E: sum 5/2
    assert range_masses(ORDER, "B", "C", "E") == pytest.approx({"B": 0.2, "C": 0.4, "D": 4 / 15, "E": 2 / 15})


def test_range_out_of_order_is_refused() -> None:
    with pytest.raises(UnusableJudgementError, match="does not ascend"):
        range_masses(ORDER, "D", "C", "E")


@given(st.lists(st.integers(0, 5), min_size=3, max_size=3).map(sorted))
def test_range_masses_sum_to_one_and_peak_at_the_expected_label(places: list[int]) -> None:
    low, mid, high = (ORDER[p] for p in places)
    masses = range_masses(ORDER, low, mid, high)
    assert sum(masses.values()) == pytest.approx(1)
    assert max(masses.values()) == masses[mid]
    assert set(masses) == set(ORDER[places[0] : places[2] + 1])


def test_half_unknown_spreads_over_both_halves_of_the_class(regional: Method) -> None:
    assert opinion(regional, judged(label="C", half="unknown"), 1).masses == {"C": 0.5, "C hoog": 0.5}
    assert opinion(regional, judged(label="E", half="unknown"), 1).masses == {"E": 1.0}


def test_unknown_label_names_the_allowed_ones(national: Method) -> None:
    with pytest.raises(
        UnusableJudgementError, match=r"s, 3\.1: label F does not exist in this method; allowed: X, A, B, C, D, E"
    ):
        opinion(national, judged(label="F"), 1)


def test_zero_is_another_way_to_write_not_applicable(national: Method) -> None:
    assert opinion(national, judged(label="0"), 1).masses == {"X": 1.0}


def test_quantity_becomes_label_with_the_reason(national: Method) -> None:
    said = opinion(
        national,
        Judgement.model_validate(
            {
                "scenario": "s",
                "criterion": "2.3",
                "quantities": {"persons": 1200, "duration_d": 21},
                "reason": "tabel 4",
            }
        ),
        1,
    )
    assert said.expected == "B"
    assert said.masses["B"] == pytest.approx(1)
    assert said.reason.nl.startswith("tabel 4 (1.200 personen, 3 weken")
    assert said.reason.en.startswith("tabel 4 (1,200 people, 3 weeks")


def test_pool_weighs_experts_and_central_value_is_their_mean(national: Method) -> None:
    cell = pool(national, [opinion(national, judged(label="B"), 1.0), opinion(national, judged(label="D"), 3.0)])
    assert cell.masses == pytest.approx({"B": 0.25, "D": 0.75})
    assert cell.central_value(label_values(national)) == pytest.approx((1 / 27 + 3 / 3) / 4)
    assert cell.expected_labels(label_codes(national)) == ("B", "D")


def test_missing_not_applicable_and_lowest_label_are_three_things(national: Method) -> None:
    missing = pool(national, [])
    none = pool(national, [opinion(national, judged(label="X"), 1)])
    lowest = pool(national, [opinion(national, judged(label="A"), 1)])
    assert (missing.state, none.state, lowest.state) == ("missing", "not applicable", "judged")
    assert missing.masses == pytest.approx(dict.fromkeys(ORDER, 1 / 6))
    values = label_values(national)
    assert none.central_value(values) == 0
    assert lowest.central_value(values) == pytest.approx(1 / 81)


def test_combined_line_counts_once_in_the_centre_and_for_both_in_the_range(regional: Method) -> None:
    line = Judgement.model_validate({"scenario": "s", "criterion": "2.1+2.2", "label": "D", "half": "unknown"})
    cells = impact_cells(regional, dossier([line], regional.id), ["2.1", "2.2"])["s"]
    values = label_values(regional)
    assert cells["2.1"].central_value(values) == pytest.approx(1 / 3)
    assert cells["2.2"].central_value(values) == 0
    assert cells["2.2"].possible_labels(label_codes(regional)) == ("X", "D hoog")


def test_optional_criterion_is_in_use_only_when_judged(regional: Method) -> None:
    bare = dossier([judged(label="C")], regional.id)
    heritage = dossier([judged(label="C", criterion="6.1")], regional.id)
    assert "6.1" not in criteria_in_use(regional, bare)
    assert "6.1" in criteria_in_use(regional, heritage)
    assert "5.3" in criteria_in_use(regional, bare)


def test_answer_marked_missing_leaves_the_cell_missing(national: Method) -> None:
    cells = impact_cells(national, dossier([judged(missing=True), judged(criterion="5.1", label="B")]), ["3.1", "5.1"])[
        "s"
    ]
    assert cells["3.1"].state == "missing"
    assert cells["5.1"].state == "judged"


def test_possible_labels_leave_out_the_endless_tail_of_a_distribution(national: Method) -> None:
    spread = {"distribution": "lognormal", "p5": 60e6, "p95": 400e6}
    cell = pool(national, [opinion(national, judged(quantities={"cost_eur": spread}), 1)])
    assert cell.masses["D"] > 0
    assert cell.possible_labels(label_codes(national)) == ("A", "C")
