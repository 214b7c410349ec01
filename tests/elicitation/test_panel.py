# SPDX-License-Identifier: EUPL-1.2
"""A panel is checked once, and says everything that is wrong with it."""

from __future__ import annotations

import numpy as np
import pytest

from tests.elicitation.panels import P3, plain_panel
from weerbaar.elicitation.panel import Panel, PanelError, scaled, too_close, too_large, unscaled

NAN = float("nan")


def test_a_missing_answer_is_neither_zero_nor_counted() -> None:
    panel = plain_panel([[[1, 2, 3], [NAN] * 3], [[0, 1, 2], [4, 5, 6]]], [NAN, 5])
    assert panel.answered.tolist() == [[True, False], [True, True]]
    assert panel.seeds.tolist() == [False, True]


def test_every_mistake_is_told_at_once_with_the_names() -> None:
    values = [
        [[1, 3, 2], [1, NAN, 3], [1, 2, 3]],
        [[1, 2, 3], [1, 2, np.inf], [-1, 2, 3]],
        [[NAN] * 3, [NAN] * 3, [NAN] * 3],
    ]
    with pytest.raises(PanelError) as caught:
        plain_panel(values, [NAN, np.inf, -2], log_scale=[False, False, True])
    said = caught.value.render("en").splitlines()
    assert said == [
        "A, item 1: quantiles must ascend (1 3 2).",
        "A, item 2: give all quantiles or none (1 nan 3).",
        "B, item 2: a quantile must be a finite number, of at most 1e+100 (1 2 inf).",
        "B, item 3: a quantile on a logarithmic scale must be above 0 (-1 2 3).",
        "item 2: the realization must be a finite number, of at most 1e+100 (inf).",
        "item 3: the realization on a logarithmic scale must be above 0 (-2).",
        "expert C has not answered any item; leave this expert out.",
    ]
    assert caught.value.names == ("A", "1", "2", "B", "3", "C")
    assert "kwantielen moeten oplopen" in caught.value.render("nl")


def test_equal_quantiles_do_not_ascend() -> None:
    with pytest.raises(PanelError, match="must ascend"):
        plain_panel([[[1, 1, 3]]], [NAN])


@pytest.mark.parametrize(
    ("bounds", "truth", "message"),
    [
        ([1.0, NAN], NAN, "between the bounds 1 and nan"),
        ([NAN, 3.0], NAN, "between the bounds nan and 3"),
        ([0.0, 4.0], 5.0, "outside the bounds 0 and 4"),
        ([9.0, 0.0], NAN, "lower bound must lie below"),
    ],
)
def test_bounds_hold_answers_and_truth(bounds: list[float], truth: float, message: str) -> None:
    with pytest.raises(PanelError, match=message):
        Panel(("A",), ("1",), P3, np.array([[[1, 2, 3.0]]]), np.array([truth]), np.array([False]), np.array([bounds]))


def test_a_truth_may_lie_on_a_bound() -> None:
    bounds = np.array([[0.0, NAN]])
    panel = Panel(("A",), ("1",), P3, np.array([[[1, 2, 3.0]]]), np.array([0.0]), np.array([False]), bounds)
    assert panel.bounds[0, 0] == 0


def test_names_occur_once() -> None:
    with pytest.raises(PanelError, match=r"expert A occurs more than once\.\nitem x occurs") as caught:
        Panel(("A", "A"), ("x", "x"), P3, np.ones((2, 2, 3)) * [1, 2, 3], np.full(2, NAN), np.zeros(2, dtype=bool))
    assert caught.value.names == ("A", "x")


def test_many_mistakes_are_counted() -> None:
    with pytest.raises(PanelError) as caught:
        plain_panel(np.ones((5, 12, 3)), np.full(12, NAN))
    assert caught.value.render("nl").splitlines()[-1] == "… en nog 10 fouten"


@pytest.mark.parametrize("probabilities", [[0.5, 0.4, 0.9], [0.0, 0.5, 0.9], [0.1, 0.5, 1.0]])
def test_probabilities_ascend_between_0_and_1(probabilities: list[float]) -> None:
    with pytest.raises(ValueError, match="probabilities must ascend"):
        plain_panel([[[1, 2, 3]]], [NAN], probabilities)


def test_shapes_must_fit() -> None:
    with pytest.raises(ValueError, match="realizations has shape"):
        Panel(("A",), ("1",), P3, np.array([[[1, 2, 3.0]]]), np.zeros(2), np.array([False]))
    with pytest.raises(ValueError, match="at least one expert"):
        Panel((), ("1",), P3, np.empty((0, 1, 3)), np.zeros(1), np.array([False]))


def test_without_leaves_out_by_name() -> None:
    panel = plain_panel([[[1, 2, 3], [4, 5, 6]], [[2, 3, 4], [5, 6, 7]]], [NAN, 5])
    rest = panel.without(experts=["A"], items=["1"])
    assert (rest.experts, rest.items) == (("B",), ("2",))
    assert rest.values.tolist() == [[[5, 6, 7]]]
    with pytest.raises(PanelError, match="unknown in this panel: Z"):
        panel.without(experts=["Z"])
    with pytest.raises(PanelError, match="nothing of the panel"):
        panel.without(items=["1", "2"])


def test_arrays_cannot_be_changed_afterwards() -> None:
    values = np.array([[[1, 2, 3.0]]])
    panel = plain_panel(values, [NAN])
    values[0, 0, 0] = 2.5
    assert panel.values[0, 0, 0] == 1
    with pytest.raises(ValueError, match="read-only"):
        panel.values[0, 0, 0] = 0


def test_scale_and_back() -> None:
    values = np.array([[1.0, 10.0], [-3.0, NAN]])
    there = scaled(values, [[True], [False]])
    assert there[0] == pytest.approx([0, np.log(10)])
    assert unscaled(there, [[True], [False]]) == pytest.approx(values, nan_ok=True)


@pytest.mark.parametrize(
    ("values", "log", "words"),
    [
        ([-1.7e308, 2, 1.7e308], False, "at most 1e\\+100"),
        ([1e-300, 2, 3], True, "must be above 0"),
        ([1e15, 1e15 + 0.125, 1e15 + 0.25], True, "must ascend"),
        ([1, 2, 8 - 1e-14], True, "must lie between the bounds"),
    ],
)
def test_numbers_that_computations_cannot_keep_apart(values: list[float], log: bool, words: str) -> None:
    with pytest.raises(PanelError, match=words):
        Panel(
            ("a",),
            ("q",),
            np.array([0.05, 0.5, 0.95]),
            np.array([[values]]),
            np.array([np.nan]),
            np.array([log]),
            np.array([[np.nan, 8.0]]) if values[2] < 8 else np.array([[np.nan, np.nan]]),
        )


def test_close_numbers_and_a_wide_range_are_answers() -> None:
    assert not too_close([20, 20.001, 20.002], False)
    assert not too_close([1e-300, 1, 1e99], False)
    assert not too_close([1e-99, 1, 1e99], True)
    assert not too_close([0, 1e-90, 1], False)
    assert too_close([20, 20 + 1e-14, 30], False)
    assert not too_large([1e100, np.nan]).any()
