# SPDX-License-Identifier: EUPL-1.2
"""A catalogue in JSON, read with limits (C13): size, number of values, depth, repeated keys, NaN and infinity."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from weerbaar.base import (
    InputError,
    Location,
    Text,
    YamlSource,
    parse_json,
    read_text,
    render_location,
    validate,
)
from weerbaar.cascade.draft import (
    CatalystEntry,
    Draft,
    FactorEntry,
    Numbers,
    Place,
    RiskEntry,
    Spot,
    TrendEntry,
    size_problem,
)
from weerbaar.cascade.file_model import CatalogueFile, CatalystFields, RiskFields, TrendFields

MAX_BYTES = 80_000_000
MAX_VALUES = 10_000_000
_NO_LINES: dict[Location, int] = {}


def read_json(path: Path) -> Draft:
    """Return what the JSON file at ``path`` states.

    Raises:
        InputError: it cannot be read, is not JSON, or has other fields than a catalogue.
    """
    name = path.name
    data = parse_json(read_text(path, name, MAX_BYTES), name, MAX_VALUES)
    if isinstance(data, dict):
        # Asked before the fields are looked at, which takes far longer.
        counts = [len(found) if isinstance(found := data.get(key), list) else 0 for key in ("risks", "cascades")]
        too_large = size_problem(name, *counts)
        if too_large is not None:
            raise InputError([too_large])
    return _draft(validate(CatalogueFile, YamlSource(name, data, _NO_LINES)), name, default_id(path))


def default_id(path: Path) -> str:
    """Return the id of a catalogue that does not name itself: that of its file, with the odd characters replaced."""
    return re.sub(r"[^A-Za-z0-9._+-]+", "-", path.stem).strip("-._+")[:80] or "catalogue"


def _draft(file: CatalogueFile, name: str, own_id: str) -> Draft:
    def place(*at: str | int, **renamed: Location) -> Place:
        return Place(_locator(name, at, renamed))

    catalogue_id = own_id if file.id is None else file.id
    draft = Draft(
        name,
        place(),
        catalogue_id,
        Text(nl=catalogue_id) if file.title is None else file.title,
        _with_plain_line_ends(file.statement),
        file.intensities,
        file.indicators,
    )
    for i, risk in enumerate(file.risks):
        at = place("risks", i, impact=("direct_impact",))
        draft.risks.append(RiskEntry(at, risk.id, risk.name, risk.actor, risk.category))
        draft.impacts += _impacts(risk, i, place)
    for i, row in enumerate(file.cascades):
        if row.cause is None and row.cause_scenario is None:
            draft.root.append(Numbers(place("cascades", i, risk=("effect",), values=("p",)), (row.effect,), row.p))
        else:
            at = place("cascades", i, cause_intensity=("cause_scenario",), values=("p",))
            draft.links.append(Numbers(at, (row.cause or "", row.cause_scenario or "", row.effect), row.p))
    draft.trends += [_trend(trend, i, place) for i, trend in enumerate(file.trends)]
    draft.catalysts += [_catalyst(catalyst, i, place) for i, catalyst in enumerate(file.catalysts)]
    return draft


def _locator(file: str, base: Location, renamed: dict[str, Location]) -> Callable[[Location], Spot]:
    def locate(at: Location) -> Spot:
        inner = at and (*renamed.get(str(at[0]), (at[0],)), *at[1:])
        return Spot(file, None, render_location((*base, *inner)))

    return locate


def _impacts(risk: RiskFields, i: int, place: Callable[..., Place]) -> list[Numbers]:
    return [
        Numbers(
            place("risks", i, "direct_impact", intensity, intensity=(), values=(), risk=()),
            (risk.id, intensity),
            amounts,
        )
        for intensity, amounts in risk.direct_impact.items()
    ]


def _trend(trend: TrendFields, i: int, place: Callable[..., Place]) -> TrendEntry:
    rows = tuple(
        Numbers(place("trends", i, "root", risk, risk=(), values=()), (risk,), p) for risk, p in trend.root.items()
    )
    return TrendEntry(place("trends", i), trend.id, trend.name, rows)


def _catalyst(catalyst: CatalystFields, i: int, place: Callable[..., Place]) -> CatalystEntry:
    factors = tuple(
        FactorEntry(place("catalysts", i, "factors", j), f.factor, f.risk, f.cause, f.effect)
        for j, f in enumerate(catalyst.factors)
    )
    return CatalystEntry(place("catalysts", i), catalyst.id, catalyst.name, factors)


def _with_plain_line_ends(text: Text) -> Text:
    return Text(nl=plain_line_ends(text.nl), en=plain_line_ends(text.en))


def plain_line_ends(text: str) -> str:
    """Return ``text`` with the line ends of one system."""
    return text.replace("\r\n", "\n").replace("\r", "\n")
