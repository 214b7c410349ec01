# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from tests.evacuation.study.two_ways import NETWORK, leaving
from weerbaar.evacuation.study import input_hash, run_record


def test_a_record_tells_what_a_result_was_made_from() -> None:
    departures = leaving(2000)
    record = run_record("order", NETWORK, departures, ("a", 1.0), {"before_h": 6.0})
    assert record.method == "evacuation order"
    assert record.input_hash == input_hash(NETWORK, departures)
    assert record.settings == {"network": NETWORK.name, "before_h": 6.0}
    assert record == run_record("order", NETWORK, leaving(2000), ("a", 1.0), {"before_h": 6.0})


def test_whatever_differs_gives_another_record() -> None:
    first = run_record("order", NETWORK, leaving(2000), ("a",), {})
    others = [
        run_record("means", NETWORK, leaving(2000), ("a",), {}),
        run_record("order", NETWORK, leaving(2001), ("a",), {}),
        run_record("order", NETWORK, leaving(2000), ("b",), {}),
        run_record("order", NETWORK, leaving(2000), ("a",), {"before_h": 6.0}),
    ]
    assert len({record.id for record in (first, *others)}) == 5
