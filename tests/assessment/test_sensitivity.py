# SPDX-License-Identifier: EUPL-1.2
"""The verb that joins ranks, disagreement and questions: that they agree with their parts, and what it refuses."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.assessment.opinions import METHOD, judgements, round_of, two_experts
from weerbaar.assessment import (
    NothingToAnalyseError,
    Sensitivity,
    UnusableJudgementError,
    sensitivity,
    sensitivity_json,
)
from weerbaar.assessment.sensitivity import UnusableCorrelationError
from weerbaar.assessment.smaa_round import NothingToRankError, smaa_of_dossier
from weerbaar.assessment.value_of_information import value_of_information
from weerbaar.assessment.weight_constraints import WeightConstraints
from weerbaar.base import InputError
from weerbaar.dossier import Dossier, load_dossier
from weerbaar.method import load_method

SMALL: dict[str, Any] = {"draws": 2_000, "base_samples": 128}
CRITERIA = tuple(c.id for c in load_method(METHOD).criteria)


@pytest.fixture(scope="module")
def example() -> Dossier:
    return load_dossier("voorbeeld-2012")


@pytest.fixture(scope="module")
def found(example: Dossier) -> Sensitivity:
    return sensitivity(example, **SMALL)


def of_method(method: str, *labels: tuple[str, str]) -> Dossier:
    """A round of two scenarios under another method; per expert a label for criteria and likelihood."""
    rod = load_method(method)
    said = [
        judgements(
            f"e{i}",
            {(s, c.id): label for s in "st" for c in rod.criteria} | {(s, "likelihood"): likely for s in "st"},
        )
        for i, (label, likely) in enumerate(labels)
    ]
    dossier = round_of(*said, scenarios=("s", "t"))
    return dossier.model_copy(update={"round": dossier.round.model_copy(update={"method": method})})


def test_parts_are_those_of_the_separate_analyses(example: Dossier, found: Sensitivity) -> None:
    method = load_method(example.round.method)
    alone = smaa_of_dossier(example, method, draws=2_000, seed=2012)
    assert found.smaa is not None
    assert np.array_equal(found.smaa.analysis.rank_acceptability, alone.analysis.rank_acceptability)
    assert found.questions == value_of_information(example, method)
    assert {r.scenario for r in found.ranks} == set(alone.scenarios)
    assert found.disagreement.n == 128


def test_who_and_what_is_named(found: Sensitivity) -> None:
    assert len(found.scenarios) == 4
    assert tuple(c for c, _ in found.criteria) == CRITERIA
    assert [e for e, _ in found.experts] == [
        "deskundige-a",
        "deskundige-b",
        "deskundige-c",
        "werkgroep-waarschijnlijkheid",
    ]
    assert found.illustrative
    assert sum(found.mean_weights) == pytest.approx(1)


def test_same_bytes_whoever_does_the_work(example: Dossier, found: Sensitivity) -> None:
    with ThreadPoolExecutor(3) as pool:
        again = sensitivity(example, executor=pool, **SMALL)
    assert sensitivity_json(again) == sensitivity_json(found)


def test_another_seed_is_another_run(found: Sensitivity, example: Dossier) -> None:
    other = sensitivity(example, seed=1, **SMALL)
    assert other.run_record.id != found.run_record.id
    assert sensitivity_json(other) != sensitivity_json(found)


def test_progress_runs_from_nothing_to_all() -> None:
    seen: list[float] = []
    sensitivity(two_experts(), progress=seen.append, **SMALL)
    assert seen == sorted(seen)
    assert 0 < seen[0] < 0.2
    assert seen[-1] == 1.0


def test_constraints_reach_the_ranks_and_the_record(example: Dossier, tmp_path: Path) -> None:
    rule = {"criterion": "5.3", "equals": 0.55}
    given = WeightConstraints.model_validate({"schema": 1, "constraints": [rule]})
    one = sensitivity(example, constraints=given, **SMALL)
    assert dict(zip(CRITERIA, one.mean_weights, strict=True))["5.3"] == pytest.approx(0.55)
    assert one.run_record.settings["constraints"] == [rule]
    file = tmp_path / "gewichten.yaml"
    file.write_text("schema: 1\nconstraints:\n  - criterion: 5.3\n    equals: 0.55\n", encoding="utf-8")
    assert sensitivity_json(sensitivity(example, constraints=file, **SMALL)) == sensitivity_json(one)
    assert any("afspraak" in a.nl and "constraint" in a.en for a in one.assumptions)


def test_weights_that_vary_are_a_factor_of_their_own(example: Dossier) -> None:
    fixed = sensitivity(two_experts(), **SMALL)
    free = sensitivity(two_experts(), weights="dirichlet", **SMALL)
    assert "weights" not in fixed.disagreement.questions
    assert "weights" in free.disagreement.questions
    assert any("alle gewichten zijn even waarschijnlijk" in a.nl for a in free.assumptions)
    profiles = sensitivity(example, weights="profiles", **SMALL)
    assert any("alle gewichtenprofielen" in a.nl for a in profiles.assumptions)
    assert profiles.run_record.settings["profile"] == profiles.questions.profile


def test_correlation_is_stated(example: Dossier) -> None:
    one = sensitivity(example, correlation=0.3, **SMALL)
    assert any("Gauss-copula" in a.nl for a in one.assumptions)
    assert one.run_record.settings["correlation"][0][:2] == [1.0, 0.3]


@pytest.mark.parametrize("correlation", [-0.2, 1.0, [[1.0, 0.5], [0.5, 1.0]]])
def test_correlations_that_cannot_be_are_refused(correlation: Any) -> None:
    with pytest.raises(UnusableCorrelationError, match=r"cannot|impossible"):
        sensitivity(two_experts(), correlation=correlation, **SMALL)


def test_the_bounds_of_a_correlation_are_named() -> None:
    with pytest.raises(UnusableCorrelationError) as refused:
        sensitivity(two_experts(), correlation=-0.2, **SMALL)
    assert refused.value.render("nl").endswith("bij 10 criteria ligt zij tussen -0,111 en 1.")


@pytest.mark.parametrize("dossier", [of_method("uk-nrr-2026", ("1", "1"), ("2", "2"))])
def test_a_correlation_needs_an_impact_made_up_of_criteria(dossier: Dossier) -> None:
    with pytest.raises(UnusableCorrelationError, match="no impact made up of criteria"):
        sensitivity(dossier, correlation=0.1, **SMALL)


def test_a_round_of_published_classes_has_nothing_to_analyse() -> None:
    with pytest.raises(NothingToAnalyseError, match="round nrb-2012 holds published classes only"):
        sensitivity(load_dossier("nrb-2012"), **SMALL)


def test_a_round_without_judgements_has_nothing_to_analyse() -> None:
    missing = judgements("p", {("s", "1.1"): {"missing": True}})
    with pytest.raises(NothingToAnalyseError, match="no judgements of experts yet"):
        sensitivity(round_of(missing), **SMALL)


def test_a_round_whose_scenarios_are_all_retired_says_so(example: Dossier) -> None:
    gone = tuple(s.model_copy(update={"status": "retired"}) for s in example.scenarios)
    with pytest.raises(NothingToAnalyseError, match="no scenario of round voorbeeld-2012 is active"):
        sensitivity(example.model_copy(update={"scenarios": gone}), **SMALL)


def test_a_short_round_has_no_top_to_change(found: Sensitivity) -> None:
    assert [n.nl for n in found.notes] == [
        "Met 4 scenario’s staat elk scenario in de top 5; die kan dus niet veranderen."
    ]


def test_a_sum_in_euro_has_no_weights_to_rank_by() -> None:
    dossier = of_method("be-bnra", ("1", "P2"), ("2", "P3"))
    one = sensitivity(dossier, **SMALL)
    assert one.smaa is None
    assert one.ranks == one.mean_weights == ()
    assert one.disagreement.impact is not None
    assert one.notes[0].en.startswith("No ranks and no weights for the first place: method be-bnra")
    with pytest.raises(NothingToRankError):
        sensitivity(dossier, constraints=WeightConstraints(), **SMALL)


def test_a_method_without_a_total_still_has_a_likelihood() -> None:
    one = sensitivity(of_method("uk-nrr-2026", ("1", "1"), ("2", "2")), **SMALL)
    assert one.disagreement.impact is None
    assert one.disagreement.likelihood is not None
    assert one.notes[0].nl == "Methode uk-nrr-2026 kent geen totaal voor de impact; daarover valt niets te zeggen."


def test_faulty_constraints_are_refused_at_their_lines(tmp_path: Path) -> None:
    file = tmp_path / "gewichten.yaml"
    file.write_text(
        "schema: 1\nconstraints:\n  - more_important: ['1.1', '3.1']\n  - {criterion: '1.1', max: 0.1}\n"
        "  - {criterion: '3.1', min: 0.2}\n",
        encoding="utf-8",
    )
    with pytest.raises(InputError) as refused:
        sensitivity(two_experts(), constraints=file, **SMALL)
    assert [p.line for p in refused.value.problems] == [3, 4, 5]
    file.write_text("schema: 1\nconstraints:\n  - {criterion: '9.9', max: 0.1}\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"9\.9"):
        sensitivity(two_experts(), constraints=str(file), **SMALL)


def test_an_unknown_profile_is_refused() -> None:
    with pytest.raises(UnusableJudgementError, match="no weight profile"):
        sensitivity(two_experts(), weights="nonexistent", **SMALL)


def test_retired_scenarios_are_left_out(example: Dossier) -> None:
    first = example.scenarios[0].model_copy(update={"status": "retired"})
    fewer = example.model_copy(update={"scenarios": (first, *example.scenarios[1:])})
    one = sensitivity(fewer, **SMALL)
    assert first.id not in {s for s, _ in one.scenarios}
    assert len(one.ranks) == 3
