# SPDX-License-Identifier: EUPL-1.2
import numpy as np
import pytest

from weerbaar.base import Text
from weerbaar.evacuation.decision import ForecastError, Option
from weerbaar.evacuation.decision.options import Leaving, combined, nothing, preventive, vertical

HOURS = np.array([72.0, 24.0])
LEAVING = Leaving(1000.0, np.array([[0.8], [0.5]]), np.array([0.01]))


def test_preventive_follows_the_published_form_of_cost():
    option = preventive(LEAVING, HOURS, eur_per_person_day=22.0, days_after=3.0)
    assert option.deaths_if_flood[:, 0] == pytest.approx([2.0, 5.0])
    assert option.cost_eur[:, 0] == pytest.approx([800 * 22 * 6, 500 * 22 * 4])


def test_vertical_leaves_who_is_not_sheltered():
    option = vertical(LEAVING, np.array([[0.9], [0.5]]), np.array([0.001]), eur_per_person=5.0)
    assert option.deaths_if_flood[:, 0] == pytest.approx([1000 * (0.1 * 0.01 + 0.9 * 0.001), 1000 * 0.0055])
    assert option.cost_eur[:, 0] == pytest.approx([4500, 2500])


def test_combined_is_both():
    sheltered, safe = np.array([[0.9], [0.5]]), np.array([0.001])
    both = combined(LEAVING, HOURS, sheltered, safe, 22.0, 3.0, 5.0)
    assert both.deaths_if_flood[:, 0] == pytest.approx([0.2 * 1.9, 0.5 * 5.5])
    assert both.cost_eur[0, 0] == pytest.approx(800 * 22 * 6 + 0.2 * 4500)
    assert np.all(both.deaths_if_flood <= preventive(LEAVING, HOURS, 22.0, 3.0).deaths_if_flood)


def test_nothing_costs_nothing():
    option = nothing(np.array([10.0, 12.0]), 2)
    assert option.deaths_if_flood.tolist() == [[10, 12], [10, 12]]
    assert not option.cost_eur.any()


@pytest.mark.parametrize(
    ("deaths", "cost"), [(np.zeros((2, 1)), np.zeros((1, 1))), (np.zeros(2), np.zeros(2)), (-np.ones((1, 1)),) * 2]
)
def test_refuses_other_shapes_and_negative_amounts(deaths, cost):
    with pytest.raises(ForecastError, match="x"):
        Option("x", Text(nl="x"), deaths, np.zeros(deaths.shape), cost)
