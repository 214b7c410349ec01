# SPDX-License-Identifier: EUPL-1.2
"""A catalogue in JSON, read with limits (C13): size, number of values, depth, repeated keys, NaN and infinity."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from weerbaar.base import InputError, Location, Problem, Text, YamlSource, number, read_text, render_location, validate
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
_LONGEST_WHOLE = 300
_NO_LINES: dict[Location, int] = {}


def read_json(path: Path) -> Draft:
    """Return what the JSON file at ``path`` states.

    Raises:
        InputError: it cannot be read, is not JSON, or has other fields than a catalogue.
    """
    name = path.name
    data = parse_json(read_text(path, name, MAX_BYTES), name)
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


def parse_json(text: str, name: str) -> Any:
    """Return the value of a JSON text.

    NaN, infinity and numbers too large to compute with are passed on as such: the checks name their place.

    Raises:
        InputError: not JSON, nested too deeply, a repeated key, or more values than any catalogue has.
    """
    values = text.count(",") + text.count("[") + text.count("{")
    if values > MAX_VALUES:
        raise _refusal(
            name,
            f"het bestand heeft meer dan {number(MAX_VALUES, 'nl')} waarden.",
            f"the file has more than {number(MAX_VALUES, 'en')} values.",
        )
    repeated: list[tuple[dict[str, Any], str]] = []

    def fields(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            names = [key for key, _ in pairs]
            repeated.append((found, next(key for i, key in enumerate(names) if key in names[:i])))
        return found

    try:
        data = json.loads(text, object_pairs_hook=fields, parse_int=_whole)
    except json.JSONDecodeError as error:
        raise InputError(
            [
                Problem(
                    name,
                    Text(
                        nl=f"geen geldige JSON: fout bij teken {error.colno} van deze regel.",
                        en=f"not valid JSON: mistake at character {error.colno} of this line ({error.msg}).",
                    ),
                    Text(
                        nl="Vaak ontbreekt er een komma, een aanhalingsteken of een haakje.",
                        en="Often a comma, a quote or a bracket is missing.",
                    ),
                    line=error.lineno,
                )
            ]
        ) from error
    except RecursionError as error:
        raise _refusal(name, "te diep genest.", "nested too deeply.") from error
    if repeated:
        places = _locations(data, [found for found, _ in repeated])
        raise InputError(
            Problem(
                name,
                Text(nl="deze sleutel staat er twee keer.", en="this key occurs twice."),
                Text(nl="Verwijder een van beide.", en="Remove one of them."),
                field=render_location((*places[id(found)], key)) if id(found) in places else key,
            )
            for found, key in repeated
        )
    return data


def _whole(digits: str) -> int | float:
    """Read very many digits as a float, because Python refuses to read them as a whole number."""
    return int(digits) if len(digits) <= _LONGEST_WHOLE else float(digits)


def _locations(data: Any, wanted: Sequence[dict[str, Any]]) -> dict[int, Location]:
    """Return where each of ``wanted`` stands; one that was itself under a repeated key stands nowhere any more."""
    missing = {id(found) for found in wanted}
    places: dict[int, Location] = {}
    waiting: list[tuple[Any, Location]] = [(data, ())]
    while waiting:
        node, at = waiting.pop()
        if id(node) in missing:
            places[id(node)] = at
        if isinstance(node, dict):
            waiting += [(child, (*at, key)) for key, child in node.items() if isinstance(child, dict | list)]
        elif isinstance(node, list):
            waiting += [(child, (*at, i)) for i, child in enumerate(node) if isinstance(child, dict | list)]
    return places


def _refusal(name: str, nl: str, en: str) -> InputError:
    hint = Text(nl="Controleer of dit het bedoelde bestand is.", en="Check whether this is the file that you mean.")
    return InputError([Problem(name, Text(nl=nl, en=en), hint)])


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
