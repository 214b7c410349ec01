# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import pytest

from weerbaar.base import UnknownCellError
from weerbaar.method import QuantityError, UnknownNameError, euro_equivalent
from weerbaar.method.model import Method


@pytest.mark.parametrize(
    ("indicator", "units"),
    [
        ("ha", 10),
        ("hb", 100),
        ("hc", 200_000),
        ("sa", 10_000),
        ("sb", 100_000),
        ("ea", 1_000),
        ("fa", 50e6),
        ("fb", 50e6),
    ],
)
def test_units_per_50_million_euro_of_the_belgian_code(belgian: Method, indicator: str, units: float) -> None:
    assert euro_equivalent(belgian, indicator, units) == pytest.approx(50e6)


def test_parts_are_weighted_before_they_are_turned_into_euro(belgian: Method) -> None:
    # 2 severe + 10 moderate x 0.1 + 1,000 minor x 0.003 = 6 weighted injured
    assert euro_equivalent(belgian, "hb", {"severe": 2, "moderate": 10, "minor": 1_000}) == pytest.approx(3e6)
    assert euro_equivalent(belgian, "sa", {"physical": 1, "security": 2, "comfort": 10}) == pytest.approx(15_000)


def test_qualitative_indicators_and_other_methods_have_no_euro(belgian: Method, national: Method) -> None:
    with pytest.raises(UnknownCellError, match="sc has no amount in euro"):
        euro_equivalent(belgian, "sc", 3)
    with pytest.raises(UnknownCellError, match=r"2\.1 has no amount in euro"):
        euro_equivalent(national, "2.1", 3)


def test_wrong_quantities_are_named(belgian: Method) -> None:
    with pytest.raises(QuantityError, match="deaths = -1"):
        euro_equivalent(belgian, "ha", -1)
    with pytest.raises(QuantityError, match=r"'grave'.*severe, moderate, minor"):
        euro_equivalent(belgian, "hb", {"grave": 2})
    with pytest.raises(QuantityError, match="one of the two"):
        euro_equivalent(belgian, "hb", {})
    with pytest.raises(UnknownNameError, match="'zz'"):
        euro_equivalent(belgian, "zz", 2)
