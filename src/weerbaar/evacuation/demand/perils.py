# SPDX-License-Identifier: EUPL-1.2
"""A table of what threatens each zone: until which hour people can still get away, and what happens to who stays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from weerbaar.base import Text, read_csv_table


@dataclass(frozen=True)
class Peril:
    """What threatens one zone.

    Attributes:
        zone: code of the zone in the network.
        before_h: when who is not safe is too late, h after the start.
        risk: chance that who stays dies; None where it is not known.
    """

    zone: str
    before_h: float
    risk: float | None


def read_perils(path: Path, zones: Sequence[str]) -> tuple[Peril, ...]:
    """Read a table of what threatens each zone.

    Args:
        path: CSV with the columns ``zone``, ``before_h`` and, if known, ``risk``; separated by commas, or by semicolons
            with decimal commas.
        zones: codes of the zones that there are.

    Raises:
        InputError: with every problem of the file, each at its line.
    """
    table = read_csv_table(path, {"zone": (), "before_h": (), "risk": ()}, ("zone", "before_h"))
    known = set(zones)
    strange = [row for row, zone in enumerate(table.cells["zone"]) if zone and zone not in known]
    unknown = Text(nl="het net heeft geen zone met deze code.", en="the network has no zone of this code.")
    table.refuse("zone", strange, unknown)
    table.refuse_repeated("zone", Text(nl="elke zone staat er één keer.", en="each zone stands there once."))
    hours = Text(nl="moet een aantal uren boven 0 zijn.", en="must be a number of hours above 0.")
    before_h = table.numbers("before_h", low=np.nextafter(0.0, 1.0), message=hours)
    chance = Text(nl="moet een kans van 0 tot 1 zijn.", en="must be a chance from 0 to 1.")
    risk = table.numbers("risk", low=0, high=1, message=chance, may_be_empty=True)
    table.check()
    return tuple(
        Peril(zone, until, None if np.isnan(share) else share)
        for zone, until, share in zip(table.cells["zone"], before_h.tolist(), risk.tolist(), strict=True)
    )
