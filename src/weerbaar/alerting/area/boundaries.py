# SPDX-License-Identifier: EUPL-1.2
"""The borders of municipalities and safety regions, from a file that the user gives.

The product ships names and codes but no borders. Any file of CBS or PDOK in TopoJSON or GeoJSON will do; a region that
is not in it is put together from its municipalities.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cached_property, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from weerbaar.alerting.area.area import Area
from weerbaar.alerting.area.border_files import Bordered, read_borders
from weerbaar.alerting.area.country import country_shape
from weerbaar.alerting.area.regions import COUNTRY, NameIndex, full_name, known_names, regions, tidy_code
from weerbaar.alerting.area.shapes import AreaError, from_geometry, geometry, rd_plane
from weerbaar.base import InputError, Problem, Text

if TYPE_CHECKING:
    import shapely

BOUNDARIES_VARIABLE = "WEERBAAR_BOUNDARIES"

_CODE_FIELDS = ("statcode", "code", "gm_code", "vr_code", "gemeentecode", "veiligheidsregiocode", "identificatie")
_NAME_FIELDS = ("statnaam", "naam", "name", "gm_naam", "vr_naam", "gemeentenaam", "veiligheidsregionaam")

# A smaller share of an area is the difference between two drawings of one border.
_LEAST_SHARE = 1e-6


class Boundaries:
    """Borders by code.

    Args:
        shapes: shape (longitude, latitude) by code (``GM0014``, ``VR01``).
        names: name by code, where the file gives one; others come from the names that the product ships.
    """

    def __init__(self, shapes: Mapping[str, shapely.Geometry], names: Mapping[str, str]) -> None:
        self._shapes = dict(shapes) | _regions_from_municipalities(shapes)
        known = known_names()
        self.names: Mapping[str, str] = MappingProxyType(
            {COUNTRY: known[COUNTRY]} | {code: names.get(code) or known.get(code, code) for code in self._shapes}
        )

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes whose borders are known."""
        return tuple(self._shapes)

    def find(self, text: str) -> tuple[str, ...]:
        """Return every code that a name or code can mean, the country among them."""
        code = tidy_code(text)
        if code is not None:
            return (code,) if code in self.names else ()
        return self._index.find(text)

    def near(self, text: str) -> tuple[str, ...]:
        """Return at most three names that look like ``text``."""
        return self._index.near(text)

    @cached_property
    def _index(self) -> NameIndex:
        return NameIndex(self.names)

    def shape_of(self, code: str) -> shapely.Geometry:
        """Return the shape (longitude, latitude) of a code.

        Raises:
            AreaError: the file has no such code.
        """
        if code == COUNTRY:
            return self._country
        if code not in self._shapes:
            raise AreaError(
                Text(
                    nl=f"{code} staat niet in het bestand met grenzen.",
                    en=f"{code} is not in the file with boundaries.",
                )
            )
        return self._shapes[code]

    @cached_property
    def _country(self) -> shapely.Geometry:
        import shapely

        # Snapped together where neighbours were drawn apart, so that no slits stay between them.
        return shapely.union_all(list(self._shapes.values()), grid_size=1e-7)

    def area_of(self, code: str) -> Area:
        """Return a municipality, safety region or the country (``NL``) as an area.

        Raises:
            AreaError: as :meth:`shape_of`.
        """
        shape = self.shape_of(code)
        return from_geometry(shape, full_name(code, self.names[code]), (code,))

    def codes_in(self, area: Area) -> list[tuple[str, float]]:
        """Return the codes whose territory ``area`` touches, each with the share of the area that lies there.

        The largest share first. Municipalities and regions both; large waters belong to no municipality.

        Raises:
            AreaError: the area encloses nothing, or a coordinate is not on Earth.
        """
        import shapely

        shape = rd_plane().to_metres(geometry(area))
        codes, metres, tree = self._tree
        found = []
        for i in tree.query(shape, predicate="intersects").tolist():
            share = float(shapely.intersection(metres[i], shape).area / shape.area)
            if share > _LEAST_SHARE:
                found.append((codes[i], min(share, 1.0)))
        return sorted(found, key=lambda item: (-item[1], item[0]))

    @cached_property
    def _tree(self) -> tuple[list[str], list[Any], Any]:
        import shapely

        codes = list(self._shapes)
        # What was valid in degrees may cross itself by a hair in metres.
        metres = [shapely.make_valid(rd_plane().to_metres(self._shapes[code])) for code in codes]
        return codes, metres, shapely.STRtree(metres)

    def codes_at(self, latitude: float, longitude: float) -> tuple[str, ...]:
        """Return the codes of the municipality and the region that a place in degrees lies in."""
        codes, _, tree = self._tree
        import shapely

        point = rd_plane().to_metres(shapely.Point(longitude, latitude))
        return tuple(sorted(codes[i] for i in tree.query(point, predicate="intersects").tolist()))


