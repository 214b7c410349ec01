# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import pickle

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.assessment.opinions import METHOD, judgements, round_of, two_experts
from weerbaar.assessment import assess
from weerbaar.assessment.cells import criteria_in_use, impact_cells, score_values
from weerbaar.assessment.disagreement_model import MAX_CELLS, Question, Steps, disagreement_model
from weerbaar.assessment.factors import sobol_points
from weerbaar.assessment.weights import DirichletWeights, FixedWeights, WeightProfiles
from weerbaar.dossier import example_path, load_dossier
from weerbaar.method import load_method

EVEN = FixedWeights(np.full(10, 0.1))


def expectation(question: Question) -> np.ndarray:
    """Mean per scenario, by the width of every cell of the table."""
    rows = np.diff(np.concatenate([[0.0], question.choices, [1.0]]))
    columns = np.diff(np.concatenate([[0.0], question.parts, [1.0]]))
    return np.einsum("b,w,bws->s", rows, columns, question.values)


def test_steps_merge_equal_values_and_keep_their_mean_in_any_part() -> None:
    steps = Steps.of([3.0, 1.0, 3.0, 2.0], [0.25, 0.25, 0.25, 0.25])
    assert steps.values.tolist() == [1.0, 2.0, 3.0]
    assert steps.edges.tolist() == [0.0, 0.25, 0.5, 1.0]
    assert steps.means(np.array([0.0, 0.5, 1.0])).tolist() == [1.5, 3.0]
    assert steps.means(np.array([0.0, 1.0])).tolist() == [2.25]


def test_question_chooses_by_weight_and_reads_the_range_of_the_chosen() -> None:
    p, q = Steps.of([1.0, 2.0], [0.5, 0.5]), Steps.of([10.0], [1.0])
    question = Question.of("c", {"p": 3.0, "q": 1.0}, {"p": [p], "q": [q]}, [None])
    assert question.bands.tolist() == [0.0, 0.75, 1.0]
    between = np.array([0.1, 0.7, 0.8, 0.9])
    within = np.array([0.2, 0.6, 0.2, 0.6])
    assert question.at(between, within)[:, 0].tolist() == [1.0, 2.0, 10.0, 10.0]
    assert question.expert_at(between).tolist() == [0, 0, 1, 1]
    assert question.if_right("q", between, within)[:, 0].tolist() == [10.0] * 4
    assert question.if_right("p", between, within)[:, 0].tolist() == [1.0, 2.0, 1.0, 2.0]
    assert question.if_right("nobody", between, within).tolist() == question.at(between, within).tolist()


def test_open_scenario_goes_to_the_others_by_their_weights() -> None:
    one, two, three = (Steps.of([v], [1.0]) for v in (1.0, 2.0, 3.0))
    answers = {"a": [one, one], "b": [two, None], "c": [three, three]}
    question = Question.of("c", {"a": 1.0, "b": 2.0, "c": 3.0}, answers, [None, None])
    u = (np.arange(600) + 0.5) / 600
    values = question.at(u, u)
    # where b is right on the first scenario, a and c share the second one 1 : 3
    assert values[:, 0].tolist() == [1.0] * 100 + [2.0] * 200 + [3.0] * 300
    assert values[:, 1].tolist() == [1.0] * 150 + [3.0] * 150 + [3.0] * 300
    right = question.if_right("b", u, u)
    assert right[:, 0].tolist() == [2.0] * 600
    assert right[:, 1].tolist() == values[:, 1].tolist()


def test_scenario_that_nobody_answered_keeps_its_own_range() -> None:
    anything = Steps.of([0.0, 4.0], [0.5, 0.5])
    question = Question.of("c", {"a": 1.0}, {"a": [None]}, [anything])
    assert question.experts == ()
    assert question.at(np.array([0.1, 0.9]), np.array([0.9, 0.1]))[:, 0].tolist() == [4.0, 0.0]


