# SPDX-License-Identifier: EUPL-1.2
"""What can be decided, and what it would lead to at each moment: lives lost and money spent, with their uncertainty."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from weerbaar.base import Text
from weerbaar.evacuation.decision.forecast import ForecastError

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Option:
    """One thing that can be decided once, and not taken back; K moments, D draws.

    Attributes:
        id: short name.
        name: for people.
        deaths_if_flood: expected if it is decided at each moment and the flood comes, shape (K, D).
        deaths_anyway: lost in carrying it out (traffic, moving patients), flood or not, shape (K, D).
        cost_eur: of carrying it out, also in vain, shape (K, D).
    """

    id: str
    name: Text
    deaths_if_flood: Floats
    deaths_anyway: Floats
    cost_eur: Floats

    def __post_init__(self) -> None:
        shapes = {self.deaths_if_flood.shape, self.deaths_anyway.shape, self.cost_eur.shape}
        if len(shapes) != 1 or self.deaths_if_flood.ndim != 2:
            raise ForecastError(
                Text(
                    nl=f"optie {self.id}: doden en kosten horen per moment en trekking even veel waarden te hebben.",
                    en=f"option {self.id}: deaths and cost should have as many values per moment and draw.",
                )
            )
        if min(float(part.min(initial=0.0)) for part in (self.deaths_if_flood, self.deaths_anyway, self.cost_eur)) < 0:
            raise ForecastError(
                Text(
                    nl=f"optie {self.id}: doden en kosten zijn niet negatief.",
                    en=f"option {self.id}: deaths and cost are not negative.",
                )
            )


@dataclass(frozen=True, eq=False)
class Leaving:
    """People who can be safe before the water, per moment of decision; K moments, D draws.

    Attributes:
        people: in the threatened area.
        out_share: of them, out of the area when the flood begins if it is decided at each moment, shape (K, D).
        mortality: of who is still there and not sheltered, shape (D,).
    """

    people: float
    out_share: Floats
    mortality: Floats


def preventive(leaving: Leaving, hours_before: Floats, eur_per_person_day: float, days_after: float) -> Option:
    """Everybody is asked to leave the area.

    Cost by the form used for the IJssel rings (Ciullo et al.): who left x an amount per day x (days to the threat +
    days until the return).

    Args:
        leaving: who can be safe.
        hours_before: of each moment of decision, length K.
        eur_per_person_day: published 22 (course data of EPA141A).
        days_after: days between the threat and the return; 3 there.
    """
    left = 1 - leaving.out_share
    days = hours_before / 24 + days_after
    return Option(
        id="preventive",
        name=Text(nl="preventief evacueren", en="preventive evacuation"),
        deaths_if_flood=leaving.people * left * leaving.mortality,
        deaths_anyway=np.zeros_like(left),
        cost_eur=leaving.people * leaving.out_share * days[:, None] * eur_per_person_day,
    )


def vertical(leaving: Leaving, sheltered_share: Floats, sheltered_mortality: Floats, eur_per_person: float) -> Option:
    """Everybody is asked to go to a high and dry place inside the area.

    Args:
        leaving: who is there, and the mortality of who is not sheltered.
        sheltered_share: of the people, in a shelter when the flood begins, shape (K, D).
        sheltered_mortality: of who is sheltered, shape (D,).
        eur_per_person: cost per person sheltered.
    """
    caught = (1 - sheltered_share) * leaving.mortality + sheltered_share * sheltered_mortality
    return Option(
        id="vertical",
        name=Text(nl="verticaal evacueren", en="vertical evacuation"),
        deaths_if_flood=leaving.people * caught,
        deaths_anyway=np.zeros_like(caught),
        cost_eur=leaving.people * sheltered_share * eur_per_person,
    )


def combined(
    leaving: Leaving,
    hours_before: Floats,
    sheltered_share: Floats,
    sheltered_mortality: Floats,
    eur_per_person_day: float,
    days_after: float,
    eur_per_person: float,
) -> Option:
    """Who can leave in time leaves, the others are told in time to go to a high and dry place.

    Args:
        leaving, hours_before, eur_per_person_day, days_after: see :func:`preventive`.
        sheltered_share: of who stays, shape (K, D).
        sheltered_mortality, eur_per_person: see :func:`vertical`.
    """
    left = preventive(leaving, hours_before, eur_per_person_day, days_after)
    up = vertical(leaving, sheltered_share, sheltered_mortality, eur_per_person)
    stays = 1 - leaving.out_share
    return Option(
        id="combined",
        name=Text(nl="deels preventief, deels verticaal evacueren", en="partly preventive, partly vertical evacuation"),
        deaths_if_flood=stays * up.deaths_if_flood,
        deaths_anyway=np.zeros_like(stays),
        cost_eur=left.cost_eur + stays * up.cost_eur,
    )


def nothing(deaths_if_flood: Floats, moments: int) -> Option:
    """Nobody is asked anything.

    Args:
        deaths_if_flood: shape (D,).
        moments: number of moments of decision, K.
    """
    deaths = np.broadcast_to(deaths_if_flood, (moments, len(deaths_if_flood)))
    zero = np.zeros(deaths.shape)
    return Option("nothing", Text(nl="niet evacueren", en="no evacuation"), deaths, zero, zero)
