# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.capability.choice.twelve import twelve
from tests.capability.measures.proposals import RIOTS, analysis_in, example, proposal, rod
from weerbaar.assessment import admissible_weights
from weerbaar.capability.choice.building import Built, build
from weerbaar.capability.choice.evaluation import Evaluator
from weerbaar.capability.choice.states import EFFECTS, JUDGEMENTS, SOURCES, WEIGHTS, draw_states, remaining_family
from weerbaar.capability.portfolio import values
from weerbaar.capability.weighing import Ground


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Ground, Built]:
    ground = Ground.of(twelve(tmp_path_factory.mktemp("twelve")), 60, 2012, None)
    return ground, build(ground, ground.analysis.choice)


def some(built: Built, *measures: int) -> np.ndarray:
    taken = np.zeros(built.problem.n)
    taken[[built.groups[i][0] for i in measures]] = 1
    return taken


def test_where_nothing_varies_every_state_is_the_expectation(made: tuple[Ground, Built]) -> None:
    ground, built = made
    states = draw_states(ground, built, 3, vary=(), weights=None, seed=1)
    taken = some(built, 0, 1, 6, 7)
    assert states.family.values(taken) == pytest.approx(np.full(3, float(values(built.problem, taken))))
    terms = ground.terms
    mean = 1000 * terms.rate.mean(axis=1) @ (terms.values.mean(axis=2) @ terms.weights)
    assert states.risk == pytest.approx(np.full(3, mean))


def test_with_judgements_and_effects_a_state_is_a_draw(tmp_path: Path) -> None:
    """With certain lead times the value in a state is what the draw of the same number takes away."""
    span = {"distribution": "uniform", "low": 0.1, "high": 0.5}
    content = {
        "measures": [
            proposal(n, effects=[{"scenario": RIOTS, "on": on, "share": dict(span)}], lead_time_years=1)
            for n, on in (("een", "likelihood"), ("twee", "5.3"))
        ],
        "interactions": [{"measures": ["een", "twee"], "scenario": RIOTS, "kind": "overlap", "share": 0.5}],
    }
    ground = Ground.of(analysis_in(tmp_path, content), 40, 5, None)
    built = build(ground, None)
    states = draw_states(ground, built, 40, vary=(EFFECTS, JUDGEMENTS), weights=None, seed=1)
    evaluator = Evaluator(ground)
    gone = evaluator.before.sum(axis=0) - evaluator.average([(0, 2014), (1, 2014)])
    assert states.family.values(np.ones(2)) == pytest.approx(gone, rel=1e-9)
    assert states.risk == pytest.approx(evaluator.before.sum(axis=0))


def test_weights_are_the_admissible_ones(made: tuple[Ground, Built]) -> None:
    ground, built = made
    states = draw_states(ground, built, 50, vary=(WEIGHTS,), weights=admissible_weights(example(), rod()), seed=4)
    assert states.criteria.sum(axis=1) == pytest.approx(np.ones(50))
    assert states.criteria.std(axis=0).min() > 0.02
    assert states.family.effect is None
    k = 13
    slow = 1000 * ground.terms.rate.mean(axis=1) @ (ground.terms.values.mean(axis=2) @ states.criteria[k])
    assert states.risk[k] == pytest.approx(slow)


def test_effects_vary_around_their_expectation(made: tuple[Ground, Built]) -> None:
    """The effects of the twelve are certain, so that drawing them changes nothing."""
    ground, built = made
    states = draw_states(ground, built, 5, vary=SOURCES[1:2], weights=None, seed=1)
    assert states.family.effect == pytest.approx(np.tile(built.problem.effect.value, (5, 1)))
    assert states.family.pair_amount == pytest.approx(np.tile(built.problem.pairs.amount, (5, 1)))


def test_more_states_than_draws_are_refused(made: tuple[Ground, Built]) -> None:
    with pytest.raises(ValueError, match="as many draws"):
        draw_states(*made, 61, vary=(), weights=None, seed=1)


def test_the_value_of_what_remains_is_the_largest_risk_less_what_is_left(made: tuple[Ground, Built]) -> None:
    ground, built = made
    states = draw_states(ground, built, 20, vary=SOURCES, weights=admissible_weights(example(), rod()), seed=1)
    family = remaining_family(states)
    taken = some(built, 0, 3, 7)
    left = states.risk - states.family.values(taken)
    widened = np.append(taken, 1.0)
    assert family.values(widened) == pytest.approx(states.risk.max() - left)
    assert family.base.fixed_in == {built.problem.n}
    assert family.base.bounded().use.width == built.problem.n + 1
