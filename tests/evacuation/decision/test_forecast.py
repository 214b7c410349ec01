# SPDX-License-Identifier: EUPL-1.2
import numpy as np
import pytest

from tests.evacuation.decision.threats import chain
from weerbaar.base import Text
from weerbaar.evacuation.decision import Forecast, ForecastError
from weerbaar.evacuation.decision.forecast import forecast_of_ensemble

LEVELS = np.array([[3.0, 3.2], [3.0, 4.5], [4.2, 4.6], [4.2, 3.1]])


def test_flood_probability_goes_back_through_the_chain():
    forecast = chain(rises=0.4, flood=0.5)
    assert forecast.flood_probability() == pytest.approx(np.array([[0.2, 0.0, 0.5], [0.0, 0.0, 0.5]]))
    assert forecast.state_probability() == pytest.approx(np.array([[1, 0, 0], [0, 0.6, 0.4]]))


def test_ensemble_is_counted():
    forecast = forecast_of_ensemble(
        LEVELS, np.array([48.0, 24.0]), np.array([4.0, 5.0]), "m", np.array([False, True, True, False])
    )
    assert forecast.members == 4
    assert [state.nl for state in forecast.states] == ["lager dan 4 m", "4 tot 5 m", "5 m of hoger"]
    assert list(forecast.initial) == [0.5, 0.5, 0]
    assert forecast.transitions[0] == pytest.approx(np.array([[0.5, 0.5, 0], [0.5, 0.5, 0], [0, 0, 1]]))
    assert list(forecast.flood) == [0, 1, 0]
    # The chain floods as often as the members do.
    assert float(forecast.initial @ forecast.flood_probability()[0]) == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("levels", "bounds"),
    [
        (np.empty((0, 2)), [4.0]),
        (LEVELS[:, :1], [4.0]),
        (np.array([[3.0, np.nan]]), [4.0]),
        (LEVELS, [4.0, 4.0]),
    ],
)
def test_refuses_what_is_no_ensemble(levels, bounds):
    with pytest.raises(ForecastError):
        forecast_of_ensemble(levels, np.array([48.0, 24.0]), np.array(bounds), "m", np.zeros(len(levels)))


def test_says_which_shape_is_wrong():
    with pytest.raises(ForecastError) as caught:
        Forecast(np.array([24.0]), (Text(nl="a"), Text(nl="b")), np.array([1.0]), np.empty((0, 2, 2)), np.zeros(2))
    assert "initial" in caught.value.render("nl")


@pytest.mark.parametrize("hours", [[24.0, 48.0], [24.0, 24.0], [24.0, -1.0], []])
def test_moments_descend(hours):
    with pytest.raises(ForecastError):
        Forecast(
            np.array(hours),
            (Text(nl="a"),),
            np.array([1.0]),
            np.ones((max(len(hours) - 1, 0), 1, 1)),
            np.zeros(1),
        )


def test_probabilities_sum_to_one():
    with pytest.raises(ForecastError, match="initial"):
        Forecast(np.array([24.0]), (Text(nl="a"),), np.array([0.9]), np.empty((0, 1, 1)), np.zeros(1))
