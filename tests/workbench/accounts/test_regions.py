# SPDX-License-Identifier: EUPL-1.2
"""Every database has the 25 safety regions."""

from __future__ import annotations

from weerbaar.alerting.area import regions
from weerbaar.workbench.accounts.models import Region
from weerbaar.workbench.accounts.regions import ship_regions


def test_the_regions_are_there_with_their_numbers(db: None) -> None:
    assert [(r.number, r.name) for r in Region.objects.all()] == [
        (number, region.name) for number, region in enumerate(regions().values(), start=1)
    ]
    assert Region.objects.get(number=9).name == "Utrecht"
    assert Region.objects.get(number=25).name == "Flevoland"


def test_a_missing_region_comes_back_and_a_name_of_ones_own_stays(db: None) -> None:
    Region.objects.filter(number=3).delete()
    Region.objects.filter(number=2).update(name="Friesland")
    ship_regions()
    assert Region.objects.get(number=3).name == "Drenthe"
    assert Region.objects.get(number=2).name == "Friesland"
