# SPDX-License-Identifier: EUPL-1.2
"""Cases worked out together give what each gives alone."""

from __future__ import annotations

import numpy as np
import pytest

from tests.elicitation.panels import random_panel
from tests.elicitation.slow_cooke import slow_expert_scores
from weerbaar.elicitation.cases import Setting, mean_where, performance, pool_cases
from weerbaar.elicitation.cooke import ClassicalModel


def test_experts_scored_on_some_items_are_scored_as_if_the_others_did_not_exist() -> None:
    panel = random_panel(1, experts=5, seeds=7, missing=0.2)
    model = ClassicalModel()
    included = np.ones((2, len(panel.items)), dtype=bool)
    gone = int(np.flatnonzero(panel.seeds)[2])
    included[1, gone] = False
    everyone = np.ones((2, 5), dtype=bool)
    counts, calibration, said, tested = performance(Setting.of(panel, model), model, included, everyone)
    for row, part in enumerate((panel, panel.without(items=[panel.items[gone]]))):
        expected = slow_expert_scores(part)
        assert calibration[row] == pytest.approx([s["calibration"] for s in expected], nan_ok=True)
        assert said[row] == pytest.approx([s["information_seeds"] for s in expected], nan_ok=True)
        assert tested[row] == expected[0]["smallest"]
        assert counts[row].sum(axis=1).tolist() == (part.answered & part.seeds).sum(axis=1).tolist()


def test_an_expert_left_out_has_no_score_and_no_weight() -> None:
    panel = random_panel(2, experts=4)
    model = ClassicalModel(weighting="equal")
    experts = np.array([[True, False, True, True]])
    setting = Setting.of(panel, model).spanned_by(panel, model, experts[0])
    _, calibration, _, _ = performance(setting, model, setting.everything, experts)
    assert np.isnan(calibration[0, 1])
    outcome = pool_cases(setting, model, setting.everything, experts)
    assert outcome.general.tolist() == [[1, 0, 1, 1]]


@pytest.mark.parametrize("weighting", ["global", "item", "equal"])
def test_cases_do_not_depend_on_their_company(weighting: str) -> None:
    panel = random_panel(3, experts=5, missing=0.15)
    model = ClassicalModel(weighting=weighting)  # type: ignore[arg-type]
    setting = Setting.of(panel, model)
    included = np.random.default_rng(0).random((40, len(panel.items))) < 0.8
    everyone = np.ones((40, 5), dtype=bool)
    together = pool_cases(setting, model, included, everyone)
    alone = pool_cases(setting, model, included[7:8], everyone[:1])
    for name in ("cutoff", "quantiles", "calibration", "information_seeds", "information_all"):
        assert np.array_equal(getattr(together, name)[7], getattr(alone, name)[0], equal_nan=True), name


def test_mean_where() -> None:
    values = np.array([[1.0, 2, np.nan], [4, 5, 6]])
    where = np.array([[True, True, False], [False, False, False]])
    assert mean_where(values, where).tolist() == pytest.approx([1.5, np.nan], nan_ok=True)
