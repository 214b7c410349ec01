# SPDX-License-Identifier: EUPL-1.2
"""Schema versions of dossier files, and the steps that lead from an older one to the present.

Older files are brought up to date in memory when they are read; saving the dossier writes them in the
present version. Schema 0 was the layout before the first release: a round had a ``period`` instead of
``label`` and ``year``, and a judgement had ``score: [lower, expected, upper]`` instead of three fields.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from weerbaar.base import InputError, Problem, Text, YamlSource

SCHEMA_VERSION = 1

Step = Callable[[str, dict[str, Any]], dict[str, Any]]


def _from_0_to_1(kind: str, data: dict[str, Any]) -> dict[str, Any]:
    if kind == "dossier.yaml" and "period" in data:
        period = str(data["period"])
        year = re.search(r"[0-9]{4}", period)
        renewed = {"label": period, **({"year": int(year.group())} if year else {})}
        return _replaced(data, "period", renewed)
    if kind == "judgements" and isinstance(data.get("judgements"), list):
        return {**data, "judgements": [_score_as_fields(j) for j in data["judgements"]]}
    return data


def _score_as_fields(judgement: Any) -> Any:
    score = judgement.get("score") if isinstance(judgement, dict) else None
    if not (isinstance(score, list) and len(score) == 3):
        return judgement
    lower, expected, upper = score
    fields = {"label": expected}
    if not lower == expected == upper:
        fields |= {"lower": lower, "upper": upper}
    return _replaced(judgement, "score", fields)


def _replaced(data: dict[str, Any], key: str, fields: dict[str, Any]) -> dict[str, Any]:
    """Return ``data`` with ``fields`` in the place of ``key``."""
    result: dict[str, Any] = {}
    for name, value in data.items():
        result |= fields if name == key else {name: value}
    return result


STEPS: dict[int, Step] = {0: _from_0_to_1}
"""From a schema version to the step that leads to the next; a step gets the kind of file and its content.

The kind is the name of the file, or ``judgements`` for every file in that folder.
"""


def upgraded(source: YamlSource, kind: str, problems: list[Problem]) -> YamlSource:
    """Return ``source`` in the present schema version.

    Args:
        source: one file of a dossier.
        kind: its name, or ``judgements``.
        problems: gets a warning when the file was brought up to date.

    Raises:
        InputError: the file has a version that this software does not know.
    """
    data = source.data
    found = data.get("schema") if isinstance(data, dict) else None
    if found is None or (found == SCHEMA_VERSION and found is not True):
        return source
    if not isinstance(found, int) or isinstance(found, bool) or found not in STEPS:
        newer = isinstance(found, int) and found > SCHEMA_VERSION
        raise InputError(
            [
                Problem(
                    source.name,
                    Text(
                        nl=f"schemaversie {found} is niet bekend; deze versie van Weerbaar leest "
                        f"{min(STEPS)} tot en met {SCHEMA_VERSION}.",
                        en=f"schema version {found} is not known; this version of Weerbaar reads "
                        f"{min(STEPS)} to {SCHEMA_VERSION}.",
                    ),
                    Text(
                        nl="Gebruik een nieuwere versie van Weerbaar."
                        if newer
                        else f"Schrijf schema: {SCHEMA_VERSION}.",
                        en="Use a newer version of Weerbaar." if newer else f"Write schema: {SCHEMA_VERSION}.",
                    ),
                    line=source.line(("schema",)),
                    field="schema",
                    value=str(found),
                )
            ]
        )
    for version in range(found, SCHEMA_VERSION):
        data = {**STEPS[version](kind, data), "schema": version + 1}
    problems.append(
        Problem(
            source.name,
            Text(
                nl=f"schemaversie {found} is bij het lezen omgezet naar {SCHEMA_VERSION}.",
                en=f"schema version {found} was turned into {SCHEMA_VERSION} while reading.",
            ),
            Text(nl="Bewaar het dossier opnieuw.", en="Save the dossier again."),
            line=source.line(("schema",)),
            field="schema",
            severity="warning",
        )
    )
    return YamlSource(source.name, data, source.lines)
