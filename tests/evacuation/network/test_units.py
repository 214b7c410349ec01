# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import pytest

from weerbaar.evacuation.network.units import Quantity, UnitError, factor, known_units


@pytest.mark.parametrize(
    ("kind", "unit", "si"),
    [
        ("length", "Feet", 0.3048),
        ("length", "mile", 1609.344),
        ("length", " km ", 1000),
        ("speed", "mph", 0.44704),
        ("speed", "km/h", 1 / 3.6),
        ("speed", "ft/min", 0.00508),
        ("time", "min", 60),
        ("time", "day", 86_400),
    ],
)
def test_units(kind: Quantity, unit: str, si: float) -> None:
    assert factor(kind, unit) == pytest.approx(si, rel=1e-12)


@pytest.mark.parametrize("kind", ["length", "speed", "time"])
def test_an_unknown_unit_names_the_known_ones(kind: Quantity) -> None:
    assert all(factor(kind, unit) > 0 for unit in known_units(kind))
    with pytest.raises(UnitError, match=f"no known unit of {kind}; known are: {known_units(kind)[0]}"):
        factor(kind, "furlong")
