# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import pytest

from tests.capability.training.trainings import ON, activity, assessed, score, share
from weerbaar.capability.training import Training, assess_training, load_training


def test_reach_is_not_effect() -> None:
    (found,) = assessed(activity()).activities
    assert (found.reached, found.reached_share, found.cost_eur_each, found.effects) == (500, 0.5, 2.0, ())


def test_people_changed_is_gain_times_reach() -> None:
    (found,) = assessed(activity(share((48, 80), (56, 70)))).activities[0].effects
    assert found.people is not None
    number = found.people.number
    assert (number.estimate, number.low, number.high) == pytest.approx((100, 26.22, 166.94), abs=0.01)
    assert found.people.cost_eur_each == pytest.approx(10)
    assert found.people.cost_eur_low == pytest.approx(1000 / 166.936, abs=0.01)
    assert found.people.cost_eur_high == pytest.approx(1000 / 26.216, abs=0.01)


def test_where_it_may_be_nobody_there_is_no_upper_bound_of_the_cost() -> None:
    (found,) = assessed(activity(share((40, 80), (42, 80)))).activities[0].effects
    assert found.people is not None
    assert found.people.cost_eur_each is not None
    assert found.people.cost_eur_high is None


def test_a_change_for_the_worse_has_no_cost_each() -> None:
    (found,) = assessed(activity(share((48, 80), (56, 70), better="lower"))).activities[0].effects
    assert found.people is not None
    assert found.people.number.estimate < 0
    assert found.people.cost_eur_each is None


def test_a_score_and_an_unknown_reach_say_nothing_of_people() -> None:
    (found,) = assessed(activity(score((50, 8, 40), (56, 10, 30)))).activities[0].effects
    assert found.people is None
    (found,) = assessed(activity(share((48, 80), (56, 70)), reached=None)).activities[0].effects
    assert found.people is None


def test_unknown_is_not_zero() -> None:
    (found,) = assessed(activity(reached=None, cost_eur=None, audience={"who": {"nl": "Iedereen"}})).activities
    assert (found.reached, found.reached_share, found.cost_eur, found.cost_eur_each) == (None,) * 4
    nobody = {"number": 0, "counted": {"nl": "geteld"}}
    (found,) = assessed(activity(reached=nobody)).activities
    assert (found.reached, found.reached_share, found.cost_eur_each) == (0, 0.0, None)


def test_the_example() -> None:
    training = load_training("voorbeeld-capaciteiten")
    result = assess_training(training, ON)
    people = [e.people for e in result.activity("alert-online").effects]
    assert [round(p.number.estimate) for p in people if p] == [12664, 5422]
    assert len(result.input_hash) == 64
    assert assess_training(Training(training.file), ON).input_hash == ""
    with pytest.raises(KeyError):
        result.activity("niets")


def test_a_higher_level_gives_wider_intervals() -> None:
    training = load_training("voorbeeld-capaciteiten")
    usual, wide = (assess_training(training, ON, level=level) for level in (0.95, 0.99))
    for one, other in zip(usual.activities, wide.activities, strict=True):
        for a, b in zip(one.effects, other.effects, strict=True):
            assert b.effect.difference.low < a.effect.difference.low
            assert a.effect.difference.high < b.effect.difference.high
