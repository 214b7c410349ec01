# SPDX-License-Identifier: EUPL-1.2
"""Maps on the pages: the figure of the library, over the borders that this installation has."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from weerbaar.alerting.area import Area, country_shape
from weerbaar.base import Text
from weerbaar.workbench.alerts import facts
from weerbaar.workbench.capabilities.drawing import Drawn
from weerbaar.workbench.shell.language import language

if TYPE_CHECKING:
    import shapely

    from weerbaar.figures import CellMark, Figure


def wide_and_narrow_map(
    area: Area, place: Text, marks: Sequence[CellMark] = (), served: shapely.Geometry | None = None
) -> Drawn:
    """Return a map for a screen and one for a phone, in the language of the page.

    Args:
        area: what the alert is for.
        place: what the area is called.
        marks: places with cells.
        served: where it is received (longitude, latitude); None where that is not drawn.

    Raises:
        AreaError: the area encloses nothing.
    """
    from weerbaar.figures import alert_map

    under = land()
    wide = alert_map(area, under, _title(place), marks, served, language(), "a4")
    return Drawn(wide, alert_map(area, under, _title(place), marks, served, language(), "phone"))


def small_map(area: Area, place: Text, name: str) -> Figure:
    """Return one small map of an area for a page that must load on the slowest phone.

    Args:
        name: tells the maps of one page apart.

    Raises:
        AreaError: the area encloses nothing.
    """
    from weerbaar.figures import alert_map

    return alert_map(area, land(), _title(place), lang=language(), width="phone", name=name)


def land() -> tuple[shapely.Geometry, ...]:
    """Return what is drawn under an area: the regions where their borders are at hand, else the country."""
    found = facts.borders_now()
    if found.boundaries is None:
        return (country_shape(),)
    codes = [code for code in found.boundaries.codes if code.startswith("VR")]
    return tuple(found.boundaries.shape_of(code) for code in codes) or (country_shape(),)


def _title(place: Text) -> Text:
    return Text(nl=f"Kaart van het gebied: {place.nl}", en=f"Map of the area: {place.in_('en')}")
