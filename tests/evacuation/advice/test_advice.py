# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from tests.evacuation.advice.plans import STARTS, flooded, study
from weerbaar.evacuation.advice import PARTS, advise


def test_the_parts_stand_in_the_order_in_which_people_read_them() -> None:
    flood = flooded({"W": 1.0, "S": 3.5}, dry={"H": 10.0}, velocity_m_s=float("nan"))
    for advice in advise(study(), STARTS, exposures=(flood,), phones={"W": "14 000"}):
        parts = [line.part for line in advice.lines]
        assert parts == sorted(parts, key=PARTS.index)
        assert len(set(parts)) == len(parts)
        assert advice.text.nl.count("\n") == len(parts) - 1
        assert advice.text.in_("en") == "\n".join(line.text.en for line in advice.lines)
