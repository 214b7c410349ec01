# SPDX-License-Identifier: EUPL-1.2
"""The form of an uploaded network: what was typed, so that nothing is lost, and how the file is to be read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from weerbaar.base import InputError, Problem, Text
from weerbaar.workbench.evacuation.network_reading import Manner

_FIELDS = (
    "exits", "within_h", "layout", "layer", "crs", "default_class", "length_unit", "speed_unit", "time_unit",
    "capacity_per",
)  # fmt: skip
_TICKED = ("collapse", "reachable", "simplified")
COLUMNS: tuple[tuple[str, Text], ...] = (
    ("id", Text(nl="code van de weg", en="code of the road")),
    ("name", Text(nl="naam of nummer", en="name or number")),
    ("road_class", Text(nl="soort weg", en="class of road")),
    ("direction", Text(nl="rijrichting", en="direction")),
    ("free_speed", Text(nl="snelheid of limiet", en="speed or limit")),
    ("lanes", Text(nl="rijstroken", en="lanes")),
    ("capacity", Text(nl="capaciteit", en="capacity")),
    ("length", Text(nl="lengte", en="length")),
)
"""What a column may hold, and what it is called."""

MEASURES: dict[str, tuple[str, tuple[tuple[str, Text], ...]]] = {
    "free_speed": ("km/h", (("km/h", Text(nl="km/u", en="km/h")), ("mph", Text(nl="mph")), ("m/s", Text(nl="m/s")))),
    "lanes": (
        "direction",
        (
            ("direction", Text(nl="per rijrichting", en="per direction")),
            ("road", Text(nl="van de hele weg", en="of the whole road")),
        ),
    ),
    "capacity": (
        "direction",
        (
            ("lane", Text(nl="vtg/u per strook", en="veh/h per lane")),
            ("direction", Text(nl="vtg/u per richting", en="veh/h per direction")),
            ("road", Text(nl="vtg/u hele weg", en="veh/h whole road")),
        ),
    ),
    "length": ("m", (("m", Text(nl="m")), ("km", Text(nl="km")), ("mi", Text(nl="mijl", en="mi")))),
}
"""Of which columns the unit is asked, the usual one first and then the choice."""

UNITS: tuple[tuple[str, Text, tuple[str, ...]], ...] = (
    ("length_unit", Text(nl="Lengte", en="Length"), ("m", "km", "ft", "mi")),
    ("speed_unit", Text(nl="Snelheid (GMNS)", en="Speed (GMNS)"), ("km/h", "m/s", "mph")),
    ("time_unit", Text(nl="Reistijd (TNTP)", en="Travel time (TNTP)"), ("s", "min", "h")),
    ("capacity_per", Text(nl="Capaciteit per (TNTP)", en="Capacity per (TNTP)"), ("h", "day")),
)
"""Units that a file may leave out, and those that are known."""

_NOT_FOR_CARS = ("footway", "cycleway", "path", "steps", "pedestrian", "bridleway", "busway", "track")

LAYOUTS: dict[str, tuple[Text, dict[str, Any]]] = {
    "own": (Text(nl="eigen kolommen, hieronder ingevuld", en="columns of its own, filled in below"), {}),
    "weerbaar": (
        Text(nl="kaartlaag uit Weerbaar", en="map layer from Weerbaar"),
        {
            "id": "id",
            "name": "road",
            "length": {"column": "length_m", "unit": "m"},
            "free_speed": {"column": "free_speed_km_h", "unit": "km/h"},
            "capacity": {"column": "capacity_veh_h", "unit": "veh/h", "per": "direction"},
            "lanes": {"column": "lanes", "per": "direction"},
            "direction": {"column": "kind", "forward": ["link"]},
        },
    ),
    "nwb": (
        Text(nl="Nationaal Wegenbestand (NWB)", en="Dutch national road file (NWB)"),
        {
            "crs": "EPSG:28992",
            "id": "WVK_ID",
            "name": "STT_NAAM",
            "direction": {"column": "RIJRICHTNG"},
            "road_class": {
                "column": "WEGBEHSRT",
                "names": {"R": "motorway", "P": "primary", "G": "secondary", "W": "secondary", "T": "residential"},
            },
            "default_class": "secondary",
            # Bus lanes, cycle and foot paths, tracks of public transport, passages for emergencies, riding paths.
            "without": {"column": "BST_CODE", "values": ["BU", "BUS", "FP", "VP", "OVB", "CADO", "RP"]},
        },
    ),
    "osm": (
        Text(nl="OpenStreetMap als Shapefile (Geofabrik)", en="OpenStreetMap as Shapefile (Geofabrik)"),
        {
            "id": "osm_id",
            "name": "ref",
            "road_class": {"column": "fclass"},
            "free_speed": {"column": "maxspeed", "unit": "km/h"},
            "direction": {"column": "oneway"},
            "default_class": "residential",
            "without": {"column": "fclass", "values": [*_NOT_FOR_CARS, *(f"track_grade{at}" for at in range(1, 6))]},
        },
    ),
}
"""Layouts of files that are known, with their mapping of columns."""


@dataclass
class NetworkForm:
    """What stands in the form, as text; files cannot stand in it again.

    Attributes:
        typed: field to text; a box that was ticked is ``1``.
        columns: what a column holds to its name.
        measures: what a column holds to its unit.
        files: name of the field to the content of a file.
    """

    typed: dict[str, str] = field(default_factory=dict)
    columns: dict[str, str] = field(default_factory=dict)
    measures: dict[str, str] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)

    @classmethod
    def of_post(cls, post: Mapping[str, str], files: Mapping[str, Any]) -> NetworkForm:
        """Return what was sent."""
        return cls(
            {name: post.get(name, "").strip() for name in (*_FIELDS, *_TICKED)},
            {name: post.get(f"column-{name}", "").strip() for name, _ in COLUMNS},
            {name: post.get(f"measure-{name}", usual) for name, (usual, _) in MEASURES.items()},
            {name: files[name].read() for name in ("zones", "exit_places", "columns") if name in files},
        )

    def manner(self) -> Manner:
        """Return how the file is to be read.

        Raises:
            InputError: the hours are no number.
        """
        typed = self.typed
        units = {"length": "length_unit", "speed": "speed_unit", "time": "time_unit", "capacity": "capacity_per"}
        return Manner(
            exits=tuple(typed.get("exits", "").replace(",", " ").split()),
            exit_places=self.files.get("exit_places", b""),
            zones=self.files.get("zones", b""),
            columns=self.files.get("columns") or self._mapping(),
            layer=typed.get("layer", ""),
            units={name: typed[asked] for name, asked in units.items() if typed.get(asked)},
            within_h=_hours(typed.get("within_h", "")),
            **{name: bool(typed.get(name)) for name in _TICKED},
        )

    def _mapping(self) -> bytes:
        """The mapping of columns as a file; empty where nothing was chosen or filled in."""
        from weerbaar.dossier import yaml_text

        layout = LAYOUTS.get(self.typed.get("layout", ""), LAYOUTS["own"])[1]
        own: dict[str, Any] = {}
        for name, column in self.columns.items():
            if not column:
                continue
            unit = self.measures.get(name, "")
            own[name] = (
                column if name in ("id", "name")
                else {"column": column, "unit": "veh/h", "per": unit} if name == "capacity"
                else {"column": column, "per": unit} if name == "lanes"
                else {"column": column, "unit": unit} if name in MEASURES
                else {"column": column}
            )  # fmt: skip
        own |= {name: self.typed[name] for name in ("crs", "default_class") if self.typed.get(name)}
        return yaml_text({"schema": 1, **layout, **own}).encode() if layout or own else b""


def _hours(text: str) -> float | None:
    if not text:
        return None
    try:
        hours = float(text.replace(",", "."))
    except ValueError:
        hours = -1.0
    if not 0 < hours <= 1000:
        message = Text(nl="hier hoort een aantal uren boven 0.", en="a number of hours above 0 is expected here.")
        raise InputError([Problem("", message, field="within_h", value=text)])
    return hours
