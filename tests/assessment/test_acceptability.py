# SPDX-License-Identifier: EUPL-1.2
"""Ranks from scores that were taken once: the numbers of the whole analysis, without going through the judgements."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tests.assessment.test_sensitivity import of_method
from weerbaar.assessment import (
    NothingToRankError,
    RoundScores,
    WeightConstraints,
    acceptability,
    cells,
    round_scores,
    sensitivity,
    sensitivity_json,
    with_ranks,
)
from weerbaar.base import InputError
from weerbaar.dossier import Dossier, load_dossier

SMALL: dict[str, Any] = {"draws": 2_000, "base_samples": 64}
AGREED = WeightConstraints.model_validate(
    {"constraints": [{"criterion": "1.1", "min": 0.2, "max": 0.4}, {"more_important": ["2.1", "3.1"]}]}
)


@pytest.fixture(scope="module")
def dossier() -> Dossier:
    return load_dossier("voorbeeld-2012")


@pytest.fixture(scope="module")
def scores(dossier: Dossier) -> RoundScores:
    return round_scores(dossier)


def test_the_ranks_are_those_of_the_whole_analysis(dossier: Dossier, scores: RoundScores) -> None:
    whole = sensitivity(dossier, **SMALL)
    quick = acceptability(scores, draws=2_000)
    assert whole.smaa is not None
    assert quick.smaa.as_dict() == whole.smaa.as_dict()
    assert quick.ranks == whole.ranks
    assert quick.mean_weights == whole.mean_weights
    assert quick.assumptions == whole.assumptions[:1]
    assert quick.run_record.input_hash == whole.run_record.input_hash
    assert quick.run_record.method_hash == whole.run_record.method_hash


def test_the_judgements_are_gone_through_once_for_all_questions(
    dossier: Dossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []
    plain = cells._opinion
    monkeypatch.setattr(cells, "_opinion", lambda *said: seen.append(said) or plain(*said))
    scores = round_scores(dossier)
    once = len(seen)
    assert once > 0
    free = acceptability(scores, draws=500)
    agreed = acceptability(scores, AGREED, draws=500)
    assert len(seen) == once
    assert not np.array_equal(free.smaa.analysis.rank_acceptability, agreed.smaa.analysis.rank_acceptability)


def test_every_weight_meets_the_constraints(scores: RoundScores) -> None:
    found = acceptability(scores, AGREED, draws=2_000)
    weights = dict(zip([c for c, _ in found.criteria], found.mean_weights, strict=True))
    assert 0.2 <= weights["1.1"] <= 0.4
    assert weights["2.1"] > weights["3.1"]
    assert sum(weights.values()) == pytest.approx(1)
    assert found.constraints == AGREED
    assert "2 afspraken" in found.assumptions[0].nl
    assert [c.get("criterion") for c in found.run_record.settings["constraints"]] == ["1.1", None]


def test_constraints_that_exclude_each_other_are_refused(scores: RoundScores) -> None:
    both = WeightConstraints.model_validate(
        {"constraints": [{"criterion": "1.1", "min": 0.6}, {"criterion": "2.1", "min": 0.6}]}
    )
    with pytest.raises(InputError) as caught:
        acceptability(scores, both, draws=100)
    assert len(caught.value.problems) == 2


def test_ranks_that_are_known_are_not_computed_again(
    dossier: Dossier, scores: RoundScores, monkeypatch: pytest.MonkeyPatch
) -> None:
    from weerbaar.assessment import smaa_round

    whole = sensitivity_json(sensitivity(dossier, **SMALL))
    known = acceptability(scores, draws=2_000)

    def never(*_: object, **__: object) -> None:
        raise AssertionError("computed once more")

    monkeypatch.setattr(smaa_round, "acceptability_analysis", never)
    assert sensitivity_json(sensitivity(dossier, ranks=known, **SMALL)) == whole


@pytest.mark.parametrize("changed", [{"seed": 1}, {"draws": 1_000}, {"constraints": AGREED}])
def test_ranks_of_another_question_are_refused(dossier: Dossier, scores: RoundScores, changed: dict[str, Any]) -> None:
    known = acceptability(scores, draws=2_000)
    with pytest.raises(ValueError, match="not those of this round"):
        sensitivity(dossier, ranks=known, **{**SMALL, **changed})


def test_other_ranks_in_the_same_analysis_are_those_of_the_analysis_with_these_constraints(
    dossier: Dossier, scores: RoundScores
) -> None:
    swapped = with_ranks(sensitivity(dossier, **SMALL), acceptability(scores, AGREED, draws=2_000))
    assert sensitivity_json(swapped) == sensitivity_json(sensitivity(dossier, constraints=AGREED, **SMALL))


def test_a_round_without_a_weighted_sum_has_no_scores() -> None:
    with pytest.raises(NothingToRankError, match="uk-nrr-2026"):
        round_scores(of_method("uk-nrr-2026", ("3", "2")))
