# SPDX-License-Identifier: EUPL-1.2
"""Whether the places that a text names lie in the area that gets it.

A place is a point in a list of names, so one near the area counts as in it. The name of who sends (``Veiligheidsregio
Utrecht``) says nothing about where it is, and neither does a site.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from weerbaar.alerting.area import Area, AreaError, Gazetteer, Place, geometry, places_in_text, plane_for
from weerbaar.alerting.compose.facts import Facts
from weerbaar.alerting.findings import Finding, Level
from weerbaar.base import Lang, Text, number

NEAR_KM = 3.0
_WARNING: Level = "warning"
_ADVICE: Level = "advice"
_SENDER = re.compile(
    r"(?:veiligheidsregio|gemeente|burgemeester van|rtv|omroep|safety region|municipality of|mayor of)\s+$",
    re.IGNORECASE,
)


def place_findings(text: str, lang: Lang, stated: Facts, area: Area, gazetteer: Gazetteer) -> list[Finding]:
    """Return which places in ``text`` lie outside ``area``: a warning when none of them lies in it.

    Args:
        text: the text in one language.
        lang: that language.
        stated: its facts.
        area: who gets the text.
        gazetteer: the names of places.
    """
    named = [one for one in places_in_text(text, gazetteer) if _says_where(one[0], text, stated)]
    if not named:
        return []
    try:
        distances = _distances_km([places for _, _, _, places in named], area)
    except AreaError:
        # There is no area to compare with, which the check of the area says.
        return []
    nowhere = min(distances) > NEAR_KM
    rule, level = ("places.none-in-area", _WARNING) if nowhere else ("places.outside", _ADVICE)
    fix = (
        Text(nl="Pas de plaats of het gebied aan.", en="Change the place or the area.")
        if nowhere
        else Text(nl="Kijk of dit zo is bedoeld.", en="See whether this is meant.")
    )
    return [
        Finding(
            rule,
            level,
            Text(
                nl=f"{name} ligt {number(distance, 'nl')} km buiten het gebied.",
                en=f"{name} lies {number(distance, 'en')} km outside the area.",
            ),
            fix,
            f"text.{lang}[{start}:{end}]",
            value=name,
        )
        for (start, end, name, _), distance in zip(named, distances, strict=True)
        if distance > NEAR_KM
    ]


def _says_where(start: int, text: str, stated: Facts) -> bool:
    inside_site = any(site.start <= start < site.end for site in stated.of("site"))
    return not inside_site and not _SENDER.search(text[max(0, start - 30) : start])


def _distances_km(named: Sequence[Sequence[Place]], area: Area) -> list[float]:
    """Return for each name how far the nearest place of that name lies outside ``area``; 0 when it lies in it.

    Raises:
        AreaError: the area encloses nothing.
    """
    import shapely

    shape = geometry(area)
    plane = plane_for(shape)
    flat = plane.to_metres(shape)
    points = (shapely.points([(place.longitude, place.latitude) for place in places]) for places in named)
    return [float(min(shapely.distance(plane.to_metres(some), flat))) / 1000 for some in points]