def _regions_from_municipalities(shapes: Mapping[str, shapely.Geometry]) -> dict[str, shapely.Geometry]:
    """Return the regions that ``shapes`` lacks and all of whose municipalities it has."""
    import shapely

    return {
        code: shapely.union_all([shapes[part] for part in region.municipalities], grid_size=1e-7)
        for code, region in regions().items()
        if code not in shapes and all(part in shapes for part in region.municipalities)
    }


def load_boundaries(path: Path) -> Boundaries:
    """Read municipalities and safety regions from a TopoJSON or GeoJSON file.

    Raises:
        InputError: the file cannot be used, or no feature in it has a code such as ``GM0014`` or ``VR01``.
    """
    shapes: dict[str, Any] = {}
    names: dict[str, str] = {}
    for feature in read_borders(path):
        code = _code(feature)
        if code is not None:
            shapes[code] = feature.shape
            names[code] = _field(feature, _NAME_FIELDS)
    if not shapes:
        raise InputError(
            [
                Problem(
                    path.name,
                    Text(
                        nl="geen vlak in dit bestand heeft de code van een gemeente (GM0014) of regio (VR01).",
                        en="no polygon in this file has the code of a municipality (GM0014) or safety region (VR01).",
                    ),
                    Text(
                        nl="De code moet in een veld «statcode», «code» of «identificatie» staan.",
                        en="The code must be in a field «statcode», «code» or «identificatie».",
                    ),
                )
            ]
        )
    return Boundaries(shapes, names)


def _code(feature: Bordered) -> str | None:
    code = tidy_code(_field(feature, _CODE_FIELDS))
    return None if code == COUNTRY else code


def _field(feature: Bordered, fields: tuple[str, ...]) -> str:
    values = {key.casefold(): value for key, value in feature.properties.items() if isinstance(value, str)}
    return next((values[field].strip() for field in fields if field in values), "")


def named_boundaries() -> Boundaries | None:
    """Return the boundaries of the file that the environment variable ``WEERBAAR_BOUNDARIES`` names, if it is set.

    The file is read again only when it has changed.

    Raises:
        InputError: as :func:`load_boundaries`.
    """
    named = os.environ.get(BOUNDARIES_VARIABLE)
    if not named:
        return None
    path = Path(named)
    try:
        state = path.stat()
    except (OSError, ValueError):
        # Whatever is the matter with it, reading it says so.
        return load_boundaries(path)
    return _kept(path, state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=2)
def _kept(path: Path, _changed: int, _size: int) -> Boundaries:
    return load_boundaries(path)


def area_of(code: str, boundaries: Boundaries | None) -> Area:
    """Return the area of a municipality, a safety region or the country.

    Without boundaries the country is its coarse outline, and anything else an error that says which file to get.

    Raises:
        AreaError: the code is unknown, or its borders are.
    """
    if boundaries is not None:
        return boundaries.area_of(code)
    if code == COUNTRY:
        return from_geometry(country_shape(), full_name(code, known_names()[code]), (code,))
    name = known_names().get(code)
    if name is None:
        raise AreaError(
            Text(
                nl=f"{code} is geen bekende gemeente of veiligheidsregio.",
                en=f"{code} is no known municipality or safety region.",
            )
        )
    called = full_name(code, name)
    raise AreaError(
        Text(
            nl=f"De grenzen van {called.nl} ({code}) zijn niet bekend, want er is geen bestand met grenzen. Haal bij"
            " PDOK de «CBS gebiedsindelingen» (gemeenten en veiligheidsregio's, GeoJSON of TopoJSON) en"
            f" noem het bestand in de omgevingsvariabele {BOUNDARIES_VARIABLE}. Of geef een veelhoek of cirkel.",
            en=f"The borders of the {called.en} ({code}) are not known, as there is no file with boundaries. Get the"
            " «CBS gebiedsindelingen» (municipalities and safety regions, GeoJSON or TopoJSON) at PDOK and name the"
            f" file in the environment variable {BOUNDARIES_VARIABLE}. Or give the area as a polygon or circle.",
        )
    )
