# SPDX-License-Identifier: EUPL-1.2
"""The form of scarce means: what a file of means says, as far as a form holds it, and the file that it comes to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from weerbaar.base import InputError, parse_yaml
from weerbaar.workbench.evacuation.yaml_form import as_typed, rows_in, typed_number

_MEANS = ("id", "kind", "number", "place", "from_h", "shift_h", "rest_h", "past_queues")
_REFUGES = ("place", "name", "beds")
_PLACES = ("code", "node")
_POLICE = ("officers", "per_post", "shift_h", "rest_h")
_WORDS = frozenset({"id", "kind", "place", "name", "code", "node"})
_TICKED = "true"
_SPARE = 3


@dataclass
class FleetForm:
    """What stands in the form, as text.

    Attributes:
        name, source: of the means.
        means, refuges, places: rows with the fields of each as text.
        police: fields of the officers as text.
    """

    name: str = ""
    source: str = ""
    means: list[dict[str, str]] = field(default_factory=list)
    refuges: list[dict[str, str]] = field(default_factory=list)
    places: list[dict[str, str]] = field(default_factory=list)
    police: dict[str, str] = field(default_factory=lambda: dict.fromkeys(_POLICE, ""))

    @classmethod
    def empty(cls, name: str) -> FleetForm:
        """Return a form for a plan without means."""
        return cls(name=name)

    @classmethod
    def of_text(cls, content: str) -> FleetForm | None:
        """Return the form of a file; None where it says more than the form holds, or cannot be read."""
        try:
            data = parse_yaml(content.replace("\r\n", "\n"), "middelen.yaml").data
        except InputError:
            return None
        if not isinstance(data, dict) or not data.keys() <= {
            "schema",
            "name",
            "source",
            "places",
            "means",
            "refuges",
            "police",
        }:
            return None
        places = data.get("places") or {}
        rows = {
            "means": as_typed(_with_ticks(data.get("means")), _MEANS),
            "refuges": as_typed(data.get("refuges"), _REFUGES),
            "places": as_typed([{"code": code, "node": node} for code, node in places.items()], _PLACES)
            if isinstance(places, dict)
            else None,
            "police": as_typed([data["police"]] if data.get("police") else [], _POLICE),
        }
        if any(found is None for found in rows.values()):
            return None
        police = (rows["police"] or [dict.fromkeys(_POLICE, "")])[0]
        return cls(
            str(data.get("name", "")),
            str(data.get("source", "")),
            rows["means"] or [],
            rows["refuges"] or [],
            rows["places"] or [],
            police,
        )

    @classmethod
    def of_post(cls, post: Mapping[str, str]) -> FleetForm:
        """Return what was sent."""
        return cls(
            post.get("name", "").strip(),
            post.get("source", "").strip(),
            rows_in(post, "means", _MEANS),
            rows_in(post, "refuge", _REFUGES),
            rows_in(post, "place", _PLACES),
            {name: post.get(f"police-{name}", "").strip() for name in _POLICE},
        )

    def text(self) -> str:
        """Return the file that the form comes to; what is no number stays as it was typed, for the reader to refuse."""
        from weerbaar.dossier import yaml_text

        data: dict[str, Any] = {"schema": 1, "name": self.name}
        if self.source:
            data["source"] = self.source
        if self.places:
            data["places"] = {row["code"]: row["node"] for row in self.places}
        data["means"] = [_filled(row) for row in self.means]
        data["refuges"] = [_filled(row) for row in self.refuges]
        if any(self.police.values()):
            data["police"] = _filled(self.police)
        return yaml_text(data)

    @property
    def rows(self) -> dict[str, list[tuple[int, dict[str, str]]]]:
        """Rows of each table by number, with room for some more."""
        return {
            name: list(enumerate([*given, *(dict.fromkeys(fields, "") for _ in range(_SPARE))]))
            for name, given, fields in (
                ("means", self.means, _MEANS),
                ("refuges", self.refuges, _REFUGES),
                ("places", self.places, _PLACES),
            )
        }


def _with_ticks(means: Any) -> Any:
    """Return entries of ``means`` with yes and no as a form sends them."""
    if not isinstance(means, list):
        return means
    return [{name: _ticked(value) for name, value in one.items()} if isinstance(one, dict) else one for one in means]


def _ticked(value: Any) -> Any:
    if isinstance(value, bool):
        return _TICKED if value else None
    return value


def _filled(row: Mapping[str, str]) -> dict[str, Any]:
    return {name: _value(name, text) for name, text in row.items() if text}


def _value(name: str, text: str) -> Any:
    if name == "past_queues":
        return text == _TICKED
    return text if name in _WORDS else typed_number(text)
