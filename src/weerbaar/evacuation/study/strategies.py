# SPDX-License-Identifier: EUPL-1.2
"""The strategies of a preventive evacuation: everybody chooses, wardens direct, or wardens direct over more lanes."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal, get_args

from weerbaar.base import Text
from weerbaar.evacuation.flow import Bound
from weerbaar.evacuation.network import CONTRAFLOW_GAIN, RoadNetwork, opposite
from weerbaar.evacuation.simulation import Contraflow
from weerbaar.evacuation.study.study import Settings

Strategy = Literal["free", "managed", "contraflow"]
STRATEGIES: tuple[Strategy, ...] = get_args(Strategy)

STRATEGY_WORDS: dict[Strategy, Text] = {
    "free": Text(nl="vrije keuze van weg en uitgang", en="free choice of road and exit"),
    "managed": Text(nl="verkeer geleid over wegen en uitgangen", en="traffic directed over roads and exits"),
    "contraflow": Text(
        nl="geleid, met extra stroken van de andere rijrichting", en="directed, with lanes of the other direction"
    ),
}


def strategies(
    network: RoadNetwork, bound: Bound, settings: Settings, *, setup_s: float, gain: float = CONTRAFLOW_GAIN
) -> dict[Strategy, Settings]:
    """Return the settings of each strategy.

    Contraflow is on the roads that decide the quickest evacuation, as far as they have another direction; without such
    a road the strategy is left out.

    Args:
        network: the roads.
        bound: of the evacuation, with its bottlenecks.
        settings: what the strategies have in common; its ``routing`` is not used.
        setup_s: time to clear the lanes of the other direction, s.
        gain: capacity of a reversed lane against an ordinary one.
    """
    back = opposite(network)
    narrow = [one.number for one in bound.bottlenecks if one.kind == "road" and back[one.number] >= 0]
    # A road that gives its lanes away gets none.
    wider = [link for link in narrow if back[link] not in narrow]
    lanes = tuple(
        Contraflow(link=network.link_ids[link], opposite=network.link_ids[back[link]], setup_s=setup_s, gain=gain)
        for link in wider
    )
    free = replace(settings, routing="instantaneous")
    directed = replace(settings, routing="managed")
    found: dict[Strategy, Settings] = {"free": free, "managed": directed}
    if lanes:
        found["contraflow"] = replace(directed, measures=(*settings.measures, *lanes))
    return found
