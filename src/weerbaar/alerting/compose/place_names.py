# SPDX-License-Identifier: EUPL-1.2
"""Whether the places that a text names lie in the area that gets it.

A place is a point in a list of names, so one near the area counts as in it. A place that only gives the direction
(``ten noorden van Utrecht``, ``opvang in Leiden``) may lie farther off. The name of who sends (``Veiligheidsregio
Utrecht``), of a club or of a street says nothing about where it is, and neither does a site.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from weerbaar.alerting.area import Area, AreaError, Gazetteer, Place, geometry, places_in_text, plane_for
from weerbaar.alerting.compose.facts import Facts
from weerbaar.alerting.findings import Finding, Level
from weerbaar.base import Lang, Text, number

NEAR_KM = 3.0
# Farther than this nobody would use a place to say where another is, nor send people there.
REFERENCE_KM = 30.0
_WARNING: Level = "warning"
_ADVICE: Level = "advice"
_OF_BODY = re.compile(
    r"(?:veiligheidsregio|gemeente|burgemeester van|politie|brandweer|ggd|rtv|radio|omroep|fc|safety region"
    r"|municipality of|mayor of|police|fire brigade)\s+$",
    re.IGNORECASE,
)
_STREET = re.compile(
    r"\s+(?:straat|weg|laan|plein|singel|boulevard|kade|dijk|allee|dreef|street|road)\b", re.IGNORECASE
)
_REFERENCE = re.compile(
    r"(?:\b(?:ten (?:noorden|oosten|zuiden|westen|noordoosten|noordwesten|zuidoosten|zuidwesten) van"
    r"|(?:noordelijk|oostelijk|zuidelijk|westelijk) van|richting|naar|uit|vanuit|vanaf|via"
    r"|(?:north|east|south|west|north-?east|north-?west|south-?east|south-?west) of|towards?|from|to|heading for)"
    r"|\b(?:tussen|between)\b[^.;:!?]{0,60}?"
    r"|\b(?:opvang\w*|ziekenhuis|slaapplaats\w*|shelter|reception centre|hospital)\b[^.;:!?]{0,40}?\b(?:in|te|at))\s+$",
    re.IGNORECASE,
)
_LOOK_BACK = 90


def place_findings(text: str, lang: Lang, stated: Facts, area: Area, gazetteer: Gazetteer) -> list[Finding]:
    """Return which places in ``text`` lie outside ``area``: a warning when none of them lies in it.

    Args:
        text: the text in one language.
        lang: that language.
        stated: its facts.
        area: who gets the text.
        gazetteer: the names of places.
    """
    named = [one for one in places_in_text(text, gazetteer) if _says_where(one[0], one[1], text, stated)]
    if not named:
        return []
    try:
        distances = _distances_km([places for _, _, _, places in named], area)
    except AreaError:
        # There is no area to compare with, which the check of the area says.
        return []
    allowed = [REFERENCE_KM if _is_reference(start, end, text) else NEAR_KM for start, end, _, _ in named]
    nowhere = all(distance > most for distance, most in zip(distances, allowed, strict=True))
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
        for (start, end, name, _), distance, most in zip(named, distances, allowed, strict=True)
        if distance > most
    ]


def _says_where(start: int, end: int, text: str, stated: Facts) -> bool:
    inside_site = any(site.start <= start < site.end for site in stated.of("site"))
    of_other = _OF_BODY.search(text, max(0, start - _LOOK_BACK), start) or _STREET.match(text, end)
    return not inside_site and not of_other


def _is_reference(start: int, end: int, text: str) -> bool:
    begins_route = text[:start].endswith(("van ", "Van ")) and text.startswith(" naar ", end)
    return begins_route or bool(_REFERENCE.search(text, max(0, start - _LOOK_BACK), start))


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
