# SPDX-License-Identifier: EUPL-1.2
"""JSON from outside, read with limits (C13): number of values, depth, repeated keys, numbers of very many digits."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from weerbaar.base.formatting import number
from weerbaar.base.problems import InputError, Problem
from weerbaar.base.text import Text
from weerbaar.base.yaml_source import Location, render_location

_LONGEST_WHOLE = 300


def parse_json(text: str, name: str, most_values: int) -> Any:
    """Return the value of a JSON text.

    NaN, infinity and numbers too large to compute with are passed on as such: the checks name their place.

    Args:
        text: of the file.
        name: of the file, for the problems.
        most_values: count that a sensible file of its kind stays under.

    Raises:
        InputError: not JSON, nested too deeply, a repeated key, or more than ``most_values`` values.
    """
    values = text.count(",") + text.count("[") + text.count("{")
    if values > most_values:
        raise _refusal(
            name,
            f"het bestand heeft meer dan {number(most_values, 'nl')} waarden.",
            f"the file has more than {number(most_values, 'en')} values.",
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
