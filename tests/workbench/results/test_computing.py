# SPDX-License-Identifier: EUPL-1.2
"""What the computing process makes: the same as the library, in a form that pages can draw from."""

from __future__ import annotations

import pytest

from weerbaar.assessment import (
    NoTotalRiskError,
    acceptability,
    assess,
    compare_assessments,
    results_json,
    round_scores,
    sensitivity,
    sensitivity_json,
)
from weerbaar.base import InputError
from weerbaar.cascade import TOTAL
from weerbaar.dossier import load_dossier
from weerbaar.workbench.jobs.objects import from_bytes
from weerbaar.workbench.results import computing
from weerbaar.workbench.results.computing import (
    AcceptabilityOrder,
    AssessmentOrder,
    CascadeOrder,
    ComparisonOrder,
    SensitivityOrder,
)


def test_an_assessment_is_that_of_the_library_with_its_terms() -> None:
    dossier = load_dossier("voorbeeld-2012")
    told: list[float] = []
    found = from_bytes(computing.run_assessment(AssessmentOrder(dossier, "default", 500), told.append))
    assert results_json(found.assessment) == results_json(assess(dossier, draws=500, seed=computing.SEED))
    assert found.terms.values.shape == (4, 10, computing.TERM_DRAWS)
    ranks = [
        from_bytes(computing.run_acceptability(AcceptabilityOrder(source, (), 500), told.append)).smaa.as_dict()
        for source in (found.scores, dossier)
    ]
    assert ranks[0] == ranks[1] == acceptability(round_scores(dossier), draws=500, seed=computing.SEED).smaa.as_dict()
    other = from_bytes(computing.run_assessment(AssessmentOrder(dossier, "dirichlet", 500), told.append))
    assert (other.terms, other.scores) == (None, None)
    assert other.assessment.run_record.settings["weights"] == "dirichlet"
    assert all(0 <= share <= 1 for share in told)


def test_ranks_of_an_earlier_state_of_the_round_are_computed_again() -> None:
    dossier = load_dossier("voorbeeld-2012")
    fewer = dossier.model_copy(update={"judgements": dossier.judgements[:1], "content_hash": "another"})
    old = acceptability(round_scores(fewer), draws=500, seed=computing.SEED)
    found = from_bytes(computing.run_sensitivity(SensitivityOrder(dossier, "default", 500, 64, old), lambda _: None))
    plain = sensitivity(dossier, draws=500, base_samples=64, seed=computing.SEED)
    assert sensitivity_json(found) == sensitivity_json(plain)


def test_a_comparison_is_that_of_the_library() -> None:
    new = load_dossier("nrb-2012")
    found = from_bytes(computing.run_comparison(ComparisonOrder(new, new), lambda _: None))
    assert found == compare_assessments(new, new, seed=computing.SEED)
    assert not any(shift.moved for shift in found.shifts)


def test_cascades_of_a_shipped_catalogue_and_a_cut_in_them() -> None:
    order = CascadeOrder(None, "voorbeeld-cascade", (("stroomuitval", "telecomuitval"),), 500, 320)
    found = from_bytes(computing.run_cascade(order, lambda _: None))
    assert found.outcome.years == 500
    assert found.ranked[0].reduction >= found.ranked[-1].reduction > 0
    cuts = from_bytes(computing.run_cuts(order, lambda _: None))
    assert (cuts.cuts[0].cause, cuts.cuts[0].effect) == ("stroomuitval", "telecomuitval")
    assert cuts.cuts[0].impact[TOTAL][0] < 0 < cuts.expected[0]


def test_links_without_a_probability_are_refused() -> None:
    order = CascadeOrder(load_dossier("voorbeeld-2012"), None, (), 100, 32)
    with pytest.raises(InputError) as caught:
        computing.run_cascade(order, lambda _: None)
    assert "heeft geen kans" in caught.value.render("nl")


def test_a_round_with_links_becomes_a_catalogue_in_its_own_unit() -> None:
    from tests.workbench.results.rounds import linked

    catalogue, unit, noise = computing.catalogue_and_unit(CascadeOrder(linked(), None, (), 1, 1), lambda _: None)
    assert (unit.en, noise) == ("score from 0 to 1", "none")
    assert [(link.cause, link.effect) for link in catalogue.links] == [
        ("gewelddadige-eenling", "grootschalige-onlusten"),
        ("grootschalige-onlusten", "cyberhacktivisme"),
    ]


def test_a_method_without_a_total_has_no_cascades() -> None:
    from tests.workbench.results.rounds import linked

    dossier = linked()
    dossier = dossier.model_copy(
        update={"round": dossier.round.model_copy(update={"method": "uk-nrr-2026"}), "judgements": ()}
    )
    with pytest.raises(NoTotalRiskError):
        computing.catalogue_and_unit(CascadeOrder(dossier, None, (), 1, 1), lambda _: None)
