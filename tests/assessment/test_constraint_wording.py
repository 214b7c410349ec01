# SPDX-License-Identifier: EUPL-1.2
"""Constraints on the weights, in words."""

from __future__ import annotations

from typing import Any

import pytest

from weerbaar.assessment import WeightConstraints, constraint_words
from weerbaar.base import Text

NAMES = {"2.1": Text(nl="Doden", en="Fatalities"), "3.1": Text(nl="Kosten", en="Costs")}


@pytest.mark.parametrize(
    ("constraint", "nl", "en"),
    [
        ({"criterion": "2.1", "min": 0.1, "max": 0.255}, "2.1 Doden: 10% tot 25,5%", "2.1 Fatalities: 10% to 25.5%"),
        ({"criterion": "2.1", "min": 0.1}, "2.1 Doden: ten minste 10%", "2.1 Fatalities: at least 10%"),
        ({"criterion": "9.9", "max": 1 / 3}, "9.9: ten hoogste 33,3333%", "9.9: at most 33.3333%"),
        ({"criterion": "3.1", "equals": 0.2}, "3.1 Kosten: precies 20%", "3.1 Costs: exactly 20%"),
        (
            {"ratio": ["2.1", "3.1"], "min": 1.5, "max": 3},
            "2.1 Doden: 1,5 × tot 3 × 3.1 Kosten",
            "2.1 Fatalities: 1.5 × to 3 × 3.1 Costs",
        ),
        (
            {"linear": {"2.1": 1, "3.1": 2}, "max": 0.5},
            "2.1 Doden + 2 × 3.1 Kosten: ten hoogste 50%",
            "2.1 Fatalities + 2 × 3.1 Costs: at most 50%",
        ),
        (
            {"more_important": ["2.1", ["3.1", "9.9"]]},
            "van zwaar naar licht: 2.1 Doden; 3.1 Kosten = 9.9 (even zwaar)",
            "from heavy to light: 2.1 Fatalities; 3.1 Costs = 9.9 (equal weights)",
        ),
    ],
)
def test_every_kind_of_constraint_is_put_into_words(constraint: dict[str, Any], nl: str, en: str) -> None:
    found = constraint_words(WeightConstraints.model_validate({"constraints": [constraint]}), NAMES)
    assert found == (Text(nl=nl, en=en),)


def test_no_constraints_are_no_words() -> None:
    assert constraint_words(WeightConstraints(), NAMES) == ()
