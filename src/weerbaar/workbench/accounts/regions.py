# SPDX-License-Identifier: EUPL-1.2
"""The 25 safety regions of the Netherlands, which every database has."""

from __future__ import annotations

from typing import Any

from weerbaar.workbench.accounts.models import Region

REGIONS = (
    "Groningen",
    "Fryslân",
    "Drenthe",
    "IJsselland",
    "Twente",
    "Noord- en Oost-Gelderland",
    "Gelderland-Midden",
    "Gelderland-Zuid",
    "Utrecht",
    "Noord-Holland Noord",
    "Zaanstreek-Waterland",
    "Kennemerland",
    "Amsterdam-Amstelland",
    "Gooi en Vechtstreek",
    "Haaglanden",
    "Hollands Midden",
    "Rotterdam-Rijnmond",
    "Zuid-Holland Zuid",
    "Zeeland",
    "Midden- en West-Brabant",
    "Brabant-Noord",
    "Brabant-Zuidoost",
    "Limburg-Noord",
    "Zuid-Limburg",
    "Flevoland",
)
"""Official names; the place in the row is the number of the region."""


def ship_regions(using: str = "default", **_: Any) -> None:
    """Add the regions that a database lacks; after every migration. A name that was changed by hand stays."""
    Region.objects.using(using).bulk_create(
        [Region(number=number, name=name) for number, name in enumerate(REGIONS, start=1)], ignore_conflicts=True
    )
