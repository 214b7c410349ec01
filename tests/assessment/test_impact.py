# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest

from weerbaar.assessment.cells import Cell, opinion, pool
from weerbaar.assessment.impact import ImpactJob, judged_impacts, published_impacts
from weerbaar.assessment.stability import Profile
from weerbaar.base import Text
from weerbaar.dossier import Judgement
from weerbaar.method import load_method

METHOD = load_method("nl-nrb-2009")
CRITERIA = tuple(c.id for c in METHOD.criteria)
EQUAL = Profile("equal", Text(nl="gelijk", en="equal"), (0.1,) * 10, "found")
COSTS = Profile("costs", Text(nl="kosten", en="costs"), (0.0,) * 5 + (1.0,) + (0.0,) * 4, "illustrative")


def job(weights: str = "default", draws: int = 20_000) -> ImpactJob:
    return ImpactJob(METHOD, CRITERIA, (EQUAL, COSTS), EQUAL, weights, draws, 1, None, None)


def cells(**by_criterion: Mapping[str, str] | str) -> dict[str, Cell]:
    """Return a row; ``c3_1="C"`` for a label, a mapping for a range, nothing for X."""
    row = {}
    for criterion in CRITERIA:
        given = by_criterion.get("c" + criterion.replace(".", "_"), "X")
        fields = {"label": given} if isinstance(given, str) else dict(given)
        judgement = Judgement.model_validate({"scenario": "s", "criterion": criterion, **fields})
        row[criterion] = pool(METHOD, [opinion(METHOD, judgement, 1.0)])
    return row


def test_two_uncertain_cells_give_the_hand_worked_distribution() -> None:
    """Costs D or E (2/3, 1/3), deaths D or E: totals 0.0667, 0.1333, 0.2 with 4/9, 4/9, 1/9; D starts at 1/9."""
    wide = {"label": "D", "upper": "E"}
    found = judged_impacts(job(), {"s": cells(c3_1=wide, c2_1=wide)})["s"].estimate
    assert found.exact
    assert found.value == pytest.approx(2 / 30)
    assert found.class_probability == pytest.approx({"A": 0, "B": 0, "C": 4 / 9, "D": 5 / 9, "E": 0})
    assert found.mean == pytest.approx(2 * 0.1 * (2 / 3 / 3 + 1 / 3))
    assert (found.minimum, found.maximum) == pytest.approx((2 / 30, 0.2))


def test_value_below_a_bound_by_float_noise_alone_counts_as_the_bound() -> None:
    all_c = {"c" + c.replace(".", "_"): "C" for c in CRITERIA}
    assert judged_impacts(job(), {"s": cells(**all_c)})["s"].estimate.klass == "D"


def test_uncertain_profiles_widen_the_range() -> None:
    found = judged_impacts(job("profiles"), {"s": cells(c3_1="E")})["s"].estimate
    assert not found.exact
    assert (found.minimum, found.maximum) == pytest.approx((0.1, 1.0))
    assert found.class_probability["C"] == pytest.approx(0.5, abs=0.02)
    assert found.class_probability["E"] == pytest.approx(0.5, abs=0.02)


def test_dirichlet_weights_follow_the_beta_distribution() -> None:
    """One criterion at E, the rest X: the total is its weight, Beta(1, 9): P(w ≥ 1/3) = (2/3)^9."""
    found = judged_impacts(job("dirichlet", 200_000), {"s": cells(c3_1="E")})["s"].estimate
    assert found.class_probability["E"] == pytest.approx((2 / 3) ** 9, abs=0.002)
    assert found.mean == pytest.approx(0.1, abs=4 * found.standard_error)


def test_any_weights_variant_says_how_often_its_class_comes_out() -> None:
    found = judged_impacts(job(), {"s": cells(c3_1="E")})["s"]
    drawn = next(v for v in found.variants if v.id == "any-weights")
    # Beta(1, 9): P(1/27 ≤ w < 1/9) = (26/27)^9 - (8/9)^9 is the largest class
    assert drawn.klass == "C"
    assert drawn.class_share == pytest.approx((26 / 27) ** 9 - (8 / 9) ** 9, abs=0.02)


def test_missing_criterion_is_named_and_only_widens_upwards() -> None:
    row = cells(c3_1="D")
    row["5.1"] = pool(METHOD, [])
    found = judged_impacts(job(), {"s": row})["s"].estimate
    assert found.incomplete == ("5.1",)
    assert found.value == pytest.approx(0.1 / 3)
    assert found.maximum == pytest.approx(0.1 / 3 + 0.1)


