# SPDX-License-Identifier: EUPL-1.2
"""Small threats whose best decisions can be worked out by hand."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from weerbaar.base import Text
from weerbaar.evacuation.decision import Forecast, Option


def chain(*, rises: float = 0.5, flood: float = 1.0) -> Forecast:
    """Two days before the forecast is undecided; a day later it is high (flood likely) or low (none)."""
    return Forecast(
        hours_before=np.array([48.0, 24.0]),
        states=(Text(nl="onzeker", en="undecided"), Text(nl="laag", en="low"), Text(nl="hoog", en="high")),
        initial=np.array([1.0, 0, 0]),
        transitions=np.array([[[0, 1 - rises, rises], [0, 1, 0], [0, 0, 1]]]),
        flood=np.array([0.0, 0.0, flood]),
    )


def option(name: str, deaths: Sequence[float], cost: Sequence[float], draws: int = 1) -> Option:
    """An option with the same deaths and cost in every draw."""
    shape = (len(deaths), draws)
    return Option(
        name,
        Text(nl=name),
        np.broadcast_to(np.array(deaths, float)[:, None], shape),
        np.zeros(shape),
        np.broadcast_to(np.array(cost, float)[:, None], shape),
    )
