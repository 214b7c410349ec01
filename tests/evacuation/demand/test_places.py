# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import pytest
from pydantic import ValidationError

from weerbaar.evacuation.demand.places import DemandFile, Institution, ZonePeople


def test_what_is_left_out_is_not_known_and_not_zero() -> None:
    zone = ZonePeople.model_validate({"zone": 297, "residents": 1200})
    assert zone.zone == "297"
    assert zone.residents.ppf(0.5) == 1200
    assert zone.commuters_in is None
    assert zone.tourists == {}
    assert zone.ordered


def test_an_institution_says_how_many_lie_or_that_it_did_not() -> None:
    home = {"zone": "A", "name": "Huize Zonzicht", "kind": "nursing", "people": 80}
    assert Institution.model_validate(home).lying is None
    assert Institution.model_validate(home | {"lying": 0.25}).lying.ppf(0.5) == 0.25  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "wrong",
    [
        {"hour": 24},
        {"hour": -1},
        {"season": "herfst"},
        {"zones": [{"zone": "A", "residents": -5}]},
        {"zones": [{"zone": "A", "residents": 5, "order_h": -2}]},
        {"zones": [{"zone": "", "residents": 5}]},
        {"unknown": 1},
    ],
)
def test_refuses_what_cannot_be(wrong: dict[str, object]) -> None:
    good = {"schema": 1, "name": "dreiging", "hour": 8, "season": "autumn", "zones": [{"zone": "A", "residents": 5}]}
    assert DemandFile.model_validate(good).threat == "certain"
    with pytest.raises(ValidationError):
        DemandFile.model_validate(good | wrong)