def test_contributions_add_up_to_the_value() -> None:
    found = judged_impacts(job(), {"s": cells(c3_1="D", c2_1="C", c5_1={"lower": "A", "label": "B", "upper": "D"})})[
        "s"
    ]
    assert sum(c.amount for c in found.contributions) == pytest.approx(found.estimate.value)
    assert sum(c.share for c in found.contributions) == pytest.approx(1)
    daily = next(c for c in found.contributions if c.criterion == "5.1")
    assert (daily.label, daily.lowest, daily.highest, daily.state) == ("B", "A", "D", "judged")
    assert next(c for c in found.contributions if c.criterion == "1.1").state == "not applicable"


def test_published_range_is_log_uniform_per_class() -> None:
    found = published_impacts(job(), {"s": ("B", "C"), "t": ("E",)}, rank=True)
    wide = found["s"].estimate
    assert wide.class_probability == pytest.approx({"A": 0, "B": 0.5, "C": 0.5, "D": 0, "E": 0})
    assert wide.value == pytest.approx(1 / 27)
    assert (wide.low, wide.high) == pytest.approx((3**-3.9, 3**-2.1))
    width = np.log(3)
    assert wide.mean == pytest.approx(0.5 * (1 / 27 - 1 / 81) / width + 0.5 * (1 / 9 - 1 / 27) / width)
    assert found["t"].rank is not None
    assert found["t"].rank.acceptability[0] == pytest.approx(1)
    assert found["t"].contributions == ()


def test_lowest_published_class_begins_at_zero() -> None:
    assert published_impacts(job(), {"s": ("A",)}, rank=False)["s"].estimate.minimum == 0


def test_belgian_total_is_the_plain_sum_in_euro() -> None:
    """Ten indicators of 1.6 billion (D5 = 3; nrb-method.md, 8.3) make 16 billion, class 3 of the total."""
    method = load_method("be-bnra")
    criteria = tuple(c.id for c in method.criteria)
    even = Profile("equal", Text(nl="gelijk", en="equal"), (0.1,) * 10, "assumed")
    row = {
        c: pool(method, [opinion(method, Judgement.model_validate({"scenario": "s", "criterion": c, "label": "3"}), 1)])
        for c in criteria
    }
    found = judged_impacts(ImpactJob(method, criteria, (even,), even, "default", 1_000, 1, None, None), {"s": row})["s"]
    assert found.estimate.value == pytest.approx(1.6e10)
    assert found.estimate.klass == "3"
    assert found.variants == ()


def test_belgian_quantities_are_counted_in_euro_and_not_by_the_middle_of_their_class() -> None:
    """50 deaths at 5 million euro each (nrb-method.md, 8.3); the middle of class 2 would be 160 million."""
    method = load_method("be-bnra")
    criteria = tuple(c.id for c in method.criteria)
    even = Profile("equal", Text(nl="gelijk", en="equal"), (0.1,) * 10, "assumed")
    spread = {"distribution": "uniform", "low": 0, "high": 100}
    for deaths, low, high in ((50, 250e6, 250e6), (spread, 25e6, 475e6)):
        row = {
            c: pool(
                method, [opinion(method, Judgement.model_validate({"scenario": "s", "criterion": c, "label": "0"}), 1)]
            )
            for c in criteria
        }
        [variable] = [t.axis_variable for c in method.criteria if c.id == "ha" for t in c.tables if t.type == "euro"]
        said = Judgement.model_validate({"scenario": "s", "criterion": "ha", "quantities": {variable: deaths}})
        row["ha"] = pool(method, [opinion(method, said, 1)])
        job = ImpactJob(method, criteria, (even,), even, "default", 1_000, 1, None, None)
        found = judged_impacts(job, {"s": row})["s"]
        assert found.estimate.value == pytest.approx(250e6)
        assert (found.estimate.low, found.estimate.high) == pytest.approx((low, high), rel=0.01)
        shown = next(c for c in found.contributions if c.criterion == "ha")
        assert (shown.weight, shown.value, shown.amount) == pytest.approx((1.0, 250e6, 250e6))


def test_criterion_judged_only_together_with_another_is_no_x() -> None:
    method = load_method("nl-rrp-2009")
    line = Judgement.model_validate({"scenario": "s", "criterion": "2.1+2.2", "label": "D", "reason": "40 doden"})
    said = opinion(method, line.model_copy(update={"criterion": "2.1"}), 1)
    shared = pool(method, [replace(said, masses={"X": 0.5, "D": 0.5}, expected="X", implied=True)])
    assert (shared.state, shared.expected_labels(("X", "D")), shared.central_value({"X": 0.0, "D": 1.0})) == (
        "together",
        None,
        0.0,
    )
