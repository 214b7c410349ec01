# SPDX-License-Identifier: EUPL-1.2
"""Aggregation against published cards, hand-worked examples, printed examples and slow twins."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from weerbaar.assessment.aggregation import (
    class_of_total,
    evamix,
    medals,
    promethee_ii,
    unicriterion_flows,
    weighted_sum,
)
from weerbaar.base import class_index

BASE3 = {"X": 0.0, "A": 1 / 81, "B": 1 / 27, "C": 1 / 9, "D": 1 / 3, "E": 1.0}
BOUNDS = [1 / 81, 1 / 27, 1 / 9, 1 / 3]
TEN_EQUAL = np.full(10, 0.1)

# Region Zuidoost-Brabant, cards of nrb-method.md 9.2. Order: 1.1, 2.1, 2.2, 2.3, 3.1, 4.1, 5.1, 5.2, 5.3, 6.1.
# The printed bar for casualties stands at 2.1; the `hi` reading counts it at 2.2 too.
CARDS = {
    "energy failure": ("XBXDDBDBBX", 0.1148, 0.1917, "D"),
    "wildfire": ("XAXXBDBCDB", 0.0901, 0.1483, "C"),
    "pandemic": ("XEXXEXEDEX", 0.4333, 0.5577, "E"),
    "air crash": ("XDXXCXAEDX", 0.1790, 0.2937, "D"),
    "animal disease": ("XXXXCXXCCX", 0.0333, 0.0577, "B"),
    "zoonosis": ("XCXXCXXCDX", 0.0667, 0.1347, "C"),
    "rail tunnel": ("XEXABXCCEX", 0.2272, 0.3434, "D"),
}


def card_values(bars: str, *, high: bool) -> list[float]:
    labels = list(bars)
    if high:
        labels[2] = labels[1]
    lift = {"C": np.sqrt(3.0), "D": np.sqrt(3.0)} if high else {}
    return [BASE3[label] * lift.get(label, 1.0) for label in labels]


@pytest.mark.parametrize("card", CARDS)
def test_weighted_sum_reproduces_regional_cards_zuidoost_brabant(card: str) -> None:
    bars, low, high, letter = CARDS[card]
    values = np.array([card_values(bars, high=False), card_values(bars, high=True)])
    totals = weighted_sum(values, TEN_EQUAL)
    assert totals == pytest.approx([low, high], abs=5e-5)
    assert "ABCDE"[class_of_total(totals, BOUNDS)[0]] == letter


def test_zoonosis_is_the_one_card_that_needs_its_half_classes_to_reach_the_published_class() -> None:
    bars, *_ = CARDS["zoonosis"]
    high = weighted_sum([card_values(bars, high=True)], TEN_EQUAL)
    assert "ABCDE"[class_of_total(high, BOUNDS)[0]] == "D"


def test_worst_credible_sea_flood_with_six_e_and_four_c_is_catastrophic() -> None:
    total = weighted_sum([[1.0] * 6 + [1 / 9] * 4], TEN_EQUAL)
    assert total[0] == pytest.approx(0.644, abs=5e-4)
    assert class_of_total(total, BOUNDS)[0] == 4


def test_weighted_sum_for_many_weight_vectors_is_one_row_each() -> None:
    rng = np.random.default_rng(1)
    v, w = rng.random((4, 3)), rng.dirichlet(np.ones(3), 5)
    both = weighted_sum(v, w)
    assert both.shape == (5, 4)
    for n in range(5):
        assert both[n] == pytest.approx([sum(w[n, c] * v[s, c] for c in range(3)) for s in range(4)])


def test_weights_that_do_not_fit_are_refused() -> None:
    with pytest.raises(ValueError, match="do not fit 3 criteria"):
        weighted_sum(np.ones((2, 3)), np.ones(4))
    with pytest.raises(ValueError, match="scenarios, criteria"):
        weighted_sum(np.ones(3), np.ones(3))


@given(
    labels=hnp.arrays(np.int64, (4, 6), elements=st.integers(0, 5)),
    row=st.integers(0, 3),
    column=st.integers(0, 5),
    weights=hnp.arrays(np.float64, 6, elements=st.floats(0.01, 1.0)),
)
@settings(deadline=None)
def test_raising_a_label_never_lowers_a_total(labels: np.ndarray, row: int, column: int, weights: np.ndarray) -> None:
    table = np.array(list(BASE3.values()))
    w = weights / weights.sum()
    before = weighted_sum(table[labels], w)
    labels[row, column] = min(labels[row, column] + 1, 5)
    after = weighted_sum(table[labels], w)
    assert np.all(after >= before - 1e-15)
    assert np.all(class_of_total(after, BOUNDS) >= class_of_total(before, BOUNDS))


def test_class_bounds_belong_to_the_class_above() -> None:
    values = [0.0, 1 / 81, 1 / 27, np.nextafter(1 / 27, 0), 0.036, 1 / 3, 7.0]
    assert class_of_total(values, BOUNDS).tolist() == [0, 1, 2, 2, 1, 4, 4]


def test_a_sum_that_rounding_leaves_below_the_bound_counts_as_the_bound() -> None:
    label_c = 1 / 9
    total = sum([0.1 * label_c] * 3)  # 1/30 on paper, one unit in the last place less in binary or not
    assert class_of_total([total, np.nextafter(1 / 30, 0)], [1 / 30]).tolist() == [1, 1]
    assert class_of_total([0.3 * (1 - 1e-10)], [0.3]).tolist() == [1]
    assert class_of_total([0.3 * (1 - 1e-8)], [0.3]).tolist() == [0]


@given(hnp.arrays(np.float64, 20, elements=st.floats(0, 2)))
@settings(deadline=None)
def test_classes_agree_with_the_scalar_rule(values: np.ndarray) -> None:
    assert class_of_total(values, BOUNDS).tolist() == [class_index(float(v), BOUNDS) for v in values]


def test_bounds_that_do_not_ascend_are_refused() -> None:
    with pytest.raises(ValueError, match="ascending"):
        class_of_total([0.1], [0.3, 0.2])


def test_medals_compare_the_highest_label_first() -> None:
    # EBBB beats DDDD beats DDDC beats DDCC; the last two are equal apart from order.
    labels = [[5, 2, 2, 2], [4, 4, 4, 3], [4, 4, 4, 4], [4, 3, 4, 3], [3, 3, 4, 4]]
    order, counts = medals(labels, 5)
    assert order.tolist() == [1.0, 3.0, 2.0, 4.5, 4.5]
    assert counts[0].tolist() == [1, 0, 0, 3, 0]


def test_medals_give_nothing_for_not_applicable_and_refuse_unknown_labels() -> None:
    order, counts = medals([[0, 0], [1, -1]], 5)
    assert order.tolist() == [2.0, 1.0]
    assert counts.sum(axis=1).tolist() == [0, 1]
    with pytest.raises(ValueError, match="label 6"):
        medals([[6]], 5)


def evamix_slowly(e: np.ndarray, w: np.ndarray, ordinal: np.ndarray, power: int) -> list[float]:
    s, c = e.shape
    root = lambda x: np.sign(x) * abs(x) ** (1 / power)  # noqa: E731
    total = np.zeros((s, s))
    for group in (True, False):
        members = [k for k in range(c) if bool(ordinal[k]) is group]
        raw = np.zeros((s, s))
        for i in range(s):
            for j in range(s):
                terms = []
                for k in members:
                    d = e[i, k] - e[j, k]
                    if group:
                        d = np.sign(d)
                    else:
                        span = e[:, k].max() - e[:, k].min()
                        d = d / span if span else 0.0
                    terms.append((w[k] * d) ** power)
                raw[i, j] = root(sum(terms))
        low, high = raw.min(), raw.max()
        standard = (raw - low) / (high - low) if high > low else np.full((s, s), 0.5)
        total += sum(w[k] for k in members) * standard
    return [sum(total[i, j] for j in range(s) if j != i) / (s - 1) for i in range(s)]


def test_evamix_hand_worked_example() -> None:
    """Three scenarios; criteria 1 and 2 ordinal (weights 0.3, 0.2), criterion 3 cardinal (0.5).

    ====  ==  ==  ====  ================
    .     o1  o2  card  card, 0…1
    ====  ==  ==  ====  ================
    s1    3   1   10    0
    s2    2   2   30    1
    s3    1   2   20    1/2
    ====  ==  ==  ====  ================

    Ordinal: a12 = 0.3 - 0.2 = 0.1, a13 = 0.3 - 0.2 = 0.1, a23 = 0.3 + 0 = 0.3; largest 0.3, lowest -0.3.
    Standardised (a + 0.3) / 0.6: α12 = α13 = 2/3, α23 = 1, and α21 = α31 = 1/3, α32 = 0.
    Cardinal: b12 = -0.5, b13 = -0.25, b23 = 0.25; standardised (b + 0.5) / 1:
    β12 = 0, β13 = 1/4, β23 = 3/4, and β21 = 1, β31 = 3/4, β32 = 1/4.
    Total D = α/2 + β/2: D12 = 8/24, D13 = 11/24, D21 = 16/24, D23 = 21/24, D31 = 13/24, D32 = 3/24.
    Means over the others: s1 19/48, s2 37/48, s3 16/48.
    """
    scores = np.array([[3, 1, 10], [2, 2, 30], [1, 2, 20]], dtype=float)
    result = evamix(scores, [0.3, 0.2, 0.5], [True, True, False])
    assert result == pytest.approx([19 / 48, 37 / 48, 16 / 48])


@pytest.mark.parametrize("power", [1, 3])
@pytest.mark.parametrize("ordinal", [[True] * 4, [False] * 4, [True, False, True, False]])
def test_evamix_equals_its_slow_twin(power: int, ordinal: list[bool]) -> None:
    rng = np.random.default_rng(power)
    e = rng.integers(0, 5, (6, 4)).astype(float)
    w = rng.dirichlet(np.ones(4), 3)
    fast = evamix(e, w, ordinal, power=power)
    for n in range(3):
        assert fast[n] == pytest.approx(evamix_slowly(e, w[n], np.array(ordinal), power))
    assert evamix(e, w[1], ordinal, power=power) == pytest.approx(fast[1])


@given(hnp.arrays(np.int64, (5, 4), elements=st.integers(0, 5)), st.permutations(range(5)))
@settings(deadline=None)
def test_ordinal_evamix_sees_order_only_and_no_numbering(labels: np.ndarray, order: list[int]) -> None:
    w, mask = [0.4, 0.3, 0.2, 0.1], [True] * 4
    plain = evamix(labels, w, mask)
    assert evamix(3.0**labels, w, mask) == pytest.approx(plain)
    assert evamix(labels[order], w, mask) == pytest.approx(plain[order])
    assert plain.mean() == pytest.approx(0.5)


def test_evamix_with_equal_scenarios_prefers_none_and_refuses_even_powers() -> None:
    assert evamix(np.ones((3, 2)), [0.5, 0.5], [True, False]) == pytest.approx([0.5] * 3)
    with pytest.raises(ValueError, match="odd"):
        evamix(np.ones((3, 2)), [0.5, 0.5], [True, False], power=2)
    with pytest.raises(ValueError, match="two scenarios"):
        evamix(np.ones((1, 2)), [0.5, 0.5], [True, False])


def test_promethee_net_flows_of_luque_example_2_8() -> None:
    """P. Luque, Teoría de la Decisión (University of Seville, public repository calote/TDecisionCodigo), Ejemplo 2.8.

    Printed net flows: e2 0.4654, e3 0.4152, e1 -0.0367, e5 -0.3502, e4 -0.4936. Criteria 1 and 3 are
    minimised, hence the minus signs.
    """
    values = [[-90, 80, -6, 5.4], [-58, 65, -2, 9.7], [-60, 83, -4, 7.2], [-80, 40, -10, 7.5], [-72, 52, -6, 2.0]]
    flows = promethee_ii(
        values,
        [0.2, 0.2, 0.3, 0.3],
        ["u-shape", "v-shape", "linear", "level"],
        q=[10, 0, 1.5, 3],
        p=[0, 25, 5, 6],
    )
    assert flows == pytest.approx([-0.0367, 0.4654, 0.4152, -0.4936, -0.3502], abs=5e-5)


def test_promethee_order_of_six_power_stations() -> None:
    """All six preference functions at once; calote/TDecisionCodigo prints the order 5, 2, 4, 6, 3, 1."""
    values = [
        [-80, 90, -6, -5.4, -8, 5],
        [-65, 58, -2, -9.7, -1, 1],
        [-83, 60, -4, -7.2, -4, 7],
        [-40, 80, -10, -7.5, -7, 10],
        [-52, 72, -6, -2.0, -3, 8],
        [-94, 96, -7, -3.6, -5, 6],
    ]
    flows = promethee_ii(
        values,
        np.full(6, 1 / 6),
        ["u-shape", "v-shape", "linear", "level", "usual", "gaussian"],
        q=[10, 0, 0.5, 1, 0, 0],
        p=[0, 30, 5, 6, 0, 5],
    )
    assert (np.argsort(-flows) + 1).tolist() == [5, 2, 4, 6, 3, 1]


def test_promethee_first_flow_of_the_peer_benchmark() -> None:
    """pymcdm, pyrepo-mcda and pyDecision all give -0.185007 (core-peers.md, 4c)."""
    values = np.random.default_rng(0).uniform(0.0, 1.0, (70, 10))
    weights = np.random.default_rng(1).dirichlet(np.ones(10), size=10_000)
    flows = promethee_ii(values, weights, "linear", q=0.1, p=0.4)
    assert flows.shape == (10_000, 70)
    assert round(float(flows[0, 0]), 6) == -0.185007


def preference_slowly(name: str, d: float, q: float, p: float) -> float:
    if d <= 0:
        return 0.0
    if name == "usual":
        return 1.0
    if name == "u-shape":
        return 1.0 if d > q else 0.0
    if name == "v-shape":
        return min(d / p, 1.0)
    if name == "level":
        return 1.0 if d > p else 0.5 if d > q else 0.0
    if name == "linear":
        return 0.0 if d <= q else min((d - q) / (p - q), 1.0)
    return 1.0 - float(np.exp(-(d**2) / (2 * p**2)))


@pytest.mark.parametrize("name", ["usual", "u-shape", "v-shape", "level", "linear", "gaussian"])
def test_promethee_equals_its_slow_twin(name: str) -> None:
    rng = np.random.default_rng(3)
    v, w = rng.integers(0, 6, (5, 3)).astype(float), np.array([0.5, 0.3, 0.2])
    q, p = 1.0, 2.5
    expected = []
    for i in range(5):
        out = into = 0.0
        for j in range(5):
            for k in range(3):
                out += w[k] * preference_slowly(name, v[i, k] - v[j, k], q, p)
                into += w[k] * preference_slowly(name, v[j, k] - v[i, k], q, p)
        expected.append((out - into) / 4)
    assert promethee_ii(v, w, name, q=q, p=p) == pytest.approx(expected)  # type: ignore[arg-type]


@given(hnp.arrays(np.float64, (4, 3), elements=st.floats(-10, 10, allow_subnormal=False)))
@settings(deadline=None)
def test_net_flows_cancel_over_scenarios(values: np.ndarray) -> None:
    assert unicriterion_flows(values, "gaussian", p=2.0).sum(axis=0) == pytest.approx(0.0, abs=1e-12)


@pytest.mark.parametrize(
    ("name", "q", "p", "message"),
    [
        ("linear", 0.5, 0.5, "needs p > q"),
        ("v-shape", 0.0, 0.0, "needs p > 0"),
        ("usual", -1.0, 0.0, "negative"),
        ("steep", 0.0, 1.0, "unknown preference function 'steep'"),
    ],
)
def test_promethee_refuses_thresholds_that_do_not_fit(name: str, q: float, p: float, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        promethee_ii(np.eye(2), [0.5, 0.5], name, q=q, p=p)  # type: ignore[arg-type]
