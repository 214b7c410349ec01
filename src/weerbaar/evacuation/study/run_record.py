# SPDX-License-Identifier: EUPL-1.2
"""What a result without draws that follows from roads and departures was made from."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

from weerbaar.base import RunRecord, software_versions
from weerbaar.evacuation.demand import Departures
from weerbaar.evacuation.network import RoadNetwork
from weerbaar.evacuation.study.study import input_hash


def run_record(
    result: str, network: RoadNetwork, departures: Departures, given: Iterable[object], settings: Mapping[str, Any]
) -> RunRecord:
    """Return the run record of a result.

    Args:
        result: what kind of result, such as ``order`` or ``means``.
        network, departures: what it was made from.
        given: what else it was made from; each is in the record by the hash of how it is written out.
        settings: every other choice that changes a number.
    """
    written = "\n".join(repr(each) for each in given)
    return RunRecord(
        input_hash=input_hash(network, departures),
        method=f"evacuation {result}",
        method_version="1",
        method_hash=hashlib.sha256(written.encode()).hexdigest(),
        seed=0,
        draws=1,
        settings={"network": network.name, **settings},
        software=software_versions(),
    )
