# SPDX-License-Identifier: EUPL-1.2
"""Rounds for the tests of results."""

from __future__ import annotations

from weerbaar.base import Point
from weerbaar.dossier import Dossier, load_dossier


def linked() -> Dossier:
    """Return the illustrative round with a probability at each of its links."""
    dossier = load_dossier("voorbeeld-2012")
    half = Point(distribution="point", value=0.2)
    scenarios = tuple(
        scenario.model_copy(
            update={"links": tuple(link.model_copy(update={"probability": half}) for link in scenario.links)}
        )
        for scenario in dossier.scenarios
    )
    return dossier.model_copy(update={"scenarios": scenarios})
