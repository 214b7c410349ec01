# SPDX-License-Identifier: EUPL-1.2
import pytest

from tests.evacuation.decision.threats import chain, option
from weerbaar.evacuation.decision import decide_when, decision_table


def test_a_row_for_each_state_that_can_come_about():
    policy = decide_when(chain(), (option("leave", (0, 10), (60, 60)),), option("nothing", (100, 100), (0, 0)), 1.0)
    rows = decision_table(policy)
    assert [(row.hours_before, row.state.nl, row.decision.nl) for row in rows] == [
        (48.0, "onzeker", "nog niet besluiten"),
        (24.0, "laag", "niet evacueren"),
        (24.0, "hoog", "leave"),
    ]
    assert [row.waits for row in rows] == [True, True, False]
    assert [row.loss_eur for row in rows] == pytest.approx([35, 0, 70])
    assert [row.margin_eur for row in rows] == pytest.approx([25, 60, 30])
    assert [row.next_best.nl for row in rows] == ["leave", "leave", "niet evacueren"]
    assert [row.flood_probability for row in rows] == pytest.approx([0.5, 0, 1])