@settings(max_examples=25)
@given(st.integers(1, 4), st.integers(1, 4), st.integers(0, 999))
def test_every_cell_has_the_mean_of_the_linear_pool(experts: int, scenarios: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    names = [f"e{k}" for k in range(experts)]
    weights = {e: float(rng.uniform(0.1, 5)) for e in names}
    answers: dict[str, list[Steps | None]] = {
        e: [
            Steps.of(rng.uniform(0, 1, 3).tolist(), rng.uniform(0.1, 1, 3).tolist()) if rng.random() < 0.7 else None
            for _ in range(scenarios)
        ]
        for e in names
    }
    nobody = [
        Steps.of([0.0, 1.0], [0.5, 0.5]) if all(answers[e][s] is None for e in names) else None
        for s in range(scenarios)
    ]
    question = Question.of("c", weights, answers, nobody)
    for s, found in enumerate(expectation(question)):
        said = [(weights[e], answers[e][s]) for e in names]
        total = sum(w for w, x in said if x is not None)
        expected = sum(w / total * float(x.means(np.array([0.0, 1.0]))[0]) for w, x in said if x is not None)
        assert found == pytest.approx(expected if total else 0.5, abs=1e-7)


def test_ranges_with_too_many_steps_are_cut_into_equal_parts_at_their_mean() -> None:
    rng = np.random.default_rng(1)
    scenarios = 60
    ranges = [Steps.of(rng.random(400).tolist(), rng.random(400).tolist()) for _ in range(scenarios)]
    question = Question.of("c", {"a": 1.0}, {"a": ranges}, [None] * scenarios)
    assert question.values.size <= MAX_CELLS
    assert expectation(question) == pytest.approx([float(x.means(np.array([0.0, 1.0]))[0]) for x in ranges])


def test_totals_and_likelihoods_of_two_experts_by_hand() -> None:
    model = disagreement_model(load_method(METHOD), two_experts(), EVEN)
    assert (model.scenarios, model.likely) == (("s",), ("s",))
    assert model.experts == ("p", "q")
    names = [m.name for m in model.meanings]
    u = np.full((3, len(names)), 0.5)
    u[:, names.index("1.1:between")] = [0.1, 0.9, 0.1]
    u[:, names.index("3.1:between")] = [0.1, 0.9, 0.1]
    u[:, names.index("3.1:within")] = [0.1, 0.1, 0.9]
    u[:, names.index("likelihood:between")] = [0.1, 0.9, 0.1]
    y = model(u)
    # p: C and B, C and D; q: E and D
    assert y[:, 0] == pytest.approx([0.1 * (1 / 9 + 1 / 27), 0.1 * (1 + 1 / 3), 0.1 * (1 / 9 + 1 / 3)])
    # halfway, on a logarithmic scale, class C (0.005 to 0.05) and class B (0.0005 to 0.005)
    middle = np.log10([0.005 * 10**0.5, 0.0005 * 10**0.5, 0.005 * 10**0.5])
    assert y[:, 1] == pytest.approx(middle, abs=0.5 / 256)


def test_means_of_the_example_are_those_of_its_assessment() -> None:
    dossier = load_dossier(example_path("voorbeeld-2012"))
    model = disagreement_model(load_method(dossier.round.method), dossier, EVEN)
    assessment = {s.id: s for s in assess(dossier, draws=1000).scenarios}
    exact = sum(0.1 * expectation(q) for q in model.criteria)
    for scenario, mean in zip(model.scenarios, exact, strict=True):
        impact = assessment[scenario].impact
        assert impact is not None
        assert impact.mean == pytest.approx(mean, abs=4 * impact.standard_error + 1e-9)
    y = model(sobol_points(len(model.factors), 1 << 13, 1))
    assert y[:, :4].mean(axis=0) == pytest.approx(exact, rel=2e-3)
    likelihood = (10 ** y[:, 4:]).mean(axis=0)
    expected = [s.likelihood.mean for i in model.likely if (s := assessment[i]).likelihood is not None]
    assert likelihood == pytest.approx(expected, rel=3e-3)


def test_every_cell_of_the_example_has_the_mean_of_its_pool() -> None:
    dossier = load_dossier(example_path("voorbeeld-2012"))
    method = load_method(dossier.round.method)
    criteria = criteria_in_use(method, dossier)
    cells, values = impact_cells(method, dossier, criteria), score_values(method, len(criteria))
    model = disagreement_model(method, dossier, EVEN)
    for question in model.criteria:
        pooled = [cells[s][question.name].distribution(values) for s in model.scenarios]
        assert expectation(question) == pytest.approx([float(np.dot(v, m)) for v, m in pooled], abs=1e-9)


def test_weights_are_fixed_chosen_or_free() -> None:
    method, dossier = load_method(METHOD), two_experts()
    first = np.eye(10)[0]
    profiles = WeightProfiles(np.stack([first, np.full(10, 0.1)]), np.array([0.25, 0.75]))
    chosen = disagreement_model(method, dossier, profiles)
    assert chosen.meanings[-1].name == "weights"
    assert chosen.weights_at(np.array([[0.2], [0.3]])) == pytest.approx(profiles.profiles)
    free = disagreement_model(method, dossier, DirichletWeights.flat(10))
    assert [f.group for f in free.factors[-10:]] == ["weights"] * 10
    drawn = free.weights_at(sobol_points(10, 1 << 12, 1))
    assert drawn.sum(axis=1) == pytest.approx(np.ones(1 << 12))
    assert drawn.mean(axis=0) == pytest.approx(np.full(10, 0.1), abs=2e-3)
    # variance of a flat Dirichlet weight: m (1 - m) / (10 + 1)
    assert drawn.var(axis=0) == pytest.approx(np.full(10, 0.09 / 11), rel=0.03)
    fixed = disagreement_model(method, dossier, EVEN)
    assert len(fixed.meanings) == 22
    assert fixed.weights_at(np.empty((3, 0))).tolist() == [[0.1] * 10] * 3


def test_positions_that_choose_become_the_number_chosen() -> None:
    profiles = WeightProfiles.equally_likely([np.full(10, 0.1), np.eye(10)[0]])
    model = disagreement_model(load_method(METHOD), two_experts(), profiles)
    u = np.full((2, len(model.factors)), 0.25)
    u[1] = 0.9
    steps = model.steps_at(u)
    assert steps[:, 0].tolist() == [0.0, 1.0]
    assert steps[:, 1].tolist() == [0.25, 0.9]
    assert steps[:, -1].tolist() == [0.0, 1.0]


def test_round_without_likelihood_has_impact_only_and_the_other_way_round() -> None:
    method = load_method(METHOD)
    impact = disagreement_model(method, round_of(judgements("p", {("s", "1.1"): "C"})), EVEN)
    assert impact.likelihood is None
    assert impact(np.full((1, 20), 0.5)).shape == (1, 1)
    likely = disagreement_model(method, round_of(judgements("p", {("s", "likelihood"): "C"})), EVEN)
    assert likely.criteria == ()
    assert likely.likely == ("s",)
    assert likely(np.full((1, 2), 0.5)) == pytest.approx(np.log10(np.array([[0.005 * 10**0.5]])), abs=0.002)


def test_model_crosses_to_another_process() -> None:
    model = disagreement_model(load_method(METHOD), two_experts(), EVEN)
    u = sobol_points(len(model.factors), 8, 1)
    assert pickle.loads(pickle.dumps(model))(u).tobytes() == model(u).tobytes()
