# SPDX-License-Identifier: EUPL-1.2
"""Ranks and impact under other weights agree with what the library finds under them."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pytest

from weerbaar.assessment import Assessment, RiskTerms, assess, risk_terms
from weerbaar.dossier import load_dossier
from weerbaar.method import load_method
from weerbaar.workbench.results.reweighing import normalised, redrawn, reweigh, shared_ranks


@lru_cache
def _round() -> tuple[Assessment, RiskTerms]:
    dossier = load_dossier("voorbeeld-2012")
    return assess(dossier, draws=2_000), risk_terms(dossier, load_method(dossier.round.method), draws=400)


def test_the_weights_of_the_round_give_its_own_impacts() -> None:
    assessment, terms = _round()
    rows = reweigh(assessment, terms, terms.weights)
    assert [row.place for row in rows] == [1, 2, 3, 4]
    assert all(row.shift == 0 for row in rows)
    for row in rows:
        assert row.result.impact is not None
        assert row.value == pytest.approx(row.result.impact.value)
        assert row.klass == row.result.impact.klass
        assert row.result.rank is not None
        assert row.expected == pytest.approx(row.result.rank.expected, abs=0.15)


def test_another_profile_gives_what_the_library_finds_under_it() -> None:
    assessment, terms = _round()
    name, _, weights = terms.profiles[-1]
    other = assess(load_dossier("voorbeeld-2012"), draws=2_000, weights=name)
    for row in reweigh(assessment, terms, weights):
        found = other.scenario(row.result.id)
        assert found.impact is not None
        assert found.rank is not None
        assert row.value == pytest.approx(found.impact.value)
        assert row.place == found.rank.position


def test_the_diagram_under_other_weights_has_other_impacts_and_says_so() -> None:
    assessment, terms = _round()
    weights = normalised({terms.criteria[-1]: 3.0}, terms.criteria)
    assert weights is not None
    found = redrawn(assessment, terms, weights)
    assert found.figures_note is not None
    assert found.figures_note.nl.startswith("Getekend met zelf gekozen gewichten")
    for row in reweigh(assessment, terms, weights):
        impact = found.scenario(row.result.id).impact
        assert impact is not None
        assert (impact.value, impact.klass) == (row.value, row.klass)
        assert impact.low <= impact.value <= impact.high
        assert sum(impact.class_probability.values()) == pytest.approx(1)


def test_weights_become_shares_and_only_zeros_are_refused() -> None:
    found = normalised({"a": 30, "b": 10, "other": 99, "c": -5}, ("a", "b", "c"))
    assert found is not None
    assert found.tolist() == [0.75, 0.25, 0.0]
    assert normalised({"a": 0}, ("a", "b")) is None


def test_equal_values_share_their_ranks() -> None:
    values = np.array([[3.0, 0.1 + 0.2], [1.0, 0.3], [3.0, 0.9]])
    assert shared_ranks(values).T.tolist() == [[1.5, 3.0, 1.5], [2.5, 2.5, 1.0]]
