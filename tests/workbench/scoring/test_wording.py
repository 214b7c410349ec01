# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from typing import Any

import pytest

from weerbaar.base import Point, Triangular
from weerbaar.workbench.rounds.models import Round
from weerbaar.workbench.scoring.conversion import judgement_of
from weerbaar.workbench.scoring.fields import Field, rod_of
from weerbaar.workbench.scoring.wording import answer_words, read_probability, read_quantities

ROD = rod_of(Round(method="nl-nrb-2009"))


def asked(criterion: str) -> Field:
    found = ROD.field(criterion)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("deaths", "label"), [(9, "A"), (10, "B"), (99, "B"), (100, "C"), (1_000, "D"), (10_000, "E"), (0, "X")]
)
def test_deaths_meet_the_thresholds_of_the_guide(deaths: int, label: str) -> None:
    found = read_quantities(ROD.method, asked("2.1"), {"deaths": Point(value=deaths)})
    assert found.label == label
    assert found.reason.nl.endswith(f"doden → {label}")


def test_uncertain_numbers_show_what_is_possible() -> None:
    spread = Triangular(distribution="triangular", low=5, mode=50, high=500)
    found = read_quantities(ROD.method, asked("2.1"), {"deaths": spread})
    assert (found.label, [code for code, _ in found.shares]) == ("B", ["B", "C"])
    assert sum(share for _, share in found.shares) == pytest.approx(1, abs=0.01)


def test_where_the_method_is_silent_the_reason_says_so() -> None:
    short = {"persons": Point(value=5_000), "duration_d": Point(value=1)}
    found = read_quantities(ROD.method, asked("2.3"), short)
    assert found.label == ""
    assert "de tabel begint bij 2 dagen" in found.reason.nl


def test_a_probability_is_converted_to_the_window_of_the_method() -> None:
    found = read_probability(ROD.method, Point(value=0.1), 10, "hazard")
    assert found.label == "D"
    assert found.reason.nl == "10% in 10 jaar = 5,13% in 5 jaar (gemiddeld eens per 95 jaar) → D waarschijnlijk"
    assert found.reason.in_("en") == "10% in 10 years = 5.13% in 5 years (on average once in 95 years) → D likely"
    assert "=" not in read_probability(ROD.method, Point(value=0.001), 5, "hazard").reason.nl


def test_no_probability_has_a_reason_and_no_label() -> None:
    assert read_probability(ROD.method, Point(value=1.5), 5, "hazard").label == ""


@pytest.mark.parametrize(
    ("criterion", "stored", "words"),
    [
        ("1.1", {"missing": True}, "weet ik niet"),
        ("1.1", {"label": "X"}, "X niet van toepassing"),
        ("1.1", {"label": "C", "lower": "B", "upper": "E"}, "C ernstig (B–E)"),
        ("2.1", {"quantities": {"deaths": 12}}, "12 doden → B"),
        ("likelihood", {"label": "D", "sub_class": "high"}, "D waarschijnlijk, deel: hoog"),
        ("likelihood", {"label": "D", "vulnerability": "high"}, "D waarschijnlijk, kwetsbaarheid hoog → E"),
    ],
)
def test_answers_in_words(criterion: str, stored: dict[str, Any], words: str) -> None:
    judgement = judgement_of("storm", criterion, stored)
    assert answer_words(ROD.method, asked(criterion), judgement, "threat").nl == words
