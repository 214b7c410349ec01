# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import dataclasses

import pytest

from tests.alerting.area.drawings import SQUARE, area
from weerbaar.alerting.area import Circle


def test_an_area_cannot_be_changed_and_compares_by_what_it_holds() -> None:
    made = area(SQUARE, circles=(Circle(52, 5, 1),))
    assert made == area(SQUARE, circles=(Circle(52, 5, 1),))
    with pytest.raises(dataclasses.FrozenInstanceError):
        made.codes = ("NL",)  # type: ignore[misc]
