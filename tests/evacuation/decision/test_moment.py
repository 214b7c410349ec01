# SPDX-License-Identifier: EUPL-1.2
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.evacuation.decision.threats import chain, option
from weerbaar.base import Text
from weerbaar.evacuation.decision import WAIT, Forecast, ForecastError, decide_when, trade_off
from weerbaar.evacuation.decision.moment import decided_at, tipping_probability

NONE = option("nothing", (100, 100), (0, 0))


def test_waits_where_a_day_costs_few_lives_and_decides_where_it_costs_many():
    # Leaving two days before saves all 100; a day before leaves 10. It costs 60, and a life counts as 1.
    late_is_fine = decide_when(chain(), (option("leave", (0, 10), (60, 60)),), NONE, 1.0)
    # Now: 60. Waiting: half the time high, then 60 + 10 = 70 against 100 of doing nothing: 35.
    assert late_is_fine.choice[0, 0] == WAIT
    assert late_is_fine.loss_of_waiting_eur[0, 0] == pytest.approx(35)
    assert late_is_fine.value_of_waiting_eur[0, 0] == pytest.approx(25)
    assert list(late_is_fine.choice[1]) == [WAIT, WAIT, 0]
    assert (late_is_fine.false_alarm, late_is_fine.in_time, late_is_fine.too_late) == (0, 0.5, 0)
    assert late_is_fine.deaths[0] == pytest.approx(5)
    assert late_is_fine.cost_eur[0] == pytest.approx(30)
    assert late_is_fine.loss_eur == pytest.approx(35)

    late_is_deadly = decide_when(chain(), (option("leave", (0, 90), (30, 30)),), NONE, 1.0)
    # Now: 30. Waiting: high -> doing nothing (100) is better than 30 + 90: 50.
    assert late_is_deadly.choice[0, 0] == 0
    assert late_is_deadly.value_of_waiting_eur[0, 0] == pytest.approx(-20)
    assert (late_is_deadly.false_alarm, late_is_deadly.in_time) == (0.5, 0.5)


def test_of_equal_losses_waiting_comes_first():
    policy = decide_when(chain(rises=1.0), (option("leave", (40, 40), (60, 60)),), NONE, 1.0)
    assert policy.loss_of_option_eur[0, 0, 0] == pytest.approx(policy.loss_of_waiting_eur[0, 0])
    assert policy.choice[0, 0] == WAIT


@st.composite
def threats(draw):
    states, moments, options = draw(st.integers(1, 3)), draw(st.integers(1, 3)), draw(st.integers(1, 2))
    generator = np.random.default_rng(draw(st.integers(0, 2**32)))
    forecast = Forecast(
        np.arange(moments, 0, -1) * 12.0,
        tuple(Text(nl=str(n)) for n in range(states)),
        generator.dirichlet(np.ones(states)),
        generator.dirichlet(np.ones(states), (moments - 1, states)).reshape(moments - 1, states, states),
        generator.random(states),
    )
    choices = tuple(
        option(str(n), generator.random(moments) * 100, generator.random(moments) * 60) for n in range(options)
    )
    return forecast, choices, option("nothing", np.full(moments, 100.0), np.zeros(moments))


@given(threats())
def test_no_policy_does_better(threat):
    """Against every policy there is, each followed forward by hand."""
    forecast, options, none = threat
    flood = forecast.flood_probability()
    best = decide_when(forecast, options, none, 1.0)

    def followed(choice):
        undecided, loss = forecast.initial.copy(), 0.0
        for moment in range(len(flood)):
            for state in range(flood.shape[1]):
                if choice[moment, state] != WAIT:
                    one = options[choice[moment, state]]
                    loss += undecided[state] * (
                        one.cost_eur[moment, 0] + flood[moment, state] * one.deaths_if_flood[moment, 0]
                    )
                    undecided[state] = 0
            if moment < len(flood) - 1:
                undecided = undecided @ forecast.transitions[moment]
        return loss + 100.0 * float(undecided @ forecast.flood)

    assert best.loss_eur == pytest.approx(followed(best.choice))
    if flood.size * (len(options) + 1) <= 12:
        every = product(range(-1, len(options)), repeat=flood.size)
        least = min(followed(np.array(choice).reshape(flood.shape)) for choice in every)
        assert best.loss_eur == pytest.approx(least)


@given(threats())
def test_flooded_is_either_in_time_or_too_late(threat):
    forecast, options, none = threat
    policy = decide_when(forecast, options, none, 1.0)
    floods = float(forecast.initial @ forecast.flood_probability()[0])
    assert policy.in_time + policy.too_late == pytest.approx(floods)
    assert 0 <= policy.false_alarm <= 1 - floods + 1e-12


@given(threats())
def test_a_fixed_moment_is_never_better(threat):
    forecast, options, none = threat
    best = decide_when(forecast, options, none, 1.0)
    for moment in range(len(forecast.hours_before)):
        fixed = decided_at(forecast, options, none, 1.0, moment, 0)
        assert fixed.loss_eur >= best.loss_eur - 1e-9
        assert fixed.in_time + fixed.false_alarm == pytest.approx(1)


def test_a_dearer_life_never_costs_lives():
    leave = option("leave", (0, 30), (60, 60))
    steps = trade_off(chain(), (leave,), NONE, (0.1, 0.5, 1.0, 5.0, 20.0))
    assert [float(step.deaths[0]) for step in steps] == sorted((float(step.deaths[0]) for step in steps), reverse=True)
    assert [float(step.cost_eur[0]) for step in steps] == sorted(float(step.cost_eur[0]) for step in steps)
    assert steps[0].deaths[0] == pytest.approx(50)
    assert steps[-1].deaths[0] == 0


def test_randstad_preventive_against_vertical():
    """Kolen (NRC, 26 September 2013): 1,700 die by leaving and 800 by going up a day before; three days 1,000, 500."""
    leaving, up = option("leaving", (1000, 1700), (0, 0)), option("up", (500, 800), (0, 0))
    policy = decide_when(chain(), (leaving, up), option("nothing", (4000, 4000), (0, 0)), 1.0)
    assert list(policy.choice[1]) == [WAIT, WAIT, 1]
    assert policy.choice[0, 0] == 1


def test_tipping_probability():
    leave = option("leave", (0, 90), (30, 30))
    assert list(tipping_probability(leave, NONE, 1.0)) == pytest.approx([0.3, 3.0])
    assert np.isinf(tipping_probability(option("leave", (100, 100), (1, 1)), NONE, 1.0)).all()


def test_uncertainty_goes_on_to_the_end():
    uncertain = option("leave", (0, 10), (60, 60), draws=3)
    deaths = np.array([[0, 0, 0], [5.0, 10.0, 15.0]])
    policy = decide_when(
        chain(),
        (type(uncertain)("leave", uncertain.name, deaths, np.zeros((2, 3)), uncertain.cost_eur),),
        option("nothing", (100, 100), (0, 0), draws=3),
        1.0,
    )
    assert list(policy.deaths) == pytest.approx([2.5, 5.0, 7.5])


@pytest.mark.parametrize(
    ("options", "value"), [((), 1.0), ((option("leave", (0,), (0,)),), 1.0), ((option("leave", (0, 0), (0, 0)),), -1.0)]
)
def test_refuses_what_does_not_fit(options, value):
    with pytest.raises(ForecastError):
        decide_when(chain(), options, NONE, value)
