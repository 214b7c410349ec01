# SPDX-License-Identifier: EUPL-1.2
"""From the demand to the needs: who in each zone has to be carried, by when, and at which risk."""

from __future__ import annotations

from collections.abc import Mapping

from weerbaar.base import Text
from weerbaar.evacuation.demand import Turnout
from weerbaar.evacuation.means.model import CATEGORIES, MeansError, Need


def needs_of(
    turnout: Turnout, before_h: Mapping[str, float], risk: Mapping[str, float] | None = None
) -> tuple[Need, ...]:
    """Return the people of a turnout who cannot leave by themselves.

    Args:
        turnout: central or drawn.
        before_h: by zone, when who is not safe is not helped in time (arrival of the water), h after the start.
        risk: by zone, chance that who is not helped in time dies; a zone that is left out is not known.

    Raises:
        MeansError: a zone with people without an hour.
    """
    unaided = turnout.unaided
    found: list[Need] = []
    for at, zone in enumerate(turnout.zone_ids):
        for category, people in zip(CATEGORIES, (unaided.walking, unaided.seated, unaided.lying), strict=True):
            if people[at] <= 0:
                continue
            if zone not in before_h:
                raise MeansError(
                    Text(
                        nl=f"van zone {zone} is niet bekend tot wanneer mensen geholpen kunnen worden.",
                        en=f"of zone {zone} it is not known until when people can be helped.",
                    )
                )
            found.append(
                Need(
                    zone=zone,
                    category=category,
                    people=float(people[at]),
                    before_h=before_h[zone],
                    from_h=float(unaided.from_s[at]) / 3600,
                    risk=None if risk is None else risk.get(zone),
                )
            )
    return tuple(found)
