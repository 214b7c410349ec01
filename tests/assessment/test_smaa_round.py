# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import json

import numpy as np
import pytest

from weerbaar.assessment.smaa_round import NothingToRankError, smaa_of_dossier
from weerbaar.assessment.weight_constraints import WeightConstraints
from weerbaar.base import InputError
from weerbaar.dossier import Dossier, load_dossier
from weerbaar.method import Method, load_method


@pytest.fixture(scope="module")
def dossier() -> Dossier:
    return load_dossier("voorbeeld-2012")


@pytest.fixture(scope="module")
def method(dossier: Dossier) -> Method:
    return load_method(dossier.round.method)


def test_the_example_round_under_free_weights(dossier: Dossier, method: Method) -> None:
    found = smaa_of_dossier(dossier, method, draws=20_000)
    assert len(found.scenarios) == 4
    assert found.weights.is_whole
    p = found.analysis.rank_acceptability
    assert p.sum(axis=0) == pytest.approx(np.ones(4))
    assert p.sum(axis=1) == pytest.approx(np.ones(4))
    told = json.loads(json.dumps(found.as_dict(), allow_nan=False))
    assert told["scenarios"] == [s.id for s in dossier.scenarios]
    assert told["weights"] == {"dimension": 9, "sampling": "independent", "centre": [pytest.approx(0.1)] * 10}


def test_exact_weights_agree_with_the_assessment(dossier: Dossier, method: Method) -> None:
    from weerbaar.assessment import assess

    rules = {"constraints": [{"criterion": c.id, "equals": 0.1} for c in method.criteria]}
    found = smaa_of_dossier(dossier, method, WeightConstraints.model_validate(rules), draws=50_000)
    drawn = assess(dossier, method=method, draws=50_000)
    for row, scenario in zip(found.analysis.rank_acceptability, drawn.scenarios, strict=True):
        assert scenario.rank is not None
        assert row == pytest.approx(np.array(scenario.rank.acceptability), abs=0.015)


def test_a_constraint_moves_the_ranks(dossier: Dossier, method: Method) -> None:
    """With half of the weight or more on 5.3, no draw has less, and the walk is hit-and-run."""
    rules = {"constraints": [{"criterion": "5.3", "min": 0.5, "max": 0.6}]}
    found = smaa_of_dossier(dossier, method, WeightConstraints.model_validate(rules), draws=5_000)
    place = found.criteria.index("5.3")
    central = found.analysis.central_weights[:, place]
    assert np.nanmin(central) >= 0.5
    assert found.as_dict()["weights"]["sampling"] == "hit-and-run"


def test_a_criterion_outside_the_round_is_refused(dossier: Dossier, method: Method) -> None:
    rules = WeightConstraints.model_validate({"constraints": [{"criterion": "7.7", "max": 0.5}]})
    with pytest.raises(InputError, match=r"7\.7"):
        smaa_of_dossier(dossier, method, rules, draws=100)


def test_a_round_without_judgements_has_nothing_to_rank(method: Method) -> None:
    letter = load_dossier("nrb-2012")
    with pytest.raises(NothingToRankError) as caught:
        smaa_of_dossier(letter, load_method(letter.round.method), draws=100)
    assert "geen enkel scenario" in caught.value.render("nl")
