# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import math

import pytest

from tests.elicitation.studies import CHANCE, LABEL, SEED, TARGET, given, make_study
from weerbaar.elicitation import Study
from weerbaar.elicitation.rounds import round_statistics


def delphi() -> Study:
    """Centres 10, 20, 40, 160 become 20, 20, 40, 80 on a logarithmic item."""
    return make_study(
        [SEED, TARGET],
        {
            "a": [given("ijk", 1, 2, 3), given("doel", 1, 10, 200, reason="laag"), given("doel", 1, 20, 200, round=2)],
            "b": [given("doel", 1, 20, 200)],
            "c": [given("doel", 1, 40, 200), given("doel", 2, 40, 200, round=2)],
            "d": [given("doel", 1, 160, 200), given("doel", 1, 80, 200, round=2, reason="te hoog")],
            "e": [{"question": "doel", "missing": True, "reason": "weet ik niet"}],
        },
        protocol="delphi",
    )


def test_statistics_of_a_first_round() -> None:
    first = round_statistics(delphi())[0]
    facts = first.questions[1]
    assert (facts.answered, facts.missing, facts.not_asked) == (4, 1, 0)
    assert (facts.low, facts.high) == (10, 160)
    assert facts.median == pytest.approx(math.sqrt(20 * 40))  # in the middle on the scale of the item
    assert facts.spread == pytest.approx(math.log(16))
    assert (facts.change, facts.convergence, facts.stable) == (None, None, None)
    assert (first.stable_share, first.stop) == (None, False)


def test_change_convergence_and_who_moved() -> None:
    second = round_statistics(delphi())[1]
    facts = second.questions[1]
    # two of four moved by a factor of 2; the spread was a factor of 16
    assert facts.change == pytest.approx((2 * math.log(2) / 4) / math.log(16)) == pytest.approx(0.125)
    assert facts.convergence == pytest.approx(0.5)
    assert facts.changed == ("a", "d")  # c changed a quantile and not the centre
    assert facts.towards_median == ("a", "d")
    assert facts.stable is True
    assert (second.stable_share, second.stop) == (1.0, True)
    assert [(r.expert, r.reason, r.missing) for r in second.reasons] == [("d", "te hoog", False)]


def test_a_question_that_was_not_put_again_says_nothing_about_stability() -> None:
    seed = round_statistics(delphi())[1].questions[0]
    assert (seed.change, seed.stable) == (None, None)
    assert (seed.answered, seed.not_asked) == (1, 4)


def test_full_agreement_that_breaks_is_a_full_change() -> None:
    answers = {"a": [given("doel", 1, 5, 9), given("doel", 1, 6, 9, round=2)], "b": [given("doel", 1, 5, 9)]}
    facts = round_statistics(make_study([TARGET], answers, protocol="delphi"))[1].questions[0]
    assert (facts.change, facts.convergence, facts.stable) == (1.0, None, False)
    assert facts.towards_median == ()


def test_the_last_round_of_the_protocol_stops_in_any_case() -> None:
    moving = [given("doel", 1, 10.0**r, 1e9, round=r) for r in range(1, 5)]
    study = make_study([TARGET], {"a": moving, "b": [given("doel", 1, 50, 99)]}, protocol="delphi")
    found = round_statistics(study)
    assert [r.stop for r in found] == [False, False, False, True]
    assert found[3].questions[0].stable is False


def test_labels_and_numbers_have_centres_too() -> None:
    study = make_study(
        [LABEL, CHANCE],
        {
            "a": [{"question": "label", "label": "A"}, {"question": "kans", "probability": 0}],
            "b": [{"question": "label", "label": "D"}, {"question": "kans", "probability": 0.1}],
        },
    )
    label, chance = round_statistics(study)[0].questions
    assert (label.low, label.median, label.high, label.spread) == ("A", "B", "D", 3)
    assert (chance.low, chance.high) == (0, 0.1)
    # zero has no logarithm and stands at one in a billion
    assert chance.spread == pytest.approx(math.log(1e8))
    assert round_statistics(study)[0].stop is None


def test_centre_of_quantiles_without_a_median() -> None:
    study = make_study([TARGET], {"a": [given("doel", 1, 100)]}, probabilities=[0.25, 0.75])
    assert round_statistics(study)[0].questions[0].median == pytest.approx(10)


def test_nobody_answered() -> None:
    study = make_study([TARGET, SEED], {"a": [given("ijk", 1, 2, 3)]})
    facts = round_statistics(study)[0].questions[0]
    assert (facts.answered, facts.not_asked, facts.median, facts.spread) == (0, 1, None, None)
