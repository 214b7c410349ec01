# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import pytest

from weerbaar.evacuation.demand.factors import Factors, Known, OwnFactors, shipped_factors


def test_every_value_has_a_source_and_texts_in_two_languages() -> None:
    factors = shipped_factors()
    known = [value for name in Factors.model_fields if isinstance(value := getattr(factors, name), Known)]
    assert len(known) == 14
    for value in known:
        assert value.source
        assert value.text.nl
        assert value.text.en


def test_the_values_lie_in_the_ranges_of_the_literature() -> None:
    """Persons per car 2.2-3.2, without transport 5-20 %, compliance 0.5-0.9."""
    factors = shipped_factors()
    assert [float(v) for v in factors.people_per_vehicle.range.ppf([0, 1])] == [2.2, 3.2]
    assert [float(v) for v in factors.without_transport.range.ppf([0, 1])] == [0.05, 0.20]
    ends = [share.ppf([0, 1]) for by_trust in factors.compliance.range.values() for share in by_trust.values()]
    assert len(ends) == 9
    assert min(end[0] for end in ends) == 0.5
    assert max(end[1] for end in ends) == 0.9


@pytest.mark.parametrize("trust", ["low", "usual", "high"])
def test_a_clearer_threat_makes_more_people_leave(trust: str) -> None:
    shares = shipped_factors().compliance.range
    middles = [float(shares[threat][trust].ppf(0.5)) for threat in ("unclear", "likely", "certain")]  # type: ignore[index]
    assert middles == sorted(middles)


@pytest.mark.parametrize("threat", ["unclear", "likely", "certain"])
def test_more_trust_makes_more_people_leave(threat: str) -> None:
    shares = shipped_factors().compliance.range[threat]  # type: ignore[index]
    middles = [float(shares[trust].ppf(0.5)) for trust in ("low", "usual", "high")]  # type: ignore[index]
    assert middles == sorted(middles)


def test_a_file_can_state_only_what_is_a_factor() -> None:
    assert set(OwnFactors.model_fields) < set(Factors.model_fields)
