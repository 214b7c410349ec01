# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.capability.choice.twelve import CHOICE, every_set, twelve
from weerbaar.capability.choice.building import Built, build
from weerbaar.capability.choice.robust import admissible, core_share, heavier_criteria, robust_choice, wilson
from weerbaar.capability.choice.states import draw_states
from weerbaar.capability.portfolio import ProblemFamily, solve
from weerbaar.capability.weighing import Ground


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Ground, Built]:
    ground = Ground.of(twelve(tmp_path_factory.mktemp("twelve")), 40, 2012, None)
    return ground, build(ground, ground.analysis.choice)


def test_wilson_by_hand() -> None:
    """Wilson 1927; 8 of 10 at 95 %: 0.490 to 0.943."""
    assert wilson(8, 10) == pytest.approx((0.4902, 0.9433), abs=1e-4)
    low, high = wilson(1_000, 1_000)
    assert (low, high) == (pytest.approx(0.9962, abs=1e-4), 1.0)
    assert wilson(0, 0) == (0.0, 1.0)


def test_the_word_for_a_share() -> None:
    yes, no = np.ones(4, dtype=bool), np.zeros(4, dtype=bool)
    part = np.array([True, False, True, True])
    assert core_share(yes, yes, no).word == "core"
    assert core_share(no, no, yes).word == "never"
    found = core_share(part, no, part)
    assert (found.word, found.index, found.proven_in, found.proven_out) == ("borderline", 0.75, 0.0, 0.75)
    assert found.low < 0.75 < found.high


def test_states_agree_with_solving_each_by_itself(made: tuple[Ground, Built]) -> None:
    ground, built = made
    optimum = solve(built.problem)
    found = robust_choice(ground, built, optimum, 12, ("weights", "effects"), 7, None)
    states = draw_states(ground, built, 12, vary=("weights", "effects"), weights=admissible(ground), seed=7)
    family: ProblemFamily = states.family
    counts = np.zeros(12)
    for k in range(12):
        counts += np.isin([g[0] for g in built.groups], solve(family.state(k), gap=1e-6).chosen)
    # Of the sixth measure, which has two years, only the first year is counted above.
    for i, (name, core) in enumerate(found.core.items()):
        if len(built.groups[i]) == 1:
            assert core.index == pytest.approx(counts[i] / 12), name
        assert core.proven_in <= core.index + 1e-12
        assert core.proven_out <= 1 - core.index + 1e-12
    assert found.largest_gap <= 1e-3


def test_the_optimum_is_the_first_rival(made: tuple[Ground, Built]) -> None:
    ground, built = made
    optimum = solve(built.problem)
    first = robust_choice(ground, built, optimum, 8, ("judgements",), 7, None).rivals[0]
    assert first.criterion == "optimum"
    assert first.regret >= 0
    states = draw_states(ground, built, 8, vary=("judgements",), weights=None, seed=7)
    taken = np.zeros(built.problem.n)
    taken[list(optimum.chosen)] = 1
    value = states.family.values(taken)
    assert first.average == pytest.approx(value.mean())
    assert first.tail == pytest.approx((states.risk - value).max())
    best = np.array([solve(states.family.state(k)).value for k in range(8)])
    assert first.regret == pytest.approx((best - value).max(), abs=2e-3)


def test_every_rival_is_the_best_by_its_own_criterion(made: tuple[Ground, Built]) -> None:
    """Against every set of the twelve that the rules allow."""
    ground, built = made
    found = robust_choice(ground, built, solve(built.problem), 20, ("effects", "judgements"), 7, None).rivals
    assert [r.criterion for r in found] == ["optimum", "average", "regret", "tail"]
    states = draw_states(ground, built, 20, vary=("effects", "judgements"), weights=None, seed=7)
    best = np.array([solve(states.family.state(k)).value for k in range(20)])
    sets = [taken for _, taken in every_set(ground.analysis, 40)]
    names = [one.measure.id for one in ground.draws]
    averages, regrets, tails = [], [], []
    for taken in sets:
        x = np.zeros(built.problem.n)
        for id_, start in taken.items():
            x[next(k for k in built.groups[names.index(id_)] if built.options[k].start == start)] = 1
        value = states.family.values(x)
        averages.append(value.mean())
        regrets.append((best - value).max())
        tails.append((states.risk - value).max())
    assert found[1].average == pytest.approx(max(averages), rel=1e-3)
    assert found[2].regret == pytest.approx(min(regrets), abs=2e-3)
    assert found[3].tail == pytest.approx(min(tails), rel=1e-3)
    assert all(r.gap <= 1e-3 for r in found)


def test_criteria_that_weigh_more_where_the_verdict_is_the_opposite(made: tuple[Ground, Built]) -> None:
    ground, built = made
    big = Ground.of(ground.analysis, 400, 2012, None)
    states = draw_states(big, built, 400, vary=("weights",), weights=admissible(big), seed=3)
    heavy = states.criteria[:, 4] > 0.15
    assert heavier_criteria(big, states, heavy)[0] == big.terms.criteria[4]
    assert heavier_criteria(big, states, np.zeros(400, dtype=bool)) == ()
    rng = np.random.default_rng(1)
    assert heavier_criteria(big, states, rng.random(400) < 0.5) == ()


def test_the_admissible_weights_are_those_of_the_file(tmp_path: Path) -> None:
    (tmp_path / "weights.yaml").write_text('schema: 1\nconstraints: [{criterion: "5.3", min: 0.5}]\n')
    ground = Ground.of(twelve(tmp_path, {**CHOICE, "weights": "weights.yaml"}), 10, 1, None)
    bound = admissible(ground)
    assert bound is not None
    assert bound.draw(20, 1)[:, -1].min() >= 0.5
    free = admissible(Ground.of(twelve(tmp_path), 10, 1, None))
    assert free is not None
    assert free.is_whole
