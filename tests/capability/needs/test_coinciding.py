# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import math

import pytest

from tests.capability.needs_cases import dossier_of, together, triangular, uniform
from weerbaar.capability.needs import suggest_together
from weerbaar.capability.needs.coinciding import coincidence
from weerbaar.dossier import load_dossier


def test_every_link_of_the_round_suggests_a_pair() -> None:
    found = suggest_together(load_dossier("voorbeeld-2012"))
    pairs = {group.scenarios: group.probability for group in found}
    assert ("grootschalige-onlusten", "cyberhacktivisme") in pairs
    assert set(pairs.values()) == {None}
    assert all(group.mark == "derived" for group in found)


def test_a_pair_is_suggested_once_and_not_when_it_is_known() -> None:
    links = {"a": [{"scenario": "b", "probability": 0.2}], "b": [{"scenario": "a"}, {"scenario": "c"}], "c": []}
    dossier = dossier_of(links)
    assert [group.scenarios for group in suggest_together(dossier)] == [("a", "b"), ("b", "c")]
    assert [g.scenarios for g in suggest_together(dossier, [together("b", "a")])] == [("b", "c")]


def test_a_given_probability_goes_before_that_of_a_link() -> None:
    dossier = dossier_of({"a": [{"scenario": "b", "probability": 0.2}], "b": []})
    given, origin = coincidence(together("a", "b", probability=triangular(0.1, 0.3, 0.5)), dossier)
    assert origin == "given"
    assert given is not None
    assert given.mean == pytest.approx(0.3, abs=1e-6)
    linked, origin = coincidence(together("a", "b"), dossier)
    assert origin == "links"
    assert linked is not None
    assert (linked.mean, linked.low, linked.high) == pytest.approx((0.2, 0.2, 0.2))


def test_links_to_several_are_multiplied() -> None:
    links = {
        "a": [{"scenario": "b", "probability": 0.2}, {"scenario": "c", "probability": uniform(0.4, 0.6)}],
        "b": [],
        "c": [],
    }
    found, origin = coincidence(together("a", "b", "c"), dossier_of(links))
    assert origin == "links"
    assert found is not None
    assert found.mean == pytest.approx(0.1)
    assert (found.low, found.high) == pytest.approx((0.2 * 0.41, 0.2 * 0.59), rel=1e-3)


def test_quantiles_of_a_product_are_not_products_of_quantiles() -> None:
    """P(XY <= z) = z (1 - ln z) for two independent uniform numbers."""
    links = [{"scenario": name, "probability": uniform(0, 1)} for name in ("b", "c")]
    found, _ = coincidence(together("a", "b", "c"), dossier_of({"a": links, "b": [], "c": []}))
    assert found is not None
    assert found.mean == pytest.approx(0.25)
    for z, chance in ((found.low, 0.05), (found.median, 0.5), (found.high, 0.95)):
        assert z * (1 - math.log(z)) == pytest.approx(chance, abs=0.02)


@pytest.mark.parametrize("links", [{"a": [], "b": []}, {"a": [{"scenario": "b"}], "b": []}])
def test_without_a_probability_it_is_unknown(links: dict[str, list[dict[str, str]]]) -> None:
    assert coincidence(together("a", "b"), dossier_of(links)) == (None, "unknown")
